// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"
#include "report.h"

#include "api/document.h"

#include <QJsonObject>

#include <variant>

// The OpenRPC document of a peer or a file; or the exit status, where that has failed and the failure is reported.
[[nodiscard]] std::variant<QJsonObject, ExitStatus> jsonDocumentFrom(const DocumentSource &source);

// The same, read.
[[nodiscard]] std::variant<Api::Document, ExitStatus> documentFrom(const DocumentSource &source);
