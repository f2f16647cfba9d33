// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace Generator::Cpp {

inline constexpr QLatin1StringView step("    "); // of indentation

// What C++ and Qt keep for themselves: keywords, and macros that headers of systems define.
[[nodiscard]] const QSet<QString> &cppReserved();
// The types that the source file of a client may define for itself.
[[nodiscard]] const QSet<QString> &cppHelperTypes();
// Whether it is in capitals, as most macros are.
[[nodiscard]] bool mayBeMacro(const QString &name);
// Whether a client can be called so. Its header must not hide one of the system, such as time.h.
[[nodiscard]] bool isClassName(const QString &name);

// Whether the text can be in a string literal that ends at its first null character.
[[nodiscard]] bool isStringOfCpp(const QString &text);
// The literal; it has ASCII characters only.
[[nodiscard]] QString cppString(const QString &text);

// Lines of a comment, each with `indentation` in front of it. Nothing in the text ends it.
[[nodiscard]] QString cppComment(const QString &text, const QString &indentation = {});

// `head`, `items` with commas between them and `tail`, with breaks as clang-format makes them where that is too long
// for one line.
[[nodiscard]] QString cppLines(
    const QString &indentation, const QString &head, const QStringList &items, const QString &tail);

// The declaration of a function up to its parameters, and the parameters and the rest behind it in the same way. A
// result that leaves no room for the name has a line of its own.
[[nodiscard]] QString cppFunction(const QString &indentation, const QString &result,
    const QString &name, const QStringList &parameters, const QString &tail);

// Lines that clang-format leaves alone if one of them is too long.
[[nodiscard]] QString unformatted(const QString &lines, const QString &indentation);

// The same for a call whose last argument is a list, such as call("a", {{"b", b}}): `list` opens it. If it is too long,
// its items have lines of their own, as many as there is room for.
[[nodiscard]] QString cppCallWithList(const QString &head, const QString &argument,
    const QString &list, const QStringList &items, const QString &tail);

// "a && b && c" behind `head`, broken in the same way.
[[nodiscard]] QString cppConjunction(
    const QString &indentation, const QString &head, const QStringList &terms, const QString &tail);

} // namespace Generator::Cpp
