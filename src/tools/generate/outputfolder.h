// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "output.h"

#include <variant>

namespace Generator {

struct Unwritten
{
    QString reason;
};

// Writes the files into the folder, which is made if it is not there. Those that have the same text already are not
// touched. Returns the names of those that were written. Names may come from a document: where one of them is more
// than a plain name, or is that of a link or a folder, nothing is written.
[[nodiscard]] std::variant<QStringList, Unwritten> writeInto(
    const QString &folder, const std::vector<File> &files);

} // namespace Generator
