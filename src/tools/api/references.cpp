// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "references.h"

#include "names.h"

#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr int mostHops = 16;

// RFC 6901: "~" and "/" in a name are "~0" and "~1".
QString escaped(QString name)
{
    return name.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

QString unescaped(const QString &token)
{
    QString name = QUrl::fromPercentEncoding(token.toUtf8());
    return name.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
}

QJsonValue valueIn(const QJsonValue &container, const QString &name)
{
    if (container.isObject())
        return container.toObject().value(name);
    bool isNumber = false;
    const uint index = name.toUInt(&isNumber);
    if (isNumber && container.isArray() && index < uint(container.toArray().size()))
        return container.toArray().at(index);
    return QJsonValue::Undefined;
}

} // namespace

QString Place::text(QLatin1StringView name) const
{
    return harmlessText((*this)[name].toString());
}

Place Place::at(const QString &name) const
{
    return {valueIn(value, name), path + u'/' + escaped(name)};
}

Place Place::at(qsizetype index) const
{
    return {value.toArray().at(index), path + u'/' + QString::number(index)};
}

std::variant<Place, BadReference> References::find(const QString &reference) const
{
    if (!reference.startsWith("#/"_L1))
        return BadReference{u"refers to another document: "_s + harmlessText(reference)};
    Place place{m_document, u"#"_s};
    for (const QString &token : reference.sliced(2).split(u'/'))
        place = place.at(unescaped(token));
    if (place.value.isUndefined())
        return BadReference{u"refers to what is not there: "_s + harmlessText(reference)};
    return place;
}

std::variant<Place, BadReference> References::follow(const Place &place) const
{
    Place current = place;
    for (int hops = 0; hops <= mostHops; ++hops) {
        if (!current.has("$ref"_L1))
            return current;
        const auto found = find(current["$ref"_L1].toString());
        if (std::holds_alternative<BadReference>(found))
            return found;
        current = std::get<Place>(found);
    }
    return BadReference{u"refers to itself"_s};
}

} // namespace Api
