// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answer_p.h"
#include "message_p.h"
#include "overload_p.h"

#include <websocketrpc/callcontext.h>

namespace WebSocketRpc {

// One call of one method: chosen, its arguments read into storage of their C++ types, then run.
// Each of prepare() and run() is called at most once.
class Invocation
{
public:
    Invocation() = default;
    // Only of a method that may return streams, whose frame does not lie in the invocation.
    Invocation(Invocation &&other) noexcept;
    ~Invocation();
    Q_DISABLE_COPY(Invocation)

    // Reads `message` against what is exposed. An error is the answer to the message, and then
    // there is nothing to run. The message is not needed afterwards. Arguments may be streams if
    // there is something to make them.
    [[nodiscard]] std::optional<Error> prepare(const std::vector<Candidate> &candidates,
        const Message &message, StreamFactory *streams = nullptr);

    [[nodiscard]] const Exposure &exposure() const { return *m_target.exposure; }
    [[nodiscard]] bool wantsContext() const { return m_target.method->wantsContext; }
    [[nodiscard]] bool mayReturnStreams() const { return m_target.method->mayReturnStreams; }
    [[nodiscard]] bool keepsRunning() const { return m_target.method->keepsRunning; }

    // Calls the method in the current thread, which must be the object's, with a context if it wants
    // one. An exception becomes an Error; the text of one that is not an Error is kept from the peer
    // unless `revealExceptions`. The method may destroy its object and the registry, but not this.
    [[nodiscard]] Outcome run(const std::optional<CallContext> &context, bool revealExceptions);
    // Of a method that may return streams, which must not keep what they refer to.
    void forgetResult();

private:
    // Null where all is read. A std::optional would be cleared as a whole for each call.
    [[nodiscard]] std::unique_ptr<Error> read(
        const std::optional<JsonValue> &params, StreamFactory *streams);
    void createFrame();
    [[nodiscard]] std::byte *reserveFrame(std::size_t size, std::size_t alignment);
    void destroyFrame();
    void call(QObject *object, const CallContext *context);
    void callScript(QObject *object, const CallContext &context);
    void keepFurther(const Parameter &parameter);

    Candidate m_target;
    // The argument frame: the result and the parameters, each constructed at its offset.
    static constexpr std::size_t inlineSize = 256;
    alignas(std::max_align_t) std::byte m_inline[inlineSize];
    std::unique_ptr<std::byte[]> m_heap;
    std::byte *m_frame = nullptr;
    std::unique_ptr<QVariantList> m_further; // arguments, of a method that takes more than it says
};

} // namespace WebSocketRpc
