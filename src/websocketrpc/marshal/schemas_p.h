// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qjsonobject.h>
#include <QtCore/qmetatype.h>

namespace WebSocketRpc {

class Codec;

// JSON Schemas of types, in the draft 7 that OpenRPC 1.3 asks for. A type with a name of its own is written once,
// and referred to wherever it occurs; it may refer to itself. What JSON Schema has no word for is said in members that
// begin with "x-": "x-type" is the C++ type where the schema does not tell it.
class Schemas
{
public:
    // Objects are taken that have members which their type has not.
    enum class UnknownMembers { Refused, Ignored };
    explicit Schemas(UnknownMembers unknownMembers = UnknownMembers::Refused)
        : m_unknownMembers(unknownMembers)
    {
    }

    [[nodiscard]] UnknownMembers unknownMembers() const { return m_unknownMembers; }
    void setUnknownMembers(UnknownMembers unknownMembers) { m_unknownMembers = unknownMembers; }

    // A reference to the schema of a type, which `codec` writes with writeNamed() if nobody has asked for it yet.
    template<typename C>
    [[nodiscard]] QJsonObject reference(QMetaType type, const C &codec)
    {
        const QString name = nameOf(type);
        if (!m_named.contains(name)) {
            m_named.insert(name, QJsonObject()); // so that it can refer to itself
            m_named.insert(name, codec.namedSchema(*this));
        }
        return {{QLatin1StringView("$ref"), path + name}};
    }

    [[nodiscard]] const QJsonObject &named() const { return m_named; } // "components/schemas"
    // A name for a type, of the characters that OpenRPC allows.
    [[nodiscard]] QString nameOf(QMetaType type) const;

private:
    static constexpr QLatin1StringView path{"#/components/schemas/"};

    QJsonObject m_named;
    UnknownMembers m_unknownMembers;
};

[[nodiscard]] QJsonObject typeSchema(const char *type, const char *cppType = nullptr);
[[nodiscard]] QJsonObject patternSchema(const QString &pattern, const char *cppType);
[[nodiscard]] QJsonObject orNull(const QJsonObject &schema);

} // namespace WebSocketRpc
