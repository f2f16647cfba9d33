// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "channelpair.h"
#include "eventually.h"
#include "scriptedmodel.h"
#include "waitfor.h"

#include <websocketrpc/remotemodel.h>

// A peer's model of many rows.
struct RowScene
{
    explicit RowScene(int rows = 1'000'000, int columns = 1) : plants(rows, columns)
    {
        plants.exposeOn(pair.right());
        replica.setReadAhead(0);
    }
    [[nodiscard]] bool opens()
    {
        const bool isOpen = eventually([this] { return replica.isSynchronised(); });
        plants.asked.clear();
        return isOpen;
    }
    // A turn of the event loop, and what is sent because of it.
    [[nodiscard]] bool turns() { return settles(pair.left().fetchPeerId()); }
    [[nodiscard]] bool wants(int first, int count = 1, int role = Qt::DisplayRole)
    {
        for (int row = first; row < first + count; ++row)
            (void)replica.index(row, 0).data(role);
        return turns();
    }
    [[nodiscard]] bool isLoaded(int row)
    {
        return replica.index(row, 0).data(WebSocketRpc::RemoteModel::LoadedRole).toBool();
    }

    ChannelPair pair{ChannelPair::Kind::InProcess};
    ScriptedModel plants;
    WebSocketRpc::RemoteModel replica{&pair.left(), QStringLiteral("plants")};
    QSignalSpy failed{&replica, &WebSocketRpc::RemoteModel::failed};
    QSignalSpy changed{&replica, &QAbstractItemModel::dataChanged};
};
