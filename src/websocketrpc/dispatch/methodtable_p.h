// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"
#include "futuretype_p.h"
#include "sharedmembers_p.h"
#include "texts_p.h"

#include <websocketrpc/detail/handler.h>
#include <websocketrpc/detail/scriptcall.h>
#include <websocketrpc/exposeoptions.h>

#include <QtCore/qhash.h>
#include <QtCore/qmetaobject.h>

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace WebSocketRpc {

struct Parameter
{
    QByteArray name; // as on the wire; empty where the declaration has none
    QMetaType type;
    const Codec *codec = nullptr; // null for a CallContext
    std::size_t offset = 0; // in the argument frame
};

struct ResultType
{
    QMetaType type; // void, T or QFuture<T>
    const Codec *codec = nullptr; // of T; null for void
    QByteArray typeName; // of T
    std::optional<FutureType> future; // where the type is QFuture<T>
    std::size_t offset = 0; // in the argument frame
};

// One way to call one method: the declaration, a clone of it that leaves defaults out, or a handler.
struct Method
{
    int index = -1; // QMetaMethod::methodIndex(); -1 for a handler
    int declaration = -1; // the index of what this is a clone of, or its own
    QByteArray name; // as on the wire
    QByteArray declaredName; // as in C++; that of a handler is empty
    QByteArray signature; // for people: "add(int a, int b)"
    std::vector<Parameter> parameters; // all, CallContext included
    std::vector<int> wire; // which of them travel
    ResultType result;
    const Detail::ScriptFunctions *script =
        nullptr; // what runs it where it is a function of a QML object
    std::shared_ptr<const Detail::Handler>
        handler; // what runs it if it is not a method of an object
    std::size_t frameSize = 0;
    std::size_t frameAlignment = 1;
    bool mayReturnStreams = false; // which are made of what is in the frame
    bool wantsContext = false; // one of the parameters is a CallContext
    bool takesWholeParams = false; // they are the value of its one parameter that travels
    bool ignoresExtraArguments = false;
    bool takesNamesInOrder =
        false; // its parameters have none, and take arguments by name as they come
    bool keepsRunning = false; // when its caller is gone
    bool takesMore = false; // each further argument goes to the last parameter, too
    bool isFramePlain = false; // zeros are a value of each type in it, and none has a destructor

    [[nodiscard]] std::string_view nameView() const
    {
        return {name.constData(), std::size_t(name.size())};
    }
    [[nodiscard]] bool answers() const { return result.codec || result.future; } // not just null
    [[nodiscard]] bool takesSameAs(const Method &other) const; // the same types on the wire
};

// What the methods of a class look like from the wire. Made once for each class and set of options,
// and kept while an object of that class is exposed. It refers to no QMetaObject: that of an object
// made by QML may be gone before the last call of it is over.
class MethodTable
{
public:
    // Thread-safe. `object` is one of the class, which its functions are looked up in where it was made
    // at run time.
    [[nodiscard]] static std::shared_ptr<const MethodTable> of(
        const QMetaObject *metaObject, const ExposeOptions &options, QObject *object = nullptr);

    // One method, the handler; none if it has a problem.
    [[nodiscard]] static std::shared_ptr<const MethodTable> of(
        Detail::Handler handler, const HandlerOptions &options);

    // In order of declaration, base classes first.
    [[nodiscard]] const std::vector<Method> &methods() const { return m_methods; }
    [[nodiscard]] const std::vector<const Method *> *named(std::string_view name) const;
    [[nodiscard]] const QStringList &problems() const { return m_problems; } // a line for each
    // The signals and properties that are shared; null where there are none.
    [[nodiscard]] const std::shared_ptr<const SharedMembers> &shared() const { return m_shared; }
    [[nodiscard]] const Texts &texts() const { return m_texts; }
    // Why a method of that name is missing; null where none is.
    [[nodiscard]] const QString *problemOf(std::string_view name) const;

private:
    friend class MethodTableBuilder;

    void makeIndex();

    std::vector<Method> m_methods;
    std::unordered_map<std::string_view, std::vector<const Method *>> m_index;
    std::shared_ptr<const SharedMembers> m_shared;
    Texts m_texts;
    QStringList m_problems;
    QHash<QByteArray, QString> m_refused; // by their names on the wire, why they are missing
};

} // namespace WebSocketRpc
