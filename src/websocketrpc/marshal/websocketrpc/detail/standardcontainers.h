// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/typeaccess.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qset.h>
#include <QtCore/qstring.h>

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace WebSocketRpc::Detail {

template<typename C, typename T = typename C::value_type>
class SequenceAccess final : public AccessBase<C, ContainerAccess::Kind::Sequence, T>
{
public:
    void visit(const void *container, ElementVisitor &visitor) const override
    {
        for (const T &element : this->in(container)) {
            if (!visitor.visit(nullptr, &element))
                return;
        }
    }
    void clear(void *container, qsizetype expectedSize) const override
    {
        this->in(container).clear();
        this->in(container).reserve(expectedSize);
    }
    bool add(void *container, qsizetype, const QString &, ElementReader &reader) const override
    {
        C &sequence = this->in(container);
        if constexpr (requires {
                          {
                              &sequence.emplace_back()
                              } -> std::same_as<T *>;
                      }) {
            return reader.read(&sequence.emplace_back());
        } else {
            T element{};
            if (!reader.read(&element))
                return false;
            if constexpr (requires { sequence.emplace_back(std::move(element)); })
                sequence.emplace_back(std::move(element));
            else
                sequence.insert(std::move(element));
            return true;
        }
    }
};

template<typename C, typename T = typename C::mapped_type>
class MapAccess final : public AccessBase<C, ContainerAccess::Kind::Map, T>
{
public:
    void visit(const void *container, ElementVisitor &visitor) const override
    {
        const C &map = this->in(container);
        for (auto it = map.begin(); it != map.end(); ++it) {
            if constexpr (requires { it.key(); }) {
                if (!visitor.visit(&it.key(), &it.value()))
                    return;
            } else {
                if (!visitor.visit(&it->first, &it->second))
                    return;
            }
        }
    }
    void clear(void *container, qsizetype) const override { this->in(container).clear(); }
    bool add(void *container, qsizetype, const QString &key, ElementReader &reader) const override
    {
        T value{};
        if (!reader.read(&value))
            return false;
        C &map = this->in(container);
        if constexpr (requires { map.insert(map.cend(), key, value); })
            map.insert(map.cend(), key, value); // objects mostly come sorted
        else
            map[key] = std::move(value);
        return true;
    }
};

template<typename T>
class OptionalAccess final : public AccessBase<std::optional<T>, ContainerAccess::Kind::Optional, T>
{
public:
    void visit(const void *container, ElementVisitor &visitor) const override
    {
        if (const std::optional<T> &optional = this->in(container))
            visitor.visit(nullptr, &*optional);
    }
    void clear(void *container, qsizetype) const override { this->in(container).reset(); }
    bool add(void *container, qsizetype, const QString &, ElementReader &reader) const override
    {
        return reader.read(&this->in(container).emplace());
    }
};

template<typename C, typename... T>
class TupleAccess final : public AccessBase<C, ContainerAccess::Kind::Tuple, T...>
{
public:
    void visit(const void *container, ElementVisitor &visitor) const override
    {
        std::apply(
            [&](const T &...elements) { std::ignore = (visitor.visit(nullptr, &elements) && ...); },
            this->in(container));
    }
    void clear(void *, qsizetype) const override { }
    bool add(
        void *container, qsizetype index, const QString &, ElementReader &reader) const override
    {
        const auto addresses = std::apply(
            [](T &...elements) { return std::array<void *, sizeof...(T)>{&elements...}; },
            this->in(container));
        return reader.read(addresses[std::size_t(index)]);
    }
};

} // namespace WebSocketRpc::Detail
