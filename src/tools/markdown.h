// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"

#include <QByteArray>

// The document for people, in CommonMark with tables as GitHub has them.
[[nodiscard]] QByteArray markdown(const Api::Document &document);
