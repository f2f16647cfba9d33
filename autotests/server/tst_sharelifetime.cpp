// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharelistener.h"
#include "thermostat.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

struct Follower
{
    explicit Follower(const Server &server, const QString &prefix = u"thermostat"_s)
        : client(server.url())
    {
        client.open();
        listener.watch({prefix});
        listener.subscribe({prefix + u".alarm"_s});
    }

    [[nodiscard]] bool hears(const QString &line) const { return listener.heard.contains(line); }

    Client client;
    ShareListener listener{client};
};

} // namespace

// What ends or moves while peers follow it.
class tst_ShareLifetime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anythingMayEndInsideUserCode_data();
    void anythingMayEndInsideUserCode();
    void readingMayUnexposeWhatIsAskedForNext();
    void objectUnderTwoNamesTellsBoth();
    void twoServersShareOneObject();
    void serverMayEndBeforeTheOther();
    void movedObjectIsNotReadInTheWrongThread();
    void movedObjectMayBeExposedAgain();

private:
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Thermostat> m_thermostat;
    QThread m_thread;
};

void tst_ShareLifetime::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_thermostat = std::make_unique<Thermostat>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_thermostat.get(), Thermostat::shared());
}

void tst_ShareLifetime::cleanup()
{
    m_server.reset();
    m_thread.quit();
    m_thread.wait();
    m_thermostat.reset();
}

void tst_ShareLifetime::anythingMayEndInsideUserCode_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("what");
    for (const int threads : {0, 2}) {
        for (const auto &where : {u"signal"_s, u"setter"_s, u"notify"_s, u"getter"_s}) {
            for (const auto &what : {u"object"_s, u"exposure"_s, u"channels"_s, u"server"_s}) {
                if (where == u"getter" && what == u"object")
                    continue; // no program can do that
                QTest::addRow(
                    "%s ends in a %s, %d threads", qPrintable(what), qPrintable(where), threads)
                    << threads << where << what;
            }
        }
    }
}

void tst_ShareLifetime::anythingMayEndInsideUserCode()
{
    QFETCH(const int, threads);
    QFETCH(const QString, where);
    QFETCH(const QString, what);
    m_server->setThreadCount(threads);
    QVERIFY(m_server->listen());
    Follower first(*m_server);
    Follower second(*m_server);
    bool hasEnded = false;
    const auto end = [&] {
        if (std::exchange(hasEnded, true))
            return;
        if (what == u"object")
            m_thermostat.reset();
        else if (what == u"exposure")
            m_server->unexpose(m_thermostat.get());
        else if (what == u"channels")
            m_server->close();
        else
            m_server.reset();
    };
    if (where == u"signal")
        connect(m_thermostat.get(), &Thermostat::alarm, this, end);
    else if (where == u"setter")
        m_thermostat->whenSet = end;
    else if (where == u"notify")
        connect(m_thermostat.get(), &Thermostat::setpointChanged, this, end);
    else
        m_thermostat->whenRead = end;
    for (Follower *const follower : {&first, &second}) {
        follower->client.call<void>("thermostat.heat", 1).onFailed([](const Error &) {});
        follower->client.call<void>("rpc.set", u"thermostat.setpoint"_s, 7)
            .onFailed([](const Error &) {});
        follower->client.call<void>("thermostat.raiseAlarm", 1).onFailed([](const Error &) {});
    }
    QTRY_VERIFY(hasEnded);
    if (m_thermostat)
        QTRY_COMPARE(m_thermostat->receiversOfAll(), int(where == u"signal" || where == u"notify"));
    // Those who are still connected are served.
    if (what == u"object" || what == u"exposure") {
        Thermostat another;
        m_server->expose(&another, Thermostat::shared());
        Follower third(*m_server);
        another.setTemperature(5);
        QTRY_VERIFY(third.hears(uR"(rpc.changed {"thermostat":{"temperature":5}})"_s));
        m_server->unexpose(&another);
    }
}

void tst_ShareLifetime::readingMayUnexposeWhatIsAskedForNext()
{
    Thermostat other;
    m_server->expose(&other, Thermostat::shared(u"other."_s));
    QVERIFY(m_server->listen());
    m_thermostat->whenRead = [&] { m_server->unexpose(&other); };
    Client client(m_server->url());
    client.open();
    const auto values =
        waitFor(client.call<QJsonObject>("rpc.watch", QStringList{u"thermostat"_s, u"other"_s}));
    QCOMPARE(values[u"thermostat"][u"temperature"], 20);
    QCOMPARE(values[u"other"].toObject(), QJsonObject());
    QCOMPARE(other.receiversOfAll(), 0);
}

