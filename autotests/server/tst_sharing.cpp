// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "counters_p.h"
#include "rawpeer.h"
#include "sharelistener.h"
#include "thermostat.h"

#include <websocketrpc/client.h>
#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/registertype.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// A value that counts how often it is written.
struct Counted
{
    Q_GADGET
    Q_PROPERTY(int value READ value WRITE setValue)

public:
    [[nodiscard]] int value() const
    {
        ++written;
        return 7;
    }
    void setValue(int) { }

    static inline std::atomic_int written = 0;
};

class Board : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString text MEMBER m_text NOTIFY textChanged)

public:
    void setText(const QString &text)
    {
        m_text = text;
        Q_EMIT textChanged();
    }

Q_SIGNALS:
    void counted(const Counted &value);
    void textChanged();

private:
    QString m_text;
};

namespace {

struct Follower
{
    explicit Follower(
        const Server &server, const QString &path = u"/"_s, Dialect dialect = Dialect::JsonRpc2)
    {
        QUrl url = server.url();
        url.setPath(path);
        client.setUrl(url);
        client.setDialect(dialect);
        client.open();
    }

    Client client;
    ShareListener listener{client};
};

} // namespace

// Objects that a server shares with many.
class tst_Sharing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void routeSharesItsOwn();
    void eachConnectionHasItsOwn();
    void allThreadsOfAServerAreTold_data() { addThreadCounts(); }
    void allThreadsOfAServerAreTold();
    void signalForManyIsWrittenOnce_data() { addThreadCounts(); }
    void signalForManyIsWrittenOnce();
    void manyWatchersEndOnTheLastValue_data() { addThreadCounts(); }
    void manyWatchersEndOnTheLastValue();
    void slowReaderGetsTheNewestValue();
    void signalsForOneWhoDoesNotReadAreLimited();

private:
    static void addThreadCounts()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("in one thread") << 0;
        QTest::newRow("in three") << 3;
    }

    std::unique_ptr<Server> m_server;
};

void tst_Sharing::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    registerType<Counted>();
    m_server = std::make_unique<Server>();
    Counted::written = 0;
}

void tst_Sharing::routeSharesItsOwn()
{
    Thermostat kitchen;
    Thermostat everywhere;
    m_server->expose(&everywhere, Thermostat::shared(u"all."_s));
    m_server->route(u"/kitchen"_s).expose(&kitchen, Thermostat::shared());
    m_server->route(u"/"_s);
    QVERIFY(m_server->listen());
    Follower inside(*m_server, u"/kitchen"_s);
    Follower outside(*m_server);
    inside.listener.watch({u"all"_s, u"thermostat.temperature"_s});
    QCOMPARE(inside.listener.values.keys(), (QStringList{u"all"_s, u"thermostat"_s}));
    outside.listener.watch({u"all.temperature"_s});
    const auto refused = outside.client.call<void>("rpc.watch", QStringList{u"thermostat"_s});
    QCOMPARE(errorOf(refused).code(), Error::InvalidParams);
    kitchen.setTemperature(1);
    QTRY_COMPARE(inside.listener.heard.size(), 1);
    m_server->route(u"/kitchen"_s).unexpose(&kitchen);
    QCOMPARE(kitchen.receiversOfAll(), 0);
}

void tst_Sharing::eachConnectionHasItsOwn()
{
    QList<Thermostat *> made;
    m_server->exposeEach(
        [&made](Channel &) {
            auto thermostat = std::make_unique<Thermostat>();
            made.append(thermostat.get());
            return thermostat;
        },
        Thermostat::shared());
    QVERIFY(m_server->listen());
    Follower first(*m_server);
    first.listener.watch({u"thermostat.temperature"_s});
    Follower second(*m_server);
    second.listener.watch({u"thermostat.temperature"_s});
    made[0]->setTemperature(1);
    made[1]->setTemperature(2);
    QTRY_COMPARE(
        first.listener.heard, QStringList{uR"(rpc.changed {"thermostat":{"temperature":1}})"_s});
    QTRY_COMPARE(
        second.listener.heard, QStringList{uR"(rpc.changed {"thermostat":{"temperature":2}})"_s});
}

void tst_Sharing::allThreadsOfAServerAreTold()
{
    QFETCH(const int, threads);
    Thermostat thermostat;
    m_server->expose(&thermostat, Thermostat::shared());
    m_server->setThreadCount(threads);
    QVERIFY(m_server->listen());
    std::vector<std::unique_ptr<Follower>> followers;
    for (int i = 0; i < 6; ++i) {
        followers.push_back(std::make_unique<Follower>(*m_server));
        followers.back()->listener.watch({u"thermostat.temperature"_s});
        followers.back()->listener.subscribe({u"thermostat.alarm"_s});
    }
    followers[0]->listener.call<QJsonValue>("thermostat.alternate");
    const QStringList all = {uR"(rpc.changed {"thermostat":{"temperature":21}})"_s,
        u"thermostat.alarm [21]"_s, uR"(rpc.changed {"thermostat":{"temperature":22}})"_s,
        u"thermostat.alarm [22]"_s};
    for (const auto &follower : followers)
        QTRY_COMPARE(follower->listener.heard.mid(0, 4), all);
    QTRY_COMPARE(followers[0]->listener.heard.value(4), u"answer [null]"_s);
    followers.clear();
    QTRY_COMPARE(thermostat.receiversOfAll(), 0);
}

