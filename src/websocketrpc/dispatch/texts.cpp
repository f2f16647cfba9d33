// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "texts_p.h"

#include <QtCore/qmetaobject.h>

namespace WebSocketRpc {

Texts::Texts(const QMetaObject *metaObject)
{
    for (int i = 0; i < metaObject->classInfoCount(); ++i) {
        const QMetaClassInfo info = metaObject->classInfo(i);
        m_texts.insert(info.name(), QString::fromUtf8(info.value()));
    }
}

QString Texts::of(QByteArrayView kind, QByteArrayView member) const
{
    return m_texts.isEmpty() ? QString() : of(kind.toByteArray().append('.').append(member));
}

QString Texts::of(QByteArrayView name) const
{
    return m_texts.value(name.toByteArray());
}

QHash<QByteArray, QString> Texts::below(QByteArrayView prefix) const
{
    QHash<QByteArray, QString> some;
    for (auto text = m_texts.begin(); text != m_texts.end(); ++text) {
        if (text.key().startsWith(prefix))
            some.insert(text.key().sliced(prefix.size()), text.value());
    }
    return some;
}

} // namespace WebSocketRpc
