// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelcondenser_p.h"
#include "sharefollower_p.h"

// What a peer is sent about the models that it follows. While it does not read, changes are merged.
namespace WebSocketRpc {

void ShareRequests::receiveModel(Follower &follower, SpelledEvent &event)
{
    if (!follower.holdsAnything() && isReading())
        return sendModel(event);
    if (!follower.heldModel) {
        noteHolding(follower);
        follower.heldModel = *event.event().model;
        follower.heldSignal = event.event().signal;
    } else {
        append(*follower.heldModel, *event.event().model);
    }
    if (isReading())
        sendHeld(follower);
    awaitRoom();
}

void ShareRequests::sendHeldModel(Follower &follower)
{
    const auto changes = std::exchange(follower.heldModel, std::nullopt);
    if (!changes || !follower.sharedSignals[std::size_t(follower.heldSignal)])
        return;
    const SharedEvent event = modelEvent(follower.object->members(), follower.heldSignal, *changes);
    SpelledEvent spelled(event);
    sendModel(spelled);
}

// If a change were dropped, the peer would confuse rows. A change that is too large is sent as a reset.
void ShareRequests::sendModel(SpelledEvent &event)
{
    const MessageFormat &format = *m_settings.format;
    if (event.in(format).size() <= m_settings.limits.outgoingMessageSize)
        return send(event.in(format));
    const SharedEvent &told = event.event();
    const SharedEvent reset =
        modelEvent(told.members, told.signal, {.revision = told.model->revision, .reset = true});
    SpelledEvent spelled(reset);
    send(spelled.in(format));
}

} // namespace WebSocketRpc
