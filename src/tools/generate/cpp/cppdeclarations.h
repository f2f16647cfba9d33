// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cppclient.h"

#include <QSet>

// The parts of a header.
namespace Generator::Cpp {

// Lines, in blocks: those of the library, of Qt and of the standard library.
[[nodiscard]] QString cppIncludes(const QSet<QString> &headers);

[[nodiscard]] QString cppEnums(const CppClient &client);
[[nodiscard]] QString cppStructs(const CppClient &client);

// "int a" and "const Api::Shape &shape", where the scope is "Api::".
[[nodiscard]] QStringList cppParameters(
    const std::vector<CppParameter> &parameters, const QString &scope = {});

[[nodiscard]] QString cppPropertyLines(const CppClient &client); // of Q_PROPERTY
[[nodiscard]] QString cppDeclaration(const CppMethod &method);
[[nodiscard]] QString cppAccessors(const CppProperty &property);

} // namespace Generator::Cpp
