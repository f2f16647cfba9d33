// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "arguments.h"
#include "connectionoptions.h"

#include <chrono>
#include <optional>

struct Command;

struct BenchOptions
{
    std::optional<int> calls;
    std::optional<std::chrono::milliseconds> duration;
    std::optional<int> rate; // calls per second
    int window = 64; // calls in flight on each connection
    int connections = 1;
    bool json = false;
};

struct ModelViewOptions
{
    QStringList roles; // none for those that views show
    int first = 0; // row
    int last = 99;
    bool follow = false;
};

// Where an OpenRPC document comes from: a peer, or a file that has been read.
struct DocumentSource
{
    std::optional<ConnectionOptions> connection = {};
    QString fileName = {};
    QByteArray contents = {};
};

enum class Language { Cpp, Qml, TypeScript };

// What is generated.
struct GenerateOptions
{
    Language language = Language::Cpp;
    QString className; // empty for one that the title of the document makes
    QString nameSpace;
    QString prefix; // of all names that are meant
    QString folder = QStringLiteral(".");
};

enum class DocumentFormat { Text, Names, Json, Markdown, Html };

struct CommandLine
{
    const Command *command = nullptr;
    ConnectionOptions connection;
    MethodCall request;
    QStringList names; // of what is listened to, watched, read, followed or described
    QList<DocumentSource> documents;
    DocumentFormat format = DocumentFormat::Text;
    bool compact = false;
    bool verbose = false;
    std::optional<int> count; // of calls or lines
    std::optional<std::chrono::milliseconds> interval; // between calls
    BenchOptions bench;
    ModelViewOptions model;
    GenerateOptions generate;
};

// Prints the help or the version and exits, if asked to.
[[nodiscard]] Parsed<CommandLine> parseCommandLine(const QStringList &arguments);
