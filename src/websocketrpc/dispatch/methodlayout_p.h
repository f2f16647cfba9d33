// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodtable_p.h"

namespace WebSocketRpc {

struct DeclaredParameter
{
    QMetaType type;
    QByteArray typeName;
    QByteArray name; // empty where it has none
};

// A method or a handler as it was written.
struct Declaration
{
    QMetaType result;
    QByteArray resultName;
    std::vector<DeclaredParameter> parameters = {};
};

struct LayoutOptions
{
    bool wholeParams = false;
    bool ignoreExtraArguments = false;
};

// Fills in what calls of the method need beside its name; or says why it cannot be called.
[[nodiscard]] std::optional<QString> layOut(
    Method &method, const Declaration &declaration, const LayoutOptions &options);

} // namespace WebSocketRpc
