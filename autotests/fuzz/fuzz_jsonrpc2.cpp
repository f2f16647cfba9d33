// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonreader_p.h"
#include "jsonwriter_p.h"
#include "messagechecks.h"

using namespace MessageChecks;

namespace {

// The written text must be valid, and the same when it is written again. The values cannot be
// compared, because QJsonArray distinguishes 1e17 from the same integer.
void checkValue(const JsonValue &value)
{
    const QString shortened = excerpt(value);
    require(!shortened.isEmpty() && shortened.size() <= 60);
    JsonWriter writer;
    write(writer, toQJsonValue(value));
    JsonReader reader;
    const auto result = reader.read(writer.view(), depthLimit);
    require(std::holds_alternative<JsonValue>(result));
    JsonWriter again;
    write(again, toQJsonValue(std::get<JsonValue>(result)));
    require(again.view() == writer.view());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static JsonReader reader; // as on a channel, which reads one message after the other
    const QByteArrayView bytes(data, qsizetype(size));
    const auto result = reader.read(bytes, depthLimit);
    if (const auto *const failure = std::get_if<ParseFailure>(&result)) {
        require(!failure->message.isEmpty());
        return 0;
    }
    const JsonValue value = std::get<JsonValue>(result);
    checkValue(value);
    if (!value.isArray()) {
        checkMessage(jsonRpc2(), value, reader, 0);
        return 0;
    }
    std::size_t index = 0;
    for (const JsonValue entry : value.toArray())
        checkMessage(jsonRpc2(), entry, reader, index++);
    return 0;
}
