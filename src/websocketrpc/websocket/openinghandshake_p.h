// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <utility>

namespace WebSocketRpc {

// The opening handshake of RFC 6455, sections 1.3 and 4.
namespace OpeningHandshake {

constexpr char version[] = "13";

using Fields = QList<std::pair<QByteArray, QByteArray>>; // of a head, each name as it came

[[nodiscard]] QByteArray newKey();
[[nodiscard]] bool isKey(QByteArrayView value);
[[nodiscard]] QByteArray acceptFor(QByteArrayView key);

// The members of a list that may be spread over several fields of one name (RFC 9110, 5.6.1).
[[nodiscard]] QByteArrayList members(const Fields &fields, QByteArrayView name);

// The request of a client; `fields` are what it has beside those of the handshake.
[[nodiscard]] QByteArray request(
    QByteArrayView target, QByteArrayView host, QByteArrayView key, const Fields &fields);
// The fields that request() writes itself.
[[nodiscard]] bool isOwnField(QByteArrayView name);

// What a server answers with that accepts; without a sub-protocol or extensions where these are empty.
[[nodiscard]] QByteArray response(
    QByteArrayView key, QByteArrayView subprotocol, QByteArrayView extensions = {});

// What a client finds wrong in a response with the status 101 (section 4.1), but for its extensions: it
// names the field. Empty where nothing is.
[[nodiscard]] QString problemIn(
    const Fields &response, QByteArrayView key, const QByteArrayList &offeredSubprotocols);
// The same for one field, behind what that says.
[[nodiscard]] QString problemWith(
    const Fields &response, QByteArrayView name, const QString &problem);

} // namespace OpeningHandshake

} // namespace WebSocketRpc
