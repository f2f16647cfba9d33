// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/waitfor.h>

#include <QDebug>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

namespace WebSocketRpc::Test {

/*!
    \fn template<typename T> T WebSocketRpc::Test::waitFor(const QFuture<T> &future, std::chrono::milliseconds timeout, const char *file, int line)
    \relates WebSocketRpc::Test::Server
    \brief Returns the result of \a future, which may be a Reply.

    Meanwhile the event loop of the calling thread runs, so a server in the same thread does its
    work. If there is no result within \a timeout, or an error instead, the test fails with a
    message that has the error in it, at \a file and \a line, by default the place of the call.

    A function cannot leave the test function that calls it, so the test goes on then, with a
    default-constructed value. In QCOMPARE() that is as a rule another failure, which ends it.
    WEBSOCKETRPC_WAIT_FOR() leaves the test function in any case.

    It may be used inside itself, in a method that is called meanwhile.

    \snippet testing.cpp wait

    \sa errorOf()
*/

/*!
    \macro WEBSOCKETRPC_WAIT_FOR(future, timeout)
    \relates WebSocketRpc::Test::Server
    \brief Waits for \a future as waitFor() does, and returns from the calling function if it fails.

    It is an expression, whose value is the result; \a timeout may be left out. It can stand wherever
    QCOMPARE() can: in a function that returns nothing, as the functions of a QtTest do.

    \snippet testing.cpp wait or leave

    It is made of an extension that GCC and Clang have in common.
*/

/*!
    \fn template<typename T> WebSocketRpc::Error WebSocketRpc::Test::errorOf(const QFuture<T> &future, std::chrono::milliseconds timeout, const char *file, int line)
    \relates WebSocketRpc::Test::Server
    \brief Returns the error that \a future ends with.

    It is one of kind Error::Kind::None if the call succeeds. If the call does not settle within
    \a timeout the test fails, at the place that \a file and \a line tell, by default that of the
    call.

    \snippet testing.cpp error
*/

/*!
    \fn template<typename T> bool WebSocketRpc::Test::settles(const QFuture<T> &future, std::chrono::milliseconds timeout)
    \relates WebSocketRpc::Test::Server
    \brief Returns whether \a future finishes within \a timeout, in whatever way.
*/

// With an event loop of its own and not with QTest::qWaitFor(), which looks every 10 ms only.
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
    const QString message =
        QStringLiteral("the call has not settled within %1 ms").arg(timeout.count());
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
        return {Error::Kind::Cancelled, QStringLiteral("the future was cancelled")};
    return {};
}

void failBecauseOf(const Error &error, const char *file, int line)
{
    const QString message = QStringLiteral("the call failed: ") + QDebug::toString(error);
    QTest::qFail(qPrintable(message), file, line);
}

} // namespace WebSocketRpc::Test
