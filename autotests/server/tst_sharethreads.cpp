// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "rawpeer.h"
#include "thermostat.h"

#include <websocketrpc/server.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

// What a peer knows of the thermostat by plain messages.
class Replica
{
public:
    explicit Replica(quint16 port) : m_port(port) { }

    void connect()
    {
        m_peer = std::make_unique<RawPeer>(m_port);
        m_read = 0;
        m_awaited = 0;
        m_known = {};
        m_isWatching = false;
        QVERIFY(m_peer->upgrade());
        request("rpc.watch", R"([["thermostat"]])");
    }
    void drop() { m_peer->socket().abort(); }

    void request(const QByteArray &method, const QByteArray &params)
    {
        m_peer->send(0x81,
            R"({"jsonrpc":"2.0","method":")" + method + R"(","params":)" + params + R"(,"id":1})");
        ++m_awaited;
    }

    [[nodiscard]] bool hasAnswers()
    {
        readAll();
        return m_awaited == 0;
    }
    [[nodiscard]] QJsonObject known()
    {
        readAll();
        return m_known;
    }
    [[nodiscard]] int changes() const { return m_changes; }
    [[nodiscard]] int wrongChanges() const { return m_wrongChanges; }

private:
    void readAll()
    {
        const QByteArrayList all = m_peer->received();
        for (; m_read < all.size(); ++m_read)
            read(QJsonDocument::fromJson(all[m_read].sliced(qstrlen("text "))).object());
    }

    void read(const QJsonObject &message)
    {
        if (message[u"method"] == u"rpc.changed"_s)
            return readChanges(message[u"params"][u"thermostat"].toObject());
        --m_awaited;
        if (const QJsonValue values = message[u"result"][u"thermostat"]; values.isObject()) {
            m_known = values.toObject();
            m_isWatching = true;
        }
    }

    void readChanges(const QJsonObject &changes)
    {
        ++m_changes;
        m_wrongChanges += !m_isWatching || changes.isEmpty();
        for (auto change = changes.begin(); change != changes.end(); ++change) {
            m_wrongChanges += m_known[change.key()] == change.value();
            m_known[change.key()] = change.value();
        }
    }

    const quint16 m_port;
    std::unique_ptr<RawPeer> m_peer;
    qsizetype m_read = 0; // of what this connection has received
    int m_awaited = 0; // answers
    QJsonObject m_known;
    bool m_isWatching = false;
    int m_changes = 0;
    int m_wrongChanges = 0;
};

} // namespace

// An object in one thread, those who follow it in others.
class tst_ShareThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void replicasEndEqual_data();
    void replicasEndEqual();
};

void tst_ShareThreads::replicasEndEqual_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("in one thread") << 0;
    QTest::newRow("in three") << 3;
}

// Ten follow an object that changes at random, by its own thread and by theirs; they go and come at random.
void tst_ShareThreads::replicasEndEqual()
{
    QFETCH(const int, threads);
    Thermostat thermostat;
    Server server;
    server.expose(&thermostat, Thermostat::shared());
    server.setThreadCount(threads);
    server.setHeartbeat({}); // the peers do not answer pings
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Replica>> replicas;
    for (int i = 0; i < 10; ++i) {
        replicas.push_back(std::make_unique<Replica>(server.port()));
        replicas.back()->connect();
    }
    QRandomGenerator random(20261130);
    for (int i = 0; i < 10'000; ++i) {
        Replica &replica = *replicas[std::size_t(random.bounded(int(replicas.size())))];
        const auto dice = random.bounded(200);
        if (dice == 0) {
            replica.drop();
            replica.connect();
        } else if (dice < 100) {
            thermostat.setTemperature(random.bounded(4));
        } else {
            const int degrees = random.bounded(5, 9);
            replica.request(
                "rpc.set", R"(["thermostat.setpoint",)" + QByteArray::number(degrees) + ']');
        }
        if (random.bounded(3) == 0)
            QCoreApplication::processEvents();
    }
    for (const auto &replica : replicas)
        QVERIFY(eventually([&] { return replica->hasAnswers(); }));
    thermostat.setTemperature(1000); // comes after all other changes
    const auto state = [&thermostat] {
        return QJsonObject{{u"temperature"_s, 1000}, {u"setpoint"_s, thermostat.setpoint()},
            {u"name"_s, u"hall"_s}};
    };
    int changes = 0;
    for (const auto &replica : replicas) {
        QVERIFY(eventually([&] { return replica->known() == state(); }));
        QCOMPARE(replica->wrongChanges(), 0);
        changes += replica->changes();
    }
    QVERIFY2(changes > 1000, QByteArray::number(changes));
}

QTEST_GUILESS_MAIN(tst_ShareThreads)
#include "tst_sharethreads.moc"
