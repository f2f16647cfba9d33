// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QAbstractListModel>

//! [job]
struct Job
{
    Q_GADGET
    Q_PROPERTY(int id MEMBER id)
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(int percent MEMBER percent)

public:
    int id = 0;
    QString name;
    int percent = 0;
};
//! [job]

//! [service]
// What the server offers.
class JobService : public QObject
{
    Q_OBJECT

public:
    explicit JobService(WebSocketRpc::Server *server) : m_server(server) { server->expose(this); }

    Q_INVOKABLE QList<Job> jobs() const { return m_jobs; }
    Q_INVOKABLE int start(const QString &name);

    void setPercent(int id, int percent);

private:
    WebSocketRpc::Server *const m_server;
    QList<Job> m_jobs;
};
//! [service]

//! [model]
// What a client shows: in a QTableView, a QListView or a ListView.
class JobModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit JobModel(WebSocketRpc::Client *client);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    void start(const QString &name);

Q_SIGNALS:
    void failed(const QString &message);

private:
    void load();
    void show(const QList<Job> &jobs);
    void update(const Job &job);

    WebSocketRpc::Client *const m_client;
    QList<Job> m_jobs;
};
//! [model]
