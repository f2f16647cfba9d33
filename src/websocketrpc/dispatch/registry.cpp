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

bool replaces(const Exposure &later, const Exposure &earlier)
{
    if (earlier.subject != later.subject || earlier.isHandler != later.isHandler)
        return false;
    if (!later.isHandler)
        return earlier.prefix == later.prefix;
    const Method &method = later.table->methods().front();
    const Method &other = earlier.table->methods().front();
    return method.name == other.name && (method.handler->isCatchAll || method.takesSameAs(other));
}

bool hasSameAs(const MethodTable &table, const Method &method)
{
    const auto *others = table.named(method.nameView());
    return others && std::ranges::any_of(*others, [&](const Method *other) {
        return other->takesSameAs(method);
    });
}

// Which methods of `exposure` are never called because an earlier exposure has them, too.
void reportHidden(const Exposures &exposures, const Exposure &exposure)
{
    for (const auto &earlier : exposures) {
        QByteArrayList hidden;
        for (const Method &method : exposure.table->methods()) {
            if (hasSameAs(*earlier->table, method))
                hidden.append(method.signature);
        }
        if (hidden.isEmpty())
            continue;
        qCWarning(lcDispatch,
            "%s was exposed before %s and has these, too, so it alone is called: %s",
            earlier->name.constData(), exposure.name.constData(), hidden.join(", ").constData());
    }
}

// Handlers hold objects of the user, whose destructors may do anything. They are destroyed only when
// the registry is complete again.
template<typename P>
[[nodiscard]] Exposures takeOut(Exposures &exposures, P &&isMeant)
{
    Exposures taken;
    std::erase_if(exposures, [&](const auto &exposure) {
        const bool isTaken = isMeant(*exposure);
        if (isTaken)
            taken.push_back(exposure);
        return isTaken;
    });
    return taken;
}

bool hasNoObject(const Exposure &exposure)
{
    return !exposure.object;
}

// Adds the properties whose names are not taken.
void addProperties(std::vector<SharedPlaces> &all, const std::shared_ptr<SharedObject> &object,
    std::vector<int> properties)
{
    std::erase_if(properties, [&](int property) {
        const QByteArray &name = object->members()->properties[std::size_t(property)].fullName;
        return std::ranges::any_of(all, [&](const SharedPlaces &earlier) {
            const SharedMembers &members = *earlier.object->members();
            return std::ranges::any_of(earlier.places,
                [&](int other) { return members.properties[std::size_t(other)].fullName == name; });
        });
    });
    if (!properties.empty())
        all.push_back({object, std::move(properties)});
}

void endSharing(const Exposure &exposure)
{
    if (exposure.shared)
        exposure.shared->end();
}

void reportProblems(const MethodTable &table)
{
    for (const QString &problem : table.problems())
        qCWarning(lcDispatch, "%s", qUtf8Printable(problem));
}

} // namespace

std::shared_ptr<const Exposure> makeExposure(QObject *object, const ExposeOptions &options)
{
    Q_ASSERT_X(object, "WebSocketRpc", "a null object cannot be exposed");
    if (!object) {
        qCWarning(lcDispatch, "A null object cannot be exposed.");
        return nullptr;
    }
    auto exposure = std::make_shared<Exposure>(Exposure{.object = object,
        .mailbox = Detail::Mailbox::of(object->thread()),
        .table = MethodTable::of(object->metaObject(), options, object),
        .prefix = options.prefix,
        .ignoresUnknownMembers = options.ignoreUnknownMembers,
        .name = object->metaObject()->className()});
    const MethodTable &table = *exposure->table;
    reportProblems(table);
    if (table.shared())
        exposure->shared =
            std::make_shared<SharedObject>(object, exposure->mailbox, table.shared());
    else if (table.methods().empty() && table.problems().isEmpty()) {
        qCWarning(lcDispatch,
            "%s is exposed, but has no method to call: declare them public with Q_INVOKABLE.",
            object->metaObject()->className());
    }
    return exposure;
}

std::shared_ptr<const Exposure> makeExposure(
    QObject *context, Detail::Handler handler, const HandlerOptions &options)
{
    Q_ASSERT_X(context, "WebSocketRpc", "a handler needs a context object");
    if (!context || (handler.method.isEmpty() && !handler.isCatchAll)) {
        qCWarning(lcDispatch, "A handler needs a method's name and a context object.");
        return nullptr;
    }
    auto table = MethodTable::of(std::move(handler), options);
    reportProblems(*table);
    if (table->methods().empty())
        return nullptr;
    return std::make_shared<const Exposure>(Exposure{.object = context,
        .mailbox = Detail::Mailbox::of(context->thread()),
        .table = std::move(table),
        .ignoresUnknownMembers = options.ignoreUnknownMembers,
        .name = QByteArray("a handler of ") + context->metaObject()->className(),
        .isHandler = true});
}

