// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

// Clients that are written from documents.
namespace Generator {

struct Options
{
    QString className; // an identifier
    QString nameSpace = {}; // identifiers with "::" between them; none if it is empty
};

struct File
{
    QString name; // without a folder
    QByteArray text;
};

struct Output
{
    std::vector<File> files = {};
    QStringList leftOut = {}; // what the document says and the client does not, a line each
};

} // namespace Generator
