// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "script.h"

#include "rpccallcontext.h"
#include "scriptanswer.h"
#include "scriptpeer.h"
#include "scriptstream.h"
#include "scriptvalues.h"

#include <QtCore/qscopedvaluerollback.h>
#include <QtQml/qqmlengine.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

Script *Script::of(const QObject *object)
{
    QJSEngine *engine = qjsEngine(object); // where JavaScript has seen the object
    if (!engine)
        engine = qmlEngine(object); // where QML has made it
    if (!engine)
        return nullptr;
    auto *script = engine->findChild<Script *>(QString(), Qt::FindDirectChildrenOnly);
    return script ? script : new Script(engine);
}

Script::Script(QJSEngine *engine) : QObject(engine), m_engine(engine)
{
    const QJSValue module = engine->importModule(u":/qt/qml/WebSocketRpc/script.mjs"_s);
    Q_ASSERT_X(!module.isError(), "WebSocketRpc", qPrintable(module.toString()));
    m_newPromise = module.property(u"newPromise"_s);
    m_newRejected = module.property(u"newRejected"_s);
    m_newOther = module.property(u"newOther"_s);
    m_newStream = module.property(u"newStream"_s);
    m_run = module.property(u"run"_s);
    m_runFunction = module.property(u"runFunction"_s);
}

// newQObject() would hand the peer to the garbage collector, toScriptValue() leaves it to its owner.
Script::Promise Script::newPromise(ScriptPeer *peer, int number, const QString &method)
{
    const QJSValue made = m_newPromise.call({m_engine->toScriptValue(peer), number, method});
    return {made.property(0), made.property(1), made.property(2)};
}

QJSValue Script::newRejected(const Error &error) const
{
    return m_newRejected.call({scriptErrorOf(m_engine, error)});
}

QJSValue Script::newOther(ScriptPeer *peer)
{
    return m_newOther.call({m_engine->toScriptValue(peer)});
}

QJSValue Script::newStream(
    ScriptPeer *peer, const QString &method, std::unique_ptr<ScriptStream> source)
{
    return m_newStream.call(
        {m_engine->toScriptValue(peer), method, m_engine->newQObject(source.release())});
}

void Script::run(QObject *object, const QString &name, const QJSValueList &values,
    ScriptAnswer *answer, const CallContext &call)
{
    const Run run = {call, answer};
    const QScopedValueRollback running(m_running, &run);
    m_run.call(
        {m_engine->toScriptValue(object), name, newArray(values), m_engine->newQObject(answer)});
}

void Script::run(const QJSValue &function, const QJSValueList &values, ScriptAnswer *answer,
    const CallContext &call)
{
    const Run run = {call, answer};
    const QScopedValueRollback running(m_running, &run);
    m_runFunction.call({function, newArray(values), m_engine->newQObject(answer)});
}

RpcCallContext *Script::newCallContext() const
{
    const bool isCall = m_running && m_running->call.isValid();
    return isCall ? new RpcCallContext(m_running->call, m_running->answer) : nullptr;
}

QJSValue Script::newArray(const QJSValueList &elements) const
{
    QJSValue array = m_engine->newArray(uint(elements.size()));
    for (qsizetype i = 0; i < elements.size(); ++i)
        array.setProperty(quint32(i), elements[i]);
    return array;
}

} // namespace WebSocketRpc
