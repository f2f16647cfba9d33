// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"

#include <websocketrpc/error.h>

#include <QtCore/qstringlist.h>

#include <variant>

namespace WebSocketRpc {

// The params of the requests about signals and properties, read as those of a method are.

struct PropertySetting
{
    QString name;
    JsonValue value;
};

[[nodiscard]] std::variant<QStringList, Error> readNames(const Message &message);
[[nodiscard]] std::variant<PropertySetting, Error> readSetting(const Message &message);

} // namespace WebSocketRpc
