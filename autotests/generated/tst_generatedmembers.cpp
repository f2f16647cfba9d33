// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "../interop/serverprocess.h"
#include "interop.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QMetaEnum>
#include <QMetaProperty>
#include <QSignalSpy>
#include <QTest>

using namespace InteropApi;
using namespace Qt::StringLiterals;

class Siren : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] int followers() const { return receivers(SIGNAL(alarm(double))); }

Q_SIGNALS:
    void alarm(double degrees);
};

// Signals, properties and types of the class that is written from the document of the interop server.
class tst_GeneratedMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void signalIsHeard();
    void nothingIsAskedForUnheard();
    void receiverInOtherThreadHears();
    void propertyIsFollowed();
    void propertyIsBindable();
    void propertyIsSet();
    void propertyIsSetByName();
    void modelIsFollowed();
    void metaObjectKnowsTypes();

private:
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<WebSocketRpc::Client> m_client;
    std::unique_ptr<Interop> m_interop;
};

void tst_GeneratedMembers::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server = std::make_unique<ServerProcess>();
    m_client = std::make_unique<WebSocketRpc::Client>(m_server->url());
    m_client->open();
    m_interop = std::make_unique<Interop>(m_client.get());
}

void tst_GeneratedMembers::cleanup()
{
    m_interop.reset();
    m_client.reset();
    m_server.reset();
}

void tst_GeneratedMembers::signalIsHeard()
{
    QSignalSpy said(m_interop.get(), &Interop::thermostatSaid);
    waitFor(m_interop->thermostatSay(u"warm"_s, 2));
    QTRY_COMPARE(said.size(), 1);
    QCOMPARE(said[0], (QVariantList{u"warm"_s, 2}));
}

void tst_GeneratedMembers::nothingIsAskedForUnheard()
{
    Siren siren;
    WebSocketRpc::Server server;
    server.expose(&siren, {.prefix = u"thermostat."_s, .sharedSignals = {u"alarm"_s}});
    QVERIFY(server.listen());
    WebSocketRpc::Client client(server.url());
    client.open();
    Interop interop(&client);
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(siren.followers(), 0);

    const auto first = connect(&interop, &Interop::thermostatAlarm, this, [] {});
    QTRY_COMPARE(siren.followers(), 1);
    disconnect(first);
    QTRY_COMPARE(siren.followers(), 0);
    QList<double> heard;
    {
        const QObject receiver;
        connect(&interop, &Interop::thermostatAlarm, &receiver,
            [&heard](double degrees) { heard.append(degrees); });
        QTRY_COMPARE(siren.followers(), 1);
        Q_EMIT siren.alarm(99);
        QTRY_COMPARE(heard, QList<double>{99});
    }
    QTRY_COMPARE(siren.followers(), 0);
}

void tst_GeneratedMembers::receiverInOtherThreadHears()
{
    QThread thread;
    thread.start();
    QObject receiver;
    std::atomic_int heard = 0;
    receiver.moveToThread(&thread);
    QMetaObject::invokeMethod(
        &receiver,
        [&] {
            connect(m_interop.get(), &Interop::thermostatAlarm, &receiver, [&heard] { ++heard; });
        },
        Qt::BlockingQueuedConnection);
    waitFor(m_interop->bump()); // after what was posted
    waitFor(m_interop->thermostatRaise_alarm(1));
    QTRY_COMPARE(heard.load(), 1);
    thread.quit();
    thread.wait();
}

void tst_GeneratedMembers::propertyIsFollowed()
{
    QSignalSpy changed(m_interop.get(), &Interop::thermostatTemperatureChanged);
    QTRY_COMPARE(m_interop->thermostatTemperature(), 20.0);
    QCOMPARE(changed.size(), 1);
    waitFor(m_interop->thermostatHeat(1.5));
    QTRY_COMPARE(m_interop->thermostatTemperature(), 21.5);
    QCOMPARE(changed.size(), 2);
    QTRY_COMPARE(m_interop->thermostatName(), u"hall"_s); // asked for now
}

void tst_GeneratedMembers::propertyIsBindable()
{
    QProperty<double> twice;
    twice.setBinding([this] { return 2 * m_interop->bindableThermostatTemperature().value(); });
    QTRY_COMPARE(twice.value(), 40.0);
    waitFor(m_interop->thermostatHeat(1));
    QTRY_COMPARE(twice.value(), 42.0);
}

void tst_GeneratedMembers::propertyIsSet()
{
    QSignalSpy changed(m_interop.get(), &Interop::thermostatSetpointChanged);
    waitFor(m_interop->setThermostatSetpoint(25));
    QTRY_COMPARE(m_interop->thermostatSetpoint(), 25.0);
}

void tst_GeneratedMembers::propertyIsSetByName()
{
    QVERIFY(m_interop->setProperty("thermostatSetpoint", 23));
    QTRY_COMPARE(m_interop->property("thermostatSetpoint"), QVariant(23.0));
    const QMetaObject *const meta = m_interop->metaObject();
    const auto property = [meta](const char *name) {
        return meta->property(meta->indexOfProperty(name));
    };
    QVERIFY(property("thermostatSetpoint").isBindable());
    QVERIFY(!property("thermostatTemperature").isWritable());
}

void tst_GeneratedMembers::modelIsFollowed()
{
    WebSocketRpc::RemoteModel *const parcels = m_interop->parcels();
    QCOMPARE(m_interop->parcels(), parcels);
    QTRY_VERIFY(parcels->isSynchronised());
    const int rows = parcels->rowCount();
    waitFor(m_interop->parcels_insert(0, u"Ada"_s));
    QTRY_COMPARE(parcels->rowCount(), rows + 1);
    const int recipient = parcels->roleNames().key("recipient");
    QTRY_COMPARE(parcels->index(0, 0).data(recipient), QVariant(u"Ada"_s));
}

void tst_GeneratedMembers::metaObjectKnowsTypes()
{
    QCOMPARE(QMetaEnum::fromType<Color>().valueToKey(int(Color::Green)), "Green");
    QVERIFY(QMetaEnum::fromType<Letters>().isFlag());
    const QMetaObject &shape = Shape::staticMetaObject;
    QCOMPARE(shape.property(shape.indexOfProperty("points")).metaType(),
        QMetaType::fromType<QList<Point>>());
}

QTEST_GUILESS_MAIN(tst_GeneratedMembers)
#include "tst_generatedmembers.moc"
