// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelreader_p.h"

#include "codec_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// Types that the receiver knows from the JSON alone.
bool isNatural(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
    case QMetaType::Bool:
    case QMetaType::Double:
    case QMetaType::LongLong:
    case QMetaType::QString:
    case QMetaType::QVariantList:
    case QMetaType::QVariantMap:
        return true;
    default:
        return false;
    }
}

bool isAlwaysWritten(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::QString:
        return true;
    default:
        return false;
    }
}

// Why a value cannot be written as JSON; nothing if it can.
std::optional<QString> problemOf(const QVariant &value)
{
    if (isAlwaysWritten(value.metaType()))
        return {};
    const auto codec = codecFor(value.metaType());
    if (const auto *const unknown = std::get_if<UnknownType>(&codec))
        return unknown->reason;
    try {
        JsonWriter writer;
        if (const auto mismatch =
                std::get<const Codec *>(codec)->write(value.constData(), writer, {}))
            return mismatch->toString();
        return {};
    } catch (...) { // from a user's converter
        return u"its converter has thrown an exception"_s;
    }
}

QString typeName(const QVariant &value)
{
    return isNatural(value.metaType()) ? QString() : QString::fromLatin1(value.metaType().name());
}

// The type of all values that are not null, or a list with a type for each. Nothing if the JSON tells the types.
QVariant typesOf(const QVariantList &values)
{
    const auto isValid = [](const QVariant &value) { return value.isValid(); };
    const auto first = std::ranges::find_if(values, isValid);
    if (first == values.end())
        return {};
    const auto isOther = [type = first->metaType()](const QVariant &value) {
        return value.isValid() && value.metaType() != type;
    };
    if (std::ranges::none_of(values, isOther))
        return isNatural(first->metaType()) ? QVariant() : typeName(*first);
    const auto isSpecial = [](const QVariant &value) { return !isNatural(value.metaType()); };
    if (std::ranges::none_of(values, isSpecial))
        return {};
    QVariantList names;
    names.reserve(values.size());
    for (const QVariant &value : values)
        names.append(typeName(value));
    return names;
}

// One number if the flags of all cells are equal, otherwise the list.
QVariant joinedFlags(const QVariantList &flags)
{
    if (flags.isEmpty())
        return 0;
    const auto isOther = [&](const QVariant &other) {
        return other.toInt() != flags.front().toInt();
    };
    return std::ranges::any_of(flags, isOther) ? QVariant(flags) : flags.front();
}

// Whether the header is the number that QAbstractItemModel::headerData() gives by default.
bool isNumber(const QVariant &header, int section)
{
    return header.metaType().id() == QMetaType::Int && header.toInt() == section + 1;
}

} // namespace

// Drag and drop does not cross the wire.
void ModelReader::setWritable(bool isWritable)
{
    m_mask = ~(Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled);
    if (!isWritable)
        m_mask &= ~(Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
}

int ModelReader::flagsOf(const QModelIndex &index) const
{
    return int(m_model->flags(index) & m_mask);
}

// Replaces a value that cannot be written with null.
QVariant ModelReader::portable(QVariant value)
{
    if (!value.isValid())
        return value;
    const auto problem = problemOf(value);
    if (!problem)
        return value;
    if (m_warnings.allows())
        qCWarning(lcDispatch).noquote()
            << "a value of" << (m_model ? m_model->metaObject()->className() : "a model")
            << "is not told:" << *problem;
    return {};
}

ModelBlock ModelReader::read(const QModelIndex &parent, int first, int count,
    const QList<ModelRole> &roles, const ModelColumns &columns)
{
    const QPersistentModelIndex root(parent);
    const int end = std::min(m_model->columnCount(parent) - 1, columns.last) + 1;
    ModelBlock block{
        .first = first, .firstColumn = columns.first, .columns = std::max(0, end - columns.first)};
    std::vector<QVariantList> values(std::size_t(roles.size()));
    for (QVariantList &list : values)
        list.reserve(qsizetype(count) * block.columns);
    QVariantList flags;
    flags.reserve(qsizetype(count) * block.columns);
    while (block.count < count && m_model && root.isValid() == parent.isValid()) {
        for (int column = 0; column < block.columns && m_model; ++column) {
            const QModelIndex index =
                m_model->index(first + block.count, block.firstColumn + column, root);
            for (std::size_t role = 0; role < values.size(); ++role)
                values[role].append(portable(index.data(roles[qsizetype(role)].role)));
            if (m_model)
                flags.append(flagsOf(index));
        }
        ++block.count;
    }
    for (std::size_t role = 0; role < values.size(); ++role) {
        const QString &name = roles[qsizetype(role)].name;
        if (QVariant types = typesOf(values[role]); types.isValid())
            block.types.insert(name, std::move(types));
        block.values.insert(name, std::move(values[role]));
    }
    block.flags = joinedFlags(flags);
    if (!parent.isValid() && m_model)
        block.headers = rowHeaders(first, block.count);
    return block;
}

QVariantList ModelReader::columnHeaders()
{
    QVariantList headers;
    const int columns = m_model->columnCount();
    for (int column = 0; column < columns && m_model; ++column)
        headers.append(portable(m_model->headerData(column, Qt::Horizontal)));
    return headers;
}

// A default number is written as null, since it changes when the row moves.
QVariantList ModelReader::rowHeaders(int first, int count)
{
    QVariantList headers;
    bool hasNames = false;
    for (int row = first; row < first + count && m_model; ++row) {
        QVariant header = m_model->headerData(row, Qt::Vertical);
        if (isNumber(header, row))
            header.clear();
        hasNames |= header.isValid();
        headers.append(portable(std::move(header)));
    }
    return hasNames ? headers : QVariantList();
}

} // namespace WebSocketRpc
