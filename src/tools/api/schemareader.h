// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"
#include "names.h"
#include "references.h"

#include <QHash>

#include <deque>

namespace Api {

class ObjectParts;

// Turns the JSON Schemas of a document into types. What the types cannot tell is Any, with a note.
class SchemaReader
{
public:
    SchemaReader(const References &references, const QJsonObject &namedSchemas);

    [[nodiscard]] TypePtr read(const Place &schema);
    // Reads what was referred to, into `types` and `notes`.
    void finish(Document &document);
    [[nodiscard]] bool isTooLarge() const { return m_left < 0; }
    void note(const QString &path, const QString &text);

private:
    class DepthGuard
    {
    public:
        explicit DepthGuard(int &depth) : m_depth(depth) { ++m_depth; }
        ~DepthGuard() { --m_depth; }
        Q_DISABLE_COPY_MOVE(DepthGuard)

    private:
        int &m_depth;
    };

    [[nodiscard]] bool mayGoOn(); // unless it is too deep, or has been too much
    [[nodiscard]] TypePtr kindOf(const Place &schema);
    [[nodiscard]] TypePtr ofType(const Place &schema, const QString &type);
    [[nodiscard]] TypePtr reference(const Place &schema);
    [[nodiscard]] TypePtr declaredEnum(const Place &schema);
    [[nodiscard]] TypePtr arrayOf(const Place &schema);
    [[nodiscard]] TypePtr tupleOf(const Place &schema, const Place &items);
    [[nodiscard]] TypePtr objectOf(const Place &schema);
    [[nodiscard]] TypePtr allOf(const Place &schema);
    [[nodiscard]] TypePtr anyOf(const Place &schema, QLatin1StringView keyword);
    [[nodiscard]] TypePtr ofTypes(const Place &schema, const QJsonArray &names);
    // Adds the members of a schema and of all that it is made of; false if something there is no object.
    [[nodiscard]] bool addMembers(const Place &place, ObjectParts &object);
    [[nodiscard]] TypePtr othersOf(const Place &schema);
    [[nodiscard]] TypePtr unknown(const QString &path, const QString &reason); // Any, with a note

    const References &m_references;
    UniqueNames m_unique;
    QHash<QString, QString> m_names; // of types, by the pointers to their schemas
    std::deque<Place> m_waiting; // for which there is a name
    std::vector<Note> m_notes;
    int m_depth = 0;
    int m_left = 100'000; // schemas that may still be read
};

} // namespace Api
