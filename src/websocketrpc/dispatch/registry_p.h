// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodtable_p.h"
#include "sharedobject_p.h"

#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/error.h>
#include <websocketrpc/modeloptions.h>

#include <QtCore/qpointer.h>

QT_FORWARD_DECLARE_CLASS(QAbstractItemModel)

namespace WebSocketRpc {

// What is told of a model before it is opened.
struct ModelInfo
{
    ModelOptions options;
    QStringList roles = {}; // when it was exposed; none if that was in another thread
    QString description = {};
};

// One exposed object, or a handler, whose object is its context. It lives on while calls of it are on
// their way, even if the registry has dropped it.
struct Exposure
{
    QPointer<QObject> object;
    std::shared_ptr<Detail::Mailbox> mailbox; // of the object's thread
    QPointer<QObject> subject = object; // what its user has exposed
    std::shared_ptr<const MethodTable> table;
    std::shared_ptr<void> keeper = {}; // of an object that was made for it
    std::shared_ptr<SharedObject> shared = {}; // where signals or properties of it are
    QString prefix = {};
    std::optional<ModelInfo> model = {}; // where the object serves one
    bool ignoresUnknownMembers = false;
    QByteArray name; // for people: the class of the object
    bool isHandler = false;
};

using Exposures = std::vector<std::shared_ptr<const Exposure>>;

// Logs which methods cannot be called. Null for a null object, which is a mistake. Call it in a thread
// where the object cannot vanish meanwhile.
[[nodiscard]] std::shared_ptr<const Exposure> makeExposure(
    QObject *object, const ExposeOptions &options);

// Makes an object that serves the model, in the model's thread.
[[nodiscard]] std::shared_ptr<const Exposure> makeExposure(
    QAbstractItemModel *model, const ModelOptions &options);

// The names of the roles that peers see now, or in another thread than the model's when it was exposed.
[[nodiscard]] QStringList rolesOfModel(const Exposure &exposure);

// Null if the handler can never be called, which is logged.
[[nodiscard]] std::shared_ptr<const Exposure> makeExposure(
    QObject *context, Detail::Handler handler, const HandlerOptions &options);

// Takes the place of an earlier exposure of the same object with the same prefix, or of a handler of
// the same context for the same calls. Reports what will not be called because of one that is there.
// Nothing for null.
void addTo(Exposures &exposures, std::shared_ptr<const Exposure> exposure);
void removeObjectFrom(Exposures &exposures, const QObject *object);

// Removes the handlers of `method` with this context. An empty name means the catch-alls, no value all
// methods, and a null context any context.
void removeHandlersFrom(
    Exposures &exposures, const std::optional<QByteArray> &method, const QObject *context);

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
    return {candidate.exposure->ignoresUnknownMembers};
}

// Some of the signals or properties of an object.
struct SharedPlaces
{
    std::shared_ptr<SharedObject> object;
    std::vector<int> places; // in its SharedMembers
};

// The methods that can be called by name. It belongs to one thread; the objects may live in others.
class Registry
{
public:
    // What is not found here is looked for there.
    void setFallback(std::shared_ptr<const Registry> fallback) { m_fallback = std::move(fallback); }

    void add(std::shared_ptr<const Exposure> exposure);
    void assign(Exposures exposures);
    void expose(QObject *object, const ExposeOptions &options);
    void unexpose(const QObject *object);
    void removeHandlers(const std::optional<QByteArray> &method, const QObject *context);

    // All ways to call `name`; null where there is none. Where two objects have a method with the
    // same name and the same types on the wire, the one that was exposed first is called. The
    // result is valid until any other member function is called.
    [[nodiscard]] const std::vector<Candidate> *find(std::string_view name) const;

    // The same for what find() does not find. If an answer is wanted, handlers without a result do not
    // count.
    [[nodiscard]] const std::vector<Candidate> *findCatchAll(bool wantsAnswer) const;

    // The signals of that name, or the properties that are meant by the name of an object or of one of its
    // properties; nothing where none is shared. Of equal names the one that was exposed first counts.
    [[nodiscard]] std::vector<SharedPlaces> signalsNamed(std::string_view name) const;
    [[nodiscard]] std::vector<SharedPlaces> propertiesNamed(std::string_view name) const;
    [[nodiscard]] bool sharesAnything() const;

    // All exposed objects, in the order of look-up.
    [[nodiscard]] Exposures all() const;

    // Why a method of an exposed object cannot be called; null if no object has a method of that name.
    [[nodiscard]] const QString *problemOf(std::string_view name) const;

private:
    [[nodiscard]] const std::vector<Candidate> *collect(std::string_view name) const;
    void forgetDestroyedObjects() const;

    // What a class offers stands in its table, which all connections share. Kept here is only what
    // was called already, so that an idle connection takes little memory. A key is the method's own
    // name.
    std::shared_ptr<const Registry> m_fallback;
    mutable Exposures m_exposures;
    mutable std::unordered_map<std::string_view, std::vector<Candidate>> m_found;
    mutable std::vector<Candidate> m_catchAll; // found last
};

// The answer where find() gives null.
[[nodiscard]] Error methodNotFound(std::string_view name);

} // namespace WebSocketRpc
