// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codec_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

QString Mismatch::toString() const
{
    const QString problem = "expected "_L1 + expected + ", got "_L1 + got;
    return path.isEmpty() ? problem : path + ": "_L1 + problem;
}

MismatchPtr mismatch(const QString &expected, const JsonValue &got)
{
    return mismatch(expected, excerpt(got));
}

MismatchPtr mismatch(const QString &expected, const QString &got)
{
    return std::make_unique<Mismatch>(Mismatch{{}, expected, got});
}

MismatchPtr inMember(QStringView name, MismatchPtr mismatch)
{
    QString &path = mismatch->path;
    if (!path.isEmpty() && !path.startsWith(u'['))
        path.prepend(u'.');
    path.prepend(name);
    return mismatch;
}

MismatchPtr inElement(qsizetype index, MismatchPtr mismatch)
{
    QString &path = mismatch->path;
    if (!path.isEmpty() && !path.startsWith(u'['))
        path.prepend(u'.');
    path.prepend(u'[' + QString::number(index) + u']');
    return mismatch;
}

bool mayHoldStream(const Codec &codec, std::vector<const Codec *> &asked)
{
    if (std::ranges::find(asked, &codec) != asked.end())
        return false;
    asked.push_back(&codec);
    return codec.mayHoldStreams(asked);
}

} // namespace WebSocketRpc
