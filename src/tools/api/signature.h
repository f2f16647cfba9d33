// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"

namespace Api {

// A part of what is printed, by what it is.
struct Span
{
    enum class Kind { Plain, Name, Type, Note };

    Kind kind;
    QString text;
};

using Spans = std::vector<Span>;

[[nodiscard]] QString plainText(const Spans &spans);

// "add(a: int, b?: int) -> int"; "b?" may be left out.
[[nodiscard]] Spans signatureOf(const Method &method, const Overload &overload);
[[nodiscard]] Spans signatureOf(const Signal &signal); // "alarm(degrees: number)"
[[nodiscard]] Spans signatureOf(const Property &property); // "setpoint: number, writable"
[[nodiscard]] Spans signatureOf(const Model &model); // "rooms: display, temperature"

// The first of these that there is, and of that its first sentence.
[[nodiscard]] QString summaryOf(const Method &method, const Overload &overload);
[[nodiscard]] QString summaryOf(const QString &description);

// The names of all types that something refers to, directly or over other types, sorted.
[[nodiscard]] QStringList typesOf(const Document &document, const Method &method);
[[nodiscard]] QStringList typesOf(
    const Document &document, const std::vector<Parameter> &parameters);
[[nodiscard]] QStringList typesOf(const Document &document, const TypePtr &type);

} // namespace Api
