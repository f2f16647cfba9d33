// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "failingtest.h"
#include "lamp.h"

#include <websocketrpc/remoteobject.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/waitfor.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::Error;
using WebSocketRpc::RemoteObject;

class tst_RecorderSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void signalReachesThoseWhoFollow();
    void signalThatFitsIsEmitted();
    void signalMayTakeAnything();
    void signalOfTheObjectIsEmitted();
    void followersAreSeen();
    void unsharedMembersAreNotThere();
    void unknownSignalFailsTheTest();
    void wrongArgumentsFailTheTest_data();
    void wrongArgumentsFailTheTest();

private:
    ChannelPair m_channels;
    std::unique_ptr<Recorder> m_recorder;
};

void tst_RecorderSignals::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_channels = channelPair();
    m_recorder = std::make_unique<Recorder>(Lamp::staticMetaObject);
    m_channels.right->expose(m_recorder.get(), Lamp::shared());
}

void tst_RecorderSignals::cleanup()
{
    m_recorder.reset();
}

void tst_RecorderSignals::signalReachesThoseWhoFollow()
{
    QStringList heard;
    const auto subscription = m_channels.left->subscribe("lamp.blown", this,
        [&heard](const QString &reason, int times) { heard.append(reason.repeated(times)); });
    QTRY_VERIFY(subscription.isActive());
    m_recorder->emitSignal("blown", {u"hot"_s, 2});
    QTRY_COMPARE(heard, QStringList{u"hothot"_s});
}

void tst_RecorderSignals::signalThatFitsIsEmitted()
{
    QJsonArray heard;
    const auto subscription = m_channels.left->subscribe(
        "lamp.touched", this, [&heard](const QJsonValue &place) { heard.append(place); });
    QTRY_VERIFY(subscription.isActive());
    m_recorder->emitSignal("touched", {3});
    m_recorder->emitSignal("touched", {u"4"_s}); // converts to an int, too
    m_recorder->emitSignal("touched", {u"top"_s});
    const QJsonArray expected = {3, u"4"_s, u"top"_s};
    QTRY_COMPARE(heard, expected);
}

void tst_RecorderSignals::signalMayTakeAnything()
{
    QJsonArray heard;
    const auto subscription = m_channels.left->subscribe(
        "lamp.traced", this, [&heard](const QJsonValue &value) { heard.append(value); });
    QTRY_VERIFY(subscription.isActive());
    m_recorder->emitSignal("traced", {3});
    m_recorder->emitSignal("traced", {QVariant::fromValue(Spectrum{1, 2, 3, 4})});
    const QJsonArray expected = {
        3, QJsonObject{{u"red"_s, 1}, {u"green"_s, 2}, {u"blue"_s, 3}, {u"white"_s, 4}}};
    QTRY_COMPARE(heard, expected);
}

void tst_RecorderSignals::signalOfTheObjectIsEmitted()
{
    DeskLamp lamp;
    m_recorder = std::make_unique<Recorder>(&lamp);
    m_channels.right->expose(m_recorder.get(), Lamp::shared());
    QStringList heard;
    const auto blown = m_channels.left->subscribe(
        "lamp.blown", this, [&heard](const QString &reason) { heard.append(reason); });
    QTRY_VERIFY(m_recorder->isFollowed("blown"));
    Q_EMIT lamp.blown(u"old"_s);
    QTRY_COMPARE(heard, QStringList{u"old"_s});
    m_recorder.reset();
}

void tst_RecorderSignals::followersAreSeen()
{
    QVERIFY(!m_recorder->isFollowed("blown"));
    auto blown = m_channels.left->subscribe("lamp.blown", this, [] {});
    QTRY_VERIFY(m_recorder->isFollowed("blown"));
    QVERIFY(!m_recorder->isFollowed("touched"));
    QVERIFY(!m_recorder->isFollowed("brightness"));
    blown.end();
    QTRY_VERIFY(!m_recorder->isFollowed("blown"));
    const RemoteObject lamp(m_channels.left.get(), u"lamp"_s);
    QTRY_VERIFY(lamp.isSynchronised());
    QVERIFY(m_recorder->isFollowed("brightness"));
    QVERIFY(!m_recorder->isFollowed("model")); // constant
}

void tst_RecorderSignals::unsharedMembersAreNotThere()
{
    const auto ask = [this](const char *method, const QStringList &names) {
        return errorOf(m_channels.left->call<QVariant>(method, {{"names", names}}));
    };
    QCOMPARE(ask("rpc.subscribe", {u"lamp.blown"_s, u"lamp.powerChanged"_s}).code(),
        int(Error::InvalidParams));
    QVERIFY(!m_recorder->isFollowed("blown"));
    QCOMPARE(ask("rpc.watch", {u"lamp.objectName"_s}).code(), int(Error::InvalidParams));
    QCOMPARE(errorOf(m_channels.left->call<void>("rpc.set", "lamp.power", 1)).code(),
        int(Error::InvalidParams));
}

void tst_RecorderSignals::unknownSignalFailsTheTest()
{
    QCOMPARE(
        problemOfFailingTest(u"unknownSignal"_s, "Clockwork has no signal \"tikc\"; it has tick"),
        QByteArray());
}

void tst_RecorderSignals::wrongArgumentsFailTheTest_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("another type") << u"argumentOfAnotherType"_s
                                  << "the signal tick(int) does not take (QVariantList)"_ba;
    QTest::newRow("too few") << u"missingArgument"_s << "the signal tick(int) does not take ()"_ba;
}

void tst_RecorderSignals::wrongArgumentsFailTheTest()
{
    QFETCH(const QString, function);
    QFETCH(const QByteArray, message);
    QCOMPARE(problemOfFailingTest(function, message), QByteArray());
}

QTEST_GUILESS_MAIN(tst_RecorderSignals)
#include "tst_recordersignals.moc"
