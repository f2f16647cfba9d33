// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callinterface.h>

namespace WebSocketRpc {

class BatchPrivate;

class WEBSOCKETRPC_EXPORT Batch : public CallInterface<Batch>
{
public:
    Batch(Batch &&other) noexcept;
    Batch &operator=(Batch &&other) noexcept;
    ~Batch();

    [[nodiscard]] qsizetype size() const;
    void send();

private:
    friend class Channel;
    friend class CallInterface<Batch>;

    explicit Batch(std::shared_ptr<const Detail::CallOrigin> channel);
    Detail::CallHandle startCall(const Detail::CallRequest &request, Detail::ResultPromise promise);
    void startNotification(const Detail::CallRequest &request);

    std::unique_ptr<BatchPrivate> d;
};

} // namespace WebSocketRpc
