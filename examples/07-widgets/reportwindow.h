// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "report.h"

#include <websocketrpc/client.h>

#include <QMainWindow>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

class ReportWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit ReportWindow(const QUrl &server);

private:
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeButtons();
    void makeStatusBar();

    void requestReport();
    void setRunning(bool running);
    void showReport(const Report &report);
    void showError(const WebSocketRpc::Error &error);
    void showConnection();

    WebSocketRpc::Client m_client;
    WebSocketRpc::Reply<Report> m_reply;

    QLineEdit *m_customer = nullptr;
    QSpinBox *m_year = nullptr;
    QPushButton *m_make = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_result = nullptr;
    QLabel *m_connection = nullptr;
};
