// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answerreceiver_p.h"
#include "callee_p.h"
#include "outgoingstreams_p.h"

namespace WebSocketRpc {

// The messages whose names begin with $/: what each of them does.
class ReservedMethods
{
public:
    ReservedMethods(Callee &callee, IncomingRuns &runs, Answers &answers, OutgoingStreams &streams,
        AnswerReceiver &receiver)
        : m_callee(callee)
        , m_runs(runs)
        , m_answers(answers)
        , m_streams(streams)
        , m_receiver(receiver)
    {
    }

    [[nodiscard]] static bool isReserved(const Message &message)
    {
        return message.method.starts_with('$');
    }
    // A notification that is not known is ignored, as the Language Server Protocol allows.
    void receive(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);

private:
    struct Entry;
    static const Entry table[];

    void answer(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    void cancel(const Message &message);
    void progress(const Message &message);
    void requestProgress(const Message &message);
    void endStream(const Message &message);

    Callee &m_callee;
    IncomingRuns &m_runs;
    Answers &m_answers;
    OutgoingStreams &m_streams;
    AnswerReceiver &m_receiver;
};

} // namespace WebSocketRpc
