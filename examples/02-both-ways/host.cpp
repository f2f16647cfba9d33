// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "host.h"

#include "say.h"

using namespace Qt::StringLiterals;
using WebSocketRpc::CallContext;
using WebSocketRpc::Channel;
using WebSocketRpc::Error;
using WebSocketRpc::Server;

Host::Host()
{
    m_server.expose(this);
    connect(&m_server, &Server::channelOpened, this, &Host::greet);
    connect(&m_server, &Server::channelClosed, this,
        [this](Channel *channel) { m_names.remove(channel->id()); });
}

bool Host::open()
{
    return m_server.listen();
}

void Host::greet(Channel *channel)
{
    channel->call<QString>("introduceYourself", "Welcome!")
        .then(channel,
            [this, channel](const QString &name) {
                say("host", u"the guest is %1"_s.arg(name));
                m_names.insert(channel->id(), name);
                channel->notify("beSeated", "by the window");
            })
        .onFailed(channel, [](const Error &error) { say("host", error.message()); });
}

QString Host::order(const QString &dish, const CallContext &context)
{
    Channel *channel = context.channel();
    say("host", u"%1 orders %2"_s.arg(m_names.value(channel->id()), dish));
    // Sent after the result, so the guest has been served when it arrives.
    QMetaObject::invokeMethod(
        channel, [channel] { channel->notify("mayLeave"); }, Qt::QueuedConnection);
    return u"a plate of %1"_s.arg(dish);
}
