// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelwindows_p.h"

#include <algorithm>

namespace WebSocketRpc {

void ModelWindows::add(const CallContext &peer, ModelNodeId node, int first, int count)
{
    if (!peer.isValid() || count <= 0)
        return;
    auto window = std::ranges::find(m_windows, peer.source(), &Window::peer);
    if (window == m_windows.end())
        window = m_windows.insert(window, {peer.source()});
    window->rows.add(node, first, count);
    m_all.add(node, first, count);
}

void ModelWindows::release(const CallContext &peer, const QList<ModelRange> &ranges)
{
    const auto window = std::ranges::find(m_windows, peer.source(), &Window::peer);
    if (window == m_windows.end())
        return;
    for (const ModelRange &range : ranges)
        window->rows.remove(range.node, range.first, range.count);
    for (const ModelRange &range : ranges) {
        m_all.remove(range.node, range.first, range.count);
        for (const Window &other : m_windows)
            m_all.add(range.node, other.rows.within(range.node, range.first, range.count));
    }
}

void ModelWindows::forgetLostPeers()
{
    const auto isLost = [](const Window &window) { return window.peer->isAbandoned(); };
    if (std::erase_if(m_windows, isLost) == 0)
        return;
    m_all.clear();
    for (const Window &window : m_windows) {
        for (const auto &[node, rows] : window.rows.nodes())
            m_all.add(node, rows);
    }
}

void ModelWindows::apply(const ModelStep &step)
{
    for (Window &window : m_windows)
        window.rows.apply(step);
    m_all.apply(step);
}

void ModelWindows::forget(ModelNodeId node)
{
    for (Window &window : m_windows)
        window.rows.forget(node);
    m_all.forget(node);
}

void ModelWindows::clear()
{
    m_windows.clear();
    m_all.clear();
}

} // namespace WebSocketRpc
