// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "document.h"
#include "echo.h"
#include "flood.h"
#include "rpc.h"
#include "rpcmodel.h"
#include "tls.h"
#ifdef BENCHMARKS_REMOTEOBJECTS
#include "remoteobjects.h"
#include "remoteobjectsmodel.h"
#endif
#ifdef BENCHMARKS_WEBCHANNEL
#include "webchannel.h"
#endif

namespace Benchmarks {

namespace {

constexpr Technique techniques[] = {
    {"shared", serveRpc, connectShared},
    {"plain", serveRpc, connectPlain},
    {"fastapi", serveRpc, connectFastApi},
    {"echo", serveEcho, connectEcho},
    {"shared-tls", serveOverTls<serveRpc>, connectShared},
    {"echo-tls", serveOverTls<serveEcho>, connectEcho},
    {"document", serveDocument, connectDocument},
    {"pings", serveRpc, connectPings},
    {"empty-frames", serveRpc, connectEmptyFrames},
    {"tiny-frames", serveRpc, connectTinyFrames},
    {"tiny-messages", serveRpc, connectTinyMessages},
    {"slow-bytes", serveRpc, connectSlowBytes},
    {"slow-watcher", serveRpc, connectSlowWatcher},
    {"model", serveRpcModel, connectRpcModel},
#ifdef BENCHMARKS_REMOTEOBJECTS
    {"remoteobjects", serveRemoteObjects, connectRemoteObjects},
    {"remoteobjects-model", serveRemoteObjectsModel, connectRemoteObjectsModel},
#endif
#ifdef BENCHMARKS_WEBCHANNEL
    {"webchannel", serveWebChannel, connectWebChannel},
#endif
};

} // namespace

const Technique *findTechnique(const QString &name)
{
    for (const Technique &technique : techniques) {
        if (name == QLatin1StringView(technique.name))
            return &technique;
    }
    return nullptr;
}

} // namespace Benchmarks
