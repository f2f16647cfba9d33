// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

enum class End { Result, Void, Error, Exception, Cancelled, CancelledResult, Empty, Dropped };

// Ends a promise in one of the possible ways.
template<typename T>
static void finish(QPromise<T> promise, End end)
{
    switch (end) {
    case End::CancelledResult:
    case End::Result:
        if constexpr (!std::is_void_v<T>)
            promise.addResult(T(42));
        if (end == End::CancelledResult)
            promise.future().cancel();
        break;
    case End::Error:
        promise.setException(Error(7, u"seven"_s, true));
        break;
    case End::Exception:
        promise.setException(std::make_exception_ptr(std::runtime_error("secret detail")));
        break;
    case End::Cancelled:
        promise.future().cancel();
        break;
    case End::Dropped:
        return;
    case End::Void:
    case End::Empty:
        break;
    }
    promise.finish();
}

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> number()
    {
        const QFuture<int> future = start(m_number);
        if (onStarted)
            onStarted(future);
        return future;
    }
    Q_INVOKABLE QFuture<void> nothing() { return start(m_nothing); }
    Q_INVOKABLE QFuture<int> unset() { return {}; }
    Q_INVOKABLE QFuture<void> unsetVoid() { return {}; }
    Q_INVOKABLE QFuture<QString> text(const QString &text)
    {
        return QtFuture::makeReadyFuture(text);
    }
    Q_INVOKABLE QFuture<QStringList> texts()
    {
        return QtFuture::makeReadyFuture(QStringList{u"a"_s, u"b"_s});
    }

    void end(End end)
    {
        if (m_number)
            finish(std::exchange(m_number, {}).value(), end);
        if (m_nothing)
            finish(std::exchange(m_nothing, {}).value(), end);
    }

    std::function<void(QFuture<int>)> onStarted;
    bool atOnce = false;
    End ending = End::Result;

private:
    template<typename T>
    QFuture<T> start(std::optional<QPromise<T>> &promise)
    {
        promise.emplace();
        promise->start();
        QFuture<T> future = promise->future();
        if (atOnce)
            end(ending);
        return future;
    }

    std::optional<QPromise<int>> m_number;
    std::optional<QPromise<void>> m_nothing;
};

// One call and its outcome.
struct Call
{
    Call(Registry &registry, const QByteArray &method, bool revealExceptions = false)
        : message(ParsedMessage::request(method, {}))
    {
        if (!invocation->prepare(*registry.find(message->method), message))
            outcome = invocation->run({}, revealExceptions);
    }

    // As text; empty while there is none.
    QByteArray answer()
    {
        if (const auto *answer = std::get_if<Answer>(&outcome))
            return toJson(*answer);
        if (const auto *error = std::get_if<Error>(&outcome))
            return toText(*error);
        return settled;
    }

    void watch()
    {
        if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
            (*pending)->whenSettled([this](const SettledAnswer &result) {
                ++count;
                settled = toText(result);
            });
    }

    ParsedMessage message;
    std::unique_ptr<Invocation> invocation = std::make_unique<Invocation>();
    Outcome outcome;
    QByteArray settled;
    int count = 0;
};

class tst_AsyncInvocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyEndIsAnswered_data();
    void everyEndIsAnswered();
    void everyEndInAnotherThreadIsAnswered_data() { everyEndIsAnswered_data(); }
    void everyEndInAnotherThreadIsAnswered();
    void exceptionTextIsRevealedOnRequest();
    void unsetFutureHasEnded();
    void resultMayBeOfAnyType();
    void continuationOfTheUserSurvives();
    void answerOutlivesInvocationAndObject();
    void destroyedAnswerIsNotDelivered();
    void answerMayBeDestroyedWhileItIsDelivered();

private:
    std::unique_ptr<Service> m_service;
    std::unique_ptr<Registry> m_registry;
};

void tst_AsyncInvocation::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_service = std::make_unique<Service>();
    m_registry = std::make_unique<Registry>();
    m_registry->expose(m_service.get(), {});
}

