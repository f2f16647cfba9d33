// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "registry_p.h"

#include "logging_p.h"
#include "placement_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// Whether an object that was exposed before offers the same.
bool isTaken(
    const std::vector<Candidate> &candidates, const Exposure *exposure, const Method *method)
{
    return std::ranges::any_of(candidates, [&](const Candidate &earlier) {
        return earlier.exposure.get() != exposure && earlier.method->takesSameAs(*method);
    });
}

} // namespace

std::shared_ptr<const Exposure> makeExposure(QObject *object, const ExposeOptions &options)
{
    Q_ASSERT_X(object, "WebSocketRpc", "a null object cannot be exposed");
    if (!object) {
        qCWarning(lcDispatch, "A null object cannot be exposed.");
        return nullptr;
    }
    auto exposure = std::make_shared<const Exposure>(Exposure{object, Mailbox::of(object->thread()),
        MethodTable::of(object->metaObject(), options), options});
    for (const QString &problem : exposure->table->problems())
        qCWarning(lcDispatch, "%s", qUtf8Printable(problem));
    return exposure;
}

void Registry::expose(QObject *object, const ExposeOptions &options)
{
    if (auto exposure = makeExposure(object, options))
        add(std::move(exposure));
}

void Registry::add(std::shared_ptr<const Exposure> exposure)
{
    m_found.clear();
    const auto earlier = std::ranges::find_if(m_exposures, [&](const auto &other) {
        return other->object == exposure->object
            && other->options.prefix == exposure->options.prefix;
    });
    if (earlier == m_exposures.end())
        m_exposures.push_back(std::move(exposure));
    else
        *earlier = std::move(exposure);
}

void Registry::assign(std::vector<std::shared_ptr<const Exposure>> exposures)
{
    m_found.clear();
    m_exposures = std::move(exposures);
}

// Called from destroyed() it finds the QPointer cleared already.
void Registry::unexpose(const QObject *object)
{
    m_found.clear();
    std::erase_if(m_exposures,
        [object](const auto &exposure) { return !exposure->object || exposure->object == object; });
}

const std::vector<Candidate> *Registry::find(std::string_view name) const
{
    if (m_exposures.empty())
        return m_fallback ? m_fallback->find(name) : nullptr;
    const auto found = m_found.find(name);
    if (found == m_found.end())
        return collect(name);
    const bool allThere = std::ranges::none_of(found->second, isGone);
    return allThere ? &found->second : collect(name);
}

const std::vector<Candidate> *Registry::collect(std::string_view name) const
{
    forgetDestroyedObjects();
    std::vector<Candidate> candidates;
    for (const auto &exposure : m_exposures) {
        const std::vector<const Method *> *methods = exposure->table->named(name);
        if (!methods)
            continue;
        for (const Method *method : *methods) {
            if (!isTaken(candidates, exposure.get(), method))
                candidates.push_back({exposure, method});
        }
    }
    if (candidates.empty())
        return m_fallback ? m_fallback->find(name) : nullptr;
    const std::string_view key = candidates.front().method->nameView();
    return &m_found.insert_or_assign(key, std::move(candidates)).first->second;
}

void Registry::forgetDestroyedObjects() const
{
    if (std::erase_if(m_exposures, [](const auto &exposure) { return !exposure->object; }) > 0)
        m_found.clear();
}

Error methodNotFound(std::string_view name)
{
    return {Error::MethodNotFound, u"there is no method '%1'"_s.arg(excerpt(name))};
}

} // namespace WebSocketRpc
