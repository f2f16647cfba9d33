// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "registry_p.h"

#include <websocketrpc/progress.h>

#include <QtCore/qfuture.h>

#include <functional>

namespace WebSocketRpc {

// A method's result on its way to the wire; refers to the Invocation or the PendingAnswer.
struct Answer
{
    const Codec *codec = nullptr; // null for void
    const void *value = nullptr;
    QByteArrayView typeName = {};
};

using SettledAnswer = std::variant<Answer, Error>;

// The answer of a method that returned an unfinished QFuture.
class PendingAnswer
{
public:
    virtual ~PendingAnswer() = default;

    // Calls `settled` once, from the event loop of the calling thread; never after this is
    // destroyed.
    virtual void whenSettled(std::function<void(const SettledAnswer &)> settled) = 0;

    // What the method says of how far it is. Calls `changed` when that has changed, from then on and
    // from the event loop of the calling thread, and at once if it has said anything before. After
    // whenSettled().
    [[nodiscard]] virtual Progress progress() const = 0;
    virtual void followProgress(std::function<void()> changed) = 0;

    // Tells the method that nobody wants its result any more.
    virtual void cancel() = 0;
    // Call it before destroying this early, instead of whenSettled() or after it. `token` is released
    // when the future is finished, or the calling thread ends.
    virtual void release(std::shared_ptr<void> token) = 0;
};

using Outcome = std::variant<Answer, Error, std::unique_ptr<PendingAnswer>>;

// The error that the peer gets for the exception being handled, which came from `where`. The text of an
// exception that is not an Error is hidden from the peer unless `revealExceptions`.
[[nodiscard]] Error errorFromException(const QByteArray &where, bool revealExceptions);

// Writes the result of a call. Getters, converters and copies may throw; what was written is of no use
// where it returns an error.
[[nodiscard]] std::unique_ptr<Error> write(
    JsonWriter &writer, const Answer &answer, const WriteContext &context, bool revealExceptions);

// The outcome of the candidate's method having returned the QFuture at `future`, which must stay
// there while an Answer is in use. The user's own continuation on that future stays in place.
[[nodiscard]] Outcome outcomeOfFuture(
    const Candidate &candidate, const void *future, bool revealExceptions);

} // namespace WebSocketRpc
