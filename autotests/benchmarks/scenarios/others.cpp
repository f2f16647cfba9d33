// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

// This library compared with others, if they are installed.
void measureOthers(Report &report, const Scale &scale)
{
    QList<Contender> contenders{{QStringLiteral("shared"), {.kind = QStringLiteral("shared")}},
        {QStringLiteral("plain"), {.kind = QStringLiteral("plain")}}};
    for (const QString &kind : {QStringLiteral("remoteobjects"), QStringLiteral("webchannel")}) {
        if (findTechnique(kind))
            contenders.append({kind, {.kind = kind}, true});
    }
    if (hasPython())
        contenders.append({QStringLiteral("python"), {.kind = QStringLiteral("python")}, true});
    Contest contest(contenders, scale);
    for (const int window : {1, 64}) {
        contest.run(report, QStringLiteral("in flight: %1").arg(window), window);
    }
}

} // namespace Benchmarks
