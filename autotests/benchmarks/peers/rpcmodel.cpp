// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcmodel.h"

#include "modelwork.h"
#include "rowsmodel.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>
#include <websocketrpc/server.h>

namespace Benchmarks {

namespace {

class RpcModelWork final : public ModelWork
{
public:
    explicit RpcModelWork(const LoadOptions &options) : ModelWork(options), m_client(options.url)
    {
        m_client.open();
        waitUntil([this] { return m_client.isConnected(); });
        follow();
    }
    ~RpcModelWork() override { drop(); }

private:
    [[nodiscard]] Replica acquire(int rows) override
    {
        auto model = std::make_unique<WebSocketRpc::RemoteModel>(&m_client, QStringLiteral("rows"));
        model->setCacheSize(rows);
        return model;
    }

    WebSocketRpc::Client m_client;
};

} // namespace

Service serveRpcModel(const ServeOptions &)
{
    auto server = std::make_unique<WebSocketRpc::Server>();
    auto *const model = new RowsModel(server.get());
    server->expose(
        model, {.name = QStringLiteral("rows"), .roles = {Qt::DisplayRole}, .writable = true});
    if (!server->listen())
        fail(server->errorString());
    const QUrl url = server->url();
    return {std::move(server), url};
}

std::unique_ptr<Work> connectRpcModel(const LoadOptions &options)
{
    return std::make_unique<RpcModelWork>(options);
}

} // namespace Benchmarks
