// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httphead_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

bool isSame(QByteArrayView left, QByteArrayView right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

// The reason phrase of a response may hold spaces, or be absent.
QList<QByteArray> splitStartLine(const QByteArray &line)
{
    const qsizetype first = line.indexOf(' ');
    if (first < 1)
        return {};
    const qsizetype second = line.indexOf(' ', first + 1);
    if (second < 0)
        return {line.first(first), line.sliced(first + 1), QByteArray()};
    return {line.first(first), line.sliced(first + 1, second - first - 1), line.sliced(second + 1)};
}

} // namespace

std::optional<HttpHead> HttpHead::parse(QByteArrayView text)
{
    QList<QByteArray> lines = text.toByteArray().split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    HttpHead head{splitStartLine(lines.takeFirst()), {}};
    if (head.startLine.isEmpty())
        return {};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || !isHttpToken(QByteArrayView(line).first(colon)))
            return {};
        head.fields.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return head;
}

QByteArray HttpHead::value(QByteArrayView name) const
{
    QByteArrayList values;
    for (const Field &field : fields) {
        if (isSame(field.first, name))
            values.append(field.second);
    }
    return values.join(", ");
}

qsizetype HttpHead::count(QByteArrayView name) const
{
    return std::ranges::count_if(
        fields, [name](const Field &field) { return isSame(field.first, name); });
}

QByteArrayList HttpHead::list(QByteArrayView name) const
{
    QByteArrayList members;
    const QByteArrayList parts = value(name).split(',');
    for (const QByteArray &part : parts) {
        if (const QByteArray member = part.trimmed(); !member.isEmpty())
            members.append(member);
    }
    return members;
}

bool HttpHead::lists(QByteArrayView name, QByteArrayView member) const
{
    return std::ranges::any_of(
        list(name), [&](const QByteArray &entry) { return isSame(entry, member); });
}

} // namespace WebSocketRpc
