// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reservedmethods_p.h"

#include "excerpt_p.h"
#include "logging_p.h"
#include "reservedmessages_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

MessageId idIn(const Message &message, std::string_view name)
{
    const auto value = paramOf(message, name);
    return value ? MessageId::from(*value) : MessageId();
}

} // namespace

struct ReservedMethods::Entry
{
    std::string_view name;
    void (ReservedMethods::*receive)(const Message &message);
};

const ReservedMethods::Entry ReservedMethods::table[] = {
    {ReservedName::cancel, &ReservedMethods::cancel},
    {ReservedName::progress, &ReservedMethods::progress},
    {ReservedName::requestProgress, &ReservedMethods::requestProgress},
};

void ReservedMethods::receive(const Message &message)
{
    const auto *const entry = std::ranges::find(table, message.method, &Entry::name);
    if (entry == std::end(table))
        qCDebug(lcChannel) << "a notification is ignored:" << excerptOf(message.method);
    else
        (this->*entry->receive)(message);
}

void ReservedMethods::cancel(const Message &message)
{
    const MessageId id = idIn(message, "id");
    if (!id.isAbsent())
        m_callee.cancel(id);
}

void ReservedMethods::progress(const Message &message)
{
    const auto value = paramOf(message, "value");
    if (value)
        m_caller.receiveProgress(idIn(message, "token"), *value);
}

void ReservedMethods::requestProgress(const Message &message)
{
    const MessageId id = idIn(message, "id");
    const MessageId token = idIn(message, "token");
    if (!id.isAbsent() && !token.isAbsent())
        m_callee.followProgress(id, token);
}

} // namespace WebSocketRpc
