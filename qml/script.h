// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

#include <memory>

namespace WebSocketRpc {

class CallContext;
class Error;
class RpcCallContext;
class ScriptAnswer;
class ScriptPeer;
class ScriptStream;

// The functions of script.mjs, which do what only JavaScript can do. Each engine owns one Script.
class Script : public QObject
{
    Q_OBJECT

public:
    // The script of the engine that knows `object`; null if there is none.
    static Script *of(const QObject *object);

    [[nodiscard]] QJSEngine *engine() const { return m_engine; }

    struct Promise
    {
        QJSValue promise;
        QJSValue resolve;
        QJSValue reject;
    };

    // A promise of the result of a call of `method`, which `peer` knows by `number`.
    [[nodiscard]] Promise newPromise(ScriptPeer *peer, int number, const QString &method);
    [[nodiscard]] QJSValue newRejected(const Error &error) const; // promise

    // An object that seems to have the peer's methods.
    [[nodiscard]] QJSValue newOther(ScriptPeer *peer);

    // An object that reads a stream of `method`, and owns `source`.
    [[nodiscard]] QJSValue newStream(
        ScriptPeer *peer, const QString &method, std::unique_ptr<ScriptStream> source);

    // Lets a function of `object` answer `call`.
    void run(QObject *object, const QString &name, const QJSValueList &values, ScriptAnswer *answer,
        const CallContext &call);
    void run(const QJSValue &function, const QJSValueList &values, ScriptAnswer *answer,
        const CallContext &call);
    // The call that the function which runs now answers, for JavaScript; null if there is none.
    [[nodiscard]] RpcCallContext *newCallContext() const;

    [[nodiscard]] QJSValue newArray(const QJSValueList &elements) const;

private:
    struct Run
    {
        const CallContext &call;
        ScriptAnswer *answer;
    };

    explicit Script(QJSEngine *engine);

    QJSEngine *const m_engine;
    QJSValue m_newPromise;
    QJSValue m_newRejected;
    QJSValue m_newOther;
    QJSValue m_newStream;
    QJSValue m_run;
    QJSValue m_runFunction;
    const Run *m_running = nullptr;
};

} // namespace WebSocketRpc
