// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/progress.h>

// A line at the standard error output that shows how far a call is, if that is a terminal.
class ProgressBar
{
public:
    ProgressBar();
    ~ProgressBar() { clear(); }
    Q_DISABLE_COPY_MOVE(ProgressBar)

    [[nodiscard]] bool isShown() const { return m_isShown; }
    void show(const WebSocketRpc::Progress &progress);
    void clear(); // before anything else is written

private:
    const bool m_isShown;
    bool m_isDrawn = false;
};
