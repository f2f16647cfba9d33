// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scratchvalue_p.h"
#include "typetable_p.h"

#include <QtCore/qassociativeiterable.h>
#include <QtCore/qsequentialiterable.h>

#include <memory>

namespace WebSocketRpc {

namespace {

// An iterator that is destroyed even if a visitor or a copy throws.
struct IteratorDeleter
{
    void operator()(void *iterator) const { container.destroyConstIterator(iterator); }

    const QMetaContainer &container;
};
using Iterator = std::unique_ptr<void, IteratorDeleter>;

class MetaSequenceAccess final : public Detail::ContainerAccess
{
public:
    MetaSequenceAccess(QMetaType type, const QMetaSequence &sequence)
        : m_type(type)
        , m_sequence(sequence)
    {
    }

    Kind kind() const override { return Kind::Sequence; }
    QByteArray name() const override { return m_type.name(); }
    QList<QMetaType> elementTypes() const override { return {m_sequence.valueMetaType()}; }

    void visit(const void *container, Detail::ElementVisitor &visitor) const override
    {
        ScratchValue element(m_sequence.valueMetaType());
        const Iterator end(m_sequence.constEnd(container), IteratorDeleter{m_sequence});
        const Iterator it(m_sequence.constBegin(container), IteratorDeleter{m_sequence});
        while (!m_sequence.compareConstIterator(it.get(), end.get())) {
            m_sequence.valueAtConstIterator(it.get(), element.data());
            if (!visitor.visit(nullptr, element.data()))
                break;
            m_sequence.advanceConstIterator(it.get(), 1);
        }
    }
    void clear(void *container, qsizetype) const override { m_sequence.clear(container); }
    bool add(
        void *container, qsizetype, const QString &, Detail::ElementReader &reader) const override
    {
        ScratchValue element(m_sequence.valueMetaType());
        if (!reader.read(element.data()))
            return false;
        m_sequence.addValue(container, element.data());
        return true;
    }

private:
    QMetaType m_type;
    QMetaSequence m_sequence;
};

class MetaMapAccess final : public Detail::ContainerAccess
{
public:
    MetaMapAccess(QMetaType type, const QMetaAssociation &association)
        : m_type(type)
        , m_association(association)
    {
    }

    Kind kind() const override { return Kind::Map; }
    QByteArray name() const override { return m_type.name(); }
    QList<QMetaType> elementTypes() const override { return {m_association.mappedMetaType()}; }

    void visit(const void *container, Detail::ElementVisitor &visitor) const override
    {
        ScratchValue value(m_association.mappedMetaType());
        QString key;
        const Iterator end(m_association.constEnd(container), IteratorDeleter{m_association});
        const Iterator it(m_association.constBegin(container), IteratorDeleter{m_association});
        while (!m_association.compareConstIterator(it.get(), end.get())) {
            m_association.keyAtConstIterator(it.get(), &key);
            m_association.mappedAtConstIterator(it.get(), value.data());
            if (!visitor.visit(&key, value.data()))
                break;
            m_association.advanceConstIterator(it.get(), 1);
        }
    }
    void clear(void *container, qsizetype) const override { m_association.clear(container); }
    bool add(void *container, qsizetype, const QString &key,
        Detail::ElementReader &reader) const override
    {
        ScratchValue value(m_association.mappedMetaType());
        if (!reader.read(value.data()))
            return false;
        m_association.setMappedAtKey(container, &key, value.data());
        return true;
    }

private:
    QMetaType m_type;
    QMetaAssociation m_association;
};

template<typename Iterable>
std::optional<Iterable> viewOf(QMetaType type)
{
    const QMetaType iterableType = QMetaType::fromType<Iterable>();
    if (!QMetaType::canConvert(type, iterableType))
        return {};
    ScratchValue container(type);
    Iterable iterable;
    if (!QMetaType::convert(type, container.data(), iterableType, &iterable))
        return {};
    return iterable;
}

} // namespace

const Detail::ContainerAccess *metaContainerAccess(QMetaType type)
{
    if (const auto map = viewOf<QAssociativeIterable>(type)) {
        const QMetaAssociation association = map->metaContainer();
        if (association.keyMetaType() != QMetaType::fromType<QString>())
            return nullptr;
        if (!association.mappedMetaType().isValid() || !association.canSetMappedAtKey())
            return nullptr;
        return new MetaMapAccess(type, association);
    }
    if (const auto list = viewOf<QSequentialIterable>(type)) {
        const QMetaSequence sequence = list->metaContainer();
        if (!sequence.valueMetaType().isValid() || !sequence.canAddValue()
            || !sequence.hasConstIterator())
            return nullptr;
        return new MetaSequenceAccess(type, sequence);
    }
    return nullptr;
}

} // namespace WebSocketRpc
