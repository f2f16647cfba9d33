// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Benchmarks {

// The payload that is sent there and back, with `bytes` in memory; text is Latin.
[[nodiscard]] QByteArray bytesPayload(qsizetype bytes);
[[nodiscard]] QString textPayload(qsizetype bytes);
[[nodiscard]] QList<double> doublesPayload(qsizetype bytes);

[[nodiscard]] const QString &newsText();

// The messages of the bare peers, as long as those of this library.
[[nodiscard]] QString callMessage();
[[nodiscard]] QString noteMessage();
[[nodiscard]] QString newsMessage();

constexpr int notesAtOnce = 1000;

} // namespace Benchmarks
