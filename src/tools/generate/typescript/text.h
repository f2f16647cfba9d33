// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonValue>
#include <QSet>
#include <QStringList>

// Pieces of TypeScript. Any text stays in its piece, whatever is in it.
namespace Generator::TypeScript {

[[nodiscard]] const QSet<QString> &reservedWords();

[[nodiscard]] QString quoted(const QString &text);

// The name of a member: as it is, or quoted if it is no identifier.
[[nodiscard]] QString memberName(const QString &name);

// The type that has this value only; "unknown" for arrays and objects.
[[nodiscard]] QString literalType(const QJsonValue &value);

// What documentation tools and editors show; nothing if all texts are empty. Each of them begins on a line of its own.
[[nodiscard]] QString docComment(const QStringList &texts, const QString &indent = {});

// "open item, item close" on one line, or each item on its own if that is too long. Then a comma is behind the last
// one, but not behind the last type in "<>" or "...args", where TypeScript refuses it.
[[nodiscard]] QString listed(
    const QString &open, const QStringList &items, const QString &close, const QString &indent);

// "head a | b", each choice on its own line if that is too long.
[[nodiscard]] QString choice(const QString &head, const QStringList &choices);

} // namespace Generator::TypeScript
