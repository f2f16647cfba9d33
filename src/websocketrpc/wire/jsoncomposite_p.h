// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonvalue_p.h"

namespace WebSocketRpc {

// What arrays and objects have in common.
class JsonComposite
{
public:
    explicit JsonComposite(const JsonValue &value) : m_value(value) { }

    [[nodiscard]] std::size_t size() const
    {
        constexpr std::size_t most = 0xffffff; // the tape cannot count further
        const auto count = std::size_t(m_value.word() >> 32) & most;
        return count < most ? count : countedSize();
    }

protected:
    class Iterator
    {
    public:
        Iterator() = default;
        Iterator(const JsonTape *tape, std::size_t index) : m_tape(tape), m_index(index) { }
        friend bool operator==(const Iterator &left, const Iterator &right)
        {
            return left.m_index == right.m_index;
        }

    protected:
        [[nodiscard]] JsonValue at(std::size_t offset) const { return {m_tape, m_index + offset}; }
        void skip(std::size_t offset) { m_index = at(offset).indexBehind(); }

    private:
        const JsonTape *m_tape = nullptr;
        std::size_t m_index = 0;
    };

    [[nodiscard]] const JsonTape *tape() const { return m_value.m_tape; }
    [[nodiscard]] std::size_t firstIndex() const { return m_value.m_index + 1; }
    [[nodiscard]] std::size_t endIndex() const { return m_value.indexBehind() - 1; }

private:
    [[nodiscard]] std::size_t countedSize() const;

    JsonValue m_value;
};

class JsonArray : public JsonComposite
{
public:
    using JsonComposite::JsonComposite;

    class Iterator : public JsonComposite::Iterator
    {
    public:
        using JsonComposite::Iterator::Iterator;
        JsonValue operator*() const { return at(0); }
        Iterator &operator++()
        {
            skip(0);
            return *this;
        }
    };

    [[nodiscard]] Iterator begin() const { return {tape(), firstIndex()}; }
    [[nodiscard]] Iterator end() const { return {tape(), endIndex()}; }
};

class JsonObject : public JsonComposite
{
public:
    using JsonComposite::JsonComposite;

    struct Member
    {
        std::string_view key;
        JsonValue value;
    };

    class Iterator : public JsonComposite::Iterator
    {
    public:
        using JsonComposite::Iterator::Iterator;
        [[nodiscard]] std::string_view key() const { return at(0).toString(); }
        [[nodiscard]] JsonValue value() const { return at(1); }
        Member operator*() const { return {key(), value()}; }
        Iterator &operator++()
        {
            skip(1);
            return *this;
        }
    };

    [[nodiscard]] Iterator begin() const { return {tape(), firstIndex()}; }
    [[nodiscard]] Iterator end() const { return {tape(), endIndex()}; }
    [[nodiscard]] bool contains(std::string_view key) const;
};

inline JsonArray JsonValue::toArray() const
{
    return JsonArray(*this);
}

inline JsonObject JsonValue::toObject() const
{
    return JsonObject(*this);
}

} // namespace WebSocketRpc
