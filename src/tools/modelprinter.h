// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractItemModel>

#include <optional>

// Prints rows at the top level of a model: aligned on a terminal, otherwise as lines of JSON. When there were
// enough lines, the event loop ends.
class ModelPrinter
{
public:
    ModelPrinter(
        const QAbstractItemModel *model, const QList<int> &roles, std::optional<int> count);

    [[nodiscard]] bool areEnough() const { return m_left == 0; }

    void printRows(int first, int last);
    void printChange(const QString &change, const QVariantMap &details);

private:
    [[nodiscard]] QStringList columnTitles() const;
    [[nodiscard]] QVariantList cellsOf(int row) const; // role by role, of each all columns
    [[nodiscard]] QVariantMap valuesOf(int row) const;
    void printTable(int first, int last);
    void printTitles(const QStringList &titles, const QList<QVariantList> &rows);
    void printCells(const QVariantList &cells);
    void print(QByteArray line);

    const QAbstractItemModel *const m_model;
    const QList<int> m_roles;
    const bool m_isTable;
    std::optional<int> m_left;
    QList<qsizetype> m_widths; // none before the titles have been printed
};
