// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace {

QByteArray indentation(JsonLayout layout, int depth)
{
    return layout == JsonLayout::Compact ? QByteArray() : '\n' + QByteArray(4 * depth, ' ');
}

QByteArray scalarText(const QVariant &value)
{
    if (value.typeId() == QMetaType::ULongLong)
        return QByteArray::number(value.toULongLong());
    // QJsonDocument writes only arrays and objects.
    const QJsonArray wrapped = {QJsonValue::fromVariant(value)};
    const QByteArray text = QJsonDocument(wrapped).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

QByteArray text(const QVariant &value, JsonLayout layout, int depth);

QByteArrayList memberTexts(const QVariantMap &map, JsonLayout layout, int depth)
{
    QByteArrayList members;
    for (auto member = map.cbegin(); member != map.cend(); ++member) {
        members.append(scalarText(member.key()) + (layout == JsonLayout::Compact ? ":" : ": ")
            + text(member.value(), layout, depth));
    }
    return members;
}

QByteArrayList itemTexts(const QVariantList &list, JsonLayout layout, int depth)
{
    QByteArrayList items;
    for (const QVariant &item : list)
        items.append(text(item, layout, depth));
    return items;
}

QByteArray enclosed(
    char open, const QByteArrayList &parts, char close, JsonLayout layout, int depth)
{
    if (parts.isEmpty())
        return QByteArray() + open + close;
    const QByteArray separator = indentation(layout, depth + 1);
    return open + separator + parts.join(',' + separator) + indentation(layout, depth) + close;
}

QByteArray text(const QVariant &value, JsonLayout layout, int depth)
{
    switch (value.typeId()) {
    case QMetaType::QVariantMap:
        return enclosed('{', memberTexts(value.toMap(), layout, depth + 1), '}', layout, depth);
    case QMetaType::QVariantList:
        return enclosed('[', itemTexts(value.toList(), layout, depth + 1), ']', layout, depth);
    default:
        return scalarText(value);
    }
}

} // namespace

QVariant valueFromText(const QString &text)
{
    // Where QJsonDocument would make it a double.
    bool isInteger = false;
    const quint64 wide = text.toULongLong(&isInteger);
    if (isInteger && wide > quint64(std::numeric_limits<qint64>::max()) && text.front().isDigit())
        return wide;

    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array();
    return wrapped.size() == 1 ? wrapped.first().toVariant() : QVariant(text);
}

QByteArray textFromValue(const QVariant &value, JsonLayout layout)
{
    return text(value, layout, 0);
}
