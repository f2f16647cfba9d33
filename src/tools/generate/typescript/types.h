// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"
#include "generate/identifiers.h"

#include <QHash>

namespace Generator::TypeScript {

// What the types of a document are called in TypeScript, and how they are declared.
class Types
{
public:
    Types(const Api::Document &document, const QSet<QString> &reserved);

    // The type of what the peer tells, and the one of what it takes: there, the members of gadgets may be missing.
    [[nodiscard]] QString received(const Api::Type &type);
    [[nodiscard]] QString sent(const Api::Type &type);

    [[nodiscard]] QString declarations();
    [[nodiscard]] QStringList leftOut() const; // after all types are written

private:
    class Writer;

    [[nodiscard]] QString nameOf(const QString &type) const;
    [[nodiscard]] QString declaration(const QString &name, const Api::Type &type);
    [[nodiscard]] QString interfaceOf(
        const QString &name, const Api::Type &type, const Api::Object &object);
    void breakCircles();

    const Api::Document &m_document;
    QHash<QString, QString> m_names; // by the names in the document
    QSet<QString> m_circular; // types that are nothing but references to themselves
    bool m_hasInnerStreams = false;
};

} // namespace Generator::TypeScript
