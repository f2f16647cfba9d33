// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/scriptcall.h>

#include <atomic>

namespace WebSocketRpc {

namespace {

std::atomic<ScriptCall> installedCall = nullptr;

} // namespace

/*!
    \internal
    Has \a call run the functions of QML objects that are exposed from now on. Through the meta-object
    system alone an exception in such a function cannot be told from a result, and a promise is not
    waited for.
*/
void setScriptCall(ScriptCall call)
{
    installedCall = call;
}

/*! \internal Returns what runs the functions of QML objects; null for the meta-object system. */
ScriptCall scriptCall()
{
    return installedCall;
}

/*!
    \internal
    Returns whether \a metaObject is of a QML object, say. moc gives every class with methods a static
    metacall; at run time none can be made.
*/
bool isMadeAtRunTime(const QMetaObject *metaObject)
{
    return metaObject->d.static_metacall == nullptr;
}

} // namespace WebSocketRpc
