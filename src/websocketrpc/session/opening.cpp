// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "opening_p.h"

#include "logging_p.h"
#include "session_p.h"

namespace WebSocketRpc {

namespace {

// A peer that speaks FastApi pings as soon as it is connected.
constexpr auto patienceForFirstMessage = std::chrono::milliseconds(500);

// As fastapi_websocket_rpc has it, which goes on without an answer in the end.
constexpr auto patienceForPong = std::chrono::seconds(1);
constexpr int maximumPings = 5;

const MessageFormat &formatFor(Dialect dialect, bool lenient)
{
    if (dialect == Dialect::FastApi)
        return fastApi();
    return lenient ? lenientJsonRpc2() : jsonRpc2();
}

// An error is an answer, too.
bool hasAnswer(const Reply<QJsonValue> &reply)
{
    try {
        reply.waitForFinished();
    } catch (const Error &error) {
        return error.kind() != Error::Kind::Timeout;
    }
    return true;
}

} // namespace

void Opening::setDialect(std::optional<Dialect> dialect)
{
    m_dialect = dialect;
    m_settings.format = &formatFor(dialect.value_or(Dialect::JsonRpc2), m_settings.lenient);
    if (dialect) {
        m_dialectTimer.reset();
        m_caller.hold(Caller::Hold::None);
    } else {
        m_dialectTimer = std::make_unique<Timer>([this] { assumeJsonRpc2(); });
        m_dialectTimer->start(patienceForFirstMessage);
        m_caller.hold(Caller::Hold::UntilDialectIsKnown);
    }
}

void Opening::setLenient(bool lenient)
{
    m_settings.lenient = lenient;
    m_settings.format = &formatFor(m_dialect.value_or(Dialect::JsonRpc2), lenient);
}

// Only what is sent now: the first message decides, even if it comes later.
void Opening::assumeJsonRpc2()
{
    const std::shared_ptr<Session> alive = m_session.lock();
    m_caller.hold(Caller::Hold::None);
}

bool Opening::learnDialect(const MessageFormat *format)
{
    if (!format)
        return false;
    setDialect(format == &fastApi() ? Dialect::FastApi : Dialect::JsonRpc2);
    return true;
}

void Opening::linkOpened()
{
    if (m_awaitsPong) {
        m_caller.hold(Caller::Hold::UntilPeerAnswers);
        sendPing();
        return;
    }
    if (const auto session = m_session.lock())
        session->announceOpen();
    m_caller.linkOpened();
}

void Opening::linkLost()
{
    m_ping = 0;
    m_dialectTimer.reset();
}

void Opening::sendPing()
{
    ++m_ping;
    const ReplyState<QJsonValue>::Pointer answer(new ReplyState<QJsonValue>);
    m_caller.callAtOnce(
        {.method = "_ping_", .arguments = {}}, {.timeout = patienceForPong}, ResultPromise(answer));
    Reply<QJsonValue>(answer).then(
        [weak = m_session, connection = m_link.connection()](const Reply<QJsonValue> &pong) {
            if (const auto session = weak.lock())
                session->opening().pingEnded(connection, hasAnswer(pong));
        });
}

void Opening::pingEnded(quint64 connection, bool answered)
{
    if (connection != m_link.connection())
        return;
    if (!answered && m_ping < maximumPings)
        return sendPing();
    if (!answered)
        qCWarning(lcChannel) << "the peer does not answer pings; it may not speak FastApi";
    m_ping = 0;
    if (const auto session = m_session.lock())
        session->announceOpen();
    m_caller.hold(Caller::Hold::None);
}

} // namespace WebSocketRpc
