// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearrayview.h>

namespace WebSocketRpc {

// What Python calls the type that a value of the C++ type has on the wire: "str", "int", "list", or
// for a class of one's own its name without the namespace. The view is into `cppName`, or constant.
[[nodiscard]] QByteArrayView pythonTypeName(QByteArrayView cppName);

} // namespace WebSocketRpc