void tst_ShareLifetime::objectUnderTwoNamesTellsBoth()
{
    m_server->expose(m_thermostat.get(), Thermostat::shared(u"second."_s));
    QVERIFY(m_server->listen());
    Follower first(*m_server);
    Follower second(*m_server, u"second"_s);
    first.listener.call<QJsonValue>("second.alternate");
    QTRY_COMPARE(first.listener.heard.size(), 5);
    const QStringList all = {uR"(rpc.changed {"thermostat":{"temperature":21}})"_s,
        u"thermostat.alarm [21]"_s, uR"(rpc.changed {"thermostat":{"temperature":22}})"_s,
        u"thermostat.alarm [22]"_s};
    QCOMPARE(first.listener.heard.mid(0, 4), all);
    QTRY_COMPARE(second.listener.heard.size(), 4);
    QCOMPARE(
        second.listener.heard, QStringList(all).replaceInStrings(u"thermostat"_s, u"second"_s));
    m_server->unexpose(m_thermostat.get());
    QCOMPARE(m_thermostat->receiversOfAll(), 0);
}

void tst_ShareLifetime::twoServersShareOneObject()
{
    Server other;
    other.setThreadCount(2);
    other.expose(m_thermostat.get(), Thermostat::shared());
    QVERIFY(m_server->listen());
    QVERIFY(other.listen());
    Follower first(*m_server);
    Follower second(other);
    first.listener.call<QJsonValue>("rpc.set", u"thermostat.setpoint"_s, 8);
    second.listener.call<QJsonValue>("thermostat.heat", 1);
    for (const Follower *const follower : {&first, &second}) {
        QTRY_VERIFY(follower->hears(uR"(rpc.changed {"thermostat":{"setpoint":8}})"_s));
        QTRY_VERIFY(follower->hears(uR"(rpc.changed {"thermostat":{"temperature":21}})"_s));
    }
}

void tst_ShareLifetime::serverMayEndBeforeTheOther()
{
    auto other = std::make_unique<Server>();
    other->expose(m_thermostat.get(), Thermostat::shared());
    QVERIFY(m_server->listen());
    QVERIFY(other->listen());
    Follower first(*m_server);
    Follower second(*other);
    connect(m_thermostat.get(), &Thermostat::alarm, this, [&] { other.reset(); });
    Q_EMIT m_thermostat->alarm(1);
    QVERIFY(!other);
    Q_EMIT m_thermostat->alarm(2);
    QTRY_VERIFY(first.hears(u"thermostat.alarm [2]"_s));
}

void tst_ShareLifetime::movedObjectIsNotReadInTheWrongThread()
{
    QVERIFY(m_server->listen());
    Follower follower(*m_server);
    m_thermostat->reads = 0;
    m_thread.start();
    m_thermostat->moveToThread(&m_thread);
    QTest::ignoreMessage(QtWarningMsg,
        "those who follow thermostat.temperature are not told: the object has moved to another "
        "thread; expose it again");
    QMetaObject::invokeMethod(
        m_thermostat.get(), [this] { m_thermostat->setTemperature(1); },
        Qt::BlockingQueuedConnection);
    const auto late = follower.client.call<void>("rpc.set", u"thermostat.setpoint"_s, 8);
    QCOMPARE(errorOf(late).code(), Error::InternalError);
    QCOMPARE(m_thermostat->reads, 0);
    QCOMPARE(follower.listener.heard, QStringList());
}

void tst_ShareLifetime::movedObjectMayBeExposedAgain()
{
    QVERIFY(m_server->listen());
    const Follower early(*m_server);
    m_thread.start();
    m_thermostat->moveToThread(&m_thread);
    m_server->expose(m_thermostat.get(), Thermostat::shared());
    const Follower late(*m_server);
    QMetaObject::invokeMethod(m_thermostat.get(), [this] { m_thermostat->setTemperature(1); });
    QTRY_VERIFY(late.hears(uR"(rpc.changed {"thermostat":{"temperature":1}})"_s));
    QCOMPARE(early.listener.heard, QStringList());
}

QTEST_GUILESS_MAIN(tst_ShareLifetime)
#include "tst_sharelifetime.moc"
