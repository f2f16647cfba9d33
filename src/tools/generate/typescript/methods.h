// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "types.h"

namespace Generator::TypeScript {

// Writes the methods of a document as members of a class.
class Methods
{
public:
    Methods(const Api::Document &document, Types &types) : m_document(document), m_types(types) { }

    [[nodiscard]] QString text();
    [[nodiscard]] QSet<QString> helpers() const { return m_helpers; } // that it has to import
    [[nodiscard]] QStringList leftOut() const { return m_leftOut; }

private:
    [[nodiscard]] QString method(const QString &name, const Api::Method &method);
    [[nodiscard]] QString plain(
        const QString &name, const Api::Method &method, const Api::Overload &overload);
    [[nodiscard]] QString overloaded(const QString &name, const Api::Method &method,
        const std::vector<const Api::Overload *> &overloads);
    [[nodiscard]] std::vector<const Api::Overload *> usable(const Api::Method &method);
    [[nodiscard]] QStringList parameters(const Api::Overload &overload);
    [[nodiscard]] QString returned(const Api::Overload &overload);
    [[nodiscard]] QString helper(const QString &name);
    [[nodiscard]] QString arguments(const Api::Overload &overload);
    [[nodiscard]] Api::Overload withoutSameNames(
        const Api::Method &method, const Api::Overload &overload);
    [[nodiscard]] bool takesWholeParams(const Api::Overload &overload) const;

    const Api::Document &m_document;
    Types &m_types;
    QSet<QString> m_helpers;
    QStringList m_leftOut;
};

// The functions that a client may import.
[[nodiscard]] const QSet<QString> &helperFunctions();

// The names of parameters as those of variables, each another one.
[[nodiscard]] QStringList variableNames(const std::vector<Api::Parameter> &parameters);

// What the class of all clients has, and what JavaScript sees in an object.
[[nodiscard]] const QSet<QString> &takenMembers();

} // namespace Generator::TypeScript
