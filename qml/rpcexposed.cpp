// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcexposed.h"

#include "exposedobjects.h"

namespace WebSocketRpc {

/*!
    \qmltype RpcExposed
    \inqmlmodule WebSocketRpc
    \brief An exposed object with a name, which may share its signals and properties.

    Put it in RpcServer::exposes or RpcClient::exposes. An RpcObject at the other end follows the object:

    \snippet qml/Thermostat.qml server

    What cannot be shared causes a warning; see \l {Shared Objects}. When one of the properties of RpcExposed
    changes, the object is exposed anew, and those who follow it hear no more of it.
*/

/*!
    \qmlproperty QtObject RpcExposed::object
    The object; this is the default property. Which of its functions are exposed is the same as without
    RpcExposed: see RpcClient::exposes.
*/
void RpcExposed::setObject(QObject *object)
{
    if (object == m_object)
        return;
    m_object = object;
    Q_EMIT changed();
}

/*!
    \qmlproperty string RpcExposed::name
    The name of the object. The names of its functions and signals begin with it and a dot. Only an object
    with a name can share properties.
*/

/*!
    \qmlproperty list<string> RpcExposed::sharedSignals
    The signals that peers can hear; by default none.
*/

/*!
    \qmlproperty list<string> RpcExposed::sharedProperties
    The properties that peers can read and follow; by default none.
*/

/*!
    \qmlproperty list<string> RpcExposed::writableProperties
    The properties that peers can set as well; by default none. A property with a binding gets its next
    value from the binding, so share it without letting peers set it.
*/
RpcExposure::Options RpcExposed::options() const
{
    ExposeOptions options = exposeOptionsFor(m_object, name().isEmpty() ? name() : name() + u'.');
    options.sharedSignals = m_sharedSignals;
    options.sharedProperties = m_sharedProperties;
    options.writableProperties = m_writableProperties;
    return options;
}

} // namespace WebSocketRpc
