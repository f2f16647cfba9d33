// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/constanttime.h>

namespace WebSocketRpc {

/*!
    \fn bool WebSocketRpc::equalInConstantTime(QByteArrayView left, QByteArrayView right)
    \relates WebSocketRpc::Server

    Returns whether \a left and \a right are the same bytes. The time that it takes depends on their
    lengths only, not on where they differ, so that a peer who measures it does not learn a secret
    byte by byte. Use it for tokens, passwords and signatures instead of \c{==}. Thread-safe.

    \snippet serving.cpp authenticator
*/
bool equalInConstantTime(QByteArrayView left, QByteArrayView right) noexcept
{
    if (left.size() != right.size())
        return false;
    // volatile, because the compiler may otherwise stop at the first difference.
    volatile unsigned char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference = difference | (uchar(left[i]) ^ uchar(right[i]));
    return difference == 0;
}

} // namespace WebSocketRpc
