// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

struct Command;

[[nodiscard]] QByteArray helpText();
[[nodiscard]] QByteArray helpText(const Command &command);
