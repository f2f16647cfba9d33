// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Benchmarks {

// What is sent there and back, `bytes` of it as it is in memory; the text is Latin.
[[nodiscard]] QByteArray bytesPayload(qsizetype bytes);
[[nodiscard]] QString textPayload(qsizetype bytes);
[[nodiscard]] QList<double> doublesPayload(qsizetype bytes);

[[nodiscard]] const QString &newsText();

// What the bare peers send: messages as long as this module's.
[[nodiscard]] QString callMessage();
[[nodiscard]] QString noteMessage();
[[nodiscard]] QString newsMessage();

constexpr int notesAtOnce = 1000;

} // namespace Benchmarks
