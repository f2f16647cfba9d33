// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/waitfor.h>

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::CallContext;
using WebSocketRpc::Channel;
using WebSocketRpc::Error;
using WebSocketRpc::PeerInfo;

class Side : public QObject
{
    Q_OBJECT

public:
    explicit Side(const QString &name) { setObjectName(name); }

    Q_INVOKABLE QString name() const { return objectName(); }
    Q_INVOKABLE QString caller(const CallContext &context) const
    {
        const PeerInfo peer = context.peer();
        return u"%1 %2 %3"_s.arg(
            peer.identity.toString(), peer.path, QString::fromLatin1(peer.header("User-Agent")));
    }
};

class tst_ChannelPair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void bothEndsCall();
    void closingOneEndsTheOther();
    void deletingOneEndsTheOther();
    void endsKnowEachOther();
};

void tst_ChannelPair::bothEndsCall()
{
    auto [left, right] = channelPair();
    QVERIFY(left->isConnected() && right->isConnected());
    Side leftSide(u"left"_s);
    Side rightSide(u"right"_s);
    left->expose(&leftSide);
    right->expose(&rightSide);
    QCOMPARE(waitFor(left->call<QString>("name")), u"right"_s);
    QCOMPARE(waitFor(right->call<QString>("name")), u"left"_s);
}

void tst_ChannelPair::closingOneEndsTheOther()
{
    const auto [left, right] = channelPair();
    QSignalSpy ended(right.get(), &Channel::disconnected);
    left->close();
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(!right->isConnected());
}

void tst_ChannelPair::deletingOneEndsTheOther()
{
    auto [left, right] = channelPair();
    const auto reply = right->call<QString>("name");
    left.reset();
    QCOMPARE(errorOf(reply).kind(), Error::Kind::ConnectionLost);
}

void tst_ChannelPair::endsKnowEachOther()
{
    const PeerInfo alice{
        .path = u"/jobs"_s, .headers = {{"user-agent", "test"}}, .identity = u"Alice"_s};
    const auto [left, right] = channelPair({.left = alice, .right = {.address = u"::1"_s}});
    QCOMPARE(right->peer(), alice);
    QCOMPARE(left->peer().address, u"::1"_s);
    Side side(u"right"_s);
    right->expose(&side);
    QCOMPARE(waitFor(left->call<QString>("caller")), u"Alice /jobs test"_s);
}

QTEST_GUILESS_MAIN(tst_ChannelPair)
#include "tst_channelpair.moc"
