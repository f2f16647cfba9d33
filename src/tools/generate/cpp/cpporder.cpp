// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cpporder.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

using Nodes = std::vector<std::size_t>;

// Which structs refer to which. Types may be chained by the thousand, so nothing here recurses.
class References
{
public:
    explicit References(const std::vector<CppStruct> &structs)
    {
        for (std::size_t i = 0; i < structs.size(); ++i)
            m_places.insert(structs[i].name, i);
    }

    // Those that have to be defined before the type is used, or all of them.
    void add(const CppType &type, bool withElements, Nodes &to) const
    {
        if (type.kind == CppType::Kind::Struct)
            to.push_back(m_places.value(type.name));
        const bool isContainer =
            type.kind == CppType::Kind::List || type.kind == CppType::Kind::Map;
        if (isContainer && !withElements)
            return;
        for (const CppType &part : type.parts)
            add(part, withElements, to);
    }
    [[nodiscard]] Nodes of(const CppStruct &one, bool withElements) const
    {
        Nodes all;
        for (const CppMember &member : one.members)
            add(member.type, withElements, all);
        return all;
    }

private:
    QHash<QString, std::size_t> m_places;
};

// Walks from struct to struct, depth first.
template<typename Visitor>
void walk(std::size_t count, Visitor &visitor)
{
    struct Step
    {
        std::size_t node;
        Nodes next;
        std::size_t done = 0;
    };
    std::vector<bool> isSeen(count);
    for (std::size_t root = 0; root < count; ++root) {
        if (isSeen[root])
            continue;
        std::vector<Step> path;
        isSeen[root] = true;
        path.push_back({root, visitor.enter(root)});
        while (!path.empty()) {
            Step &step = path.back();
            if (step.done == step.next.size()) {
                const std::size_t node = step.node;
                path.pop_back();
                visitor.leave(node, path.empty() ? node : path.back().node);
                continue;
            }
            const std::size_t next = step.next[step.done++];
            if (isSeen[next]) {
                visitor.meet(step.node, next);
                continue;
            }
            isSeen[next] = true;
            path.push_back({next, visitor.enter(next)});
        }
    }
}

// Takes out the members that contain their own struct.
struct Breaker
{
    std::vector<CppStruct> &structs;
    const References &references;
    QStringList &leftOut;
    std::vector<bool> isOpen = std::vector<bool>(structs.size());

    Nodes enter(std::size_t node)
    {
        isOpen[node] = true;
        return references.of(structs[node], false);
    }
    void leave(std::size_t node, std::size_t) { isOpen[node] = false; }
    void meet(std::size_t from, std::size_t to)
    {
        if (!isOpen[to])
            return;
        for (CppMember &member : structs[from].members) {
            Nodes contained;
            references.add(member.type, false, contained);
            if (std::ranges::find(contained, to) == contained.end())
                continue;
            leftOut.append(u"%1.%2: QJsonValue, since it would contain itself"_s.arg(
                structs[from].name, member.wireName));
            member.type = member.isLeftOut ? CppType::of(CppType::Kind::Optional, CppType::json())
                                           : CppType::json();
        }
    }
};

// Finds those that refer to each other, as Tarjan does, in an order in which those they refer to come before.
struct Groups
{
    const std::vector<CppStruct> &structs;
    const References &references;
    std::vector<Nodes> groups = {};
    std::vector<std::size_t> lowest = std::vector<std::size_t>(structs.size());
    std::vector<std::size_t> number = std::vector<std::size_t>(structs.size());
    std::vector<bool> isOpen = std::vector<bool>(structs.size());
    Nodes open = {};
    std::size_t count = 0;

    Nodes enter(std::size_t node)
    {
        lowest[node] = number[node] = count++;
        isOpen[node] = true;
        open.push_back(node);
        return references.of(structs[node], true);
    }
    void leave(std::size_t node, std::size_t parent)
    {
        if (lowest[node] == number[node]) {
            const auto begin = std::ranges::find(open.rbegin(), open.rend(), node).base() - 1;
            groups.emplace_back(begin, open.end());
            for (const std::size_t one : groups.back())
                isOpen[one] = false;
            open.erase(begin, open.end());
        }
        lowest[parent] = std::min(lowest[parent], lowest[node]);
    }
    void meet(std::size_t from, std::size_t to)
    {
        if (isOpen[to])
            lowest[from] = std::min(lowest[from], number[to]);
    }
};

// Those that are contained come before.
struct Sorter
{
    const std::vector<CppStruct> &structs;
    const References &references;
    std::vector<std::size_t> rank; // of the group of each
    Nodes order = {};

    Nodes enter(std::size_t node)
    {
        Nodes same = references.of(structs[node], false);
        std::erase_if(same, [&](std::size_t other) { return rank[other] != rank[node]; });
        return same;
    }
    void leave(std::size_t node, std::size_t) { order.push_back(node); }
    void meet(std::size_t, std::size_t) { }
};

} // namespace

void putInOrder(std::vector<CppStruct> &structs, QStringList &leftOut)
{
    std::ranges::sort(structs, {}, &CppStruct::name);
    const References references(structs);
    Breaker breaker{structs, references, leftOut};
    walk(structs.size(), breaker);
    Groups groups{structs, references};
    walk(structs.size(), groups);

    Sorter sorter{structs, references, std::vector<std::size_t>(structs.size())};
    for (std::size_t i = 0; i < groups.groups.size(); ++i) {
        for (const std::size_t node : groups.groups[i])
            sorter.rank[node] = i;
    }
    walk(structs.size(), sorter);
    std::ranges::stable_sort(sorter.order, {}, [&](std::size_t node) { return sorter.rank[node]; });

    std::vector<CppStruct> ordered;
    for (const std::size_t node : sorter.order) {
        const Nodes all = references.of(structs[node], true);
        structs[node].isCyclic = groups.groups[sorter.rank[node]].size() > 1
            || std::ranges::find(all, node) != all.end();
        ordered.push_back(std::move(structs[node]));
    }
    structs = std::move(ordered);
}

} // namespace Generator::Cpp
