// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"

namespace Api {

// Of all that can be called and followed.
[[nodiscard]] QStringList namesIn(const Document &document);

// The one of the names that somebody most likely meant who has written this; nothing if none is like it.
[[nodiscard]] QString nearestName(const QString &written, const QStringList &names);

} // namespace Api
