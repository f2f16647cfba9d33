// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcchannel.h"

#include "scriptvalues.h"

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmlmethod var RpcChannel::stream(string method, var params, var options)

    Calls \a method of the peer, which returns a stream, and returns an object that reads it. \a params
    and \a options are those of call(), without \c progress.

    \snippet qml/Streams.qml each

    The object has these functions:

    \table
        \header \li function \li meaning
        \row \li each(function) \li Calls \c function with each value. The promise that it returns is
            resolved at the end of the stream. If the function throws, the stream ends, and the promise
            is rejected with what was thrown. A promise that the function returns is not waited for.
        \row \li next() \li Returns a promise of \c{{value, done}}; \c done is true at the end. Nothing
            more is read until it is called again, except for what is read ahead.
        \row \li cancel() \li Ends the stream. What waits for values is rejected with the kind
            \c Cancelled. \c cancel() of a promise does the same.
        \row \li return() \li Ends the stream, as an iterator does.
    \endtable

    A stream also ends when the object is collected as garbage while nothing waits for values, when the
    \c context is destroyed, and with its channel.
*/
QJSValue RpcChannel::stream(const QString &method, const QJSValue &params, const QJSValue &options)
{
    return peer() ? peer()->stream(method, openStream(method, params, options)) : QJSValue();
}

OpenedStream RpcChannel::openStream(
    const QString &method, const QJSValue &params, const QJSValue &options)
{
    const auto failed = [](const Error &error) {
        return Stream<QVariant>::generate([error]() -> std::optional<QVariant> { throw error; });
    };
    const auto given = optionsFrom(options, m_conversions.conversions());
    if (const auto *error = std::get_if<Error>(&given))
        return {failed(*error)};
    const auto &streamOptions = std::get<ScriptCallOptions>(given);
    if (streamOptions.call.progress)
        return {failed(Error(Error::Kind::InvalidCall, u"a stream has no progress"_s))};
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments))
        return {failed(*error), streamOptions};
    if (!m_channel)
        return {failed(channelIsGone()), streamOptions};
    return {m_channel->with(streamOptions.call)
                .stream<QVariant>(method, std::get<Arguments>(arguments)),
        streamOptions};
}

Error channelIsGone()
{
    return Error(Error::Kind::Closed, u"the channel no longer exists"_s);
}

QJSValue scriptValueOf(QJSEngine *engine, RpcChannel *channel, const QString &method,
    const QVariant &value, const Conversions &conversions, const QString &name)
{
    ScriptValueMaker maker(engine, conversions);
    const QJSValue made = maker.make(value, name);
    if (channel && !maker.roundedInteger().isEmpty())
        channel->integerRounded(method, maker.roundedInteger());
    return made;
}

} // namespace WebSocketRpc
