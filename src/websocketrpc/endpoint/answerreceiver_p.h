// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "link_p.h"
#include "lograte_p.h"
#include "message_p.h"
#include "unwantedanswers_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc {

// Receives what the peer answers: finds the call, reads its result and settles it.
class AnswerReceiver
{
public:
    // `streams` makes results that are streams; `origin` is whose calls these are.
    AnswerReceiver(const EndpointSettings &settings, const Link &link,
        std::shared_ptr<const Detail::CallOrigin> origin, PendingCalls &pending,
        UnwantedAnswers &unwanted, StreamFactory &streams)
        : m_settings(settings)
        , m_link(link)
        , m_origin(std::move(origin))
        , m_pending(pending)
        , m_unwanted(unwanted)
        , m_streams(streams)
    {
    }

    void receive(const Message &message); // a result or an error
    void receiveInvalid(const Message &message); // meant as one of them
    void receiveUnreadable(const std::vector<MessageId> &ids, const Error &error);
    void receiveProgress(const MessageId &token, const JsonValue &value);

    [[nodiscard]] quint64 lateAnswers() const { return m_lateAnswers; }

private:
    void receiveStray(const Message &message); // that has the id of no call
    [[nodiscard]] PendingCall *callMeantBy(const MessageId &id); // in whatever spelling
    void succeed(PendingCall &call, const Message &message);
    void succeedWithOwnCodec(PendingCall &call, const Message &message);
    void deliver(Detail::ResultPromise &promise, const Message &message, const Codec &codec);
    void fail(Detail::ResultPromise promise, const Error &error) { promise.fail(error, m_origin); }
    enum class LogIt { No, Yes };
    void failInvalid(PendingCall &call, const QString &problem, LogIt logIt,
        const QJsonValue &data = QJsonValue::Undefined);
    [[nodiscard]] bool isFirstProblem() // on this connection
    {
        return std::exchange(m_problemOn, m_link.connection()) != m_link.connection();
    }

    const EndpointSettings &m_settings;
    const Link &m_link;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    PendingCalls &m_pending;
    UnwantedAnswers &m_unwanted;
    StreamFactory &m_streams;
    quint64 m_lateAnswers = 0;
    quint64 m_problemOn = 0; // the latest connection with an answer that was wrong
    LogRate m_log{lcChannel};
};

} // namespace WebSocketRpc
