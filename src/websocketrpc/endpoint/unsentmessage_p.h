// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "encodedrequest_p.h"

#include <QtCore/qlist.h>

namespace WebSocketRpc {

// A call, a notification or a batch that is not sent yet. It is spelled when it is sent, in the dialect of
// that moment.
struct UnsentMessage
{
    struct Part
    {
        EncodedRequest request;
        qint64 id = 0; // of a call; 0 for a notification
    };

    [[nodiscard]] QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (const Part &part : parts) {
            if (part.id)
                ids.append(part.id);
        }
        return ids;
    }

    std::vector<Part> parts;
    bool isBatch = false;
};

} // namespace WebSocketRpc
