// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cpptype.h"

#include <QStringList>

namespace Generator::Cpp {

// Puts the structs in an order in which each is defined before those that have it as a member. A list or a map may
// come before its elements are defined, where they refer to each other; such structs are marked. A member that would
// contain its own struct becomes a QJsonValue, with a line in `leftOut`.
void putInOrder(std::vector<CppStruct> &structs, QStringList &leftOut);

} // namespace Generator::Cpp
