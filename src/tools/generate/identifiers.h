// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/names.h"

#include <QSet>

namespace Generator {

// "thermostat.set-point" as thermostatSetPoint or ThermostatSetPoint: words are between characters that no identifier
// has. What is one already keeps its "_" and its capitals, but for the first letter. Empty if nothing is left.
[[nodiscard]] QString lowerCamel(const QString &text);
[[nodiscard]] QString upperCamel(const QString &text);

[[nodiscard]] bool isIdentifier(const QString &text); // of ASCII characters; it may be reserved

// The names in one scope of generated code.
class Identifiers
{
public:
    // Those that a language or the scope itself uses.
    explicit Identifiers(const QSet<QString> &reserved) : m_reserved(reserved) { }

    // A name like this one that nothing else has: with "_" behind a reserved one, and a number behind one that is
    // taken. If it is empty, `other` is meant.
    [[nodiscard]] QString unique(const QString &name, const QString &other);

private:
    const QSet<QString> m_reserved;
    Api::UniqueNames m_names;
};

} // namespace Generator
