// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdefinitions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr auto givenArgument =
    R"(// An argument, which may be missing.
struct Given
{
    template<typename T>
    Given(const char *argument, const T &given)
        : name(QString::fromUtf8(argument))
        , value(QVariant::fromValue(given))
    {
    }
    template<typename T>
    Given(const char *argument, const std::optional<T> &given)
        : name(QString::fromUtf8(argument))
        , value(given ? QVariant::fromValue(*given) : QVariant())
        , isMissing(!given)
    {
    }

    QString name;
    QVariant value;
    bool isMissing = false;
};

)"_L1;

constexpr auto byName =
    R"(WebSocketRpc::Arguments byName(std::initializer_list<Given> all)
{
    QVariantMap values;
    for (const Given &one : all) {
        if (!one.isMissing)
            values.insert(one.name, one.value);
    }
    return values;
}

)"_L1;

constexpr auto byPosition =
    R"(// One that is missing before others is null.
WebSocketRpc::Arguments byPosition(std::initializer_list<Given> all)
{
    QVariantList values;
    for (const Given &one : all)
        values.append(one.isMissing ? QVariant::fromValue(nullptr) : one.value);
    for (const Given *last = all.end(); last != all.begin() && (--last)->isMissing;)
        values.removeLast();
    return values;
}

)"_L1;

constexpr auto byPositionOrName =
    R"(// By name if one is missing before others.
WebSocketRpc::Arguments given(std::initializer_list<Given> all)
{
    const auto isMissing = [](const Given &one) { return one.isMissing; };
    const auto end = std::find_if(all.begin(), all.end(), isMissing);
    return std::all_of(end, all.end(), isMissing) ? byPosition(all) : byName(all);
}

)"_L1;

constexpr auto texts =
    R"(// Enumerators whose names are not the texts that travel.
template<typename T>
void registerTexts(const QList<std::pair<T, QString>> &texts)
{
    const QMetaType type = QMetaType::fromType<T>();
    const QMetaType json = QMetaType::fromType<QJsonValue>();
    const auto write = [texts](const void *from, void *to) {
        for (const auto &[enumerator, text] : texts) {
            if (enumerator == *static_cast<const T *>(from)) {
                *static_cast<QJsonValue *>(to) = text;
                return true;
            }
        }
        return false;
    };
    const auto read = [texts](const void *from, void *to) {
        for (const auto &[enumerator, text] : texts) {
            if (*static_cast<const QJsonValue *>(from) == QJsonValue(text)) {
                *static_cast<T *>(to) = enumerator;
                return true;
            }
        }
        return false;
    };
    QMetaType::registerConverterFunction(write, type, json);
    QMetaType::registerConverterFunction(read, json, type);
}

)"_L1;

bool needs(const CppClient &client, Api::ParameterStructure structure)
{
    return std::ranges::any_of(client.methods, [structure](const CppMethod &method) {
        return method.hasOptional() && method.structure == structure;
    });
}

} // namespace

QString cppHelpers(const CppClient &client)
{
    using Api::ParameterStructure;
    const bool needsBoth = needs(client, ParameterStructure::Either);
    const bool needsName = needsBoth || needs(client, ParameterStructure::ByName);
    const bool needsPosition = needsBoth || needs(client, ParameterStructure::ByPosition);
    QString text;
    if (needsName || needsPosition)
        text += givenArgument;
    if (needsName)
        text += byName;
    if (needsPosition)
        text += byPosition;
    if (needsBoth)
        text += byPositionOrName;
    if (std::ranges::any_of(client.enums, &CppEnum::hasOtherTexts))
        text += texts;
    return text.isEmpty() ? QString() : u"namespace {\n\n"_s + text + u"} // namespace\n\n"_s;
}

} // namespace Generator::Cpp
