// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/registeraccess.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace WebSocketRpc::Detail {

// What the streams of one type do with their values, which travel in lists. A list is a QList<T>.
struct StreamType
{
    QMetaType value; // T
    const ContainerAccess &(*access)(); // to a list
    void *(*create)();
    void (*destroy)(void *list);
    qsizetype (*size)(const void *list);
    void *(*at)(void *list, qsizetype index);
    // Moves the first values of one list to the end of another.
    void (*move)(void *from, qsizetype count, void *to);
};

template<typename T>
struct StreamListFunctions
{
    using List = QList<T>;

    static List &in(void *list) { return *static_cast<List *>(list); }
    static void *create() { return new List; }
    static void destroy(void *list) { delete &in(list); }
    static qsizetype size(const void *list) { return static_cast<const List *>(list)->size(); }
    static void *at(void *list, qsizetype index) { return &in(list)[index]; }
    static void move(void *from, qsizetype count, void *to)
    {
        List &source = in(from);
        List &target = in(to);
        if (target.isEmpty() && count == source.size())
            return target.swap(source);
        target.reserve(target.size() + count);
        std::copy(std::make_move_iterator(source.begin()),
            std::make_move_iterator(source.begin() + count), std::back_inserter(target));
        source.remove(0, count);
    }
};

template<typename T>
const StreamType &streamTypeOf()
{
    using Functions = StreamListFunctions<T>;
    static const StreamType type{.value = QMetaType::fromType<T>(),
        .access = &AccessRegistration<QList<T>>::access,
        .create = &Functions::create,
        .destroy = &Functions::destroy,
        .size = &Functions::size,
        .at = &Functions::at,
        .move = &Functions::move};
    return type;
}

} // namespace WebSocketRpc::Detail
