// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpptype.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

int CppType::size() const
{
    int all = 1;
    for (const CppType &part : parts)
        all += part.size();
    return all;
}

int CppType::depth() const
{
    int deepest = 0;
    for (const CppType &part : parts)
        deepest = std::max(deepest, part.depth());
    return deepest + 1;
}

QString CppType::text(const QString &scope) const
{
    QStringList arguments;
    for (const CppType &part : parts)
        arguments.append(part.text(scope));
    const QString inside = arguments.join(u", "_s);
    switch (kind) {
    case Kind::Value:
    case Kind::Object:
        return name;
    case Kind::Enum:
    case Kind::Struct:
        return scope + name;
    case Kind::List:
        return inside == "QString"_L1 ? u"QStringList"_s : u"QList<%1>"_s.arg(inside);
    case Kind::Map:
        return u"QMap<QString, %1>"_s.arg(inside);
    case Kind::Optional:
        return u"std::optional<%1>"_s.arg(inside);
    case Kind::Tuple:
        return u"std::tuple<%1>"_s.arg(inside);
    case Kind::Stream:
        return u"WebSocketRpc::Stream<%1>"_s.arg(inside);
    }
    Q_UNREACHABLE();
    return {};
}

QString CppType::parameter(const QString &scope) const
{
    const bool isCheap = kind == Kind::Value || kind == Kind::Enum
        || (isOptional() && (parts[0].kind == Kind::Value || parts[0].kind == Kind::Enum));
    return isCheap ? text(scope) + u' ' : u"const "_s + text(scope) + u" &"_s;
}

void addIncludes(const CppType &type, QSet<QString> &includes)
{
    switch (type.kind) {
    case CppType::Kind::Object:
        includes.insert(type.name.startsWith("WebSocketRpc::"_L1) ? u"<websocketrpc/channel.h>"_s
                                                                  : u"<%1>"_s.arg(type.name));
        break;
    case CppType::Kind::List:
        includes.insert(type.text() == "QStringList"_L1 ? u"<QStringList>"_s : u"<QList>"_s);
        break;
    case CppType::Kind::Map:
        includes.insert(u"<QMap>"_s);
        includes.insert(u"<QString>"_s);
        break;
    case CppType::Kind::Optional:
        includes.insert(u"<optional>"_s);
        break;
    case CppType::Kind::Tuple:
        includes.insert(u"<tuple>"_s);
        break;
    case CppType::Kind::Stream:
        includes.insert(u"<websocketrpc/stream.h>"_s);
        break;
    case CppType::Kind::Value:
        if (type.name == "QDate"_L1 || type.name == "QTime"_L1)
            includes.insert(u"<QDateTime>"_s);
        if (type.name == "QUuid"_L1)
            includes.insert(u"<QUuid>"_s);
        break;
    case CppType::Kind::Enum:
    case CppType::Kind::Struct:
        break;
    }
    for (const CppType &part : type.parts)
        addIncludes(part, includes);
}

void addUnknownToQt(const CppType &type, QSet<QString> &types)
{
    using Kind = CppType::Kind;
    for (const CppType &part : type.parts)
        addUnknownToQt(part, types);
    if (type.kind == Kind::Tuple)
        types.insert(type.text());
    if (type.isOptional() && type.parts[0].kind != Kind::Value
        && type.parts[0].kind != Kind::Object)
        types.insert(type.parts[0].text());
}

bool CppEnum::hasOtherTexts() const
{
    return std::ranges::any_of(
        enumerators, [](const CppEnumerator &one) { return one.name != one.text; });
}

} // namespace Generator::Cpp
