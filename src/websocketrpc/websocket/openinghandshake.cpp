// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "openinghandshake_p.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <array>

namespace WebSocketRpc::OpeningHandshake {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 16;
constexpr qsizetype sizeWithPadding = 24; // of a key in base64
constexpr std::array<QByteArrayView, 5> ownFields = {"Connection", "Upgrade", "Sec-WebSocket-Key",
    "Sec-WebSocket-Version", "Sec-WebSocket-Extensions"};

bool isSame(QByteArrayView left, QByteArrayView right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

bool contains(const QByteArrayList &members, QByteArrayView token)
{
    return std::ranges::any_of(
        members, [&](const QByteArray &entry) { return isSame(entry, token); });
}

bool hasField(const Fields &fields, QByteArrayView name)
{
    return std::ranges::any_of(
        fields, [&](const auto &field) { return isSame(field.first, name); });
}

// Of a field that is no list.
bool isOnlyValue(const Fields &fields, QByteArrayView name, const QByteArray &value)
{
    QByteArrayList values;
    for (const auto &[fieldName, fieldValue] : fields) {
        if (isSame(fieldName, name))
            values.append(fieldValue.trimmed());
    }
    return values == QByteArrayList{value};
}

QString shown(const QByteArrayList &values)
{
    constexpr qsizetype longest = 100;
    const QByteArray all = values.join(", ");
    return values.isEmpty()
        ? u"it is missing"_s
        : u"it is \"%1\""_s.arg(QString::fromLatin1(all.first(std::min(longest, all.size()))));
}

} // namespace

QByteArray newKey()
{
    std::array<quint32, keySize / sizeof(quint32)> random;
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), keySize).toBase64();
}

bool isKey(QByteArrayView value)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        value.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return value.size() == sizeWithPadding && decoded && decoded.decoded.size() == keySize;
}

QByteArray acceptFor(QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    return hash.result().toBase64();
}

QByteArrayList members(const Fields &fields, QByteArrayView name)
{
    QByteArrayList list;
    for (const auto &[fieldName, value] : fields) {
        if (!isSame(fieldName, name))
            continue;
        const QByteArrayList parts = value.split(',');
        for (const QByteArray &part : parts) {
            if (const QByteArray member = part.trimmed(); !member.isEmpty())
                list.append(member);
        }
    }
    return list;
}

QByteArray request(
    QByteArrayView target, QByteArrayView host, QByteArrayView key, const Fields &fields)
{
    QByteArray head = "GET " + target.toByteArray() + " HTTP/1.1\r\n";
    if (!hasField(fields, "Host"))
        head += "Host: " + host.toByteArray() + "\r\n";
    head += "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key.toByteArray()
        + "\r\nSec-WebSocket-Version: " + version + "\r\n";
    for (const auto &[name, value] : fields)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

bool isOwnField(QByteArrayView name)
{
    return std::ranges::any_of(ownFields, [&](QByteArrayView own) { return isSame(name, own); });
}

QByteArray response(QByteArrayView key, QByteArrayView subprotocol, QByteArrayView extensions)
{
    QByteArray head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Accept: "
        + acceptFor(key) + "\r\n";
    if (!subprotocol.isEmpty())
        head += "Sec-WebSocket-Protocol: " + subprotocol.toByteArray() + "\r\n";
    if (!extensions.isEmpty())
        head += "Sec-WebSocket-Extensions: " + extensions.toByteArray() + "\r\n";
    return head + "\r\n";
}

QString problemIn(
    const Fields &response, QByteArrayView key, const QByteArrayList &offeredSubprotocols)
{
    if (!contains(members(response, "Upgrade"), "websocket"))
        return problemWith(response, "Upgrade", u"not \"websocket\""_s);
    if (!contains(members(response, "Connection"), "Upgrade"))
        return problemWith(response, "Connection", u"which lacks \"Upgrade\""_s);
    if (!isOnlyValue(response, "Sec-WebSocket-Accept", acceptFor(key)))
        return problemWith(
            response, "Sec-WebSocket-Accept", u"which does not belong to the request's key"_s);
    const QByteArrayList subprotocol = members(response, "Sec-WebSocket-Protocol");
    const bool isOffered = subprotocol.isEmpty()
        || (subprotocol.size() == 1 && offeredSubprotocols.contains(subprotocol.constFirst()));
    if (!isOffered)
        return problemWith(
            response, "Sec-WebSocket-Protocol", u"which is not one of the offered"_s);
    return {};
}

QString problemWith(const Fields &response, QByteArrayView name, const QString &problem)
{
    return u"the header field %1 of the response is wrong: %2, %3"_s.arg(
        QString::fromLatin1(name), shown(members(response, name)), problem);
}

} // namespace WebSocketRpc::OpeningHandshake
