// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/server.h>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT Route : public HandlerInterface<Route>
{
public:
    ~Route();
    Q_DISABLE_COPY_MOVE(Route)

    [[nodiscard]] QString path() const { return m_path; }

    void expose(QObject *object, const ExposeOptions &options = {});
    void expose(QAbstractItemModel *model, const ModelOptions &options);
    void unexpose(QObject *object);
    void exposeEach(const Server::ObjectFactory &factory, const ExposeOptions &options = {});
    void setAuthenticator(const Server::Authenticator &authenticator);
    void setSubprotocols(const QStringList &subprotocols);
    void setDiscoverable(const ApiInfo &info = {});
    void setDiscoverable(std::nullopt_t none);

private:
    friend class Server;
    friend class HandlerInterface<Route>;

    Route(ServerPrivate *server, const QString &path);
    void addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options);
    void removeHandlers(const std::optional<QByteArray> &method, const QObject *context);

    ServerPrivate *const m_server;
    const QString m_path;
};

} // namespace WebSocketRpc
