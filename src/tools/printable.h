// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QStringView>

// The text as UTF-8, with \uXXXX for what a terminal would obey or would not show: control
// characters, those that change the direction of writing, line separators and lone surrogates. What
// stands within a JSON string stays the same string.
[[nodiscard]] QByteArray printable(QStringView text);
