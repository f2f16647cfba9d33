// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httprefusal_p.h"

#include "excerpt_p.h"
#include "httphead_p.h"

#include <QDateTime>
#include <QNetworkRequest>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// The chunks that have arrived, RFC 9112, section 7.1.
QByteArray dechunked(QByteArrayView body)
{
    QByteArray content;
    while (!body.isEmpty()) {
        const qsizetype lineEnd = body.indexOf("\r\n");
        if (lineEnd < 0)
            break;
        bool isNumber = false;
        const qsizetype extension = body.first(lineEnd).indexOf(';');
        const QByteArray digits =
            body.first(extension < 0 ? lineEnd : extension).toByteArray().trimmed();
        const qsizetype size = digits.toInt(&isNumber, 16);
        body = body.sliced(lineEnd + 2);
        if (!isNumber || size <= 0)
            break;
        content.append(body.first(std::min(size, body.size())));
        body = body.sliced(std::min(size + 2, body.size()));
    }
    return content;
}

QString withoutTags(const QString &html)
{
    QString text;
    bool isTag = false;
    for (const QChar unit : html) {
        if (unit == u'<')
            isTag = true;
        if (!isTag)
            text += unit;
        if (unit == u'>')
            isTag = false;
        if (unit == u'>')
            text += u' ';
    }
    return text;
}

// For people, without the parts that only a browser can show.
QString readable(const HttpHead &head, QByteArrayView body)
{
    if (!head.value("Content-Encoding").isEmpty())
        return {};
    const QByteArray content =
        head.lists("Transfer-Encoding", "chunked") ? dechunked(body) : body.toByteArray();
    const QByteArray type = head.value("Content-Type").toLower();
    const bool isText =
        type.isEmpty() || type.startsWith("text/") || type.contains("json") || type.contains("xml");
    if (!isText)
        return {};
    const QString text = QString::fromUtf8(content);
    return excerptOf(type.contains("html") ? withoutTags(text) : text);
}

std::optional<QDateTime> date(const QByteArray &value)
{
    // Qt's only public parser of HTTP dates.
    QNetworkRequest request;
    request.setRawHeader("Last-Modified", value);
    const QDateTime time = request.header(QNetworkRequest::LastModifiedHeader).toDateTime();
    if (!time.isValid())
        return {};
    // Old forms have a year of two digits. Qt takes it for one of the last century, which RFC 9110,
    // section 5.6.7, forbids.
    return time.date().year() < 1970 ? time.addYears(100) : time;
}

} // namespace

QString refusalText(const HttpHead &head, QByteArrayView body)
{
    const QString status =
        u"the server answered with HTTP status %1"_s.arg(QString::fromLatin1(head.startLine[1]));
    const QString reason = excerptOf(QString::fromUtf8(head.startLine[2]));
    const QString text = readable(head, body);
    QString answer = reason.isEmpty() ? status : status + u' ' + reason;
    if (!text.isEmpty() && text != reason)
        answer += u": "_s + text;
    return answer;
}

QString upgradeProblem(const HttpHead &head)
{
    if (!head.lists("Upgrade", "websocket"))
        return u"its field Upgrade is '%1', not 'websocket'"_s.arg(
            excerptOf(QString::fromLatin1(head.value("Upgrade"))));
    if (!head.lists("Connection", "Upgrade"))
        return u"its field Connection is '%1', which lacks 'Upgrade'"_s.arg(
            excerptOf(QString::fromLatin1(head.value("Connection"))));
    if (head.value("Sec-WebSocket-Accept").isEmpty())
        return u"it has no field Sec-WebSocket-Accept"_s;
    return {};
}

std::optional<std::chrono::seconds> retryAfter(const HttpHead &head)
{
    constexpr std::chrono::seconds longest = std::chrono::hours(1);
    const QByteArray value = head.value("Retry-After");
    if (value.isEmpty())
        return {};
    if (std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = value.toLongLong(&fits);
        return fits ? std::min(std::chrono::seconds(seconds), longest) : longest;
    }
    const std::optional<QDateTime> then = date(value);
    if (!then)
        return {};
    // By the clock of the server, which may differ from ours.
    const QDateTime now = date(head.value("Date")).value_or(QDateTime::currentDateTimeUtc());
    return std::clamp(std::chrono::seconds(now.secsTo(*then)), std::chrono::seconds(0), longest);
}

} // namespace WebSocketRpc
