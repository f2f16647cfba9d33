// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

struct ModelOptions
{
    QString name = {};
    QList<int> roles = {};
    bool writable = false;
    bool insertable = false;
    bool removable = false;
    bool sortable = false;

    friend bool operator==(const ModelOptions &, const ModelOptions &) = default;
};

} // namespace WebSocketRpc