void tst_AsyncInvocation::cleanup()
{
    m_registry.reset();
    m_service.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void tst_AsyncInvocation::everyEndIsAnswered_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<End>("end");
    QTest::addColumn<bool>("atOnce");
    QTest::addColumn<QByteArray>("answer");

    const QByteArray noResult = "-32603 the method gave no result";
    for (const bool atOnce : {true, false}) {
        const QByteArray when = atOnce ? ", at once" : ", later";
        const auto row = [&](const char *name, const char *method, End end,
                             const QByteArray &answer) {
            QTest::newRow(name + when) << QByteArray(method) << end << atOnce << answer;
        };
        row("result", "number", End::Result, "42");
        row("error", "number", End::Error, "7 seven");
        row("exception", "number", End::Exception, "-32603 internal error");
        row("cancelled", "number", End::Cancelled, noResult);
        row("cancelled after its result", "number", End::CancelledResult, "42");
        row("finished without a result", "number", End::Empty, noResult);
        row("dropped", "number", End::Dropped, noResult);
        row("void", "nothing", End::Void, "null");
        row("error of void", "nothing", End::Error, "7 seven");
        row("exception of void", "nothing", End::Exception, "-32603 internal error");
        row("cancelled void", "nothing", End::Cancelled, noResult);
        row("dropped void", "nothing", End::Dropped, noResult);
    }
}

void tst_AsyncInvocation::everyEndIsAnswered()
{
    QFETCH(const QByteArray, method);
    QFETCH(const End, end);
    QFETCH(const bool, atOnce);
    QFETCH(const QByteArray, answer);

    m_service->atOnce = atOnce;
    m_service->ending = end;
    Call call(*m_registry, method);
    QCOMPARE(std::holds_alternative<std::unique_ptr<PendingAnswer>>(call.outcome), !atOnce);
    call.watch();
    QCoreApplication::processEvents();
    QCOMPARE(call.count, 0);
    m_service->end(end);
    QTRY_COMPARE(call.answer(), answer);
    QCOMPARE(call.count, atOnce ? 0 : 1);
}

void tst_AsyncInvocation::everyEndInAnotherThreadIsAnswered()
{
    QFETCH(const QByteArray, method);
    QFETCH(const End, end);
    QFETCH(const bool, atOnce);
    QFETCH(const QByteArray, answer);

    Call call(*m_registry, method);
    if (!atOnce)
        call.watch();
    const std::unique_ptr<QThread> thread(QThread::create([&] { m_service->end(end); }));
    thread->start();
    QVERIFY(thread->wait());
    QVERIFY(call.answer().isEmpty());
    if (atOnce)
        call.watch();
    QVERIFY2(call.answer().isEmpty(), "delivered outside the event loop");
    QTRY_COMPARE(call.answer(), answer);
    QCOMPARE(call.count, 1);
}

void tst_AsyncInvocation::exceptionTextIsRevealedOnRequest()
{
    Call later(*m_registry, "number", true);
    later.watch();
    m_service->end(End::Exception);
    QTRY_COMPARE(later.answer(), "-32603 internal error: secret detail");
    m_service->atOnce = true;
    m_service->ending = End::Exception;
    QCOMPARE(Call(*m_registry, "number", true).answer(), "-32603 internal error: secret detail");
}

void tst_AsyncInvocation::unsetFutureHasEnded()
{
    QCOMPARE(call(*m_registry, "unset"), "-32603 the method gave no result");
    QCOMPARE(call(*m_registry, "unsetVoid"), "-32603 the method gave no result");
}

void tst_AsyncInvocation::resultMayBeOfAnyType()
{
    QCOMPARE(call(*m_registry, "text", R"(["hello"])"), R"("hello")");
    QCOMPARE(call(*m_registry, "texts"), R"(["a","b"])");
}

void tst_AsyncInvocation::continuationOfTheUserSurvives()
{
    int continued = 0;
    m_service->onStarted = [&](QFuture<int> future) {
        future.then([&](int result) { continued = result; });
    };
    Call call(*m_registry, "number");
    call.watch();
    m_service->end(End::Result);
    QTRY_COMPARE(call.answer(), "42");
    QCOMPARE(continued, 42);
}

void tst_AsyncInvocation::answerOutlivesInvocationAndObject()
{
    Call call(*m_registry, "number");
    call.watch();
    call.invocation.reset();
    m_registry.reset();
    m_service->end(End::Result);
    m_service.reset();
    QTRY_COMPARE(call.answer(), "42");
}

void tst_AsyncInvocation::destroyedAnswerIsNotDelivered()
{
    Call call(*m_registry, "number");
    call.watch();
    m_service->end(End::Result);
    call.outcome = Answer();
    QCoreApplication::processEvents();
    QCOMPARE(call.count, 0);
}

void tst_AsyncInvocation::answerMayBeDestroyedWhileItIsDelivered()
{
    Call call(*m_registry, "number");
    int count = 0;
    std::get<std::unique_ptr<PendingAnswer>>(call.outcome)->whenSettled([&](const SettledAnswer &) {
        call.outcome = Answer();
        ++count;
    });
    m_service->end(End::Result);
    QTRY_COMPARE(count, 1);
}

QTEST_GUILESS_MAIN(tst_AsyncInvocation)

#include "tst_asyncinvocation.moc"
