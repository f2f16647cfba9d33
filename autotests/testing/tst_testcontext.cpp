// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/callcontext.h>
#include <websocketrpc/test/channelpair.h>

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::CallContext;
using WebSocketRpc::PeerInfo;

class tst_TestContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysWhatItWasTold();
    void isACallByDefault();
    void identityGoesBeforeThatOfThePeer();
    void peerIsThatOfTheChannel();
    void isAbandonedWithItsChannel();
};

void tst_TestContext::saysWhatItWasTold()
{
    const CallContext context = callContext({.identity = u"Alice"_s,
        .method = u"start"_s,
        .id = u"seven"_s,
        .peer = {.path = u"/jobs"_s, .headers = {{"X-Tenant", "north"}}},
        .abandoned = true});
    QVERIFY(context.isValid());
    QCOMPARE(context.identity(), u"Alice"_s);
    QCOMPARE(context.method(), u"start"_s);
    QCOMPARE(context.id(), u"seven"_s);
    QCOMPARE(context.peer().path, u"/jobs"_s);
    QCOMPARE(context.peer().header("x-tenant"), "north"_ba);
    QVERIFY(context.isAbandoned());
}

void tst_TestContext::isACallByDefault()
{
    const CallContext context = callContext();
    QVERIFY(context.isValid());
    QVERIFY(!context.isNotification());
    QVERIFY(!context.isAbandoned());
    QCOMPARE(context.channel(), nullptr);
    QCOMPARE(context.identity(), QVariant());
    QVERIFY(callContext({.id = {}}).isNotification());
}

void tst_TestContext::identityGoesBeforeThatOfThePeer()
{
    const PeerInfo peer{.identity = u"Bob"_s};
    QCOMPARE(callContext({.peer = peer}).identity(), u"Bob"_s);
    QCOMPARE(callContext({.identity = u"Alice"_s, .peer = peer}).identity(), u"Alice"_s);
}

void tst_TestContext::peerIsThatOfTheChannel()
{
    const auto [left, right] = channelPair({.left = {.path = u"/jobs"_s, .identity = u"Bob"_s}});
    QCOMPARE(callContext({.channel = right.get()}).peer(), right->peer());
    const CallContext context = callContext({.identity = u"Alice"_s, .channel = right.get()});
    QCOMPARE(context.channel(), right.get());
    QCOMPARE(context.peer().path, u"/jobs"_s);
    QCOMPARE(context.identity(), u"Alice"_s);
}

void tst_TestContext::isAbandonedWithItsChannel()
{
    auto [left, right] = channelPair();
    const CallContext closed = callContext({.channel = right.get()});
    const CallContext destroyed = callContext({.channel = left.get()});
    QVERIFY(!closed.isAbandoned() && !destroyed.isAbandoned());
    left.reset();
    QVERIFY(destroyed.isAbandoned());
    QCOMPARE(destroyed.channel(), nullptr);
    QTRY_VERIFY(closed.isAbandoned());
    QCOMPARE(closed.channel(), right.get());
}

QTEST_GUILESS_MAIN(tst_TestContext)
#include "tst_testcontext.moc"
