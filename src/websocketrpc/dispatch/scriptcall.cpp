// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/scriptcall.h>

#include <atomic>

namespace WebSocketRpc::Detail {

namespace {

std::atomic<const ScriptFunctions *> installedFunctions = nullptr;

} // namespace

/*!
    \internal
    Has \a functions run those of QML objects that are exposed from now on. Through the meta-object
    system alone an exception in such a function cannot be told from a result, a promise is not waited
    for, and a parameter with a default cannot be left out.
*/
void setScriptFunctions(const ScriptFunctions *functions)
{
    installedFunctions = functions;
}

/*! \internal Returns what runs the functions of QML objects; null for the meta-object system. */
const ScriptFunctions *scriptFunctions()
{
    return installedFunctions;
}

/*!
    \internal
    Returns whether \a metaObject was made at run time, as those of QML objects are. moc gives every
    class with methods a static metacall; at run time none can be made.
*/
bool isMadeAtRunTime(const QMetaObject *metaObject)
{
    return metaObject->d.static_metacall == nullptr;
}

} // namespace WebSocketRpc::Detail
