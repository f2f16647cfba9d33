// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "plantmodel.h"

#include <QDate>

#include <algorithm>
#include <vector>

struct PlantModel::Cell
{
    QString text;
    int weight = 1;
    QDate due = QDate(2026, 1, 1);
};

// A row, or the root.
struct PlantModel::Item
{
    [[nodiscard]] int row() const
    {
        const auto place = std::ranges::find(
            parent->children, this, [](const auto &child) { return child.get(); });
        return int(place - parent->children.begin());
    }
    [[nodiscard]] int rows() const { return int(children.size()); }

    qint64 id = 0;
    Item *parent = nullptr;
    QVariant header = {};
    std::vector<Cell> cells = {};
    int columns = 1; // of the children
    std::vector<std::unique_ptr<Item>> children = {};
    int unfetched = 0;
    QVariantList columnHeaders = {}; // of the root
};
