// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelprinter.h"

#include "jsontext.h"
#include "printable.h"
#include "report.h"
#include "terminal.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString cellText(const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return {};
    if (value.typeId() == QMetaType::QString)
        return QString::fromUtf8(printable(value.toString()));
    return QString::fromUtf8(textFromValue(value, JsonLayout::Compact));
}

bool isNumber(const QVariant &value)
{
    return value.typeId() != QMetaType::Bool && value.typeId() != QMetaType::QString
        && value.canConvert<double>() && value.isValid();
}

void appendCell(QString *line, const QString &text, qsizetype width, bool isRight)
{
    if (!line->isEmpty())
        *line += u"  "_s;
    *line += isRight ? text.rightJustified(width) : text.leftJustified(width);
}

QString rangeText(const QVariantMap &details)
{
    const int first = details.value(u"first"_s).toInt();
    return u"%1-%2"_s.arg(first).arg(first + details.value(u"count"_s).toInt() - 1);
}

} // namespace

ModelPrinter::ModelPrinter(
    const QAbstractItemModel *model, const QList<int> &roles, std::optional<int> count)
    : m_model(model)
    , m_roles(roles)
    , m_isTable(isTerminal(stdout))
    , m_left(count)
{
}

void ModelPrinter::printRows(int first, int last)
{
    if (m_isTable)
        return printTable(first, last);
    for (int row = first; row <= last; ++row) {
        const QVariantMap line{{u"row"_s, row}, {u"values"_s, valuesOf(row)}};
        print(textFromValue(line, JsonLayout::Compact));
    }
}

void ModelPrinter::printChange(const QString &change, const QVariantMap &details)
{
    if (!m_isTable) {
        QVariantMap line = details;
        line.insert(u"change"_s, change);
        return print(textFromValue(line, JsonLayout::Compact));
    }
    QString text = u"-- "_s + change;
    if (details.contains(u"first"_s))
        text += u' ' + rangeText(details);
    if (details.contains(u"to"_s))
        text += u" to "_s + details.value(u"to"_s).toString();
    print(text.toUtf8());
}

// A model of one column is read by its roles, another one by its columns.
QStringList ModelPrinter::columnTitles() const
{
    const QHash<int, QByteArray> names = m_model->roleNames();
    const int columns = m_model->columnCount();
    QStringList titles{u"row"_s};
    for (const int role : m_roles) {
        const QString name = QString::fromUtf8(printable(QString::fromUtf8(names.value(role))));
        for (int column = 0; column < columns; ++column) {
            const QString header = cellText(m_model->headerData(column, Qt::Horizontal));
            const bool isOneRole = m_roles.size() == 1;
            titles.append(columns == 1 ? name : isOneRole ? header : header + u' ' + name);
        }
    }
    return titles;
}

QVariantList ModelPrinter::cellsOf(int row) const
{
    QVariantList cells;
    for (const int role : m_roles) {
        for (int column = 0; column < m_model->columnCount(); ++column)
            cells.append(m_model->data(m_model->index(row, column), role));
    }
    return cells;
}

QVariantMap ModelPrinter::valuesOf(int row) const
{
    const QHash<int, QByteArray> names = m_model->roleNames();
    const int columns = m_model->columnCount();
    const QVariantList cells = cellsOf(row);
    QVariantMap values;
    for (qsizetype i = 0; i < m_roles.size(); ++i) {
        const QVariantList ofRole = cells.mid(i * columns, columns);
        values.insert(QString::fromUtf8(names.value(m_roles[i])),
            columns == 1 ? ofRole.first() : QVariant(ofRole));
    }
    return values;
}

void ModelPrinter::printTable(int first, int last)
{
    QList<QVariantList> rows;
    for (int row = first; row <= last; ++row)
        rows.append(QVariantList{row} + cellsOf(row));
    const QStringList titles = columnTitles();
    if (m_widths.size() != titles.size())
        printTitles(titles, rows);
    for (const QVariantList &row : rows)
        printCells(row);
}

// What the first rows need decides how wide the columns are.
void ModelPrinter::printTitles(const QStringList &titles, const QList<QVariantList> &rows)
{
    m_widths.clear();
    QString line;
    for (qsizetype i = 0; i < titles.size(); ++i) {
        qsizetype width = titles[i].size();
        for (const QVariantList &row : rows)
            width = std::max(width, cellText(row[i]).size());
        m_widths.append(width);
        appendCell(&line, titles[i], width, !rows.isEmpty() && isNumber(rows.first()[i]));
    }
    print(line.toUtf8());
}

void ModelPrinter::printCells(const QVariantList &cells)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i)
        appendCell(&line, cellText(cells[i]), m_widths[i], isNumber(cells[i]));
    print(line.toUtf8());
}

void ModelPrinter::print(QByteArray line)
{
    if (areEnough())
        return;
    while (line.endsWith(' ')) // the rest of a narrow cell
        line.chop(1);
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout); // at once, also into a pipe
    if (m_left)
        --*m_left;
    if (areEnough())
        QCoreApplication::exit(Success);
}
