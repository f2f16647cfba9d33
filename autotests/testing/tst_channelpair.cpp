// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/waitfor.h>

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::Channel;
using WebSocketRpc::Error;

class Side : public QObject
{
    Q_OBJECT

public:
    explicit Side(const QString &name) { setObjectName(name); }

    Q_INVOKABLE QString name() const { return objectName(); }
};

class tst_ChannelPair : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void bothEndsCall();
    void closingOneEndsTheOther();
    void deletingOneEndsTheOther();
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

QTEST_GUILESS_MAIN(tst_ChannelPair)
#include "tst_channelpair.moc"
