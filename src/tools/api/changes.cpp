// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "changes.h"

#include "fitting.h"
#include "methodchanges.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

class Comparison
{
public:
    Comparison(const Document &before, const Document &after) : m_before(before), m_after(after) { }

    std::vector<Change> changes()
    {
        compare(m_before.methods, m_after.methods, [this](const Method &old, const Method &now) {
            append(methodChanges(m_before, old, m_after, now));
        });
        compare(
            m_before.signalList, m_after.signalList, [this](const Signal &old, const Signal &now) {
                append(signalChanges(m_before, old, m_after, now));
            });
        compare(m_before.properties, m_after.properties,
            [this](const Property &old, const Property &now) { compareOne(old, now); });
        compare(m_before.models, m_after.models,
            [this](const Model &old, const Model &now) { compareOne(old, now); });
        return std::move(m_changes);
    }

private:
    void add(const QString &name, const QString &text, bool breaks)
    {
        m_changes.push_back({name, text, breaks});
    }
    void append(std::vector<Change> changes)
    {
        std::stable_partition(changes.begin(), changes.end(), std::mem_fn(&Change::breaks));
        m_changes.insert(m_changes.end(), changes.begin(), changes.end());
    }

    // Both are sorted by name.
    template<typename Members, typename F>
    void compare(const Members &before, const Members &after, const F &function)
    {
        auto now = after.begin();
        for (const auto &old : before) {
            for (; now != after.end() && now->name < old.name; ++now)
                add(now->name, u"is new"_s, false);
            if (now != after.end() && now->name == old.name)
                function(old, *now++);
            else
                add(old.name, u"is removed"_s, true);
        }
        for (; now != after.end(); ++now)
            add(now->name, u"is new"_s, false);
    }

    void compareRight(const QString &name, const QString &right, bool was, bool is)
    {
        if (was != is)
            add(name, (is ? u"is %1 now"_s : u"is not %1 any more"_s).arg(right), was);
    }

    void compareOne(const Property &old, const Property &now)
    {
        compareRight(old.name, u"writable"_s, old.isWritable, now.isWritable);
        if (old.isConstant && !now.isConstant)
            add(old.name, u"is not constant any more"_s, true);
        const QString widened = Fitting(m_after, m_before).problem(*now.type, *old.type);
        if (!widened.isEmpty())
            add(old.name, u"its value may be another one: "_s + widened, true);
        if (!old.isWritable)
            return;
        const QString narrowed = Fitting(m_before, m_after).problem(*old.type, *now.type);
        if (!narrowed.isEmpty())
            add(old.name, u"takes less: "_s + narrowed, true);
    }

    void compareOne(const Model &old, const Model &now)
    {
        compareRight(old.name, u"writable"_s, old.isWritable, now.isWritable);
        compareRight(old.name, u"insertable"_s, old.isInsertable, now.isInsertable);
        compareRight(old.name, u"removable"_s, old.isRemovable, now.isRemovable);
        compareRight(old.name, u"sortable"_s, old.isSortable, now.isSortable);
        for (const Role &role : old.roles) {
            const auto other = std::ranges::find(now.roles, role.name, &Role::name);
            if (other == now.roles.end()) {
                add(old.name, u"the role '%1' is removed"_s.arg(role.name), true);
                continue;
            }
            const QString widened = Fitting(m_after, m_before).problem(*other->type, *role.type);
            if (!widened.isEmpty())
                add(old.name, u"the role '%1' may be another one: %2"_s.arg(role.name, widened),
                    true);
        }
    }

    const Document &m_before;
    const Document &m_after;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> changes(const Document &before, const Document &after)
{
    return Comparison(before, after).changes();
}

} // namespace Api
