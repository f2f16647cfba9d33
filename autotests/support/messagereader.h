// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonreader_p.h"
#include "jsonwriter_p.h"
#include "messageformat_p.h"

#include <QtCore/qjsonvalue.h>

// Reads messages one by one. The values of a message are valid until the next one is read.
class MessageReader
{
public:
    // Aborts the test if the text is not JSON.
    [[nodiscard]] WebSocketRpc::JsonValue parse(const QByteArray &text)
    {
        m_text = text;
        const auto result = m_reader.read(m_text, 128);
        const auto *const value = std::get_if<WebSocketRpc::JsonValue>(&result);
        if (!value)
            qFatal("not JSON: %s", text.constData());
        return *value;
    }

    [[nodiscard]] WebSocketRpc::Message read(
        const QByteArray &text, const WebSocketRpc::MessageFormat &format)
    {
        return format.read(parse(text), m_reader, 0);
    }

    [[nodiscard]] WebSocketRpc::JsonReader &json() { return m_reader; }

private:
    QByteArray m_text;
    WebSocketRpc::JsonReader m_reader;
};

[[nodiscard]] inline QByteArray textOf(const WebSocketRpc::JsonWriter &writer)
{
    return writer.view().toByteArray();
}

[[nodiscard]] inline QByteArray textOf(const WebSocketRpc::MessageId &id)
{
    if (id.isAbsent())
        return "absent";
    WebSocketRpc::JsonWriter writer;
    id.write(writer);
    return textOf(writer);
}

[[nodiscard]] inline QJsonValue valueOf(const std::optional<WebSocketRpc::JsonValue> &value)
{
    return value ? toQJsonValue(*value) : QJsonValue(QJsonValue::Undefined);
}
