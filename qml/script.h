// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

namespace WebSocketRpc {

class ScriptPeer;

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
    // An object that seems to have the peer's methods.
    [[nodiscard]] QJSValue newOther(ScriptPeer *peer);

    // Calls a function of `object`; `answer` has the functions succeed() and fail().
    void run(QObject *object, const QString &name, const QJSValueList &values, QObject *answer);
    void run(const QJSValue &function, const QJSValueList &values, QObject *answer);

    [[nodiscard]] QJSValue newArray(const QJSValueList &elements) const;

private:
    explicit Script(QJSEngine *engine);

    QJSEngine *const m_engine;
    QJSValue m_newPromise;
    QJSValue m_newOther;
    QJSValue m_run;
    QJSValue m_runFunction;
};

} // namespace WebSocketRpc
