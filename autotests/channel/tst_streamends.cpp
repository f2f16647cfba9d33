// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "clock_p.h"
#include "scriptedmaker.h"
#include "streamservice.h"
#include "waitfor.h"

#include <QJsonArray>
#include <QPromise>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// When streams end, and what they end with.
class tst_StreamEnds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerType<Stream<int>>(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        m_service = std::make_unique<StreamService>();
        m_server = std::make_unique<Server>();
        m_server->expose(m_service.get());
        QVERIFY(m_server->listen(QHostAddress::LocalHost, 0));
    }

    void makerGoesAfterTheMessage();
    void makerGoesAfterTheCall();
    void streamEndsWithItsObject();
    void listEndsWithItsObject();
    void laterStreamBelongsToNoOtherObject();
    void lateAnswerEndsItsStreamsOnce();
    void oldestLateAnswersAreForgotten();
    void valuesMayTakeLongerThanACall();

private:
    std::unique_ptr<StreamService> m_service;
    std::unique_ptr<Server> m_server;
};

// It is user code, which may destroy the channel that handles the message.
void tst_StreamEnds::makerGoesAfterTheMessage()
{
    ScriptedPeer reader(m_server->url());
    int aliveAfterwards = -1;
    reader.send(R"({"jsonrpc":"2.0","id":1,"method":"endless"})");
    const QByteArray token =
        QByteArray::number(messageIn(reader.next())[u"result"_s][u"token"_s].toInteger());
    reader.send(
        R"({"jsonrpc":"2.0","id":2,"method":"$/enumerator/next","params":[)" + token + "]}");
    (void)reader.next();
    QCOMPARE(m_service->alive, 1);
    m_server->on("count", this, [&] { aliveAfterwards = m_service->alive; });
    reader.send(R"([{"jsonrpc":"2.0","method":"$/enumerator/abort","params":[)" + token
        + R"(]},{"jsonrpc":"2.0","id":3,"method":"count"}])");
    (void)reader.next();
    QCOMPARE(aliveAfterwards, 1);
    QTRY_COMPARE(m_service->alive, 0);
}

void tst_StreamEnds::makerGoesAfterTheCall()
{
    Client client(m_server->url());
    client.open();
    Reply<qint64> reply = client.call<qint64>("sum", m_service->endless());
    QTRY_COMPARE(m_service->alive, 1);
    reply.cancel();
    QCOMPARE(m_service->alive, 1);
    QTRY_COMPARE(m_service->alive, 0);
}

void tst_StreamEnds::streamEndsWithItsObject()
{
    Client client(m_server->url());
    client.open();
    const auto stream = waitFor(client.call<Stream<int>>("written"));
    const Reply<std::optional<int>> next = stream.next();
    const StreamWriter<int> writer = *m_service->writers.front(); // which outlives the object
    m_service.reset();
    QVERIFY(errorOf(next).message().contains(u"the object that made the stream is gone"));
}

void tst_StreamEnds::listEndsWithItsObject()
{
    Client client(m_server->url());
    client.setDialect(Dialect::FastApi);
    client.open();
    const Reply<QList<int>> reply = client.call<QList<int>>("written");
    QTRY_COMPARE(m_service->writers.size(), 1U);
    const StreamWriter<int> writer = *m_service->writers.front(); // which outlives the object
    m_service.reset();
    QVERIFY(errorOf(reply).message().contains(u"the object that made the stream is gone"));
}

void tst_StreamEnds::laterStreamBelongsToNoOtherObject()
{
    QPromise<Stream<int>> promise;
    promise.start();
    m_server->on("later", this, [&] { return promise.future(); });
    Client client(m_server->url());
    client.open();
    const Reply<Stream<int>> later = client.call<Stream<int>>("later");
    const auto other = waitFor(client.call<Stream<int>>("endless"));
    promise.addResult(Stream<int>::from({1, 2, 3}));
    promise.finish();
    const Stream<int> stream = waitFor(later);
    m_service.reset();
    QCOMPARE(waitFor(stream.toList()), numbersTo(3));
}

namespace {

// A peer that answers calls only when it is told to, and counts the ends of streams.
struct LatePeer
{
    LatePeer()
    {
        client.setUrl(peer.url());
        client.open();
    }
    // Returns the identifiers of as many calls, which are cancelled.
    QList<QByteArray> abandon(int calls)
    {
        std::vector<Reply<Stream<int>>> replies;
        QList<QByteArray> ids;
        for (int i = 0; i < calls; ++i) {
            replies.push_back(client.call<Stream<int>>("rows"));
            ids.append(QByteArray::number(messageIn(peer.next())[u"id"_s].toInteger()));
        }
        for (Reply<Stream<int>> &reply : replies)
            reply.cancel();
        return ids;
    }
    void answer(const QByteArray &id)
    {
        peer.send(R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"token":)" + id + "}}");
    }
    // Of which streams the end has been told, when all that was sent has been handled.
    QList<QByteArray> ended()
    {
        const Reply<int> barrier = client.call<int>("barrier");
        QList<QByteArray> tokens;
        for (;;) {
            const QJsonObject message = messageIn(peer.next());
            if (message[u"method"_s] == u"barrier"_s)
                return tokens;
            if (message[u"method"_s] == u"$/enumerator/abort"_s)
                tokens.append(QByteArray::number(message[u"params"_s][u"token"_s].toInteger()));
        }
    }

    ScriptedPeer peer;
    Client client;
};

} // namespace

void tst_StreamEnds::lateAnswerEndsItsStreamsOnce()
{
    LatePeer late;
    const QByteArray id = late.abandon(1).first();
    late.answer(id);
    late.answer(id);
    QTRY_COMPARE(late.client.statistics().lateAnswers, 2U);
    QCOMPARE(late.ended(), QList<QByteArray>{id});
}

void tst_StreamEnds::oldestLateAnswersAreForgotten()
{
    constexpr int most = 1000;
    LatePeer late;
    const QList<QByteArray> ids = late.abandon(most + 1);
    for (const QByteArray &id : {ids[0], ids[1], ids[most]})
        late.answer(id);
    QTRY_COMPARE(late.client.statistics().lateAnswers, 3U);
    QCOMPARE(late.ended(), (QList<QByteArray>{ids[1], ids[most]}));
}

void tst_StreamEnds::valuesMayTakeLongerThanACall()
{
    ManualClock clock;
    ScriptedMaker maker(R"({"token":5})");
    maker.client.setCallOptions({.timeout = 1s});
    const Stream<int> stream = waitFor(maker.client.call<Stream<int>>("rows"));
    const Reply<std::optional<int>> next = stream.next();
    QTRY_COMPARE(maker.requests.size(), 1);
    clock.advance(2s);
    const qint64 id = messageIn(maker.requests.first())[u"id"_s].toInteger();
    maker.peer.send(R"({"jsonrpc":"2.0","id":)" + QByteArray::number(id)
        + R"(,"result":{"values":[7],"finished":true}})");
    QCOMPARE(waitFor(next), 7);
}

QTEST_GUILESS_MAIN(tst_StreamEnds)

#include "tst_streamends.moc"
