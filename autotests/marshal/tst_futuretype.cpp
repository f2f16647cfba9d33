// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "futuretype_p.h"

#include <websocketrpc/registertype.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/quuid.h>
#include <QtTest/qtest.h>

#include <variant>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

class Report
{
    Q_GADGET
    Q_PROPERTY(int pages MEMBER pages)
public:
    int pages = 0;
    friend bool operator==(const Report &, const Report &) = default;
};

struct Unregistered
{
};

class tst_FutureType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void futuresAreTold();
    void awaitedTypeIsKnown();
    void resultIsFound();
    void resultOfManyIsTheFirst();
    void unfinishedFutureHasNoResult();
    void futureWithoutResultHasNone();
    void observerSeesTheEnd();
    void observerSeesTheException();
    void continuationIsLeftAlone();
    void unregisteredFutureNamesTheLineToWrite();
};

void tst_FutureType::initTestCase()
{
    registerType<Report>();
    registerType<std::tuple<int, QString>>();
}

void tst_FutureType::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

template<typename F>
static FutureType typeOf()
{
    const auto found = futureTypeOf(QMetaType::fromType<F>());
    if (const auto *unknown = std::get_if<UnknownType>(&found))
        qFatal("%s", qPrintable(unknown->reason));
    return std::get<FutureType>(found);
}

template<typename F>
static QByteArray awaited()
{
    return typeOf<F>().nameOfAwaited();
}

void tst_FutureType::futuresAreTold()
{
    QVERIFY(isFuture(QMetaType::fromType<QFuture<int>>()));
    QVERIFY(isFuture(QMetaType::fromType<QFuture<void>>()));
    QVERIFY(isFuture(QMetaType::fromType<QFuture<Unregistered>>()));
    QVERIFY(!isFuture(QMetaType::fromType<QList<QFuture<int>>>()));
    QVERIFY(!isFuture(QMetaType::fromType<int>()));
    QVERIFY(!isFuture(QMetaType()));
}

void tst_FutureType::awaitedTypeIsKnown()
{
    QCOMPARE(awaited<QFuture<void>>(), QByteArray("void"));
    QCOMPARE(awaited<QFuture<int>>(), QByteArray("int"));
    QCOMPARE(awaited<QFuture<QJsonObject>>(), QByteArray("QJsonObject"));
    QCOMPARE(awaited<QFuture<QVariantMap>>(), QByteArray("QVariantMap"));
    QCOMPARE(awaited<QFuture<QList<QUuid>>>(), QByteArray("QList<QUuid>"));
    QCOMPARE(awaited<QFuture<std::optional<ulong>>>(), QByteArray("std::optional<ulong>"));
    QCOMPARE((awaited<QFuture<QMap<QString, int>>>()), QByteArray("QMap<QString,int>"));
    QCOMPARE(awaited<QFuture<Report>>(), QByteArray("Report"));
    QCOMPARE(awaited<QFuture<QList<Report>>>(), QByteArray("QList<Report>"));
    QCOMPARE(awaited<QFuture<std::optional<Report>>>(), QByteArray("std::optional<Report>"));
    QCOMPARE((awaited<QFuture<std::tuple<int, QString>>>()), QByteArray("std::tuple<int,QString>"));
    QCOMPARE(awaited<QFuture<std::monostate>>(), QByteArray("std::monostate"));
}

template<typename T>
static T resultOf(const QFuture<T> &future)
{
    const void *result = typeOf<QFuture<T>>().firstResult(&future);
    return result ? *static_cast<const T *>(result) : T();
}

void tst_FutureType::resultIsFound()
{
    QCOMPARE(resultOf(QtFuture::makeReadyFuture(42)), 42);
    QCOMPARE(resultOf(QtFuture::makeReadyFuture(u"text"_s)), u"text"_s);
    QCOMPARE(resultOf(QtFuture::makeReadyFuture(Report{7})), Report{7});
    QCOMPARE(resultOf(QtFuture::makeReadyFuture(std::optional(3))), std::optional(3));
    const std::tuple<int, QString> tuple(1, u"one"_s);
    QVERIFY(resultOf(QtFuture::makeReadyFuture(tuple)) == tuple);
}

void tst_FutureType::resultOfManyIsTheFirst()
{
    QFutureInterface<int> promise;
    promise.reportStarted();
    promise.reportResults({5, 6, 7});
    promise.reportFinished();
    QCOMPARE(resultOf(promise.future()), 5);
}

void tst_FutureType::unfinishedFutureHasNoResult()
{
    QPromise<int> promise;
    promise.start();
    const QFuture<int> future = promise.future();
    QCOMPARE(typeOf<QFuture<int>>().firstResult(&future), nullptr);
    promise.addResult(1);
    promise.finish();
    QCOMPARE(resultOf(future), 1);
}

void tst_FutureType::futureWithoutResultHasNone()
{
    QPromise<Report> promise;
    promise.start();
    promise.finish();
    const QFuture<Report> future = promise.future();
    QCOMPARE(typeOf<QFuture<Report>>().firstResult(&future), nullptr);
    const QFuture<void> done = QtFuture::makeReadyFuture();
    QCOMPARE(typeOf<QFuture<void>>().firstResult(&done), nullptr);
    const QFuture<int> none;
    QCOMPARE(typeOf<QFuture<int>>().firstResult(&none), nullptr);
}

void tst_FutureType::observerSeesTheEnd()
{
    QPromise<std::optional<Report>> promise;
    promise.start();
    const auto future = promise.future();
    const QFuture<void> observer = typeOf<QFuture<std::optional<Report>>>().observe(&future);
    QVERIFY(!observer.isFinished());
    promise.addResult(Report{1});
    promise.finish();
    QVERIFY(observer.isFinished());
    QVERIFY(!observer.isCanceled());
}

void tst_FutureType::observerSeesTheException()
{
    QPromise<int> promise;
    promise.start();
    promise.setException(std::make_exception_ptr(std::runtime_error("failed")));
    promise.finish();
    const QFuture<int> future = promise.future();
    QFuture<void> observer = typeOf<QFuture<int>>().observe(&future);
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, observer.waitForFinished());
}

void tst_FutureType::continuationIsLeftAlone()
{
    QPromise<int> promise;
    promise.start();
    QFuture<int> future = promise.future();
    int continued = 0;
    const QFuture<void> chain = future.then([&](int value) { continued = value; });
    const QFuture<void> observer = typeOf<QFuture<int>>().observe(&future);
    promise.addResult(4);
    promise.finish();
    QCOMPARE(continued, 4);
    QVERIFY(observer.isFinished());
    QCOMPARE(resultOf(future), 4);
}

void tst_FutureType::unregisteredFutureNamesTheLineToWrite()
{
    const auto problem = [](QMetaType type) {
        return std::get<UnknownType>(futureTypeOf(type)).reason;
    };
    const QString line = u"call WebSocketRpc::registerType<Unregistered>()"_s;
    QVERIFY(problem(QMetaType::fromType<QFuture<Unregistered>>()).contains(line));
    QVERIFY(problem(QMetaType::fromType<QFuture<QList<Unregistered>>>()).contains(line));
    QVERIFY(problem(QMetaType::fromType<QFuture<std::optional<Unregistered>>>()).contains(line));
}

QTEST_GUILESS_MAIN(tst_FutureType)
#include "tst_futuretype.moc"
