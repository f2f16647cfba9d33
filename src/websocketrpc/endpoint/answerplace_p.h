// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"
#include "transport_p.h"

namespace WebSocketRpc {

struct BatchAnswers;

// Where an answer goes: an id, on one connection, perhaps as part of a batch. It refers to the message
// or to what waits for the answer, and is not kept.
struct AnswerPlace
{
    const MessageId &id; // absent for a notification, which is not answered
    const std::shared_ptr<BatchAnswers> &batch;
    quint64 connection;
    std::string_view method;
    Transport::Format format;
};

} // namespace WebSocketRpc
