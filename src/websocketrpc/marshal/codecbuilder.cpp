// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "typetable_p.h"

#include <QtCore/qmutex.h>

#include <array>
#include <atomic>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// The published codecs by the id of their type. Reading takes no lock: ids are dense, and what is
// in the table is never changed or removed.
class CodecTable
{
public:
    [[nodiscard]] const Codec *find(int typeId) const
    {
        const Page *page = pageOf(typeId).load(std::memory_order_acquire);
        return page ? (*page)[slotOf(typeId)].load(std::memory_order_acquire) : nullptr;
    }

    // Callers hold the build mutex.
    void insert(int typeId, const Codec *codec)
    {
        std::atomic<Page *> &place = pageOf(typeId);
        Page *page = place.load(std::memory_order_relaxed);
        if (!page) {
            page = new Page{};
            place.store(page, std::memory_order_release);
        }
        (*page)[slotOf(typeId)].store(codec, std::memory_order_release);
    }

    [[nodiscard]] static bool hasRoomFor(int typeId)
    {
        return typeId > 0 && typeId < pageSize * pageCount;
    }

private:
    static constexpr int pageSize = 1024;
    static constexpr int pageCount = 1024;
    using Page = std::array<std::atomic<const Codec *>, pageSize>;

    static std::size_t slotOf(int typeId) { return std::size_t(typeId % pageSize); }
    std::atomic<Page *> &pageOf(int typeId) { return m_pages[std::size_t(typeId / pageSize)]; }
    const std::atomic<Page *> &pageOf(int typeId) const
    {
        return m_pages[std::size_t(typeId / pageSize)];
    }

    std::array<std::atomic<Page *>, pageCount> m_pages = {};
};

// Neither is ever destroyed, for calls may be answered until the very end of the program.
CodecTable &codecTable()
{
    static auto *table = new CodecTable;
    return *table;
}

QMutex &buildMutex()
{
    static auto *mutex = new QMutex;
    return *mutex;
}

UnknownType explain(QMetaType type)
{
    const QString name = QString::fromUtf8(type.name());
    if (type.flags() & QMetaType::IsPointer || type.flags() & QMetaType::PointerToQObject)
        return {name + u" is a pointer, and pointers cannot be marshalled"_s};
    if (type.flags() & QMetaType::IsEnumeration)
        return {name + u" is not declared with Q_ENUM or Q_FLAG"_s};
    if (const std::optional<QString> advice = containerAdvice(type))
        return {name + u" cannot be marshalled; "_s + *advice};
    return {name
        + u" is not a type that can be marshalled; make it a Q_GADGET, or register"
          " converters to and from QJsonValue"_s};
}

} // namespace

CodecResult CodecBuilder::codecFor(QMetaType type)
{
    if (!type.isValid())
        return UnknownType{u"the type is only declared where it is used; include the "
                           "header that defines it"_s};
    const int id = type.id();
    if (!CodecTable::hasRoomFor(id))
        return UnknownType{u"too many types are registered"_s};
    if (const Codec *codec = codecTable().find(id))
        return codec;
    if (const Codec *codec = m_codecs.value(id))
        return codec;

    constexpr CodecFactory factories[] = {scalarCodec, textCodec, timeCodec, jsonCodec,
        variantCodec, convertedCodec, enumCodec, streamCodec, gadgetCodec, containerCodec};
    for (const CodecFactory factory : factories) {
        if (std::optional<CodecResult> result = factory(type, *this))
            return *std::move(result);
    }
    return explain(type);
}

void CodecBuilder::publish()
{
    for (auto it = m_codecs.cbegin(); it != m_codecs.cend(); ++it)
        codecTable().insert(it.key(), it.value());
    for (std::unique_ptr<const Codec> &codec : m_owned)
        std::ignore = codec.release();
}

const Codec *knownCodec(QMetaType type)
{
    const int id = type.isRegistered() ? type.id() : 0;
    return CodecTable::hasRoomFor(id) ? codecTable().find(id) : nullptr;
}

CodecResult codecFor(QMetaType type)
{
    if (const Codec *const codec = knownCodec(type))
        return codec;
    // Qt gives a type its id before it makes the elements of a container accessible. So types get
    // their ids inside the lock, or another thread would see such a container half registered.
    const QMutexLocker locker(&buildMutex());
    CodecBuilder builder;
    CodecResult result = builder.codecFor(type);
    if (std::holds_alternative<const Codec *>(result))
        builder.publish();
    return result;
}

CodecResult codecFor(const Detail::ContainerAccess &access)
{
    static auto *codecs = new QHash<const Detail::ContainerAccess *, const Codec *>;
    const QMutexLocker locker(&buildMutex());
    if (const Codec *codec = codecs->value(&access))
        return codec;
    CodecBuilder builder;
    CodecResult result = containerCodec(access, builder);
    if (const auto *codec = std::get_if<const Codec *>(&result)) {
        builder.publish();
        codecs->insert(&access, *codec);
    }
    return result;
}

} // namespace WebSocketRpc
