// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "guest.h"

#include "say.h"

using namespace Qt::StringLiterals;
using WebSocketRpc::Client;
using WebSocketRpc::Error;

Guest::Guest(const QUrl &url) : m_client(url)
{
    m_client.expose(this);
    m_client.setReconnectPolicy(WebSocketRpc::ReconnectPolicy::never());
    connect(&m_client, &Client::failed, this, &Guest::leaveBecauseOf);
    m_client.open();
}

QString Guest::introduceYourself(const QString &greeting)
{
    say("guest", u"the host says: %1"_s.arg(greeting));
    return u"Ada"_s;
}

void Guest::beSeated(const QString &place)
{
    say("guest", u"sitting %1"_s.arg(place));
    m_client.call<QString>("order", "soup")
        .then(this,
            [this](const QString &meal) {
                say("guest", u"served with %1"_s.arg(meal));
                m_served = true;
            })
        .onFailed(this, [this](const Error &error) { leaveBecauseOf(error); });
}

void Guest::mayLeave()
{
    say("guest", u"leaving"_s);
    Q_EMIT left(m_served ? EXIT_SUCCESS : EXIT_FAILURE);
}

void Guest::leaveBecauseOf(const Error &error)
{
    say("guest", error.message());
    Q_EMIT left(EXIT_FAILURE);
}
