// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "entrymodel.h"

#include <websocketrpc/client.h>

#include <QMainWindow>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
QT_END_NAMESPACE

class ArchiveWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit ArchiveWindow(const QUrl &server);

private:
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeTotal();
    void addUp();
    void setRunning(bool running);
    void showRows();

    WebSocketRpc::Client m_client;
    WebSocketRpc::Reply<double> m_reply;
    EntryModel *m_model = nullptr;

    QProgressBar *m_progress = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_cancel = nullptr;
    QLabel *m_total = nullptr;
};
