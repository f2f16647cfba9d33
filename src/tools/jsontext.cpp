// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsontext.h"

#include "printable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <limits>

using namespace Qt::StringLiterals;

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
    return printable(QString::fromUtf8(text.sliced(1, text.size() - 2)));
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

Parsed<QVariant> valueFromJson(const QByteArray &json)
{
    // QJsonDocument would make it a double.
    bool isInteger = false;
    const QByteArray trimmed = json.trimmed();
    const quint64 wide = trimmed.toULongLong(&isInteger);
    if (isInteger && wide > quint64(std::numeric_limits<qint64>::max()) && trimmed[0] != '+')
        return wide;

    QJsonParseError error;
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + json + ']', &error).array();
    if (error.error != QJsonParseError::NoError)
        return UsageError{
            u"invalid JSON at byte %1: %2"_s.arg(error.offset).arg(error.errorString())};
    if (wrapped.size() != 1)
        return UsageError{u"expected one JSON value, got %1"_s.arg(wrapped.size())};
    return wrapped.first().toVariant();
}

QVariant valueFromText(const QString &text)
{
    const Parsed<QVariant> value = valueFromJson(text.toUtf8());
    const auto *json = std::get_if<QVariant>(&value);
    return json ? *json : QVariant(text);
}

QByteArray textFromValue(const QVariant &value, JsonLayout layout)
{
    return text(value, layout, 0);
}

void printValue(const QVariant &value, JsonLayout layout)
{
    const QByteArray text = textFromValue(value, layout) + '\n';
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fflush(stdout); // at once, also into a pipe
}
