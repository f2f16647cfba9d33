// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelvalue_p.h"

#include "codec_p.h"
#include "jsonreader_p.h"

namespace WebSocketRpc {

std::variant<QVariant, QString> readAs(QMetaType type, const QVariant &value)
{
    const bool isNull = value.metaType().id() == QMetaType::Nullptr;
    if (!type.isValid() || type.id() == QMetaType::Nullptr)
        return isNull ? QVariant() : value;
    if (value.metaType() == type)
        return value;
    const auto found = codecFor(type);
    const auto *const codec = std::get_if<const Codec *>(&found);
    if (!codec)
        return value;
    JsonWriter writer;
    const auto plain = codecFor(QMetaType::fromType<QVariant>());
    if (const auto mismatch = std::get<const Codec *>(plain)->write(&value, writer, {}))
        return mismatch->toString();
    constexpr int anyDepth = 1 << 20; // it was checked when it came
    JsonReader reader;
    const auto json = reader.read(writer.view(), anyDepth);
    if (const auto *const failure = std::get_if<ParseFailure>(&json))
        return failure->message;
    QVariant converted(type);
    if (const auto mismatch = (*codec)->read(std::get<JsonValue>(json), converted.data(), {}))
        return mismatch->toString();
    return converted;
}

} // namespace WebSocketRpc
