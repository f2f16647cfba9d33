// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/client.h>
#include <websocketrpc/remotemodel.h>

#include <QMainWindow>
#include <QSet>

QT_BEGIN_NAMESPACE
class QLabel;
class QTableView;
QT_END_NAMESPACE

class MeterWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MeterWindow(const QUrl &server);

    void addToTools(QWidget *widget);

private:
    void makeTable();
    void makeTools();
    void rowsChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void showStatus();

    WebSocketRpc::Client m_client;
    WebSocketRpc::RemoteModel m_model;
    QSet<int> m_fetched; // rows
    QTableView *m_table = nullptr;
    QToolBar *m_tools = nullptr;
    QLabel *m_status = nullptr;
};
