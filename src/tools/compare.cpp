// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "api/changes.h"
#include "documentsource.h"
#include "styledtext.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

QByteArray lineFor(const Api::Change &change, Style style)
{
    const QByteArray verdict = change.breaks ? styled(u"breaks  ", Font::Bold, style)
                                             : styled(u"fits    ", Font::Faint, style);
    return verdict + styled(change.name, Font::Type, style) + ": "
        + styled(change.text, Font::Plain, style) + '\n';
}

} // namespace

int runCompare(const CommandLine &line)
{
    std::vector<Api::Document> documents;
    for (const DocumentSource &source : line.documents) {
        auto document = documentFrom(source);
        if (const auto *status = std::get_if<ExitStatus>(&document))
            return *status == RemoteFailure ? WrongUsage : *status; // 1 is for what breaks
        documents.push_back(std::get<Api::Document>(std::move(document)));
    }
    const std::vector<Api::Change> changes = Api::changes(documents[0], documents[1]);
    const Style style = styleOfOutput();
    for (const Api::Change &change : changes) {
        const QByteArray text = lineFor(change, style);
        std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    }
    return std::ranges::any_of(changes, &Api::Change::breaks) ? Incompatible : Success;
}
