// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <websocketrpc/detail/resultpromise.h>

#include <QtCore/qbytearraylist.h>
#include <QtCore/qvarlengtharray.h>

#include <optional>

namespace WebSocketRpc {

// A call or notification whose arguments are written already: one that waits in a batch, or that
// was made in another thread.
struct EncodedRequest
{
    QByteArray method;
    QByteArray arguments = {}; // JSON; empty where there are none
    QVarLengthArray<qsizetype, 8> ends = {}; // of each argument in there, if they go by position
    const QByteArrayList &(*parameterNames)() = nullptr;
    std::vector<WrittenStream> streams = {}; // among the arguments
};

struct BatchEntry
{
    EncodedRequest request;
    std::optional<Detail::ResultPromise> promise; // none for a notification
    quint64 ticket = 0;
};

} // namespace WebSocketRpc
