// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QString>

namespace Api {

// A text without control characters, and without those that turn the direction of writing; lines stay lines.
[[nodiscard]] QString harmlessText(const QString &text);

// The text as an identifier of most languages: ASCII letters, digits and "_", never empty, no digit first, of bounded
// length. It may be a word that a language reserves.
[[nodiscard]] QString identifierFrom(const QString &text);

// The same for the name of a type, which may have "." between its parts.
[[nodiscard]] QString typeNameFrom(const QString &text);

// Makes names different from each other: the second "name" becomes "name_2".
class UniqueNames
{
public:
    [[nodiscard]] QString unique(const QString &name);

private:
    QHash<QString, int> m_next; // of each name that is taken, the number to try for another one
};

} // namespace Api
