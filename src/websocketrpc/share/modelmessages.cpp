// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelchanges_p.h"

#include <websocketrpc/registertype.h>

#include <mutex>

namespace WebSocketRpc {

void registerModelMessages()
{
    static std::once_flag once;
    std::call_once(once, registerType<ModelNode, QList<int>, QVariantList>);
}

} // namespace WebSocketRpc

#include "moc_modelchanges_p.cpp"
#include "moc_modelmessages_p.cpp"
