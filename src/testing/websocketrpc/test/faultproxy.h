// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/export.h>

#include <QtCore/qobject.h>
#include <QtCore/qurl.h>

#include <chrono>
#include <memory>
#include <optional>

namespace WebSocketRpc::Test {

enum class Direction { ToServer = 1, ToClient = 2 };
Q_DECLARE_FLAGS(Directions, Direction)
Q_DECLARE_OPERATORS_FOR_FLAGS(Directions)

inline constexpr Directions BothDirections = Directions(Direction::ToServer) | Direction::ToClient;

enum class Ending { Reset, Finish };

struct Cut
{
    Direction direction = Direction::ToServer;
    Ending ending = Ending::Reset;
};

struct Traffic
{
    std::chrono::milliseconds delay = {};
    std::chrono::milliseconds gather = {};
    std::optional<qsizetype> pieceSize = {};
};

enum class Refusal { Reset, NotListening };

struct FaultStatistics
{
    int connections = 0;
    int openConnections = 0;
    int refusedConnections = 0;
    qint64 bytesToServer = 0;
    qint64 bytesToClient = 0;
};

class FaultProxyPrivate;

class WEBSOCKETRPCTEST_EXPORT FaultProxy : public QObject
{
    Q_OBJECT

public:
    explicit FaultProxy(const QUrl &target, QObject *parent = nullptr);
    ~FaultProxy() override;

    [[nodiscard]] QUrl target() const;
    void setTarget(const QUrl &target);

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] FaultStatistics statistics() const;

    void cut(Ending ending = Ending::Reset);
    void cutAfterBytes(qint64 count, const Cut &cut = {});
    [[nodiscard]] bool isCutPending() const;

    void shape(const Traffic &traffic, Directions directions = BothDirections);
    void stall(Directions directions = BothDirections);
    void resume(Directions directions = BothDirections);

    void refuse(Refusal refusal = Refusal::Reset);
    void accept();
    void restart(std::chrono::milliseconds downtime = {});

    void heal();

Q_SIGNALS:
    void connectionOpened();
    void connectionClosed();

private:
    const std::unique_ptr<FaultProxyPrivate> d;
};

} // namespace WebSocketRpc::Test
