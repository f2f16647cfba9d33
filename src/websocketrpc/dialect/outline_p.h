// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"

#include <string_view>
#include <vector>

namespace WebSocketRpc {

// What is known about a text that is not read, because it is not JSON or exceeds a limit.
struct Outline
{
    std::vector<MessageId> answered; // the calls that it has the answers to
    bool hasOthers = false; // messages other than answers, or nothing that looks like a message
};

// Where a format has the id of an answer: in the message itself, or in the object of that name in it.
struct AnswerLayout
{
    std::string_view envelope;
    std::string_view id;
};

[[nodiscard]] Outline outlineOf(std::string_view text, const AnswerLayout &layout);

// How many values a text of JSON has, without the names of members. A text that is not JSON has some
// number, too.
[[nodiscard]] std::size_t countValues(std::string_view text);

} // namespace WebSocketRpc
