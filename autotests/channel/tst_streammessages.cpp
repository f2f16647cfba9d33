// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "clock_p.h"
#include "messages.h"
#include "scriptedmaker.h"
#include "streamservice.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// The messages about streams, against what StreamJsonRpc documents for IAsyncEnumerable.
class tst_StreamMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        m_service = std::make_unique<StreamService>();
        m_server = std::make_unique<Server>();
        m_server->expose(m_service.get());
        QVERIFY(m_server->listen(QHostAddress::LocalHost, 0));
        m_caller = std::make_unique<ScriptedPeer>(m_server->url());
    }

    // What we answer.
    void resultIsAToken();
    void valuesComeByRequest_data();
    void valuesComeByRequest();
    void tokenMayBeThePosition();
    void failureIsTheAnswer();
    void readerMayEndIt_data();
    void readerMayEndIt();
    void unknownTokenIsAnError_data();
    void unknownTokenIsAnError();
    void oneRequestAtATime();
    void requestMayBeCancelled();
    void otherRequestsGoOn();
    void requestMayBeInABatch();
    void abortedRequestIsAnswered();
    void streamInAnArgumentIsRead_data();
    void streamInAnArgumentIsRead();
    void streamInANotificationIsRefused();
    void idleStreamIsDropped();
    void idleTimeBeginsWithTheAnswer();
    void bytesMadeAheadAreBounded_data();
    void bytesMadeAheadAreBounded();
    void smallMessagesAreKept();

    // What we ask.
    void resultIsRead_data();
    void resultIsRead();
    void oneRequestIsSentAtATime();
    void droppedStreamIsAborted();
    void finishedStreamIsNotAborted();
    void wrongAnswerFailsTheStream_data();
    void wrongAnswerFailsTheStream();
    void argumentIsAToken();
    void settledCallForgetsItsStreams();

private:
    QByteArray ask(const QByteArray &message)
    {
        m_caller->send(message);
        return m_caller->next();
    }
    // Calls a method that returns a stream, and returns the token.
    qint64 open(const QByteArray &method, const QByteArray &params = "[]")
    {
        const QByteArray answer =
            ask(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + '}');
        return messageIn(answer)[u"result"_s][u"token"_s].toInteger();
    }
    QByteArray next(qint64 token, const QByteArray &id = "2")
    {
        return R"({"jsonrpc":"2.0","id":)" + id
            + R"(,"method":"$/enumerator/next","params":{"token":)" + QByteArray::number(token)
            + "}}";
    }
    [[nodiscard]] qsizetype openStreams() const
    {
        return m_server->channels().first()->statistics().openStreams;
    }

    std::unique_ptr<StreamService> m_service;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<ScriptedPeer> m_caller;
};

void tst_StreamMessages::resultIsAToken()
{
    const QJsonObject result =
        messageIn(ask(R"({"jsonrpc":"2.0","id":1,"method":"numbers","params":[3]})"))[u"result"_s]
            .toObject();
    QCOMPARE(result.keys(), QStringList{u"token"_s});
    QVERIFY(result[u"token"_s].isDouble());
    QCOMPARE(ask(R"({"jsonrpc":"2.0","id":1,"method":"nothing"})"),
        R"({"jsonrpc":"2.0","result":{},"id":1})"_ba);
}

void tst_StreamMessages::valuesComeByRequest_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 3, 5000})
        QTest::addRow("%d values", count) << count;
}

void tst_StreamMessages::valuesComeByRequest()
{
    QFETCH(int, count);
    const qint64 token = open("numbers", '[' + QByteArray::number(count) + ']');
    QList<int> values;
    for (;;) {
        const QJsonObject result = messageIn(ask(next(token)))[u"result"_s].toObject();
        const QJsonArray portion = result[u"values"_s].toArray();
        for (const QJsonValue value : portion)
            values.append(value.toInt());
        if (result[u"finished"_s] == QJsonValue(true))
            break;
        QVERIFY(result[u"finished"_s] == QJsonValue(false));
        QVERIFY(!portion.isEmpty());
    }
    QCOMPARE(values, numbersTo(count));
    QCOMPARE(errorCodeOf(ask(next(token))), int(Error::UnknownStream));
    QCOMPARE(openStreams(), 0);
}

