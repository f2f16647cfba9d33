// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QStringView>

// The text as UTF-8, with \uXXXX for everything that controls a terminal or is invisible: control
// characters, characters that change the text direction, line separators and lone surrogates. JSON
// strings keep their value.
[[nodiscard]] QByteArray printable(QStringView text);
