// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "counters_p.h"
#include "link_p.h"
#include "recordingtransport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// The way to the peer, with a transport that only keeps a record.
class tst_Link : public QObject, private Bystander
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_settings = {};
        m_settings.counters = std::make_shared<Counters>();
        m_record = {};
    }

    void plainMessagesLeaveAtOnce();
    void sharedFrameLeavesWithTheFlush();
    void sharedFramesAreCutAtTheirLimit();
    void largeMessageIsAloneInItsFrame();
    void messageThatFillsAFrameIsHeld();
    void peerThatDoesNotReadIsHungUp_data();
    void peerThatDoesNotReadIsHungUp();
    void partsOfBatchesCountAsUnsent();
    void nothingIsSentWithoutAConnection();
    void eachConnectionHasANumberOfItsOwn();

private:
    void open(Link &link, bool sharesFrames = false)
    {
        link.open(std::make_unique<RecordingTransport>(m_record, sharesFrames), this);
    }

    EndpointSettings m_settings;
    EventHook m_hook{this};
    Record m_record;
};

void tst_Link::plainMessagesLeaveAtOnce()
{
    Link link(m_settings, m_hook);
    open(link);
    link.send("1");
    link.send("2");
    QCOMPARE(m_record.sent, (QByteArrayList{"1", "2"}));
}

void tst_Link::sharedFrameLeavesWithTheFlush()
{
    Link link(m_settings, m_hook);
    open(link, true);
    link.send("1");
    link.send("2");
    QVERIFY(m_record.sent.isEmpty());
    link.flush();
    QCOMPARE(m_record.sent, QByteArrayList{"[1,2]"});
    link.flush();
    QCOMPARE(m_record.sent.size(), 1);
}

void tst_Link::sharedFramesAreCutAtTheirLimit()
{
    constexpr qsizetype limit = 64 * 1024;
    Link link(m_settings, m_hook);
    open(link, true);
    const QByteArray message = '"' + QByteArray(limit / 2, 'a') + '"';
    link.send(message);
    link.send(message);
    link.send("3");
    link.flush();
    QCOMPARE(m_record.sent, (QByteArrayList{'[' + message + ']', '[' + message + ",3]"}));
}

void tst_Link::largeMessageIsAloneInItsFrame()
{
    const QByteArray large = '"' + QByteArray(64 * 1024, 'a') + '"';
    Link link(m_settings, m_hook);
    open(link, true);
    link.send("1");
    link.send(large);
    link.send("2");
    link.flush();
    QCOMPARE(m_record.sent, (QByteArrayList{"[1]", '[' + large + ']', "[2]"}));
    m_settings.limits.outgoingBuffer = 100;
    m_record.unsent = 100;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"more than outgoingBuffer"_s));
    link.send(large);
    QCOMPARE(m_record.sent.size(), 3);
}

void tst_Link::messageThatFillsAFrameIsHeld()
{
    constexpr qsizetype limit = 64 * 1024;
    const QByteArray filling(limit - 2, '1'); // within brackets
    const QByteArray larger = filling + '1';
    Link link(m_settings, m_hook);
    open(link, true);
    link.send(filling);
    QVERIFY(m_record.sent.isEmpty());
    link.send(larger);
    QCOMPARE(m_record.sent, (QByteArrayList{'[' + filling + ']', '[' + larger + ']'}));
}

void tst_Link::peerThatDoesNotReadIsHungUp_data()
{
    QTest::addColumn<bool>("sharesFrames");
    QTest::newRow("one message per frame") << false;
    QTest::newRow("shared frames") << true;
}

void tst_Link::peerThatDoesNotReadIsHungUp()
{
    QFETCH(const bool, sharesFrames);
    m_settings.limits.outgoingBuffer = 1000;
    Link link(m_settings, m_hook);
    open(link, sharesFrames);
    const QByteArray message(600, '1');
    for (int sent = 1; sent <= 3; ++sent) { // to a peer that reads
        link.send(message);
        link.flush();
        QCOMPARE(m_record.sent.size(), sent);
    }
    QVERIFY(!m_record.closeCode);
    m_record.unsent = 600;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"more than outgoingBuffer"_s));
    link.send(message);
    link.flush();
    QCOMPARE(m_record.sent.size(), 3);
    QCOMPARE(m_record.closeCode, CloseCode::TryAgainLater);
    QCOMPARE(m_settings.counters->slowConsumers, 1u);
    link.send("2");
    link.flush();
    QCOMPARE(m_record.sent.size(), 3);
}

void tst_Link::partsOfBatchesCountAsUnsent()
{
    m_settings.limits.outgoingBuffer = 1000;
    Link link(m_settings, m_hook);
    open(link);
    link.keep(900);
    link.unkeep(900);
    link.keep(900);
    QVERIFY(!m_record.closeCode);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"more than outgoingBuffer"_s));
    link.keep(101);
    QCOMPARE(m_record.closeCode, CloseCode::TryAgainLater);
}

void tst_Link::nothingIsSentWithoutAConnection()
{
    Link link(m_settings, m_hook);
    link.send("1");
    QCOMPARE(link.state(), Link::State::Waiting);
    open(link);
    link.close(Error(Error::Kind::Closed, u"closed"_s), CloseCode::Normal, {});
    QCOMPARE(m_record.closeCode, CloseCode::Normal);
    link.send("2");
    link.flush();
    QVERIFY(m_record.sent.isEmpty());
    QCOMPARE(link.closedError().message(), u"closed"_s);
}

void tst_Link::eachConnectionHasANumberOfItsOwn()
{
    Link link(m_settings, m_hook);
    open(link);
    const quint64 first = link.connection();
    link.leave(CloseCode::Normal, {});
    QVERIFY(!link.isOpen());
    QVERIFY(link.connection() != first);
    open(link);
    QVERIFY(link.isOpen());
    QVERIFY(link.connection() != first);
}

QTEST_GUILESS_MAIN(tst_Link)

#include "tst_link.moc"
