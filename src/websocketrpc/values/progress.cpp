// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/progress.h>

/*!
    \class WebSocketRpc::Progress
    \inheaderfile websocketrpc/progress.h
    \inmodule WebSocketRpc
    \brief How far a call has come.

    It says what a QPromise says in the method that was called: \c value lies between \c minimum and
    \c maximum, which are both 0 as long as the method has not set a range, and \c text is for
    people. The four are what QProgressBar takes.

    \sa Reply::onProgress(), CallContext::setProgressValue()
*/

#include "websocketrpc/moc_progress.cpp"
