// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/resultpromise.h>

#include <vector>

namespace WebSocketRpc {

struct BatchEntry;
struct CallOptions;
struct EncodedRequest;

namespace Detail {

struct CallOrigin;
struct CallRequest;

// What those who have a CallOrigin can ask of its channel, in the channel's thread.
class CallTarget
{
public:
    // The number that names the call; 0 if it has failed already.
    virtual quint64 startCall(const CallOrigin &origin, const CallRequest &request,
        const CallOptions &options, ResultPromise promise) = 0;
    virtual void startNotification(
        const CallOrigin &origin, const CallRequest &request, const CallOptions &options) = 0;

    // The same from another thread, which has named the call already.
    virtual void startCall(const CallOrigin &origin, const EncodedRequest &request,
        const CallOptions &options, ResultPromise promise, quint64 ticket) = 0;
    virtual void startNotification(
        const CallOrigin &origin, const EncodedRequest &request, const CallOptions &options) = 0;

    virtual void sendBatch(std::vector<BatchEntry> batch) = 0;
    virtual void cancelCall(quint64 call) = 0;
    virtual void requestProgress(quint64 call) = 0; // if the call did not ask for it
    virtual void callFailed(const QByteArray &method, const Error &error) = 0; // unhandled

protected:
    ~CallTarget() = default;
};

} // namespace Detail
} // namespace WebSocketRpc