void addTo(Exposures &exposures, std::shared_ptr<const Exposure> exposure)
{
    if (!exposure)
        return;
    const Exposures gone = takeOut(exposures, hasNoObject);
    const auto earlier = std::ranges::find_if(
        exposures, [&](const auto &other) { return replaces(*exposure, *other); });
    if (earlier != exposures.end()) {
        std::swap(*earlier, exposure);
        endSharing(*exposure);
        return;
    }
    reportHidden(exposures, *exposure);
    exposures.push_back(std::move(exposure));
}

// Called from destroyed() it finds the QPointer cleared already.
void removeObjectFrom(Exposures &exposures, const QObject *object)
{
    const Exposures gone = takeOut(exposures, [object](const Exposure &exposure) {
        return !exposure.object || (exposure.subject == object && !exposure.isHandler);
    });
    for (const auto &exposure : gone)
        endSharing(*exposure);
}

void removeHandlersFrom(
    Exposures &exposures, const std::optional<QByteArray> &method, const QObject *context)
{
    const Exposures gone = takeOut(exposures, [&](const Exposure &exposure) {
        return exposure.isHandler && (!method || exposure.table->methods().front().name == *method)
            && (!context || exposure.object == context);
    });
}

void Registry::expose(QObject *object, const ExposeOptions &options)
{
    add(makeExposure(object, options));
}

void Registry::add(std::shared_ptr<const Exposure> exposure)
{
    m_found.clear();
    m_catchAll.clear();
    addTo(m_exposures, std::move(exposure));
}

void Registry::assign(Exposures exposures)
{
    m_found.clear();
    m_catchAll.clear();
    m_exposures.swap(exposures);
}

void Registry::unexpose(const QObject *object)
{
    m_found.clear();
    removeObjectFrom(m_exposures, object);
}

void Registry::removeHandlers(const std::optional<QByteArray> &method, const QObject *context)
{
    m_found.clear();
    m_catchAll.clear();
    removeHandlersFrom(m_exposures, method, context);
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

const std::vector<Candidate> *Registry::findCatchAll(bool wantsAnswer) const
{
    m_catchAll.clear();
    for (const auto &exposure : m_exposures) {
        if (!exposure->isHandler || !exposure->object)
            continue;
        const Method &method = exposure->table->methods().front();
        if (!method.handler->isCatchAll || (wantsAnswer && !method.answers()))
            continue;
        m_catchAll.push_back({exposure, &method});
        return &m_catchAll; // the one that was there first
    }
    return m_fallback ? m_fallback->findCatchAll(wantsAnswer) : nullptr;
}

std::vector<SharedPlaces> Registry::signalsNamed(std::string_view name) const
{
    for (const auto &exposure : m_exposures) {
        if (!exposure->shared || exposure->shared->isGone())
            continue;
        std::vector<int> found = exposure->shared->members()->signalsNamed(name);
        if (!found.empty())
            return {{exposure->shared, std::move(found)}};
    }
    return m_fallback ? m_fallback->signalsNamed(name) : std::vector<SharedPlaces>();
}

// Several objects may have the same prefix.
std::vector<SharedPlaces> Registry::propertiesNamed(std::string_view name) const
{
    std::vector<SharedPlaces> all;
    for (const auto &exposure : m_exposures) {
        if (exposure->shared && !exposure->shared->isGone())
            addProperties(
                all, exposure->shared, exposure->shared->members()->propertiesNamed(name));
    }
    if (!m_fallback)
        return all;
    for (SharedPlaces &others : m_fallback->propertiesNamed(name))
        addProperties(all, others.object, std::move(others.places));
    return all;
}

bool Registry::sharesAnything() const
{
    const auto shares = [](const auto &exposure) { return exposure->shared != nullptr; };
    return std::ranges::any_of(m_exposures, shares) || (m_fallback && m_fallback->sharesAnything());
}

Exposures Registry::all() const
{
    Exposures exposures = m_exposures;
    std::erase_if(exposures, [](const auto &exposure) { return hasNoObject(*exposure); });
    if (m_fallback)
        std::ranges::copy(m_fallback->all(), std::back_inserter(exposures));
    return exposures;
}

const QString *Registry::problemOf(std::string_view name) const
{
    for (const auto &exposure : m_exposures) {
        if (const QString *const problem = exposure->table->problemOf(name))
            return problem;
    }
    return m_fallback ? m_fallback->problemOf(name) : nullptr;
}

void Registry::forgetDestroyedObjects() const
{
    const Exposures gone = takeOut(m_exposures, hasNoObject);
    if (gone.empty())
        return;
    m_found.clear();
    m_catchAll.clear();
}

Error methodNotFound(std::string_view name)
{
    return {Error::MethodNotFound, u"there is no method '%1'"_s.arg(excerpt(name))};
}

} // namespace WebSocketRpc
