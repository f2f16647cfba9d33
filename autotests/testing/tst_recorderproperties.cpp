// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "failingtest.h"
#include "lamp.h"

#include <websocketrpc/remoteobject.h>
#include <websocketrpc/remoteproperty.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/waitfor.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QMetaMethod>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::Error;
using WebSocketRpc::RemoteObject;
using WebSocketRpc::RemoteProperty;

class tst_RecorderProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void propertiesHaveDefaultValuesAtFirst();
    void changedValueIsTold();
    void onlyAnotherValueIsNotified();
    void writesAreRecorded();
    void refusalIsReturned();
    void changeComesBeforeTheAnswer();
    void objectHasItsOwnProperties();
    void valueOverridesTheObject();
    void clearForgetsTheWritesAlone();
    void resetForgetsTheValuesToo();
    void resetMayDestroyTheRecorder();
    void unknownPropertiesFailTheTest();
    void wrongValueFailsTheTest_data();
    void wrongValueFailsTheTest();

private:
    Q_INVOKABLE void note(int value) { m_noted.append(value); }
    Q_INVOKABLE void destroyRecorder() { m_recorder.reset(); }

    [[nodiscard]] static QJsonObject valuesOf(const RemoteObject &object)
    {
        QJsonObject values;
        for (const QString &property : object.propertyNames())
            values.insert(property, object.value(property));
        return values;
    }
    void expose(Lamp *lamp)
    {
        m_recorder = lamp ? std::make_unique<Recorder>(lamp)
                          : std::make_unique<Recorder>(Lamp::staticMetaObject);
        m_channels.right->expose(m_recorder.get(), Lamp::shared());
    }

    ChannelPair m_channels;
    std::unique_ptr<Recorder> m_recorder;
    QList<int> m_noted;
};

void tst_RecorderProperties::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_channels = channelPair();
    expose(nullptr);
}

void tst_RecorderProperties::cleanup()
{
    m_recorder.reset();
}

void tst_RecorderProperties::propertiesHaveDefaultValuesAtFirst()
{
    const QJsonObject defaults{
        {u"brightness"_s, 0}, {u"power"_s, 0}, {u"model"_s, QString()}, {u"label"_s, QJsonValue()}};
    const RemoteObject lamp(m_channels.left.get(), u"lamp"_s);
    QTRY_VERIFY(lamp.isSynchronised());
    QCOMPARE(valuesOf(lamp), defaults);
    QCOMPARE(m_recorder->value("brightness"), QVariant(0));
    m_recorder->setValue("power", 7); // an int for a double
    m_recorder->setValue("label", QVariantList{1});
    const QJsonObject values{{u"brightness"_s, 0}, {u"power"_s, 7}, {u"model"_s, QString()},
        {u"label"_s, QJsonArray{1}}};
    QTRY_COMPARE(valuesOf(lamp), values);
    QCOMPARE(m_recorder->value("power"), QVariant(7.0));
    QCOMPARE(m_recorder->value("label"), QVariant(QVariantList{1}));
}

void tst_RecorderProperties::changedValueIsTold()
{
    const RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    const RemoteProperty<double> power(m_channels.left.get(), "lamp.power");
    QTRY_VERIFY(brightness.isSynchronised() && power.isSynchronised());
    m_recorder->setValue("brightness", 30);
    m_recorder->setValue("power", 4.5);
    QTRY_COMPARE(brightness.value(), 30);
    QCOMPARE(power.value(), 4.5);
}

void tst_RecorderProperties::onlyAnotherValueIsNotified()
{
    m_recorder->setValue("model", "desk"); // has no signal
    QCOMPARE(m_recorder->value("model"), QVariant(u"desk"_s));
    m_recorder->setValue("brightness", 30);
    const QMetaMethod changed = QMetaMethod::fromSignal(&Lamp::brightnessChanged);
    const QMetaMethod slot = metaObject()->method(metaObject()->indexOfMethod("note(int)"));
    connect(m_recorder.get(), changed, this, slot);
    m_recorder->setValue("brightness", 30);
    m_recorder->setValue("brightness", 31);
    QCOMPARE(m_noted, QList<int>{31});
}

void tst_RecorderProperties::writesAreRecorded()
{
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    waitFor(brightness.set(30));
    QCOMPARE(brightness.value(), 30);
    waitFor(m_channels.left->call<void>("rpc.set", "lamp.label", QStringList{u"a"_s}));
    waitFor(brightness.set(40));
    QCOMPARE(m_recorder->writesOf("brightness"), (QVariantList{30, 40}));
    QCOMPARE(m_recorder->writesOf("label"), (QVariantList{QVariantList{u"a"_s}}));
    QCOMPARE(m_recorder->writesOf("power"), QVariantList());
    QCOMPARE(m_recorder->value("brightness"), QVariant(40));
    QCOMPARE(m_recorder->calls(), QList<RecordedCall>());
}

