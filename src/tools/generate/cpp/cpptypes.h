// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"
#include "cpptype.h"
#include "generate/identifiers.h"

#include <QHash>

#include <deque>

namespace Generator::Cpp {

// Translates the types of a document, and collects those that have to be declared.
class CppTypes
{
public:
    // `names` are those of the namespace; `leftOut` gets a line for each type that C++ cannot have.
    CppTypes(const Api::Document &document, Identifiers &names, QStringList &leftOut);

    // An object or an enum without a name gets one like `name`. `place` is what people call it.
    [[nodiscard]] CppType of(const Api::Type &type, const QString &name, const QString &place);
    // Translates what was met in the meantime.
    void finish();

    std::vector<CppStruct> structs;
    std::vector<CppEnum> enums;

private:
    friend struct CppTranslator;

    struct Waiting
    {
        std::size_t index; // among the structs
        const Api::Object *object;
        bool isGadget;
    };

    [[nodiscard]] CppType ofReference(const Api::Reference &reference, const QString &place);
    [[nodiscard]] CppType declareStruct(
        const Api::Type &type, const Api::Object &object, const QString &name);
    [[nodiscard]] CppType declareEnum(
        const Api::Type &type, const Api::Enum &values, const QString &name);
    [[nodiscard]] CppMember member(
        const Waiting &waiting, const Api::Member &member, Identifiers &names);
    [[nodiscard]] CppType unknown(const QString &place, const QString &reason);
    [[nodiscard]] QString nameOf(const QString &typeName) const;

    const Api::Document &m_document;
    Identifiers &m_names;
    QStringList &m_leftOut;
    QHash<QString, int> m_lastParts; // how many names of the document end with each
    QHash<QString, CppType> m_known; // by the names in the document
    QSet<QString> m_open; // that are being translated
    std::deque<Waiting> m_waiting;
};

} // namespace Generator::Cpp
