// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/waitfor.h>

#include <QDebug>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Test::Waited
    \inmodule WebSocketRpc
    \internal
*/

/*!
    \fn template<typename T> T WebSocketRpc::Test::waitFor(const QFuture<T> &future, std::chrono::milliseconds timeout, const char *file, int line)
    \relates WebSocketRpc::Test::Server
    \brief Returns the result of \a future, which may be a Reply.

    The function runs an event loop, so a server in the same thread does its work. If the call
    fails, or has no result within \a timeout, the test fails with the error in the message, at
    \a file and \a line, by default the place of the call.

    A function cannot leave the test function that calls it, so after a failure the test continues with
    a default-constructed value. In QCOMPARE() that usually is another failure, which ends the test.
    WEBSOCKETRPC_WAIT_FOR() always leaves the test function.

    Calls of waitFor() may be nested, for example in a method that the server runs in the meantime.

    \snippet testing.cpp wait

    \sa errorOf()
*/

/*!
    \macro WEBSOCKETRPC_WAIT_FOR(future, timeout)
    \relates WebSocketRpc::Test::Server
    \brief Waits for \a future as waitFor() does, and returns from the calling function if it fails.

    The macro is an expression whose value is the result; \a timeout may be left out. Like QCOMPARE(),
    it works in functions that return \c void, such as the functions of a QtTest.

    \snippet testing.cpp wait or leave

    It uses an extension of GCC and Clang.
*/

/*!
    \fn template<typename T> WebSocketRpc::Error WebSocketRpc::Test::errorOf(const QFuture<T> &future, std::chrono::milliseconds timeout, const char *file, int line)
    \relates WebSocketRpc::Test::Server
    \brief Returns the error that \a future ends with.

    If the call succeeds, the error is of the kind Error::Kind::None. If the call does not settle within
    \a timeout, the test fails at \a file and \a line, by default the place of the call.

    \snippet testing.cpp error
*/

/*!
    \fn template<typename T> bool WebSocketRpc::Test::settles(const QFuture<T> &future, std::chrono::milliseconds timeout)
    \relates WebSocketRpc::Test::Server
    \brief Returns whether \a future finishes within \a timeout, with a result or an error.
*/

// Runs its own event loop, because QTest::qWaitFor() only looks every 10 ms.
bool settles(const QFuture<void> &future, std::chrono::milliseconds timeout)
{
    QEventLoop loop;
    QFutureWatcher<void> watcher;
    QObject::connect(&watcher, &QFutureWatcher<void>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
    if (!future.isFinished())
        loop.exec();
    return future.isFinished();
}

bool settlesOrFails(
    const QFuture<void> &future, std::chrono::milliseconds timeout, const char *file, int line)
{
    if (settles(future, timeout))
        return true;
    const QString message = u"the call has not settled within %1 ms"_s.arg(timeout.count());
    QTest::qFail(qPrintable(message), file, line);
    return false;
}

Error errorOfSettled(const QFuture<void> &future)
{
    try {
        QFuture<void>(future).waitForFinished();
    } catch (const Error &error) {
        return error;
    } catch (const std::exception &exception) {
        return {Error::InternalError, QString::fromUtf8(exception.what())};
    }
    if (future.isCanceled())
        return {Error::Kind::Cancelled, u"the future was cancelled"_s};
    return {};
}

void failBecauseOf(const Error &error, const char *file, int line)
{
    const QString message = u"the call failed: "_s + QDebug::toString(error);
    QTest::qFail(qPrintable(message), file, line);
}

} // namespace WebSocketRpc::Test
