// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "headers.h"

#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

std::optional<Header> headerFrom(const QString &line)
{
    static const QRegularExpression header(
        u"^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00-\\x08\\x0a-\\x1f\\x7f]*)\\z"_s);
    const auto match = header.match(line);
    if (!match.hasMatch())
        return {};
    return Header(match.captured(1).toLatin1(), match.captured(2).toUtf8());
}

// Errors never show the contents of a file, which may be secret.
Parsed<QList<Header>> headersFrom(const QString &fileName, Input &input)
{
    QString text;
    UsageError error;
    if (!take(input.readText(fileName), &text, &error))
        return error;
    QList<Header> headers;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty())
            continue;
        const auto header = headerFrom(line);
        if (!header)
            return UsageError{
                u"\"%1\", line %2: expected \"Name: value\""_s.arg(fileName).arg(i + 1)};
        headers.append(*header);
    }
    return headers;
}

Parsed<Header> tokenHeader(const QString &text)
{
    static const QRegularExpression token(u"^[\\x21-\\x7e]+\\z"_s);
    const QString trimmed = text.trimmed();
    if (!token.match(trimmed).hasMatch())
        return UsageError{u"expected a token, one word in ASCII"_s};
    return Header("Authorization", "Bearer " + trimmed.toLatin1());
}

} // namespace

Parsed<QList<Header>> parseHeaders(const QStringList &texts, Input &input)
{
    QList<Header> headers;
    for (const QString &text : texts) {
        if (text.startsWith(u'@')) {
            QList<Header> more;
            UsageError error;
            if (!take(headersFrom(text.sliced(1), input), &more, &error))
                return error;
            headers += more;
            continue;
        }
        const auto header = headerFrom(text);
        if (!header)
            return UsageError{u"expected \"Name: value\", got \"%1\""_s.arg(text)};
        headers.append(*header);
    }
    return headers;
}

Parsed<Header> tokenFromFile(const QString &fileName, Input &input)
{
    QString text;
    UsageError error;
    if (!take(input.readText(fileName), &text, &error))
        return error;
    return tokenHeader(text);
}

Parsed<Header> tokenFromEnvironment(const QString &variable)
{
    const QByteArray name = variable.toLocal8Bit();
    if (!qEnvironmentVariableIsSet(name.constData()))
        return UsageError{u"the environment variable %1 is not set"_s.arg(variable)};
    return tokenHeader(qEnvironmentVariable(name.constData()));
}
