// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::CloseReason
    \inmodule WebSocketRpc
    \brief Why a connection ended.

    \c code is a close code of RFC 6455, section 7.4.1: the peer's or our own, and 1006 for a
    connection that ended without a close frame. \c text is what the peer wrote beside it, or what
   the socket reported.
*/
struct CloseReason
{
    int code = 0;
    QString text = {};

    friend bool operator==(const CloseReason &, const CloseReason &) = default;
};

} // namespace WebSocketRpc
