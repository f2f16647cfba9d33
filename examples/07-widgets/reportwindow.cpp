// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reportwindow.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStatusBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using WebSocketRpc::Client;
using WebSocketRpc::Error;

ReportWindow::ReportWindow(const QUrl &server) : m_client(server)
{
    setWindowTitle(tr("Reports"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 20, 20, 12);
    layout->setSpacing(16);
    layout->addWidget(makeForm());
    layout->addWidget(makeButtons());
    m_result = new QLabel(tr("Whose report do you need?"));
    m_result->setObjectName(u"result"_s);
    m_result->setMinimumHeight(110);
    m_result->setAlignment(Qt::AlignCenter);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::RichText); // texts from the server are escaped
    m_result->setFrameStyle(QFrame::StyledPanel | QFrame::Sunken);
    layout->addWidget(m_result, 1);
    setCentralWidget(content);
    makeStatusBar();
    resize(460, 340);

    setRunning(false);
    m_client.open();
}

QWidget *ReportWindow::makeForm()
{
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins({});
    m_customer = new QLineEdit;
    m_customer->setObjectName(u"customer"_s);
    layout->addRow(tr("&Customer:"), m_customer);
    m_year = new QSpinBox;
    m_year->setObjectName(u"year"_s);
    m_year->setRange(2000, 2100);
    m_year->setValue(2026);
    layout->addRow(tr("&Year:"), m_year);
    connect(m_customer, &QLineEdit::returnPressed, this, &ReportWindow::requestReport);
    return form;
}

QWidget *ReportWindow::makeButtons()
{
    auto *buttons = new QWidget;
    auto *layout = new QHBoxLayout(buttons);
    layout->setContentsMargins({});
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"progress"_s);
    m_progress->setRange(0, 0); // the duration is unknown
    m_progress->setTextVisible(false);
    QSizePolicy keepsItsPlace = m_progress->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keepsItsPlace);
    layout->addWidget(m_progress, 1);
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(u"cancel"_s);
    layout->addWidget(m_cancel);
    m_make = new QPushButton(tr("Make report"));
    m_make->setObjectName(u"make"_s);
    m_make->setDefault(true);
    layout->addWidget(m_make);
    connect(m_make, &QPushButton::clicked, this, &ReportWindow::requestReport);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_reply.cancel(); });
    return buttons;
}

//! [status]
void ReportWindow::makeStatusBar()
{
    m_connection = new QLabel;
    m_connection->setObjectName(u"connection"_s);
    m_connection->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_connection);
    connect(&m_client, &Client::stateChanged, this, &ReportWindow::showConnection);
    showConnection();
}

void ReportWindow::showConnection()
{
    switch (m_client.state()) {
    case Client::State::Closed:
        m_connection->setText(tr("Not connected"));
        break;
    case Client::State::Connecting:
    case Client::State::Opening:
        m_connection->setText(tr("Connecting to %1 …").arg(m_client.url().toString()));
        break;
    case Client::State::Connected:
        m_connection->setText(tr("Connected to %1").arg(m_client.url().toString()));
        break;
    case Client::State::Waiting:
        m_connection->setText(tr("No connection: %1").arg(m_client.lastError().message()));
        break;
    }
}
//! [status]

//! [call]
void ReportWindow::requestReport()
{
    setRunning(true);
    m_reply = m_client.with({.timeout = 30s})
                  .call<Report>(
                      "makeReport", {{"customer", m_customer->text()}, {"year", m_year->value()}});
    m_reply
        .then(this,
            [this](const Report &report) {
                setRunning(false);
                showReport(report);
            })
        .onFailed(this, [this](const Error &error) {
            setRunning(false);
            showError(error);
        });
}
//! [call]

void ReportWindow::setRunning(bool running)
{
    m_progress->setVisible(running);
    m_cancel->setEnabled(running);
    m_make->setEnabled(!running);
}

void ReportWindow::showReport(const Report &report)
{
    const QLocale locale(QLocale::English);
    m_result->setText(
        tr("<h3>%1, %2</h3>%3 orders for %4 €<br>The best month was %5.")
            .arg(m_customer->text().toHtmlEscaped(), QString::number(m_year->value()),
                locale.toString(report.orders), locale.toString(report.turnover, 'f', 2),
                report.bestMonth.toHtmlEscaped()));
}

//! [error]
void ReportWindow::showError(const Error &error)
{
    if (error.kind() == Error::Kind::Cancelled)
        m_result->setText(tr("Cancelled."));
    else
        m_result->setText(tr("No report: %1").arg(error.message().toHtmlEscaped()));
}
//! [error]
