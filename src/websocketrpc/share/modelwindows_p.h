// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelrows_p.h"

#include <websocketrpc/callcontext.h>

namespace WebSocketRpc {

// Which rows of a model each peer has.
class ModelWindows
{
public:
    void add(const CallContext &peer, ModelNodeId node, int first, int count);
    void release(const CallContext &peer, const QList<ModelRange> &ranges);
    void forgetLostPeers();

    [[nodiscard]] const ModelRows &all() const { return m_all; } // the rows that any peer has

    void apply(const ModelStep &step);
    void forget(ModelNodeId node);
    void clear();

private:
    struct Window
    {
        std::shared_ptr<const CallContext::Source> peer;
        ModelRows rows = {};
    };

    std::vector<Window> m_windows;
    ModelRows m_all;
};

} // namespace WebSocketRpc