void tst_Sharing::signalForManyIsWrittenOnce()
{
    QFETCH(const int, threads);
    Board board;
    m_server->expose(&board, {.prefix = u"b."_s, .sharedSignals = {u"counted"_s}});
    m_server->setThreadCount(threads);
    QVERIFY(m_server->listen());
    std::vector<std::unique_ptr<Follower>> followers;
    for (int i = 0; i < 6; ++i) {
        followers.push_back(std::make_unique<Follower>(
            *m_server, u"/"_s, i % 2 ? Dialect::FastApi : Dialect::JsonRpc2));
        QVERIFY(settles(followers.back()->client.call<void>(
            "rpc.subscribe", {{"names", QStringList{u"b.counted"_s}}})));
    }
    Q_EMIT board.counted({});
    for (int i = 0; i < 6; ++i) {
        const QString expected =
            i % 2 ? uR"(b.counted {"value":{"value":7}})"_s : uR"(b.counted [{"value":7}])"_s;
        QTRY_COMPARE(followers[std::size_t(i)]->listener.heard, QStringList{expected});
    }
    QCOMPARE(Counted::written, 1);
}

void tst_Sharing::manyWatchersEndOnTheLastValue()
{
    QFETCH(const int, threads);
    constexpr int changes = 20000;
    QThread thread;
    thread.start();
    auto *const thermostat = new Thermostat;
    connect(&thread, &QThread::finished, thermostat, &QObject::deleteLater);
    thermostat->moveToThread(&thread);
    m_server->expose(thermostat, Thermostat::shared());
    m_server->setThreadCount(threads);
    QVERIFY(m_server->listen());
    std::vector<std::unique_ptr<Follower>> followers;
    for (int i = 0; i < 20; ++i) {
        followers.push_back(std::make_unique<Follower>(*m_server));
        followers.back()->listener.watch({u"thermostat.temperature"_s});
    }
    const auto mailbox = Detail::Mailbox::of(&thread);
    for (int i = 1; i <= changes; ++i)
        mailbox->post([thermostat, i] { thermostat->setTemperature(i); });
    const QString last = uR"(rpc.changed {"thermostat":{"temperature":%1}})"_s.arg(changes);
    for (const auto &follower : followers) {
        QTRY_VERIFY(
            !follower->listener.heard.isEmpty() && follower->listener.heard.constLast() == last);
        QCOMPARE(follower->listener.heard.removeDuplicates(), 0);
    }
    followers.clear();
    m_server.reset();
    thread.quit();
    thread.wait();
}

// Each value is larger than what the system keeps for a connection, so nearly all of them wait.
void tst_Sharing::slowReaderGetsTheNewestValue()
{
    constexpr qsizetype size = 4 * 1024 * 1024;
    constexpr int changes = 15;
    Board board;
    m_server->expose(&board, {.prefix = u"b."_s, .sharedProperties = {u"text"_s}});
    Limits limits = m_server->limits();
    limits.outgoingBuffer = 4 * size;
    m_server->setLimits(limits);
    QVERIFY(m_server->listen());
    RawPeer slow(m_server->port());
    QVERIFY(slow.upgrade());
    slow.send(0x81, R"({"jsonrpc":"2.0","method":"rpc.watch","params":[["b"]],"id":1})");
    QTRY_COMPARE(slow.received().size(), 1);
    slow.socket().setReadBufferSize(1);
    Follower quick(*m_server);
    quick.listener.watch({u"b"_s});
    for (int i = 0; i < changes; ++i) {
        board.setText(QString(size, QChar(u'A' + i)));
        QTRY_COMPARE(quick.listener.heard.size(), i + 1);
    }
    QCOMPARE(m_server->statistics().slowConsumers, 0U);
    slow.socket().setReadBufferSize(0);
    const QByteArray last(40, char('A' + changes - 1));
    QTRY_VERIFY(slow.received().constLast().contains(last));
    QVERIFY2(slow.received().size() < 8, QByteArray::number(slow.received().size()));
    QCOMPARE(m_server->statistics().slowConsumers, 0U);
}

void tst_Sharing::signalsForOneWhoDoesNotReadAreLimited()
{
    Thermostat thermostat;
    m_server->expose(&thermostat, Thermostat::shared());
    Limits limits = m_server->limits();
    limits.outgoingBuffer = 1024 * 1024;
    m_server->setLimits(limits);
    QVERIFY(m_server->listen());
    RawPeer slow(m_server->port());
    QVERIFY(slow.upgrade());
    slow.send(0x81,
        R"({"jsonrpc":"2.0","method":"rpc.subscribe","params":[["thermostat.said"]],"id":1})");
    QTRY_COMPARE(slow.received().size(), 1);
    slow.socket().setReadBufferSize(1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the peer does not read"_s));
    const QString text(100'000, u'x');
    for (int i = 0; i < 500 && m_server->statistics().slowConsumers == 0; ++i) {
        Q_EMIT thermostat.said(text, i);
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_server->statistics().slowConsumers, 1U);
    QTRY_COMPARE_WITH_TIMEOUT(thermostat.receiversOfAll(), 0, 20000); // it is given time to read
}

QTEST_GUILESS_MAIN(tst_Sharing)
#include "tst_sharing.moc"
