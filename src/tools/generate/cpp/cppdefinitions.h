// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cppclient.h"

// The parts of a source file.
namespace Generator::Cpp {

[[nodiscard]] QString cppHelpers(const CppClient &client); // for what follows
[[nodiscard]] QString cppRegistration(const CppClient &client); // and comparisons
[[nodiscard]] QString cppPrivateClass(const CppClient &client);

[[nodiscard]] QString cppDefinition(const CppClient &client, const CppMethod &method);
[[nodiscard]] QString cppDefinitions(const CppClient &client, const CppProperty &property);
[[nodiscard]] QString cppDefinition(const CppClient &client, const CppModel &model);
[[nodiscard]] QString cppNotifications(
    const CppClient &client); // connectNotify() and its counterpart

} // namespace Generator::Cpp
