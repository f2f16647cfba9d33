// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "archivewindow.h"

#include <websocketrpc/progress.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTableView>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;
using WebSocketRpc::Progress;

ArchiveWindow::ArchiveWindow(const QUrl &server) : m_client(server)
{
    setWindowTitle(tr("Archive"));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 20, 20, 12);
    layout->setSpacing(16);
    layout->addWidget(makeTable(), 1);
    layout->addWidget(makeTotal());
    setCentralWidget(content);
    resize(520, 440);
    setRunning(false);
    showRows();
    m_client.open();
}

//! [table]
QWidget *ArchiveWindow::makeTable()
{
    m_model = new EntryModel(m_client.stream<Entry>("entries"), this);
    auto *table = new QTableView;
    table->setObjectName(u"entries"_s);
    table->setModel(m_model);
    //! [table]
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(EntryModel::Customer, QHeaderView::Stretch);
    connect(m_model, &EntryModel::rowsInserted, this, &ArchiveWindow::showRows);
    connect(m_model, &EntryModel::failed, this,
        [this](const QString &message) { statusBar()->showMessage(message); });
    return table;
}

QWidget *ArchiveWindow::makeTotal()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"progress"_s);
    layout->addWidget(m_progress, 1);
    m_total = new QLabel;
    m_total->setObjectName(u"total"_s);
    m_total->setTextFormat(Qt::PlainText);
    layout->addWidget(m_total, 1);
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(u"cancel"_s);
    layout->addWidget(m_cancel);
    m_add = new QPushButton(tr("Add up"));
    m_add->setObjectName(u"add"_s);
    layout->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, &ArchiveWindow::addUp);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_reply.cancel(); });
    return row;
}

//! [call]
void ArchiveWindow::addUp()
{
    setRunning(true);
    m_reply = m_client.with({.progress = true}).call<double>("total");
    m_reply
        .onProgress(this,
            [this](const Progress &progress) {
                m_progress->setRange(progress.minimum, progress.maximum);
                m_progress->setValue(progress.value);
                m_progress->setFormat(progress.text);
            })
        .then(this,
            [this](double total) {
                setRunning(false);
                m_total->setText(
                    tr("Total: %1 €").arg(QLocale(QLocale::English).toString(total, 'f', 2)));
            })
        .onFailed(this, [this](const Error &error) {
            setRunning(false);
            m_total->setText(error.message());
        });
}
//! [call]

void ArchiveWindow::setRunning(bool running)
{
    m_progress->setRange(0, 0);
    m_progress->setVisible(running);
    m_total->setVisible(!running);
    m_cancel->setEnabled(running);
    m_add->setEnabled(!running);
}

void ArchiveWindow::showRows()
{
    statusBar()->showMessage(
        tr("%1 entries read").arg(QLocale(QLocale::English).toString(m_model->rowCount())));
}
