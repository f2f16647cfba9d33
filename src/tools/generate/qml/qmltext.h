// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/type.h"

#include <QSet>

namespace Generator::Qml {

// A string literal.
[[nodiscard]] QString qmlString(const QString &text);

// Lines that begin with "///", each indented. No line for an empty text.
[[nodiscard]] QString qmlComment(const QString &text, const QString &indent = {});

// What QML declares for values of the type: "int", "real", "string" or "bool", or "var" for all else.
[[nodiscard]] QString qmlType(const Api::Type &type);

// What a property is before its value has come.
[[nodiscard]] QString qmlEmptyValue(const QString &qmlType);

// Words that no function, property, signal or parameter can have as a name: those of the languages, and the functions
// and objects that every program in QML has.
[[nodiscard]] const QSet<QString> &reservedWords();

// Names that a generated type cannot have: JavaScript and the modules that its file imports use them.
[[nodiscard]] const QSet<QString> &reservedTypes();

// What the object that a client is has already, whatever the document says.
[[nodiscard]] const QSet<QString> &reservedMembers();

} // namespace Generator::Qml
