// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "payload.h"

#include <random>

namespace Benchmarks {

QByteArray bytesPayload(qsizetype bytes)
{
    QByteArray payload(bytes, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes; ++i)
        payload[i] = char('a' + i % 26);
    return payload;
}

QString textPayload(qsizetype bytes)
{
    return QString::fromLatin1(bytesPayload(bytes));
}

// With as many digits as measured or calculated numbers have.
QList<double> doublesPayload(qsizetype bytes)
{
    std::mt19937_64 engine;
    std::uniform_real_distribution<double> distribution(-1000, 1000);
    QList<double> payload(bytes / qsizetype(sizeof(double)));
    std::generate(payload.begin(), payload.end(), [&] { return distribution(engine); });
    return payload;
}

const QString &newsText()
{
    static const QString text = QStringLiteral("the 10:42 to the coast is late");
    return text;
}

QString callMessage()
{
    return QStringLiteral(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":100000})");
}

QString noteMessage()
{
    return QStringLiteral(R"({"jsonrpc":"2.0","method":"note","params":[1]})");
}

QString newsMessage()
{
    return QStringLiteral(R"({"jsonrpc":"2.0","method":"hear","params":["%1"]})").arg(newsText());
}

} // namespace Benchmarks