void tst_RecorderProperties::refusalIsReturned()
{
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    m_recorder->refuse("brightness", Error(4, u"too bright"_s));
    m_recorder->refuseOnce("brightness", Error(5, u"too dark"_s));
    QCOMPARE(errorOf(brightness.set(1)).code(), 5);
    QCOMPARE(errorOf(brightness.set(2)).code(), 4);
    QCOMPARE(errorOf(brightness.set(3)).message(), u"too bright"_s);
    QCOMPARE(m_recorder->value("brightness"), QVariant(0));
    QCOMPARE(m_recorder->writesOf("brightness"), (QVariantList{1, 2, 3}));
    m_recorder->setValue("brightness", 9); // the test may
    QTRY_COMPARE(brightness.value(), 9);
}

void tst_RecorderProperties::changeComesBeforeTheAnswer()
{
    const RemoteProperty<double> power(m_channels.left.get(), "lamp.power");
    m_recorder->handle("turnOff", [this](const QVariantList &) {
        m_recorder->setValue("power", -1);
        return QVariant();
    });
    QTRY_VERIFY(power.isSynchronised());
    waitFor(m_channels.left->call<void>("lamp.turnOff"));
    QCOMPARE(power.value(), -1.0);
}

void tst_RecorderProperties::objectHasItsOwnProperties()
{
    DeskLamp lamp;
    expose(&lamp);
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    QTRY_COMPARE(brightness.value(), 50);
    waitFor(brightness.set(60));
    QCOMPARE(lamp.brightness(), 60);
    QCOMPARE(errorOf(brightness.set(101)).message(), u"too bright"_s);
    QCOMPARE(m_recorder->writesOf("brightness"), (QVariantList{60, 101}));
    waitFor(m_channels.left->call<void>("lamp.turnOff"));
    QCOMPARE(brightness.value(), 0);
    m_recorder.reset();
}

void tst_RecorderProperties::valueOverridesTheObject()
{
    DeskLamp lamp;
    expose(&lamp);
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    m_recorder->setValue("brightness", 70);
    waitFor(brightness.set(101)); // the object would refuse it
    QCOMPARE(brightness.value(), 101);
    QCOMPARE(lamp.brightness(), 50);
    m_recorder->reset();
    QTRY_COMPARE(brightness.value(), 50);
    waitFor(brightness.set(60));
    QCOMPARE(lamp.brightness(), 60);
    m_recorder.reset();
}

void tst_RecorderProperties::clearForgetsTheWritesAlone()
{
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    m_recorder->refuseOnce("brightness", Error(5, u"too dark"_s));
    waitFor(m_channels.left->call<void>("rpc.set", "lamp.label", 1));
    m_recorder->clear();
    QCOMPARE(m_recorder->writesOf("label"), QVariantList());
    QCOMPARE(m_recorder->value("label"), QVariant(1));
    QCOMPARE(errorOf(brightness.set(1)).code(), 5);
}

void tst_RecorderProperties::resetForgetsTheValuesToo()
{
    RemoteProperty<int> brightness(m_channels.left.get(), "lamp.brightness");
    waitFor(brightness.set(30));
    m_recorder->refuse("brightness", Error(4, u"too bright"_s));
    m_recorder->refuseOnce("brightness", Error(5, u"too dark"_s));
    m_recorder->reset();
    QCOMPARE(m_recorder->writesOf("brightness"), QVariantList());
    QCOMPARE(m_recorder->value("brightness"), QVariant(0));
    QTRY_COMPARE(brightness.value(), 0); // those who follow are told
    waitFor(brightness.set(40));
}

void tst_RecorderProperties::resetMayDestroyTheRecorder()
{
    m_recorder->setValue("power", 1);
    m_recorder->setValue("label", 1);
    const QMetaMethod slot = metaObject()->method(metaObject()->indexOfMethod("destroyRecorder()"));
    for (const auto signal : {&Lamp::powerChanged, &Lamp::labelChanged})
        connect(m_recorder.get(), QMetaMethod::fromSignal(signal), this, slot);
    m_recorder->reset();
    QVERIFY(!m_recorder);
}

void tst_RecorderProperties::unknownPropertiesFailTheTest()
{
    const auto result = runFailingTest(u"unknownProperties"_s);
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output.count("Clockwork has no property \"tiem\"; it has time"), 6);
    for (int i = 0; i < 6; ++i)
        QVERIFY2(result.output.contains(failingLine(u"unknownProperties"_s, i)), result.output);
}

void tst_RecorderProperties::wrongValueFailsTheTest_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("another type") << u"valueOfAnotherType"_s
                                  << "the property time is int, not QVariantList"_ba;
    QTest::newRow("nothing") << u"missingValue"_s << "the property time is int, not nothing"_ba;
}

void tst_RecorderProperties::wrongValueFailsTheTest()
{
    QFETCH(const QString, function);
    QFETCH(const QByteArray, message);
    QCOMPARE(problemOfFailingTest(function, message), QByteArray());
}

QTEST_GUILESS_MAIN(tst_RecorderProperties)
#include "tst_recorderproperties.moc"
