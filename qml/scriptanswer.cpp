// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptanswer.h"

#include "scriptvalues.h"

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// What has a code is meant for the peer; anything else is a mistake in the function, whose text the
// peer gets only where the channel reveals exceptions.
std::exception_ptr exceptionFrom(const QJSValue &error)
{
    const int code = error.property(u"code"_s).toInt();
    if (code == 0)
        return std::make_exception_ptr(std::runtime_error(error.toString().toStdString()));
    const QJSValue data = error.property(u"data"_s);
    return std::make_exception_ptr(Error(code, error.property(u"message"_s).toString(),
        data.isUndefined() ? QJsonValue::Undefined : QJsonValue::fromVariant(wireValueFrom(data))));
}

// Of the errors of calls all is kept.
std::exception_ptr exceptionForProgram(const QJSValue &error)
{
    const QByteArray kind = error.property(u"kind"_s).toString().toLatin1();
    bool isKnown = false;
    const int value = QMetaEnum::fromType<Error::Kind>().keyToValue(kind, &isKnown);
    if (!isKnown || value == int(Error::Kind::Remote))
        return exceptionFrom(error);
    return std::make_exception_ptr(Error(Error::Kind(value),
        error.property(u"message"_s).toString(), error.property(u"mayHaveExecuted"_s).toBool()));
}

} // namespace

void ScriptAnswer::succeed(const QJSValue &result)
{
    if (result.isUndefined() && m_undefined == Undefined::IsNoMethod)
        m_promise.setException(Error(Error::MethodNotFound, u"there is no such method"_s));
    else
        m_promise.addResult(wireValueFrom(result));
    m_promise.finish();
}

void ScriptAnswer::fail(const QJSValue &error)
{
    m_promise.setException(
        m_audience == Audience::Peer ? exceptionFrom(error) : exceptionForProgram(error));
    m_promise.finish();
}

} // namespace WebSocketRpc
