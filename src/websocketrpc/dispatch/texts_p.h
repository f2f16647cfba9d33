// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

struct QMetaObject;

namespace WebSocketRpc {

// What Q_CLASSINFO says of a class and of its members, by the names there. That of a derived class counts.
class Texts
{
public:
    Texts() = default;
    explicit Texts(const QMetaObject *metaObject);

    // Such as "method.add"; empty where there is none.
    [[nodiscard]] QString of(QByteArrayView kind, QByteArrayView member) const;
    [[nodiscard]] QString of(QByteArrayView name) const;
    // The texts of names that begin so, by what follows.
    [[nodiscard]] QHash<QByteArray, QString> below(QByteArrayView prefix) const;

private:
    QHash<QByteArray, QString> m_texts;
};

} // namespace WebSocketRpc
