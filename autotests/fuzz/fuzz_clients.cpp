// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/documentreader.h"
#include "generate/cpp/cppclient.h"

#include <algorithm>
#include <cstdlib>

// Whatever a document says, its texts stay in comments and its names are ASCII.
static bool isHarmless(const QByteArray &line)
{
    const QByteArray text = line.trimmed();
    if (text.startsWith("//"))
        return !text.endsWith('\\') && !text.endsWith("\?\?/");
    return std::all_of(text.begin(), text.end(), [](char character) { return character >= ' '; });
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    const Api::Reading reading = Api::readDocument(json);
    const auto *const document = std::get_if<Api::Document>(&reading);
    if (!document)
        return 0;
    const Generator::Options options{.className = QStringLiteral("Client")};
    for (const Generator::File &file : Generator::Cpp::writeClient(*document, options).files) {
        const QList<QByteArray> lines = file.text.split('\n');
        if (!std::all_of(lines.begin(), lines.end(), isHarmless))
            std::abort();
    }
    return 0;
}