void tst_StreamMessages::tokenMayBeThePosition()
{
    const qint64 token = open("numbers", "[1]");
    const QByteArray answer =
        ask(R"({"jsonrpc":"2.0","id":"x","method":"$/enumerator/next","params":[)"
            + QByteArray::number(token) + "]}");
    QCOMPARE(messageIn(answer)[u"result"_s][u"values"_s].toArray(), QJsonArray{1});
}

void tst_StreamMessages::failureIsTheAnswer()
{
    const qint64 token = open("failing", "[1]");
    QCOMPARE(messageIn(ask(next(token)))[u"result"_s][u"values"_s].toArray(), QJsonArray{1});
    const QByteArray failure = ask(next(token));
    QCOMPARE(errorCodeOf(failure), 7);
    QCOMPARE(errorMessageOf(failure), u"no more"_s);
    QCOMPARE(errorCodeOf(ask(next(token))), int(Error::UnknownStream));
}

void tst_StreamMessages::readerMayEndIt_data()
{
    QTest::addColumn<bool>("isRequest");
    QTest::newRow("by a request") << true;
    QTest::newRow("by a notification") << false;
}

void tst_StreamMessages::readerMayEndIt()
{
    QFETCH(bool, isRequest);
    const qint64 token = open("endless");
    (void)ask(next(token));
    QCOMPARE(m_service->alive, 1);
    const QByteArray rest =
        R"("method":"$/enumerator/abort","params":{"token":)" + QByteArray::number(token) + "}}";
    if (isRequest)
        QCOMPARE(ask(R"({"jsonrpc":"2.0","id":3,)" + rest),
            R"({"jsonrpc":"2.0","result":null,"id":3})"_ba);
    else
        m_caller->send(R"({"jsonrpc":"2.0",)" + rest);
    QTRY_COMPARE(m_service->alive, 0);
    QCOMPARE(errorCodeOf(ask(next(token))), int(Error::UnknownStream));
}

void tst_StreamMessages::unknownTokenIsAnError_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::newRow("another number") << R"({"token":123456})"_ba;
    QTest::newRow("a text") << R"({"token":"x"})"_ba;
    QTest::newRow("null") << R"({"token":null})"_ba;
    QTest::newRow("nothing") << R"({})"_ba;
    QTest::newRow("too many") << R"([1,2])"_ba;
}

void tst_StreamMessages::unknownTokenIsAnError()
{
    QFETCH(QByteArray, params);
    const QByteArray answer =
        ask(R"({"jsonrpc":"2.0","id":2,"method":"$/enumerator/next","params":)" + params + '}');
    QCOMPARE(errorCodeOf(answer), int(Error::UnknownStream));
    QVERIFY(errorMessageOf(answer).contains(u"streamIdleTime"));
}

void tst_StreamMessages::oneRequestAtATime()
{
    const qint64 token = open("written");
    m_caller->send(next(token, "5"));
    const QByteArray refused = ask(next(token, "6"));
    QCOMPARE(messageIn(refused)[u"id"_s], QJsonValue(6));
    QCOMPARE(errorCodeOf(refused), int(Error::InvalidRequest));
    m_service->writers.front()->write(9);
    const QJsonObject answer = messageIn(m_caller->next());
    QCOMPARE(answer[u"id"_s], QJsonValue(5));
    QCOMPARE(answer[u"result"_s][u"values"_s].toArray(), QJsonArray{9});
}

void tst_StreamMessages::requestMayBeCancelled()
{
    const qint64 token = open("written");
    m_caller->send(next(token, "5"));
    const QByteArray cancelled =
        ask(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":5}})");
    QCOMPARE(errorCodeOf(cancelled), int(Error::RequestCancelled));
    m_service->writers.front()->write(9);
    QCOMPARE(messageIn(ask(next(token)))[u"result"_s][u"values"_s].toArray(), QJsonArray{9});
}

void tst_StreamMessages::otherRequestsGoOn()
{
    const qint64 token = open("written");
    m_caller->send(next(token, "5"));
    m_caller->send(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":6}})");
    QVERIFY(!ask(R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})").contains("error"));
    m_service->writers.front()->write(9);
    QCOMPARE(messageIn(m_caller->next())[u"id"_s], QJsonValue(5));
}

