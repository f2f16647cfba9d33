// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelsource_p.h"

#include "excerpt_p.h"
#include "modelvalue_p.h"

#include <QtCore/qstringlistmodel.h>

#include <algorithm>

// Changes that peers make to a model.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostInsertedRows = 10'000; // in one call

Error wrongNumber(const QString &argument, const QString &expected, int got)
{
    return Error(Error::InvalidParams,
        u"argument '%1': expected %2, got %3"_s.arg(argument, expected).arg(got));
}

void checkWithin(const QString &argument, int number, int size)
{
    if (size == 0)
        throw wrongNumber(argument, u"none, since there are none"_s, number);
    if (number < 0 || number >= size)
        throw wrongNumber(argument, u"a number from 0 to %1"_s.arg(size - 1), number);
}

Error notTaken(const QString &what)
{
    return Error(Error::InvalidParams, u"the model did not %1"_s.arg(what));
}

// Flags say nothing about roles that a model has named itself, as a ListModel does.
bool isOwn(const ModelRole &role)
{
    static const QHash<int, QByteArray> standard = QStringListModel().roleNames();
    return role.name != QString::number(role.role)
        && role.name.toUtf8() != standard.value(role.role);
}

bool mayBeSet(Qt::ItemFlags flags, const ModelRole &role)
{
    return isOwn(role) || flags & Qt::ItemIsEditable
        || (role.role == Qt::CheckStateRole && flags & Qt::ItemIsUserCheckable);
}

} // namespace

// While there are no followers the model is not observed, and revisions mean nothing.
QModelIndex ModelSource::indexAt(qint64 revision, ModelNodeId node)
{
    ModelObserver &observed = observer();
    if (revision < 0 || revision > observed.journal().revision())
        throw Error(Error::InvalidParams,
            u"argument 'revision': expected at most %1, got %2"_s.arg(observed.journal().revision())
                .arg(revision));
    const ModelNodes::Node *const found = observed.journal().nodes().find(node);
    if (!observed.isObserving() || !found || found->revision > revision)
        throw Error(Error::OutdatedRevision,
            u"the rows of node %1 have changed since revision %2"_s.arg(node).arg(revision));
    return found->index;
}

void ModelSource::set(
    qint64 revision, qint64 node, int row, int column, const QString &role, const QVariant &value)
{
    const Busy busy(*this);
    const QModelIndex parent = indexAt(revision, node);
    const auto named = std::ranges::find(m_roles, role, &ModelRole::name);
    if (named == m_roles.end())
        throw Error(Error::InvalidParams,
            u"argument 'role': there is no shared role '%1'"_s.arg(excerptOf(role)));
    checkWithin(u"row"_s, row, m_model->rowCount(parent));
    checkWithin(u"column"_s, column, m_model->columnCount(parent));
    const QPersistentModelIndex index = m_model->index(row, column, parent);
    if (!mayBeSet(m_model->flags(index), *named))
        throw Error(Error::InvalidParams,
            u"the role '%1' of row %2, column %3 cannot be set"_s.arg(role).arg(row).arg(column));
    const auto read = readAs(index.data(named->role).metaType(), value);
    if (const auto *const problem = std::get_if<QString>(&read))
        throw Error(Error::InvalidParams, u"argument 'value': %1"_s.arg(*problem));
    (void)observer();
    if (!index.isValid() || !m_model->setData(index, std::get<QVariant>(read), named->role))
        throw notTaken(u"take the value"_s);
}

void ModelSource::insertRows(qint64 revision, qint64 node, int row, int count)
{
    const Busy busy(*this);
    const QModelIndex parent = indexAt(revision, node);
    const int rows = m_model->rowCount(parent);
    if (row < 0 || row > rows)
        throw wrongNumber(u"row"_s, u"a number from 0 to %1"_s.arg(rows), row);
    if (count < 1 || count > mostInsertedRows)
        throw wrongNumber(u"count"_s, u"a number from 1 to %1"_s.arg(mostInsertedRows), count);
    if (!m_model->insertRows(row, count, parent))
        throw notTaken(u"insert the rows"_s);
}

void ModelSource::removeRows(qint64 revision, qint64 node, int row, int count)
{
    const Busy busy(*this);
    const QModelIndex parent = indexAt(revision, node);
    const int rows = m_model->rowCount(parent);
    checkWithin(u"row"_s, row, rows);
    if (count < 1 || count > rows - row)
        throw wrongNumber(u"count"_s, u"a number from 1 to %1"_s.arg(rows - row), count);
    if (!m_model->removeRows(row, count, parent))
        throw notTaken(u"remove the rows"_s);
}

// -1 restores the model's own order, if it has one.
void ModelSource::sort(int column, const QString &order)
{
    const Busy busy(*this);
    (void)observer();
    const bool isDescending = order == u"descending";
    if (!isDescending && order != u"ascending")
        throw Error(Error::InvalidParams,
            u"argument 'order': expected \"ascending\" or \"descending\", got \"%1\""_s.arg(
                excerptOf(order)));
    const int columns = m_model->columnCount();
    if (column < -1 || column >= columns)
        throw wrongNumber(u"column"_s, u"a number from -1 to %1"_s.arg(columns - 1), column);
    m_model->sort(column, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace WebSocketRpc
