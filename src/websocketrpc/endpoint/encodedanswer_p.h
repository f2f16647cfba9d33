// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answer_p.h"
#include "streamencoder_p.h"

namespace WebSocketRpc {

// An answer that is JSON already: it was written in the thread where the method ran.
struct EncodedAnswer
{
    QByteArray json;
    QByteArray typeName;
    std::vector<WrittenStream> streams = {};
};

// An answer to a request for values.
struct PageAnswer
{
    std::vector<StreamPage> pages;
    bool isFinished = false;
    QByteArrayView typeName = {};
};

// What came of a method in another thread.
using RemoteOutcome = std::variant<EncodedAnswer, Error, std::unique_ptr<PendingAnswer>>;

} // namespace WebSocketRpc