void tst_StreamMessages::requestMayBeInABatch()
{
    const qint64 token = open("numbers", "[1]");
    const QByteArray answer = ask('[' + next(token, "5") + ',' + next(77777, "6") + ']');
    const QJsonArray answers = QJsonDocument::fromJson(answer).array();
    QCOMPARE(answers.size(), 2);
}

void tst_StreamMessages::abortedRequestIsAnswered()
{
    const qint64 token = open("written");
    m_caller->send(next(token, "5"));
    const QByteArray ended = ask(R"({"jsonrpc":"2.0","method":"$/enumerator/abort","params":[)"
        + QByteArray::number(token) + "]}");
    QCOMPARE(messageIn(ended)[u"id"_s], QJsonValue(5));
    QCOMPARE(errorCodeOf(ended), int(Error::RequestCancelled));
}

void tst_StreamMessages::streamInAnArgumentIsRead_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("sum");
    QTest::newRow("a number for a token") << R"({"token":5})"_ba
                                          << "5"_ba << 6;
    QTest::newRow("a text for a token") << R"({"token":"a\"b"})"_ba
                                        << R"("a\"b")"_ba << 6;
    QTest::newRow("an object for a token") << R"({"token":{"a":[1]}})"_ba
                                           << R"({"a":[1]})"_ba << 6;
    QTest::newRow("some values at once") << R"({"values":[10,20],"token":5})"_ba
                                         << "5"_ba << 36;
    QTest::newRow("all values") << R"({"values":[10,20]})"_ba << QByteArray() << 30;
    QTest::newRow("all values and no token")
        << R"({"token":null,"values":[10,20]})"_ba << QByteArray() << 30;
    QTest::newRow("no values") << "{}"_ba << QByteArray() << 0;
    QTest::newRow("an array") << "[10,20]"_ba << QByteArray() << 30;
}

void tst_StreamMessages::streamInAnArgumentIsRead()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, token);
    QFETCH(int, sum);
    m_caller->send(R"({"jsonrpc":"2.0","id":1,"method":"sum","params":[)" + stream + "]}");
    QByteArray message = m_caller->next();
    if (!token.isEmpty()) {
        const QJsonObject request = messageIn(message);
        QCOMPARE(request[u"method"_s], QJsonValue(u"$/enumerator/next"_s));
        QVERIFY2(message.contains(R"("params":{"token":)" + token + '}'), message);
        const QByteArray id = QByteArray::number(request[u"id"_s].toInteger());
        message = ask(
            R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{"values":[1,2,3],"finished":true}})");
    }
    QCOMPARE(messageIn(message)[u"result"_s], QJsonValue(sum));
}

void tst_StreamMessages::streamInANotificationIsRefused()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"had no effect.*a stream"_s));
    m_caller->send(R"({"jsonrpc":"2.0","method":"drop","params":[{"token":5}]})");
    QVERIFY(!ask(R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})").isEmpty());
}

void tst_StreamMessages::idleStreamIsDropped()
{
    ManualClock clock;
    Server server;
    server.setLimits({.streamIdleTime = 10s});
    server.expose(m_service.get());
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    m_caller = std::make_unique<ScriptedPeer>(server.url());
    const qint64 read = open("endless");
    const qint64 waiting = open("written");
    m_caller->send(next(waiting, "7"));
    clock.advance(6s);
    (void)ask(next(read));
    clock.advance(6s);
    QCOMPARE(m_service->alive, 1);
    clock.advance(6s);
    QTRY_COMPARE(m_service->alive, 0);
    QCOMPARE(errorCodeOf(ask(next(read))), int(Error::UnknownStream));
    m_service->writers.front()->write(9);
    QCOMPARE(messageIn(m_caller->next())[u"id"_s], QJsonValue(7));
}

