// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "meterwindow.h"

#include "celldelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QStatusBar>
#include <QTableView>
#include <QToolBar>

using namespace Qt::StringLiterals;
using WebSocketRpc::RemoteModel;

//! [model]
MeterWindow::MeterWindow(const QUrl &server) : m_client(server), m_model(&m_client, u"meters"_s)
{
    //! [model]
    setWindowTitle(tr("Meters"));
    resize(820, 560);
    makeTable();
    makeTools();
    m_status = new QLabel;
    m_status->setObjectName(u"status"_s);
    statusBar()->addWidget(m_status);
    connect(&m_model, &RemoteModel::dataChanged, this, &MeterWindow::rowsChanged);
    connect(&m_model, &RemoteModel::modelReset, this, [this] {
        m_fetched.clear();
        showStatus();
    });
    connect(&m_model, &RemoteModel::synchronisedChanged, this, &MeterWindow::showStatus);
    showStatus();
    m_client.open();
}

//! [table]
void MeterWindow::makeTable()
{
    m_table = new QTableView;
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate(m_table));
    //! [table]
    m_table->setObjectName(u"meters"_s);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setDefaultSectionSize(120);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setCentralWidget(m_table);
}

void MeterWindow::makeTools()
{
    m_tools = addToolBar(tr("Tools"));
    m_tools->setMovable(false);
    m_tools->addWidget(new QLabel(tr("Go to row ")));
    auto *const row = new QSpinBox;
    row->setObjectName(u"row"_s);
    row->setRange(1, 1'000'000);
    row->setGroupSeparatorShown(true);
    connect(row, &QSpinBox::valueChanged, this, [this](int number) {
        m_table->scrollTo(m_model.index(number - 1, 0), QTableView::PositionAtTop);
    });
    m_tools->addWidget(row);
    m_tools->addSeparator();
}

void MeterWindow::addToTools(QWidget *widget)
{
    m_tools->addWidget(widget);
}

void MeterWindow::rowsChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        if (m_model.index(row, 0).data(RemoteModel::LoadedRole).toBool())
            m_fetched.insert(row);
    }
    showStatus();
}

void MeterWindow::showStatus()
{
    const QLocale locale(QLocale::English);
    const QString rows =
        tr("%1 of %2 rows fetched")
            .arg(locale.toString(m_fetched.size()), locale.toString(m_model.rowCount()));
    m_status->setText(m_model.isSynchronised() ? rows : tr("Not connected. %1").arg(rows));
}
