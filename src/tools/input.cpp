// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "input.h"

#include <QFile>
#include <QStringDecoder>

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

Parsed<QByteArray> Input::read(const QString &fileName)
{
    const bool isStandardInput = fileName == "-"_L1;
    if (isStandardInput && std::exchange(m_standardInputIsRead, true))
        return UsageError{u"the standard input can be read only once"_s};
    QFile file(fileName);
    const bool isOpen =
        isStandardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return UsageError{u"cannot read \"%1\": %2"_s.arg(fileName, file.errorString())};
    const QByteArray contents = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return UsageError{u"cannot read \"%1\": %2"_s.arg(fileName, file.errorString())};
    return contents;
}

Parsed<QString> Input::readText(const QString &fileName)
{
    QByteArray contents;
    UsageError error;
    if (!take(read(fileName), &contents, &error))
        return error;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(contents);
    if (decoder.hasError())
        return UsageError{u"\"%1\" is not valid UTF-8"_s.arg(fileName)};
    return text;
}