void tst_StreamMessages::idleTimeBeginsWithTheAnswer()
{
    ManualClock clock;
    m_server->setLimits({.streamIdleTime = 10s});
    m_caller = std::make_unique<ScriptedPeer>(m_server->url());
    const qint64 answered = open("written");
    const qint64 cancelled = open("written");
    m_caller->send(next(answered, "7"));
    m_caller->send(next(cancelled, "8"));
    QVERIFY(!ask(R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})").isEmpty());
    clock.advance(15s);
    m_service->writers.front()->write(9);
    QCOMPARE(messageIn(m_caller->next())[u"id"_s], QJsonValue(7));
    const QByteArray refused =
        ask(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":8}})");
    QCOMPARE(messageIn(refused)[u"id"_s], QJsonValue(8));
    clock.advance(6s);
    QVERIFY(!ask(R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})").isEmpty());
    QCOMPARE(m_server->channels().last()->statistics().openStreams, 2);
    clock.advance(6s);
    QTRY_COMPARE(m_server->channels().last()->statistics().openStreams, 0);
}

void tst_StreamMessages::bytesMadeAheadAreBounded_data()
{
    QTest::addColumn<Limits>("limits");
    QTest::addColumn<int>("most");
    QTest::newRow("by the stream") << Limits() << 1 + 2 * 65;
    QTest::newRow("by the limit") << Limits{.streamReadAhead = 1} << 1 + 16;
}

// By no more than a portion, which is 16 values at first and a message later.
void tst_StreamMessages::bytesMadeAheadAreBounded()
{
    QFETCH(Limits, limits);
    QFETCH(int, most);
    m_server->setLimits(limits);
    m_caller = std::make_unique<ScriptedPeer>(m_server->url());
    const qint64 token = open("texts", "[1000,1000]");
    (void)ask(next(token));
    for (int i = 0; i < 50; ++i)
        QVERIFY(!ask(R"({"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]})").isEmpty());
    QVERIFY2(m_service->made <= most, QByteArray::number(m_service->made));
}

void tst_StreamMessages::smallMessagesAreKept()
{
    Server server;
    server.setLimits({.outgoingMessageSize = 1000});
    server.expose(m_service.get());
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    m_caller = std::make_unique<ScriptedPeer>(server.url());
    const qint64 token = open("texts", "[20,100]");
    for (int i = 0; i < 20;) {
        const QByteArray answer = ask(next(token));
        QVERIFY2(answer.size() <= 1000, QByteArray::number(answer.size()));
        i += int(messageIn(answer)[u"result"_s][u"values"_s].toArray().size());
    }
    const qint64 large = open("texts", "[2,2000]");
    const QByteArray refused = ask(next(large));
    QCOMPARE(errorCodeOf(refused), int(Error::ResponseTooLarge));
    QVERIFY(errorMessageOf(refused).contains(u"outgoingMessageSize"));
    QCOMPARE(errorCodeOf(ask(next(large))), int(Error::UnknownStream));
}

void tst_StreamMessages::resultIsRead_data()
{
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QList<QByteArray>>("answers");
    QTest::addColumn<int>("count");
    const QByteArray more = R"("result":{"values":[3,4],"finished":false})";
    const QByteArray last = R"("result":{"values":[5],"finished":true})";
    const QByteArray end = R"("result":{"values":[],"finished":true})";
    QTest::newRow("a token") << R"({"token":5})"_ba
                             << QList<QByteArray>{R"("result":{"values":[1,2],"finished":false})",
                                    more, last}
                             << 5;
    QTest::newRow("first values") << R"({"token":"t","values":[1,2]})"_ba
                                  << QList<QByteArray>{more, end} << 4;
    QTest::newRow("all values") << R"({"values":[1,2,3]})"_ba << QList<QByteArray>() << 3;
    QTest::newRow("an array") << R"([1,2,3])"_ba << QList<QByteArray>() << 3;
    QTest::newRow("nothing") << R"({})"_ba << QList<QByteArray>() << 0;
}

void tst_StreamMessages::resultIsRead()
{
    QFETCH(QByteArray, result);
    QFETCH(QList<QByteArray>, answers);
    QFETCH(int, count);
    ScriptedMaker maker(result, answers);
    QCOMPARE(waitFor(maker.client.stream<int>("rows").toList()), numbersTo(count));
    QCOMPARE(maker.requests.size(), answers.size());
}

