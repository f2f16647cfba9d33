// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "message_p.h"

#include "jsonwriter_p.h"

namespace WebSocketRpc {

namespace {

// A peer that keeps all numbers as doubles may send 1.0 back for 1.
std::optional<qint64> integralValue(const QByteArray &spelling)
{
    constexpr double exactUpTo = 9007199254740992; // 2^53
    const double number = spelling.toDouble();
    if (!(number >= -exactUpTo && number <= exactUpTo) || double(qint64(number)) != number)
        return {};
    return qint64(number);
}

} // namespace

MessageId MessageId::text(QByteArray utf8)
{
    MessageId id(Kind::Text);
    id.m_text = std::move(utf8);
    return id;
}

MessageId MessageId::from(const JsonValue &value)
{
    if (value.isInteger())
        return integer(value.toInteger());
    if (!value.isString())
        return {};
    const std::string_view utf8 = value.toString();
    return text(QByteArray(utf8.data(), qsizetype(utf8.size())));
}

MessageId MessageId::spelling(QByteArray number)
{
    MessageId id(Kind::Spelling);
    id.m_text = std::move(number);
    return id;
}

std::optional<qint64> MessageId::toInteger() const
{
    if (m_kind == Kind::Integer)
        return m_integer;
    return m_kind == Kind::Spelling ? integralValue(m_text) : std::nullopt;
}

QVariant MessageId::toVariant() const
{
    switch (m_kind) {
    case Kind::Absent:
        return {};
    case Kind::Null:
        return QVariant::fromValue(nullptr);
    case Kind::Integer:
        return m_integer;
    case Kind::Text:
        return QString::fromUtf8(m_text);
    case Kind::Spelling:
        break;
    }
    bool fits = false;
    const quint64 integer = m_text.toULongLong(&fits);
    return fits ? QVariant(integer) : QVariant(m_text.toDouble());
}

void MessageId::write(JsonWriter &writer) const
{
    switch (m_kind) {
    case Kind::Absent:
    case Kind::Null:
        return writer.writeNull();
    case Kind::Integer:
        return writer.writeInteger(m_integer);
    case Kind::Text:
        return writer.writeString(m_text.data(), std::size_t(m_text.size()));
    case Kind::Spelling:
        return writer.writeRaw(m_text);
    }
}

} // namespace WebSocketRpc
