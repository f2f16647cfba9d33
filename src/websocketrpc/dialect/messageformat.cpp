// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

#include <algorithm>
#include <array>

namespace WebSocketRpc {

namespace {

// Every dialect there is. Of two that recognise a message the first is taken.
const std::array formats = {&jsonRpc2, &fastApi};

template<typename Condition>
const MessageFormat *formatWith(Condition &&isMeant)
{
    const auto format =
        std::ranges::find_if(formats, [&](const auto &format) { return isMeant(format()); });
    return format == formats.end() ? nullptr : &(*format)();
}

} // namespace

void MessageFormat::addProgressToken(JsonWriter &, qint64) const
{
    Q_UNREACHABLE();
}

const MessageFormat &formatOf(Dialect dialect)
{
    return *formatWith(
        [dialect](const MessageFormat &format) { return format.rules().dialect == dialect; });
}

const MessageFormat *formatNamed(QByteArrayView name)
{
    return formatWith([name](const MessageFormat &format) { return name == format.rules().name; });
}

const MessageFormat *formatOf(const JsonValue &message)
{
    if (message.isArray())
        return formatWith([](const MessageFormat &format) { return format.rules().batches; });
    if (!message.isObject())
        return nullptr;
    const JsonObject object = message.toObject();
    return formatWith([object](const MessageFormat &format) { return format.recognises(object); });
}

} // namespace WebSocketRpc