void tst_StreamMessages::oneRequestIsSentAtATime()
{
    ScriptedMaker maker(R"({"token":5})");
    const Stream<int> stream = waitFor(maker.client.call<Stream<int>>("rows"));
    QVERIFY(maker.requests.isEmpty());
    const Reply<std::optional<int>> replies[] = {stream.next(), stream.next()};
    QTRY_COMPARE(maker.requests.size(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(maker.requests.size(), 1);
}

void tst_StreamMessages::droppedStreamIsAborted()
{
    ScriptedMaker maker(R"({"token":"t"})", {R"("result":{"values":[1,2],"finished":false})"});
    {
        const Stream<int> stream = waitFor(maker.client.call<Stream<int>>("rows"));
        QCOMPARE(waitFor(stream.next()), 1);
    }
    QTRY_VERIFY(!maker.requests.isEmpty()
        && maker.requests.last()
            == R"({"jsonrpc":"2.0","method":"$/enumerator/abort","params":{"token":"t"}})");
    QCOMPARE(maker.client.statistics().readStreams, 0);
}

void tst_StreamMessages::finishedStreamIsNotAborted()
{
    ScriptedMaker maker(R"({"token":"t"})", {R"("result":{"values":[1],"finished":true})"});
    QCOMPARE(waitFor(maker.client.stream<int>("rows").toList()), numbersTo(1));
    ScriptedMaker failing(R"({"token":"t"})", {R"("error":{"code":5,"message":"broken"})"});
    QCOMPARE(errorOf(failing.client.stream<int>("rows").toList()).code(), 5);
    for (ScriptedMaker *const each : {&maker, &failing}) {
        QVERIFY(waitFor(each->client.call<Stream<int>>("rows")).state() != nullptr);
        const auto kept = waitFor(each->client.call<Stream<int>>("rows"));
        QCOMPARE(each->requests.size(), 2); // the values, and the abort of the second stream
    }
}

void tst_StreamMessages::wrongAnswerFailsTheStream_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a wrong value") << R"("result":{"values":["x"],"finished":true})"_ba;
    QTest::newRow("no object") << R"("result":5)"_ba;
    QTest::newRow("neither values nor the end") << R"("result":{"values":[],"finished":false})"_ba;
    QTest::newRow("no result") << R"("result":null)"_ba;
}

void tst_StreamMessages::wrongAnswerFailsTheStream()
{
    QFETCH(QByteArray, answer);
    ScriptedMaker maker(R"({"token":5,"values":[1]})", {answer});
    const Stream<int> stream = waitFor(maker.client.call<Stream<int>>("rows"));
    QCOMPARE(waitFor(stream.next()), 1);
    QCOMPARE(errorOf(stream.next()).kind(), Error::Kind::InvalidAnswer);
}

void tst_StreamMessages::argumentIsAToken()
{
    ScriptedMaker maker("1");
    const Reply<int> reply = maker.client.call<int>("more", Stream<int>::from({1, 2}), 5);
    const QJsonArray params = messageIn(maker.peer.next())[u"params"_s].toArray();
    QCOMPARE(params.size(), 2);
    QCOMPARE(params[0].toObject().keys(), QStringList{u"token"_s});
    const QByteArray token = QByteArray::number(params[0][u"token"_s].toInteger());
    maker.peer.send(R"({"jsonrpc":"2.0","id":"n","method":"$/enumerator/next","params":{"token":)"
        + token + "}}");
    const QByteArray first = maker.peer.next();
    QCOMPARE(messageIn(first)[u"result"_s][u"values"_s].toArray(), QJsonArray{1});
    Q_UNUSED(reply)
}

void tst_StreamMessages::settledCallForgetsItsStreams()
{
    ScriptedMaker maker("1");
    const Reply<int> reply = maker.client.call<int>("rows", Stream<int>::from({1, 2}));
    const QByteArray call = maker.peer.next();
    QCOMPARE(waitFor(reply), 1);
    const QByteArray token =
        QByteArray::number(messageIn(call)[u"params"_s][0][u"token"_s].toInteger());
    maker.peer.send(R"({"jsonrpc":"2.0","id":"n","method":"$/enumerator/next","params":{"token":)"
        + token + "}}");
    QCOMPARE(errorCodeOf(maker.peer.next()), int(Error::UnknownStream));
    QCOMPARE(maker.client.statistics().openStreams, 0);
}

QTEST_GUILESS_MAIN(tst_StreamMessages)

#include "tst_streammessages.moc"
