// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <QList>
#include <QStringList>

#include <utility>

using Header = std::pair<QByteArray, QByteArray>;

// From "Name: value", or from "@" and the name of a file with such lines.
[[nodiscard]] Parsed<QList<Header>> parseHeaders(const QStringList &texts, Input &input);

// The header with the bearer token in the file, or in the environment variable.
[[nodiscard]] Parsed<Header> tokenFromFile(const QString &fileName, Input &input);
[[nodiscard]] Parsed<Header> tokenFromEnvironment(const QString &variable);
