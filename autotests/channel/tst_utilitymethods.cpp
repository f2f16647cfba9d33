// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "waitfor.h"

#include <websocketrpc/utilitymethods.h>

#include <QDir>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_UtilityMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void namesAreThoseOfTheOriginal();
    void responseIsFetchedOnce_data();
    void responseIsFetchedOnce();
    void responseIsWaitedFor();
    void failureIsFetched();
    void responsesAreOfTheirChannelOnly();
    void unfetchedResponsesAreLimited();
    void bytesOfUnfetchedResponsesAreLimited();
    void nothingIsKeptOfAChannelThatIsGone();
};

void tst_UtilityMethods::namesAreThoseOfTheOriginal()
{
    UtilityMethods utilities;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    QCOMPARE(waitFor(pair.left().call<QString>("echo", {{"text", "hello"}})), u"hello"_s);
    const auto details = waitFor(pair.left().call<ProcessDetails>("get_process_details"));
    QCOMPARE(details.pid, QCoreApplication::applicationPid());
    QCOMPARE(details.cmd, QCoreApplication::arguments());
    QCOMPARE(details.workingdir, QDir::currentPath());
}

void tst_UtilityMethods::responseIsFetchedOnce_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("type");
    QTest::newRow("text") << QJsonValue(u"a"_s) << u"str"_s;
    QTest::newRow("integer") << QJsonValue(1) << u"int"_s;
    QTest::newRow("fraction") << QJsonValue(1.5) << u"float"_s;
    QTest::newRow("boolean") << QJsonValue(true) << u"bool"_s;
    QTest::newRow("null") << QJsonValue() << u"NoneType"_s;
    QTest::newRow("array") << QJsonValue(QJsonArray{1}) << u"list"_s;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << u"dict"_s;
}

void tst_UtilityMethods::responseIsFetchedOnce()
{
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, type);
    UtilityMethods utilities;
    Calculator calculator;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    pair.left().expose(&calculator);
    const QString id = waitFor(pair.left().call<QString>(
        "call_me_back", {{"method_name", "echo"}, {"args", QJsonObject{{u"value"_s, value}}}}));
    const auto response = waitFor(pair.left().call<PeerResponse>("get_response", id));
    QCOMPARE(response, (PeerResponse{value, type, id}));
    QCOMPARE(errorOf(pair.left().call<PeerResponse>("get_response", id)).code(),
        int(Error::InvalidParams));
}

void tst_UtilityMethods::responseIsWaitedFor()
{
    UtilityMethods utilities;
    Calculator calculator;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    pair.left().expose(&calculator);
    const QString id =
        waitFor(pair.left().call<QString>("call_me_back", "later", QJsonObject{{u"value"_s, 7}}));
    auto response = pair.left().call<PeerResponse>("get_response", id);
    QTRY_COMPARE(calculator.executions, 1);
    QVERIFY(!response.isFinished());
    calculator.answer(0);
    QCOMPARE(waitFor(response).result, QJsonValue(7));
}

void tst_UtilityMethods::failureIsFetched()
{
    UtilityMethods utilities;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    const QString id = waitFor(pair.left().call<QString>("call_me_back", "nothing"));
    QCOMPARE(errorOf(pair.left().call<PeerResponse>("get_response", id)).code(),
        int(Error::MethodNotFound));
}

void tst_UtilityMethods::responsesAreOfTheirChannelOnly()
{
    UtilityMethods utilities;
    Calculator calculator;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    const ChannelPair other(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    other.right().expose(&utilities);
    pair.left().expose(&calculator);
    const QString id = waitFor(pair.left().call<QString>("call_me_back", "concat"));
    QCOMPARE(errorOf(other.left().call<PeerResponse>("get_response", id)).code(),
        int(Error::InvalidParams));
    QCOMPARE(waitFor(pair.left().call<PeerResponse>("get_response", id)).call_id, id);
}

void tst_UtilityMethods::unfetchedResponsesAreLimited()
{
    UtilityMethods utilities;
    Calculator calculator;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    pair.left().expose(&calculator);
    Reply<QString> last;
    for (int i = 0; i < 1000; ++i)
        last = pair.left().call<QString>("call_me_back", "concat");
    const QString id = waitFor(last);
    QCOMPARE(errorOf(pair.left().call<QString>("call_me_back", "concat")).code(),
        int(Error::ServerBusy));
    waitFor(pair.left().call<PeerResponse>("get_response", id));
    waitFor(pair.left().call<QString>("call_me_back", "concat"));
}

void tst_UtilityMethods::bytesOfUnfetchedResponsesAreLimited()
{
    UtilityMethods utilities;
    Calculator calculator;
    const ChannelPair pair(ChannelPair::Kind::InProcess);
    pair.right().expose(&utilities);
    pair.left().expose(&calculator);
    const QJsonObject args{{u"value"_s, QString(10 * 1024 * 1024, u'x')}};
    const auto callBack = [&] {
        return waitFor(
            pair.left().call<QString>("call_me_back", {{"method_name", "echo"}, {"args", args}}));
    };
    const auto fetch = [&](const QString &id) {
        return pair.left().call<PeerResponse>("get_response", id);
    };
    const QString first = callBack();
    const QString second = callBack();
    QCOMPARE(errorOf(fetch(second)).code(), int(Error::ResponseTooLarge));
    QCOMPARE(waitFor(fetch(first)).result, args[u"value"_s]);
    QCOMPARE(waitFor(fetch(callBack())).result, args[u"value"_s]); // there is room again
}

void tst_UtilityMethods::nothingIsKeptOfAChannelThatIsGone()
{
    UtilityMethods utilities;
    Calculator calculator;
    for (int round = 0; round < 2; ++round) { // a new channel may have the address of an old one
        const ChannelPair pair(ChannelPair::Kind::InProcess);
        pair.right().expose(&utilities);
        pair.left().expose(&calculator);
        Reply<QString> last;
        for (int i = 0; i < 600; ++i)
            last = pair.left().call<QString>("call_me_back", "concat");
        waitFor(last);
    }
}

QTEST_GUILESS_MAIN(tst_UtilityMethods)
#include "tst_utilitymethods.moc"
