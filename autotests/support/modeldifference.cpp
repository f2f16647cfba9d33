// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modeldifference.h"

using namespace Qt::StringLiterals;

namespace {

class Comparison
{
public:
    Comparison(const QAbstractItemModel &source, const QAbstractItemModel &replica, bool isWritable)
        : m_source(source)
        , m_replica(replica)
        , m_isWritable(isWritable)
    {
    }

    // Goes on behind the first difference, so that all is asked for.
    QString compare()
    {
        compareHeaders();
        compareRows({}, {}, u"root"_s);
        return m_difference;
    }

private:
    void note(
        const QString &place, const QString &what, const QVariant &source, const QVariant &replica)
    {
        if (m_difference.isEmpty())
            m_difference = u"%1: %2 is %3 at the source and %4 here"_s.arg(
                place, what, show(source), show(replica));
    }
    static QString show(const QVariant &value)
    {
        return value.isValid() ? value.toString() + u' ' + QLatin1StringView(value.typeName())
                               : u"nothing"_s;
    }

    void compareHeaders()
    {
        for (int column = 0; column < m_source.columnCount(); ++column) {
            const QVariant source = m_source.headerData(column, Qt::Horizontal);
            const QVariant replica = m_replica.headerData(column, Qt::Horizontal);
            if (source != replica)
                note(u"header of column %1"_s.arg(column), u"it"_s, source, replica);
        }
    }

    void compareRows(const QModelIndex &source, const QModelIndex &replica, const QString &path)
    {
        const int rows = m_source.rowCount(source);
        const int columns = m_source.columnCount(source);
        if (rows != m_replica.rowCount(replica))
            return note(path, u"rowCount"_s, rows, m_replica.rowCount(replica));
        if (rows == 0)
            return;
        if (columns != m_replica.columnCount(replica))
            return note(path, u"columnCount"_s, columns, m_replica.columnCount(replica));
        for (int row = 0; row < rows; ++row) {
            const QString place = path + u'/' + QString::number(row);
            for (int column = 0; column < columns; ++column) {
                const QModelIndex left = m_source.index(row, column, source);
                const QModelIndex right = m_replica.index(row, column, replica);
                compareCell(left, right, place + u" column %1"_s.arg(column));
            }
            const QModelIndex left = m_source.index(row, 0, source);
            const QModelIndex right = m_replica.index(row, 0, replica);
            if (m_source.hasChildren(left) != m_replica.hasChildren(right))
                note(place, u"hasChildren"_s, m_source.hasChildren(left),
                    m_replica.hasChildren(right));
            compareRows(left, right, place);
            if (source.isValid())
                continue;
            const QVariant header = m_source.headerData(row, Qt::Vertical);
            if (header != m_replica.headerData(row, Qt::Vertical))
                note(place, u"header"_s, header, m_replica.headerData(row, Qt::Vertical));
        }
    }

    void compareCell(const QModelIndex &source, const QModelIndex &replica, const QString &place)
    {
        const QHash<int, QByteArray> names = m_source.roleNames();
        for (auto role = names.begin(); role != names.end(); ++role) {
            const QVariant left = source.data(role.key());
            const QVariant right = replica.data(role.key());
            if (left != right || (left.isValid() && left.metaType() != right.metaType()))
                note(place, QString::fromUtf8(*role), left, right);
        }
        const Qt::ItemFlags left = shared(source.flags());
        if (left != replica.flags())
            note(place, u"flags"_s, int(left), int(replica.flags()));
    }
    [[nodiscard]] Qt::ItemFlags shared(Qt::ItemFlags flags) const
    {
        flags &= ~(Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled);
        if (!m_isWritable)
            flags &= ~(Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
        return flags;
    }

    const QAbstractItemModel &m_source;
    const QAbstractItemModel &m_replica;
    const bool m_isWritable;
    QString m_difference;
};

} // namespace

QString modelDifference(
    const QAbstractItemModel &source, const QAbstractItemModel &replica, bool isWritable)
{
    return Comparison(source, replica, isWritable).compare();
}
