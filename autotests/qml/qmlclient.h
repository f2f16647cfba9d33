// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "thermostat.h"

#include <websocketrpc/server.h>

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExpression>
#include <QSignalSpy>
#include <QTest>

#include <optional>

// An object whose property is of any type.
class Holder : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QVariant value READ value WRITE setValue NOTIFY valueChanged)

public:
    [[nodiscard]] QVariant value() const { return m_value; }
    void setValue(const QVariant &value)
    {
        m_value = value;
        Q_EMIT valueChanged();
    }

Q_SIGNALS:
    void valueChanged();

private:
    QVariant m_value;
};

// A QML document whose root is an RpcClient, and a server that shares a thermostat.
class QmlClient
{
public:
    explicit QmlClient(const char *document);
    ~QmlClient();

    [[nodiscard]] Thermostat &thermostat() { return m_thermostat; }
    [[nodiscard]] WebSocketRpc::Server &server() { return *m_server; }
    [[nodiscard]] QObject *root() const { return m_root.get(); }
    [[nodiscard]] bool isCreated() const { return m_root != nullptr; }

    void connectToServer();
    void stopServer() { m_server.reset(); }
    void startServer(); // on the same port
    void deleteRoot() { m_root.reset(); }
    void deleteEngine() { m_engine.reset(); }

    // In the scope of the document.
    QVariant run(const QString &script);
    [[nodiscard]] QString json(const QString &expression);

private:
    Thermostat m_thermostat;
    std::optional<WebSocketRpc::Server> m_server;
    quint16 m_port = 0;
    std::unique_ptr<QQmlEngine> m_engine = std::make_unique<QQmlEngine>();
    std::unique_ptr<QObject> m_root;
};

// For tests of one such client.
class QmlClientTest : public QObject
{
protected:
    void load(const char *document);

    [[nodiscard]] QmlClient &client() { return *m_client; }
    [[nodiscard]] const QmlClient &client() const { return *m_client; }
    [[nodiscard]] Thermostat &thermostat() { return m_client->thermostat(); }
    QVariant run(const QString &script) { return m_client->run(script); }
    [[nodiscard]] QString json(const QString &expression) { return m_client->json(expression); }

private:
    std::optional<QmlClient> m_client;
};
