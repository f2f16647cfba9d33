// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/documentreader.h"

#include <QtTest/qtest.h>

// Reads documents that are written in tests.
namespace ApiReading {

inline Api::Document read(const QByteArray &json)
{
    Api::Reading reading = Api::readDocument(json);
    if (const auto *unreadable = std::get_if<Api::Unreadable>(&reading))
        qFatal("%s", qPrintable(unreadable->reason));
    return std::get<Api::Document>(std::move(reading));
}

// A document with one method, which takes what the schema says.
inline QByteArray withParameter(const QByteArray &schema, const QByteArray &more = {})
{
    return R"({"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": [{"name": "m",
        "params": [{"name": "p", "schema": )"
        + schema + "}]}]" + more + '}';
}

inline QByteArray withSchemas(const QByteArray &schemas)
{
    return withParameter("{}", R"(, "components": {"schemas": )" + schemas + '}');
}

inline Api::TypePtr parameterOf(const Api::Document &document)
{
    return document.methods.front().overloads.front().parameters.front().type;
}

} // namespace ApiReading
