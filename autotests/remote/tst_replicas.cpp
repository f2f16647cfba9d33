// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sanitized.h"
#include "thermostat.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/remoteobject.h>
#include <websocketrpc/remoteproperty.h>
#include <websocketrpc/server.h>

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

namespace {

constexpr int replicaCount = 10;

// One client's view of the thermostat, which notices a change that is none.
class Replica : public QObject
{
public:
    explicit Replica(const QUrl &url)
        : m_client(url)
        , m_temperature(&m_client, "thermostat.temperature")
        , m_setpoint(&m_client, "thermostat.setpoint")
        , m_object(&m_client, u"thermostat"_s)
    {
        m_client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
        watch(m_temperature, m_latestTemperature);
        watch(m_setpoint, m_latestSetpoint);
        connect(&m_object, &RemoteObject::changed, this,
            [this](const QString &property, const QJsonValue &value) {
                if (m_values.value(property) == value)
                    ++vainChanges;
                m_values.insert(property, value);
            });
        m_client.open();
    }

    void write(double setpoint)
    {
        m_setpoint.set(setpoint).onFailed([](const Error &) {}); // the connection may be lost
    }
    void heat(double degrees)
    {
        m_object.call<double>("heat", degrees).onFailed([](const Error &) { return 0.0; });
    }
    void drop()
    {
        m_client.close();
        m_client.open();
    }

    [[nodiscard]] bool isAtRest() const
    {
        return m_client.statistics().pendingCalls == 0 && m_temperature.isSynchronised()
            && m_setpoint.isSynchronised() && m_object.isSynchronised();
    }
    [[nodiscard]] bool equals(const Thermostat &thermostat) const
    {
        return m_temperature.value() == thermostat.temperature()
            && m_setpoint.value() == thermostat.setpoint()
            && m_object.value(u"temperature"_s) == QJsonValue(thermostat.temperature())
            && m_object.value(u"setpoint"_s) == QJsonValue(thermostat.setpoint());
    }

    int vainChanges = 0;

private:
    void watch(const RemoteProperty<double> &property, double &latest)
    {
        connect(&property, &RemotePropertyBase::changed, this, [&] {
            if (property.value() == latest)
                ++vainChanges;
            latest = property.value();
        });
    }

    Client m_client;
    RemoteProperty<double> m_temperature;
    RemoteProperty<double> m_setpoint;
    RemoteObject m_object;
    double m_latestTemperature = 0;
    double m_latestSetpoint = 0;
    QHash<QString, QJsonValue> m_values;
};

} // namespace

// Many clients follow one object, which they and its owner write, while connections come and go.
class tst_Replicas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void equalTheObjectAtRest_data();
    void equalTheObjectAtRest();
};

void tst_Replicas::equalTheObjectAtRest_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("in one thread") << 0;
    QTest::newRow("with server threads") << 3;
}

void tst_Replicas::equalTheObjectAtRest()
{
    QFETCH(const int, threads);
    const int writes = isSanitized ? 10'000 : 100'000;
    Thermostat thermostat;
    Server server;
    server.setThreadCount(threads);
    server.expose(&thermostat, Thermostat::shared());
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Replica>> replicas;
    for (int i = 0; i < replicaCount; ++i)
        replicas.push_back(std::make_unique<Replica>(server.url()));
    QRandomGenerator random(20261130);
    for (int i = 0; i < writes; ++i) {
        Replica &replica = *replicas[std::size_t(random.bounded(replicaCount))];
        switch (random.bounded(5)) {
        case 0:
            replica.write(random.bounded(5, 31));
            break;
        case 1:
            replica.heat(random.bounded(3) - 1);
            break;
        case 2:
            thermostat.setSetpoint(random.bounded(5, 31));
            break;
        default:
            thermostat.setTemperature(random.bounded(100));
            break;
        }
        if (random.bounded(500) == 0)
            replica.drop();
        if (random.bounded(8) == 0)
            QCoreApplication::processEvents();
        if (i % 10'000 != 0)
            continue;
        for (const auto &each : replicas)
            QTRY_VERIFY_WITH_TIMEOUT(each->isAtRest() && each->equals(thermostat), 60'000);
    }
    for (const auto &replica : replicas) {
        QTRY_VERIFY_WITH_TIMEOUT(replica->isAtRest() && replica->equals(thermostat), 60'000);
        QCOMPARE(replica->vainChanges, 0);
    }
}

QTEST_GUILESS_MAIN(tst_Replicas)
#include "tst_replicas.moc"
