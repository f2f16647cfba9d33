// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

namespace WebSocketRpc {

class ScriptPeer;

// What only JavaScript can make and do, from script.mjs; one for each engine, which owns it.
class Script : public QObject
{
    Q_OBJECT

public:
    // The script of the engine that `object` is known to; null if there is none.
    static Script *of(const QObject *object);

    [[nodiscard]] QJSEngine *engine() const { return m_engine; }

    // Calls a method of the peer; a promise.
    [[nodiscard]] QJSValue call(
        ScriptPeer *peer, const QString &method, const QJSValue &params, const QJSValue &options);
    // An object that seems to have the peer's methods.
    [[nodiscard]] QJSValue newOther(ScriptPeer *peer);

    // Calls `function` when all that the promises of this turn bring about is done.
    Q_INVOKABLE void later(const QJSValue &function);

    // Calls a function of `object`; `answer` has the functions succeed() and fail().
    void run(QObject *object, const QString &name, const QJSValueList &values, QObject *answer);
    void run(const QJSValue &function, const QJSValueList &values, QObject *answer);

    [[nodiscard]] QJSValue newArray(const QJSValueList &elements) const;

private:
    explicit Script(QJSEngine *engine);

    QJSEngine *const m_engine;
    QJSValue m_call;
    QJSValue m_newOther;
    QJSValue m_run;
    QJSValue m_runFunction;
};

} // namespace WebSocketRpc
