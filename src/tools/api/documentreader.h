// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"

#include <QByteArray>
#include <QJsonObject>

#include <variant>

namespace Api {

struct Unreadable
{
    QString reason;
};

using Reading = std::variant<Document, Unreadable>;

// Reads an OpenRPC document, of ours or of another make. It may come from anywhere: texts in what is returned are
// harmless on a terminal, and names of types and of C++ types in source code as well; those of methods, parameters and
// members may be any text, since they are what a peer understands.
[[nodiscard]] Reading readDocument(const QJsonObject &json);
[[nodiscard]] Reading readDocument(const QByteArray &json);

} // namespace Api
