// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answerplace_p.h"
#include "callstate_p.h"
#include "remoterun_p.h"
#include "streamlist_p.h"

namespace WebSocketRpc {

struct ProgressReport;

// A call from the peer whose method has an unfinished future, runs in another thread, or has a
// context.
struct IncomingRun
{
    [[nodiscard]] AnswerPlace place() const { return {id, batch, connection, method, format}; }

    quint64 number;
    MessageId id;
    std::shared_ptr<BatchAnswers> batch;
    quint64 connection;
    std::string method; // of a notification
    Transport::Format format;
    bool keepsRunning; // when the caller is gone
    std::unique_ptr<PendingAnswer> answer = {};
    std::shared_ptr<RemoteCall> remote = {}; // until its answer, or what it waits for, is there
    std::shared_ptr<CallState> state = {}; // of a method with a context
    std::shared_ptr<ProgressReport> report = {}; // for a caller that wants to know
    std::unique_ptr<StreamList> list = {}; // of a stream for a peer that has none
};

} // namespace WebSocketRpc
