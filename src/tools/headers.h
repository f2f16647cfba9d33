// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <QList>
#include <QStringList>

#include <utility>

using Header = std::pair<QByteArray, QByteArray>;

// From "Name: value", and from files of such lines behind an @.
[[nodiscard]] Parsed<QList<Header>> parseHeaders(const QStringList &texts, Input &input);

// The bearer token that the file holds, or the environment variable, as a header.
[[nodiscard]] Parsed<Header> tokenFromFile(const QString &fileName, Input &input);
[[nodiscard]] Parsed<Header> tokenFromEnvironment(const QString &variable);
