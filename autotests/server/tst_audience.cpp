// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

// A client that keeps its notifications.
struct Listener
{
    Listener(const Server &server, const QByteArray &name, const QString &path = u"/"_s,
        Dialect dialect = Dialect::JsonRpc2)
    {
        QUrl url = server.url();
        url.setPath(path);
        client.setUrl(url);
        client.setHeader("X-Name", name);
        client.setDialect(dialect);
        client.expose(&calculator);
        client.open();
    }

    [[nodiscard]] QStringList &heard() { return calculator.recorded; }

    Calculator calculator;
    Client client;
};

class Api : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual void record(const QString &text) = 0;
};

} // namespace

class tst_Audience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_server = std::make_unique<Server>();
        m_server->setAuthenticator(
            [](const PeerInfo &request) { return Admission::accept(request.header("X-Name")); });
    }

    void allAreNotified_data();
    void allAreNotified();
    void everyWayToWriteArgumentsIsThere();
    void audienceIsFiltered();
    void bothDialectsAreSpoken();
    void predicateMayThrow();
    void predicateMayDeleteTheServer();
    void whoIsGoneIsNotTold();
    void argumentsThatCannotBeWrittenAreAWarning();
    void orderIsKept();

private:
    void waitForChannels(qsizetype count) { QTRY_COMPARE(m_server->channels().size(), count); }

    std::unique_ptr<Server> m_server;
};

void tst_Audience::allAreNotified_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("in the server's thread") << 0;
    QTest::newRow("in two threads") << 2;
}

void tst_Audience::allAreNotified()
{
    QFETCH(const int, threads);
    m_server->setThreadCount(threads);
    QVERIFY(m_server->listen());
    std::vector<std::unique_ptr<Listener>> listeners;
    for (int i = 0; i < 5; ++i)
        listeners.push_back(std::make_unique<Listener>(*m_server, "x"));
    waitForChannels(5);
    m_server->notifyAll("record", u"news"_s);
    for (const auto &listener : listeners)
        QTRY_COMPARE(listener->heard(), QStringList(u"news"_s));
    Listener late(*m_server, "x");
    waitForChannels(6);
    m_server->notifyAll("record", u"more"_s);
    QTRY_COMPARE(late.heard(), QStringList(u"more"_s));
}

void tst_Audience::everyWayToWriteArgumentsIsThere()
{
    QVERIFY(m_server->listen());
    Listener listener(*m_server, "x");
    waitForChannels(1);
    m_server->notifyAll("record", "position");
    m_server->notifyAll("record", {{"text", "name"}});
    m_server->notifyAll("record", Arguments(QVariantList{u"list"_s}));
    m_server->notifyAll("record", Arguments(QVariantMap{{u"text"_s, u"map"_s}}));
    m_server->notifyAll<&Api::record>(u"method"_s);
    QTRY_COMPARE(listener.heard(),
        (QStringList{u"position"_s, u"name"_s, u"list"_s, u"map"_s, u"method"_s}));
}

void tst_Audience::audienceIsFiltered()
{
    m_server->route(u"/"_s);
    m_server->route(u"/board/*"_s);
    QVERIFY(m_server->listen());
    Listener ada(*m_server, "ada");
    Listener bob(*m_server, "bob", u"/board/1"_s);
    Listener eve(*m_server, "eve", u"/board/2"_s);
    waitForChannels(3);
    m_server->audience({.route = u"/board/*"_s}).notify("record", "board");
    m_server->audience({.identity = QByteArray("ada")}).notify("record", "ada");
    m_server->audience({.route = u"/board/*"_s, .identity = QByteArray("eve")})
        .notify("record", {{"text", "eve"}});
    m_server->audience({.predicate = [](const PeerInfo &peer) { return peer.path.endsWith(u'1'); }})
        .notify("record", "one");
    m_server->audience({.route = u"/none"_s}).notify("record", "none");
    m_server->notifyAll("record", "all");
    QTRY_COMPARE(ada.heard(), (QStringList{u"ada"_s, u"all"_s}));
    QTRY_COMPARE(bob.heard(), (QStringList{u"board"_s, u"one"_s, u"all"_s}));
    QTRY_COMPARE(eve.heard(), (QStringList{u"board"_s, u"eve"_s, u"all"_s}));
}

