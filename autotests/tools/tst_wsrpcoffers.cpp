// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "offeringserver.h"
#include "wsrpc.h"

#include <websocketrpc/callcontext.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using TestSupport::ProgramResult;

// What wsrpc does with what a peer offers, beside printing it.
class tst_WsrpcOffers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }

    void failedCallIsExplained_data();
    void failedCallIsExplained();
    void callThatSucceedsAsksNothing();
    void peerThatTellsNothingExplainsNothing();
    void comparisonTellsWhatBreaks();
    void comparisonOfWrongFilesIsNoResult();

private:
    [[nodiscard]] QString url() const { return m_server->url().toString(); }

    std::optional<OfferingServer> m_server;
    const Files m_files;
};

void tst_WsrpcOffers::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server.emplace();
}

void tst_WsrpcOffers::failedCallIsExplained_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("errors");
    const QByteArray usage = "wsrpc: usage: add(a: int, b?: int) -> int\n";
    QTest::newRow("wrong name") << QStringList{u"ad"_s, u"1"_s}
                                << "wsrpc: error -32601: there is no method 'ad'\n"
                                   "wsrpc: is it 'add'?\n"
            + usage;
    QTest::newRow("wrong argument") << QStringList{
        u"add"_s, u"x"_s} << "wsrpc: error -32602: argument 'a': expected int, got \"x\"\n" + usage;
    QTest::newRow("no method") << QStringList{u"thermostat.setpoint"_s}
                               << QByteArray(
                                      "wsrpc: error -32601: there is no method "
                                      "'thermostat.setpoint'\nwsrpc: 'thermostat.setpoint' is no "
                                      "method; see 'wsrpc get', 'watch' and 'listen'\n");
    QTest::newRow("nothing like it")
        << QStringList{u"somethingElse"_s}
        << QByteArray("wsrpc: error -32601: there is no method 'somethingElse'\n"
                      "wsrpc: 'wsrpc describe' prints what there is\n");
}

void tst_WsrpcOffers::failedCallIsExplained()
{
    QFETCH(const QStringList, words);
    QFETCH(const QByteArray, errors);
    const ProgramResult result = wsrpc(QStringList{u"call"_s, url()} + words);
    QCOMPARE(result.status, 1);
    QCOMPARE(result.errors, errors);
}

void tst_WsrpcOffers::callThatSucceedsAsksNothing()
{
    QStringList asked;
    m_server->setAuthorizer([&asked](const WebSocketRpc::CallContext &context) {
        asked.append(context.method());
        return std::optional<WebSocketRpc::Error>();
    });
    QCOMPARE(wsrpc({u"call"_s, url(), u"add"_s, u"1"_s}).output, "2\n");
    QCOMPARE(asked, QStringList{u"add"_s});
}

void tst_WsrpcOffers::peerThatTellsNothingExplainsNothing()
{
    m_server->setDiscoverable(std::nullopt);
    const ProgramResult result = wsrpc({u"call"_s, url(), u"ad"_s});
    QCOMPARE(result.status, 1);
    QCOMPARE(result.errors, "wsrpc: error -32601: there is no method 'ad'\n");
}

void tst_WsrpcOffers::comparisonTellsWhatBreaks()
{
    const QString before =
        m_files.write(u"before.json"_s, wsrpc({u"describe"_s, url(), u"--json"_s}).output);
    QCOMPARE(wsrpc({u"compare"_s, before, url()}).output, "");
    QCOMPARE(wsrpc({u"compare"_s, before, url()}).status, 0);
    m_server->unexpose(&m_server->sums);
    const ProgramResult result = wsrpc({u"compare"_s, before, url()});
    QCOMPARE(result.status, 1);
    QCOMPARE(result.output, "breaks  add: is removed\nbreaks  text: is removed\n");
    const ProgramResult back = wsrpc({u"compare"_s, url(), before});
    QCOMPARE(back.status, 0);
    QCOMPARE(back.output, "fits    add: is new\nfits    text: is new\n");
}

void tst_WsrpcOffers::comparisonOfWrongFilesIsNoResult()
{
    const QString file = m_files.write(u"c.json"_s, "{}");
    QCOMPARE(wsrpc({u"compare"_s, file, file}).status, 2);
    m_server->setDiscoverable(std::nullopt);
    QCOMPARE(wsrpc({u"compare"_s, url(), url()}).status, 2);
}

QTEST_GUILESS_MAIN(tst_WsrpcOffers)
#include "tst_wsrpcoffers.moc"
