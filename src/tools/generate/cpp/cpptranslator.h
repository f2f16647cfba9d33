// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cpptypes.h"

namespace Generator::Cpp {

// Translates one type, and the types inside it.
struct CppTranslator
{
    CppTypes &types;
    const Api::Type &type;
    const QString &name;
    const QString &place;

    [[nodiscard]] CppType translated() const { return std::visit(*this, type.kind); }

    CppType operator()(const Api::Any &) const;
    CppType operator()(const Api::Null &) const { return CppType::json(); }
    CppType operator()(const Api::Bool &) const { return CppType::value("bool"); }
    CppType operator()(const Api::Integer &integer) const;
    CppType operator()(const Api::Number &) const;
    CppType operator()(const Api::Text &text) const;
    CppType operator()(const Api::Enum &values) const;
    CppType operator()(const Api::Array &array) const;
    CppType operator()(const Api::Tuple &tuple) const;
    CppType operator()(const Api::Map &map) const;
    CppType operator()(const Api::Object &object) const;
    CppType operator()(const Api::Optional &optional) const;
    CppType operator()(const Api::Union &choice) const;
    CppType operator()(const Api::Reference &reference) const;
    CppType operator()(const Api::Stream &stream) const;

private:
    [[nodiscard]] CppType inside(const Api::Type &part) const
    {
        return types.of(part, name, place);
    }
};

} // namespace Generator::Cpp