void tst_Audience::bothDialectsAreSpoken()
{
    QVERIFY(m_server->listen());
    Listener plain(*m_server, "x");
    Listener python(*m_server, "x", u"/"_s, Dialect::FastApi);
    waitForChannels(2);
    m_server->notifyAll("record", {{"text", "named"}});
    QTRY_COMPARE(plain.heard(), QStringList(u"named"_s));
    QTRY_COMPARE(python.heard(), QStringList(u"named"_s));
}

void tst_Audience::predicateMayThrow()
{
    QVERIFY(m_server->listen());
    Listener listener(*m_server, "x");
    waitForChannels(1);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"predicate of an audience failed: no database"_s));
    m_server
        ->audience({.predicate = [](const PeerInfo &) -> bool {
            throw std::runtime_error("no database");
        }})
        .notify("record", "lost");
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"predicate of an audience failed: an exception of unknown type"_s));
    m_server->audience({.predicate = [](const PeerInfo &) -> bool { throw 7; }})
        .notify("record", "lost");
    m_server->notifyAll("record", "kept");
    QTRY_COMPARE(listener.heard(), QStringList(u"kept"_s));
}

void tst_Audience::predicateMayDeleteTheServer()
{
    QVERIFY(m_server->listen());
    Listener first(*m_server, "x");
    Listener second(*m_server, "x");
    waitForChannels(2);
    int asked = 0;
    m_server
        ->audience({.predicate =
                        [&](const PeerInfo &) {
                            ++asked;
                            m_server.reset();
                            return true;
                        }})
        .notify("record", "lost");
    QCOMPARE(asked, 1);
    QVERIFY(!m_server);
    QTRY_VERIFY(!first.client.isConnected() && !second.client.isConnected());
    QCOMPARE(first.heard() + second.heard(), QStringList());
}

void tst_Audience::whoIsGoneIsNotTold()
{
    QVERIFY(m_server->listen());
    Listener listener(*m_server, "x");
    waitForChannels(1);
    m_server->channels()[0]->close();
    m_server->notifyAll("record", "lost"); // without a warning
    m_server->close();
    m_server->notifyAll("record", "lost");
    QTRY_VERIFY(m_server->channels().isEmpty());
    QCOMPARE(listener.heard(), QStringList());
}

void tst_Audience::argumentsThatCannotBeWrittenAreAWarning()
{
    QVERIFY(m_server->listen());
    Listener listener(*m_server, "x");
    waitForChannels(1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"a notification is not sent: .*'0'"_s));
    m_server->notifyAll("record", QVariant::fromValue(static_cast<QObject *>(this)));
    m_server->notifyAll("record", "kept");
    QTRY_COMPARE(listener.heard(), QStringList(u"kept"_s));
}

void tst_Audience::orderIsKept()
{
    m_server->setThreadCount(2);
    QVERIFY(m_server->listen());
    Listener first(*m_server, "x");
    Listener second(*m_server, "y");
    waitForChannels(2);
    QStringList expected;
    for (int i = 0; i < 200; ++i) {
        const QString text = QString::number(i);
        if (i % 2)
            m_server->notifyAll("record", text);
        else
            m_server->channels()[0]->notify("record", text);
        expected.append(text);
    }
    QTRY_VERIFY(first.heard().size() == 200 || second.heard().size() == 200);
    QCOMPARE(first.heard().size() == 200 ? first.heard() : second.heard(), expected);
}

QTEST_GUILESS_MAIN(tst_Audience)

#include "tst_audience.moc"
