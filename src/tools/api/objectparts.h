// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "type.h"

#include <QHash>
#include <QSet>

namespace Api {

// The members of an object whose schema has several parts. What a later part says of a member counts.
class ObjectParts
{
public:
    void add(Member member)
    {
        const auto known = m_places.constFind(member.name);
        if (known != m_places.cend()) {
            m_members[*known] = std::move(member);
            return;
        }
        m_places.insert(member.name, m_members.size());
        m_members.push_back(std::move(member));
    }
    void require(const QString &name) { m_required.insert(name); }

    [[nodiscard]] std::vector<Member> takeMembers()
    {
        for (Member &member : m_members)
            member.isRequired = m_required.contains(member.name);
        return std::move(m_members);
    }

private:
    std::vector<Member> m_members;
    QHash<QString, std::size_t> m_places;
    QSet<QString> m_required;
};

} // namespace Api
