// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/error.h>

#include <QDebug>

namespace WebSocketRpc {

namespace {

// The codes by which a peer says that it did not run the method.
bool refusesExecution(int code)
{
    switch (code) {
    case Error::ParseError:
    case Error::InvalidRequest:
    case Error::MethodNotFound:
    case Error::InvalidParams:
    case Error::RequestTooLarge:
    case Error::ServerBusy:
    case Error::BatchTooLarge:
    case Error::TooManyValues:
    case Error::OutdatedRevision:
        return true;
    default:
        return false;
    }
}

} // namespace

/*!
    \class WebSocketRpc::Error
    \inheaderfile websocketrpc/error.h
    \inmodule WebSocketRpc
    \brief Why a call failed, or how a method wants to fail.

    A caller receives an Error in \c onFailed() of the Reply. A method that is called by the peer
    throws one, or lets the QFuture it returned fail with one, to answer with a code, a message and
    data of its own.

    Two errors are equal when all their members are.
*/

/*!
    \enum WebSocketRpc::Error::Kind

    \value None            No error: a default-constructed value.
    \value Remote          The peer answered with an error; code(), message() and data() are its.
    \value Timeout         No answer came within the call's timeout.
    \value ConnectionLost  The connection ended before the answer came, or could not be made.
    \value Cancelled       The caller cancelled the call.
    \value Closed          The channel was closed or destroyed on this side.
    \value InvalidCall     The call cannot be sent: an argument has no JSON form, or it is too large.
    \value InvalidAnswer   The answer is malformed or too large, or not of the type that the caller asked
           for. If the peer sent something in the place of an error object, it is in data().
*/

/*!
    \enum WebSocketRpc::Error::Code

    The codes of JSON-RPC 2.0, section 5.1, and those this module uses beside them.

    \value ParseError        The message is not JSON.
    \value InvalidRequest    The message is JSON but not a request.
    \value MethodNotFound    No such method is exposed.
    \value InvalidParams     The arguments do not fit the method.
    \value InternalError     The method failed with something other than an Error, or gave no result.
    \value RequestTooLarge   The message exceeds Limits::incomingMessageSize.
    \value ResponseTooLarge  The answer exceeds Limits::outgoingMessageSize.
    \value UnknownStream     There is no stream of this token: it has ended, or was not read for
                             Limits::streamIdleTime.
    \value ServerBusy        More than Limits::runningCalls calls are running on this connection.
    \value BatchTooLarge     The batch has more than Limits::batchLength entries.
    \value TooManyValues     The message has more than Limits::jsonValues values.
    \value OutdatedRevision  The rows of a model have changed since the caller knew them.
    \value RequestCancelled  The call was cancelled; the Language Server Protocol has this code.
*/

/*!
    \fn WebSocketRpc::Error::Error()
    An error of kind Kind::None.
*/

/*!
    An error of kind Kind::Remote, as a method throws it: \a code, \a message and optional \a data
    go to the caller as they are. JSON-RPC 2.0 reserves the codes -32768 to -32000.
*/
Error::Error(int code, const QString &message, const QJsonValue &data)
    : m_kind(Kind::Remote)
    , m_code(code)
    , m_message(message)
    , m_data(data)
    , m_mayHaveExecuted(!refusesExecution(code))
    , m_what(message.toUtf8())
{
}

/*!
    An error of \a kind that arose on this side, with \a message. \a mayHaveExecuted says whether
    the peer may have run the method all the same. \a data is what the peer said, where it said
    something that is not an error object. The code is 0, and -32800 for Kind::Cancelled.
*/
Error::Error(Kind kind, const QString &message, bool mayHaveExecuted, const QJsonValue &data)
    : m_kind(kind)
    , m_code(kind == Kind::Cancelled ? RequestCancelled : 0)
    , m_message(message)
    , m_data(data)
    , m_mayHaveExecuted(mayHaveExecuted)
    , m_what(message.toUtf8())
{
}

Error::~Error() = default;

/*!
    \fn WebSocketRpc::Error::Kind WebSocketRpc::Error::kind() const
    Returns where the error arose.
*/

/*!
    \fn int WebSocketRpc::Error::code() const
    Returns the code of the peer's error object, or 0 where the error arose on this side.
*/

/*!
    \fn QString WebSocketRpc::Error::message() const
    Returns one sentence for people.
*/

/*!
    \fn QJsonValue WebSocketRpc::Error::data() const
    Returns what the peer added to the error; undefined where it added nothing.
*/

/*!
    \fn bool WebSocketRpc::Error::mayHaveExecuted() const
    Returns \c false only where the method certainly did not run, so that the call may be repeated
    without harm. An error that the peer answered with counts as executed unless its code says
    otherwise.
*/

/*! \reimp */
void Error::raise() const
{
    throw *this;
}

/*! \reimp */
Error *Error::clone() const
{
    return new Error(*this);
}

/*! Returns message() in UTF-8. */
const char *Error::what() const noexcept
{
    return m_what.constData();
}

QDebug operator<<(QDebug debug, const Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "WebSocketRpc::Error(" << error.kind() << ", " << error.code() << ", "
                    << error.message();
    if (!error.data().isUndefined())
        debug << ", " << error.data();
    if (error.mayHaveExecuted())
        debug << ", may have executed";
    return debug << ')';
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_error.cpp"
