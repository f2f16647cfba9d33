// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "schemareader.h"

namespace Api {

// Reads what can be called and followed. Each has a name.
class MethodReader
{
public:
    MethodReader(const References &references, SchemaReader &schemas)
        : m_references(references)
        , m_schemas(schemas)
    {
    }

    [[nodiscard]] Method method(const Place &place);
    [[nodiscard]] Signal signal(const Place &place);
    [[nodiscard]] Property property(const Place &place);
    [[nodiscard]] Model model(const Place &place);
    // What it refers to; nothing, with a note, if that is nowhere or no object.
    [[nodiscard]] std::optional<Place> followed(const Place &place);

private:
    [[nodiscard]] Overload overload(const Place &place);
    [[nodiscard]] std::vector<Parameter> parameters(const Place &places);
    [[nodiscard]] std::vector<ErrorCode> errors(const Place &places);
    [[nodiscard]] QStringList tags(const Place &places);
    void orderRequired(Overload &overload, const QString &path);

    const References &m_references;
    SchemaReader &m_schemas;
};

} // namespace Api
