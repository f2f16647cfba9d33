// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodtable_p.h"

#include <websocketrpc/error.h>
#include <websocketrpc/mailbox.h>

namespace WebSocketRpc {

// One exposed object. It outlives its place in the registry while calls of it are on their way.
struct Exposure
{
    QPointer<QObject> object;
    std::shared_ptr<Mailbox> mailbox; // of the object's thread
    std::shared_ptr<const MethodTable> table;
    ExposeOptions options;
};

// Reports what of the object cannot be called; null for a null object, which is a mistake. To be
// called in a thread where the object cannot vanish meanwhile.
[[nodiscard]] std::shared_ptr<const Exposure> makeExposure(
    QObject *object, const ExposeOptions &options);

struct Candidate
{
    std::shared_ptr<const Exposure> exposure;
    const Method *method = nullptr;
};

[[nodiscard]] inline bool isGone(const Candidate &candidate)
{
    return !candidate.exposure->object;
}

[[nodiscard]] inline ReadOptions readOptions(const Candidate &candidate)
{
    return {candidate.exposure->options.ignoreUnknownMembers};
}

// The methods that can be called by name. It belongs to one thread; the objects may live in others.
class Registry
{
public:
    // What is not found here is looked for there.
    void setFallback(std::shared_ptr<const Registry> fallback) { m_fallback = std::move(fallback); }

    // Replaces an earlier exposure of the same object with the same prefix.
    void add(std::shared_ptr<const Exposure> exposure);
    void assign(std::vector<std::shared_ptr<const Exposure>> exposures);
    void expose(QObject *object, const ExposeOptions &options);
    void unexpose(const QObject *object);

    // All ways to call `name`; null where there is none. Where two objects have a method with the
    // same name and the same types on the wire, the one that was exposed first is called. The
    // result is valid until any other member function is called.
    [[nodiscard]] const std::vector<Candidate> *find(std::string_view name) const;

private:
    [[nodiscard]] const std::vector<Candidate> *collect(std::string_view name) const;
    void forgetDestroyedObjects() const;

    // What a class offers stands in its table, which all connections share. Kept here is only what
    // was called already, so that an idle connection takes little memory. A key is the method's own
    // name.
    std::shared_ptr<const Registry> m_fallback;
    mutable std::vector<std::shared_ptr<const Exposure>> m_exposures;
    mutable std::unordered_map<std::string_view, std::vector<Candidate>> m_found;
};

// The answer where find() gives null.
[[nodiscard]] Error methodNotFound(std::string_view name);

} // namespace WebSocketRpc
