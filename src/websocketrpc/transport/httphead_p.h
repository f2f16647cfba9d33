// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "httpfield_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <optional>
#include <utility>

namespace WebSocketRpc {

// The head of an HTTP/1.1 message, RFC 9112, sections 2 to 5.
struct HttpHead
{
    using Field = std::pair<QByteArray, QByteArray>;

    // Parses the text before the empty line; absent if it is not a head.
    [[nodiscard]] static std::optional<HttpHead> parse(QByteArrayView text);

    // The value of a field. If it occurs several times, commas join the values (RFC 9110, 5.2).
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    [[nodiscard]] qsizetype count(QByteArrayView name) const;
    [[nodiscard]] QByteArrayList list(QByteArrayView name) const; // its members
    // Whether a field is a list with this member; neither is case-sensitive.
    [[nodiscard]] bool lists(QByteArrayView name, QByteArrayView member) const;

    QList<QByteArray> startLine; // its three parts
    QList<Field> fields;
};

constexpr QByteArrayView endOfHttpHead = "\r\n\r\n";

} // namespace WebSocketRpc
