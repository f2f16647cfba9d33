// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remoteobjectsmodel.h"

#include "modelwork.h"
#include "rowsmodel.h"

#include <QAbstractItemModelReplica>
#include <QRemoteObjectHost>

namespace Benchmarks {

namespace {

class RemoteObjectsModelWork final : public ModelWork
{
public:
    explicit RemoteObjectsModelWork(const LoadOptions &options) : ModelWork(options)
    {
        m_node.connectToNode(options.url);
        follow();
    }
    ~RemoteObjectsModelWork() override { drop(); }

private:
    [[nodiscard]] Replica acquire(int rows) override
    {
        Replica replica(m_node.acquireModel(
            QStringLiteral("rows"), QtRemoteObjects::FetchRootSize, {Qt::DisplayRole}));
        auto *const model = static_cast<QAbstractItemModelReplica *>(replica.get());
        model->setRootCacheSize(std::size_t(rows));
        QObject::connect(
            model, &QAbstractItemModelReplica::initialized, model, [this] { checkSoon(); });
        return replica;
    }

    QRemoteObjectNode m_node;
};

} // namespace

Service serveRemoteObjectsModel(const ServeOptions &)
{
    auto host = std::make_unique<QRemoteObjectHost>(QUrl(QStringLiteral("tcp://127.0.0.1:0")));
    auto *const model = new RowsModel(host.get());
    if (!host->enableRemoting(model, QStringLiteral("rows"), {Qt::DisplayRole}))
        fail(QStringLiteral("QtRemoteObjects does not listen"));
    const QUrl url = host->hostUrl();
    return {std::move(host), url};
}

std::unique_ptr<Work> connectRemoteObjectsModel(const LoadOptions &options)
{
    return std::make_unique<RemoteObjectsModelWork>(options);
}

} // namespace Benchmarks
