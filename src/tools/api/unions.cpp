// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "unions.h"

namespace Api {

namespace {

struct Flattened
{
    std::vector<TypePtr> choices;
    bool hasNull = false;
    bool hasAny = false;

    void add(const TypePtr &type)
    {
        if (type->as<Any>()) {
            hasAny = true;
        } else if (type->as<Null>()) {
            hasNull = true;
        } else if (const auto *optional = type->as<Optional>()) {
            hasNull = true;
            add(optional->value);
        } else if (const auto *choice = type->as<Union>()) {
            for (const TypePtr &part : choice->choices)
                add(part);
        } else {
            choices.push_back(type);
        }
    }
};

} // namespace

TypePtr unionOf(const std::vector<TypePtr> &choices)
{
    Flattened flat;
    for (const TypePtr &choice : choices)
        flat.add(choice);
    if (flat.hasAny || (flat.choices.empty() && !flat.hasNull))
        return typeOf(Any{});
    if (flat.choices.empty())
        return typeOf(Null{});
    const TypePtr type =
        flat.choices.size() == 1 ? flat.choices.front() : typeOf(Union{flat.choices});
    return flat.hasNull ? typeOf(Optional{type}) : type;
}

} // namespace Api
