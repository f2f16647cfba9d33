// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pythontypes_p.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace WebSocketRpc {

namespace {

struct TypeName
{
    std::string_view cpp; // as QMetaType spells it; of a template the part before the bracket
    QByteArrayView python;
};

// In the order of the C++ names.
constexpr TypeName typeNames[] = {
    {"QByteArray", "str"}, // in base64
    {"QByteArrayList", "list"},
    {"QChar", "str"},
    {"QDate", "date"},
    {"QDateTime", "datetime"},
    {"QFlags", "str"},
    {"QHash", "dict"},
    {"QJsonArray", "list"},
    {"QJsonObject", "dict"},
    {"QJsonValue", "Any"},
    {"QList", "list"},
    {"QMap", "dict"},
    {"QSet", "list"},
    {"QString", "str"},
    {"QStringList", "list"},
    {"QTime", "time"},
    {"QUrl", "str"},
    {"QUuid", "UUID"},
    {"QVariant", "Any"},
    {"QVariantHash", "dict"},
    {"QVariantList", "list"},
    {"QVariantMap", "dict"},
    {"bool", "bool"},
    {"char", "int"},
    {"double", "float"},
    {"float", "float"},
    {"int", "int"},
    {"long", "int"},
    {"qlonglong", "int"},
    {"qulonglong", "int"},
    {"short", "int"},
    {"signed char", "int"},
    {"std::map", "dict"},
    {"std::monostate", "NoneType"},
    {"std::optional", "Optional"},
    {"std::pair", "tuple"},
    {"std::tuple", "tuple"},
    {"std::vector", "list"},
    {"uchar", "int"},
    {"uint", "int"},
    {"ulong", "int"},
    {"ushort", "int"},
    {"void", "NoneType"},
};
static_assert(std::ranges::is_sorted(typeNames, {}, &TypeName::cpp));

} // namespace

QByteArrayView pythonTypeName(QByteArrayView cppName)
{
    std::string_view name(cppName.data(), std::size_t(cppName.size()));
    if (name.empty())
        return "NoneType";
    name = name.substr(0, name.find('<'));
    const auto *const known = std::ranges::lower_bound(typeNames, name, {}, &TypeName::cpp);
    if (known != std::end(typeNames) && known->cpp == name)
        return known->python;
    if (const auto scope = name.rfind("::"); scope != std::string_view::npos)
        name.remove_prefix(scope + 2);
    return {name.data(), qsizetype(name.size())};
}

} // namespace WebSocketRpc
