// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "documentreader.h"

#include "methodreader.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr qsizetype mostBytes = 64 * 1024 * 1024;

class DocumentReader
{
public:
    explicit DocumentReader(const QJsonObject &json)
        : m_root{json, u"#"_s}
        , m_references(json)
        , m_schemas(m_references, json[u"components"].toObject().value(u"schemas"_s).toObject())
        , m_reader(m_references, m_schemas)
    {
    }

    Reading read()
    {
        if (!m_root["openrpc"_L1].toString().startsWith("1."_L1) || !m_root["methods"_L1].isArray())
            return Unreadable{u"this is no OpenRPC document of version 1"_s};
        const Place info = m_root.at("info"_L1);
        Document document{.title = info.text("title"_L1),
            .version = info.text("version"_L1),
            .description = info.text("description"_L1)};
        document.methods = named<Method>("methods"_L1, &MethodReader::method);
        document.signalList = named<Signal>("x-signals"_L1, &MethodReader::signal);
        document.properties = named<Property>("x-properties"_L1, &MethodReader::property);
        document.models = named<Model>("x-models"_L1, &MethodReader::model);
        m_schemas.finish(document);
        if (m_schemas.isTooLarge())
            return Unreadable{u"the document is too large"_s};
        return document;
    }

private:
    // What is called as another thing before it is left out.
    template<typename T>
    std::vector<T> named(QLatin1StringView name, T (MethodReader::*read)(const Place &))
    {
        std::vector<T> all;
        const Place places = m_root.at(name);
        const qsizetype count = places.value.toArray().size();
        for (qsizetype i = 0; i < count && !m_schemas.isTooLarge(); ++i) {
            const auto place = m_reader.followed(places.at(i));
            if (!place)
                continue;
            if ((*place)["name"_L1].toString().isEmpty())
                m_schemas.note(place->path, u"has no name"_s);
            else
                all.push_back((m_reader.*read)(*place));
        }
        std::ranges::stable_sort(all, {}, &T::name);
        const auto isSame = [](const T &left, const T &right) { return left.name == right.name; };
        const auto same = std::unique(all.begin(), all.end(), isSame);
        if (same != all.end())
            m_schemas.note(places.path, u"has the same name more than once"_s);
        all.erase(same, all.end());
        return all;
    }

    const Place m_root;
    const References m_references;
    SchemaReader m_schemas;
    MethodReader m_reader;
};

} // namespace

Reading readDocument(const QJsonObject &json)
{
    return DocumentReader(json).read();
}

Reading readDocument(const QByteArray &json)
{
    if (json.size() > mostBytes)
        return Unreadable{u"the document is too large"_s};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return Unreadable{
            u"this is no JSON: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset)};
    return readDocument(document.object());
}

} // namespace Api
