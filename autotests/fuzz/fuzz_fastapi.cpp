// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messagechecks.h"

using namespace MessageChecks;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static JsonReader reader; // as on a channel, which reads one message after the other
    const auto result = reader.read(QByteArrayView(data, qsizetype(size)), depthLimit);
    const auto *const value = std::get_if<JsonValue>(&result);
    if (!value)
        return 0;
    checkMessage(fastApi(), *value, reader, 0);
    // A message that can be read in a format is recognised as that format.
    const MessageFormat *const format = formatOf(*value);
    if (fastApi().read(*value, reader, 0).kind != Message::Kind::Invalid)
        require(format != nullptr);
    return 0;
}
