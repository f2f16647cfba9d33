// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answerplace_p.h"
#include "codec_p.h"
#include "link_p.h"
#include "lograte_p.h"
#include "receivedframe_p.h"

#include <QtCore/qpointer.h>

#include <functional>

namespace WebSocketRpc {

class OutgoingStreams;

// What the streams that a method has made refer to.
struct StreamOwner
{
    std::shared_ptr<void> frame; // of its arguments; null for none
    QPointer<QObject> object = {}; // the method's
};

// Writes what the peer is answered, and sends it: by itself, or with the rest of its batch.
class Answers
{
public:
    // Learns of each notification that had no effect. It may do anything.
    using FailureReport = std::function<void(const QString &method, const Error &error)>;

    // Sends what has to come before an answer.
    class Herald
    {
    public:
        virtual void publishBeforeAnswer() = 0; // runs user code
        // Calls `then` when everything that happened in other threads is sent. Returns false if there
        // is nothing to wait for.
        [[nodiscard]] virtual bool awaitOthers(std::function<void()> then) = 0;

    protected:
        ~Herald() = default;
    };

    // `streams` are those that results may have in them.
    Answers(const EndpointSettings &settings, Link &link, OutgoingStreams &streams,
        FailureReport report);

    void setHerald(std::shared_ptr<Herald> herald) { m_herald = std::move(herald); }
    [[nodiscard]] Herald *herald() const { return m_herald.get(); }
    // Of the streams in the answers that follow.
    void setStreamOwner(StreamOwner owner) { m_streamOwner = std::move(owner); }
    [[nodiscard]] const StreamOwner &streamOwner() const { return m_streamOwner; }

    // Where the answer to a message goes. Its batch waits for it.
    [[nodiscard]] AnswerPlace expect(const Message &message,
        const std::shared_ptr<BatchAnswers> &batch, Transport::Format format) const
    {
        if (batch && !message.id.isAbsent())
            ++batch->awaited;
        return {message.id, batch, m_link.connection(), message.method, format};
    }
    template<typename A> // an Answer, an EncodedAnswer, a PageAnswer or an Error
    void answer(const AnswerPlace &place, const A &answer);
    void refuse(const Error &error, const std::shared_ptr<BatchAnswers> &batch, const MessageId &id,
        Transport::Format format, std::string_view method = {});
    void release(const std::shared_ptr<BatchAnswers> &batch); // one part of it is answered

private:
    void reportFailure(std::string_view method, const Error &error);
    template<typename A>
    void write(JsonWriter &writer, const MessageId &id, const A &answer);
    void sendStreams(JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma);
    void replace(JsonWriter &writer, const MessageId &id, std::size_t start, bool needsComma);

    const EndpointSettings &m_settings;
    Link &m_link;
    OutgoingStreams &m_streams;
    const FailureReport m_report;
    std::shared_ptr<Herald> m_herald;
    std::vector<WrittenStream> m_written; // in the answer that is being written
    StreamOwner m_streamOwner; // of these
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
    LogRate m_log{lcChannel};
};

} // namespace WebSocketRpc
