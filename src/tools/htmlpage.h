// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"

#include <QByteArray>

// The document for people, as a page that refers to nothing outside it and has no script.
[[nodiscard]] QByteArray htmlPage(const Api::Document &document);
