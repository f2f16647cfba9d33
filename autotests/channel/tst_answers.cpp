// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/scriptedpeer.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

// Whatever the peer sends instead of an answer: the call ends at once and says why.
class tst_Answers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void badAnswerEndsItsCall_data();
    void badAnswerEndsItsCall();
    void answerWithoutAResultIsOneToVoid();
    void nullErrorBesideAResultDoesNotCount();
    void oddErrorIsKept_data();
    void oddErrorIsKept();
    void loneSurrogateBecomesAReplacementCharacter();
    void errorWithoutIdEndsTheOnlyCall();
    void errorWithoutIdEndsTheCallsOfTheOnlyBatch();
    void errorWithoutIdEndsNoneOfSeveralCalls();
    void errorWithoutIdMayBeAboutANotification();
    void warningComesOncePerConnection();
    void answersInABatchOverTheLimitAreTaken();
    void idsOfAServerAreNotThoseOfItsClients();
    void answerOverTheCapIsNotAskedForAgain();
    void callThatWasSentOnceMayHaveExecuted_data();
    void callThatWasSentOnceMayHaveExecuted();
    void lenientChannelTakesWhatIsMeant();
    void lenientServerTakesWhatIsMeant();
    void textOfThePeerIsLoggedAsAnExcerpt();
    void logOfBadAnswersIsLimited();

private:
    // The server calls the peer.
    void connectPeer();
    [[nodiscard]] qint64 idOfNextRequest()
    {
        return messageIn(m_peer->next())[u"id"_s].toInteger();
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<ScriptedPeer> m_peer;
    Channel *m_channel = nullptr;
};

static int warnings = 0;
static qsizetype longestWarning = 0;

static void countWarning(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    warnings += type == QtWarningMsg;
    longestWarning = std::max(longestWarning, text.size());
}

void tst_Answers::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    QVERIFY(m_server->listen());
}

void tst_Answers::cleanup()
{
    m_peer.reset();
    m_server.reset();
    m_calculator.reset();
}

void tst_Answers::connectPeer()
{
    m_peer = std::make_unique<ScriptedPeer>(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    m_channel = m_server->channels().constFirst();
}

void tst_Answers::badAnswerEndsItsCall_data()
{
    QTest::addColumn<QByteArray>("answer"); // ID stands for the id
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &answer, const char16_t *reason) {
        QTest::newRow(name) << answer << QString::fromUtf16(reason);
    };
    row("NaN", R"({"jsonrpc":"2.0","result":NaN,"id":ID})", u"number");
    row("invalid UTF-8", "{\"jsonrpc\":\"2.0\",\"result\":\"\xff\",\"id\":ID}", u"UTF-8");
    row("truncated", R"({"jsonrpc":"2.0","id":ID,"result":[1)", u"JSON");
    row("in an array", R"([{"jsonrpc":"2.0","result":NaN,"id":ID}])", u"number");
    row("too large", R"({"jsonrpc":"2.0","result":")" + QByteArray(1000, 'x') + R"(","id":ID})",
        u"incomingMessageSize");
    row("too deep",
        R"({"jsonrpc":"2.0","result":)" + QByteArray(200, '[') + QByteArray(200, ']')
            + R"(,"id":ID})",
        u"jsonDepth");
    row("too many values",
        R"({"jsonrpc":"2.0","result":[)" + QByteArray("1,").repeated(350) + R"(1],"id":ID})",
        u"jsonValues");
    row("no result", R"({"jsonrpc":"2.0","id":ID})", u"no result");
    row("id as a string", R"({"jsonrpc":"2.0","result":1,"id":"ID"})", u"id");
    row("error under the id as a string",
        R"({"jsonrpc":"2.0","error":{"code":1,"message":"x"},"id":"ID"})", u"id");
}

void tst_Answers::badAnswerEndsItsCall()
{
    QFETCH(QByteArray, answer);
    QFETCH(const QString, reason);
    m_server->setLimits({.incomingMessageSize = 1000, .jsonValues = 300});
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"an answer .*"_s + reason));
    m_peer->sendBinary(answer.replace("ID", QByteArray::number(idOfNextRequest())));
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::InvalidAnswer);
    QVERIFY2(error.message().contains(reason), qPrintable(error.message()));
    QVERIFY(error.mayHaveExecuted());
    // The peer gets no error, which it could mistake for the answer to its own call.
    m_peer->send(question);
    QCOMPARE(m_peer->next(), ::answer);
}

void tst_Answers::answerWithoutAResultIsOneToVoid()
{
    connectPeer();
    const Reply<void> reply = m_channel->call<void>("record", "a");
    m_peer->send(R"({"jsonrpc":"2.0","id":)" + QByteArray::number(idOfNextRequest()) + '}');
    waitFor(reply);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"neither a method nor a result"_s));
    m_peer->send(R"({"jsonrpc":"2.0","id":1})");
    m_peer->send(question);
    QCOMPARE(m_peer->next(), answer);
}

void tst_Answers::nullErrorBesideAResultDoesNotCount()
{
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    m_peer->send(R"({"jsonrpc":"2.0","result":3,"error":null,"id":)"
        + QByteArray::number(idOfNextRequest()) + '}');
    QCOMPARE(waitFor(reply), 3);
}

void tst_Answers::oddErrorIsKept_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << R"("Unauthorized: bad token")"_ba << u"Unauthorized: bad token"_s;
    QTest::newRow("code as text") << R"({"code":"E_TOKEN","message":"bad token"})"_ba
                                  << u"bad token"_s;
    QTest::newRow("no code") << R"({"message":"bad token"})"_ba << u"bad token"_s;
    QTest::newRow("no message") << R"({"code":7})"_ba << u"{\"code\":7}"_s;
    QTest::newRow("number") << "401"_ba << u"401"_s;
}

void tst_Answers::oddErrorIsKept()
{
    QFETCH(const QByteArray, error);
    QFETCH(const QString, text);
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    m_peer->send(R"({"jsonrpc":"2.0","error":)" + error + R"(,"id":)"
        + QByteArray::number(idOfNextRequest()) + '}');
    const Error kept = errorOf(reply);
    QCOMPARE(kept.kind(), Error::Kind::InvalidAnswer);
    QVERIFY2(kept.message().contains(text), qPrintable(kept.message()));
    QCOMPARE(kept.data(), QJsonDocument::fromJson('[' + error + ']').array().at(0));
}

void tst_Answers::loneSurrogateBecomesAReplacementCharacter()
{
    connectPeer();
    const Reply<QString> reply = m_channel->call<QString>("concat");
    m_peer->send(R"({"jsonrpc":"2.0","result":"a\udce9","id":)"
        + QByteArray::number(idOfNextRequest()) + '}');
    QCOMPARE(waitFor(reply), u"a\ufffd"_s);
    m_peer->send(R"({"jsonrpc":"2.0","method":"concat","params":["\ud83d","b"],"id":"x"})");
    QCOMPARE(messageIn(m_peer->next())[u"result"_s], QJsonValue(u"\ufffdb"_s));
}

const QByteArray parseError =
    R"({"jsonrpc":"2.0","error":{"code":-32700,"message":"bad"},"id":null})";
const QRegularExpression couldNotRead(u"the peer could not read a message"_s);

void tst_Answers::errorWithoutIdEndsTheOnlyCall()
{
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    (void)idOfNextRequest();
    QTest::ignoreMessage(QtWarningMsg, couldNotRead);
    m_peer->send(parseError);
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::Remote);
    QCOMPARE(error.code(), -32700);
    QCOMPARE(error.message(), u"bad"_s);
}

void tst_Answers::errorWithoutIdEndsTheCallsOfTheOnlyBatch()
{
    connectPeer();
    Batch batch = m_channel->batch();
    const Reply<int> first = batch.call<int>("add", 1, 2);
    const Reply<int> second = batch.call<int>("add", 3, 4);
    batch.send();
    (void)m_peer->next();
    QTest::ignoreMessage(QtWarningMsg, couldNotRead);
    m_peer->send(parseError);
    QCOMPARE(errorOf(first).code(), -32700);
    QCOMPARE(errorOf(second).code(), -32700);
}

void tst_Answers::errorWithoutIdEndsNoneOfSeveralCalls()
{
    connectPeer();
    const Reply<int> first = m_channel->call<int>("add", 1, 2);
    const Reply<int> second = m_channel->call<int>("add", 3, 4);
    (void)m_peer->next();
    (void)m_peer->next();
    QTest::ignoreMessage(QtWarningMsg, couldNotRead);
    m_peer->send(parseError);
    m_peer->send(question);
    QCOMPARE(m_peer->next(), answer);
    QVERIFY(!first.isFinished() && !second.isFinished());
}

void tst_Answers::errorWithoutIdMayBeAboutANotification()
{
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    const QByteArray id = QByteArray::number(idOfNextRequest());
    m_channel->notify("record", "a");
    (void)m_peer->next();
    QTest::ignoreMessage(QtWarningMsg, couldNotRead);
    m_peer->send(parseError);
    m_peer->send(R"({"jsonrpc":"2.0","result":3,"id":)" + id + '}');
    QCOMPARE(waitFor(reply), 3);
}

void tst_Answers::warningComesOncePerConnection()
{
    connectPeer();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"an answer cannot be read"_s));
    for (int i = 0; i < 3; ++i) {
        const Reply<int> reply = m_channel->call<int>("add", 1, 2);
        m_peer->send(
            R"({"jsonrpc":"2.0","result":NaN,"id":)" + QByteArray::number(idOfNextRequest()) + '}');
        QCOMPARE(errorOf(reply).kind(), Error::Kind::InvalidAnswer);
    }
}

void tst_Answers::answersInABatchOverTheLimitAreTaken()
{
    m_server->setLimits({.batchLength = 1});
    connectPeer();
    const Reply<int> first = m_channel->call<int>("add", 1, 2);
    const Reply<int> second = m_channel->call<int>("add", 3, 4);
    QByteArrayList answers;
    for (const int sum : {3, 7}) {
        answers.append(R"({"jsonrpc":"2.0","result":)" + QByteArray::number(sum) + R"(,"id":)"
            + QByteArray::number(idOfNextRequest()) + '}');
    }
    m_peer->send('[' + answers.join(',') + ']');
    QCOMPARE(waitFor(first), 3);
    QCOMPARE(waitFor(second), 7);
}

// A client that numbers its calls from 1 may mistake any message with such an id for the answer.
void tst_Answers::idsOfAServerAreNotThoseOfItsClients()
{
    connectPeer();
    const Reply<int> reply = m_channel->call<int>("add", 1, 2);
    const qint64 id = idOfNextRequest();
    QVERIFY(id >= 1 << 30);
    QVERIFY(id <= std::numeric_limits<qint32>::max());
}

void tst_Answers::answerOverTheCapIsNotAskedForAgain()
{
    ScriptedPeer peer;
    int requests = 0;
    peer.setScript([&requests](const QByteArray &message) -> std::optional<QByteArray> {
        if (!messageIn(message).contains(u"method"_s))
            return {};
        ++requests;
        return R"({"jsonrpc":"2.0","id":1,"result":")" + QByteArray(100'000, 'x') + "\"}";
    });
    Client client(peer.url());
    client.setLimits({.incomingMessageSize = 1000});
    client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 5ms});
    client.open();
    const Error error = errorOf(client.with({.idempotent = true}).call<QString>("big"));
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY2(error.message().contains(u"1009"_s), qPrintable(error.message()));
    QVERIFY(error.mayHaveExecuted());
    QTRY_VERIFY(client.isConnected());
    QCOMPARE(requests, 1);
}

void tst_Answers::callThatWasSentOnceMayHaveExecuted_data()
{
    QTest::addColumn<Error::Kind>("end");
    QTest::newRow("timeout") << Error::Kind::Timeout;
    QTest::newRow("closed") << Error::Kind::Closed;
    QTest::newRow("cancelled") << Error::Kind::Cancelled;
}

void tst_Answers::callThatWasSentOnceMayHaveExecuted()
{
    QFETCH(const Error::Kind, end);
    ManualClock clock;
    Client client(m_server->url());
    client.setReconnectPolicy({.firstDelay = 1h, .maximumDelay = 1h});
    client.open();
    Reply<int> reply = client.with({.timeout = 100ms, .idempotent = true}).call<int>("later", 7);
    QTRY_COMPARE(m_calculator->executions, 1);
    m_server->close();
    QTRY_COMPARE(client.state(), Client::State::Waiting);
    QVERIFY(!reply.isFinished());
    if (end == Error::Kind::Timeout)
        clock.advance(1s);
    else if (end == Error::Kind::Closed)
        client.close();
    else
        reply.cancel();
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), end);
    QVERIFY(error.mayHaveExecuted());
}

void tst_Answers::lenientChannelTakesWhatIsMeant()
{
    connectPeer();
    m_channel->setLenient(true);
    QVERIFY(m_channel->isLenient());
    const auto answered = [this](auto reply, const QByteArray &members) {
        m_peer->send(
            '{' + members.trimmed().replace("ID", QByteArray::number(idOfNextRequest())) + '}');
        return reply;
    };
    QCOMPARE(waitFor(answered(m_channel->call<int>("add"), R"("result":3,"id":ID)")), 3);
    QCOMPARE(waitFor(answered(m_channel->call<int>("add"), R"("result":4,"id":"ID")")), 4);
    QCOMPARE(waitFor(answered(m_channel->call<QJsonValue>("add"), R"("id":ID)")), QJsonValue());
    const Error error =
        errorOf(answered(m_channel->call<int>("add"), R"("error":"bad token","id":ID)"));
    QCOMPARE(error.kind(), Error::Kind::Remote);
    QCOMPARE(error.message(), u"bad token"_s);
    m_channel->setLenient(false);
    QCOMPARE(errorOf(answered(m_channel->call<int>("add"), R"("result":3,"id":ID)")).kind(),
        Error::Kind::InvalidAnswer);
}

void tst_Answers::lenientServerTakesWhatIsMeant()
{
    m_server->setLenient(true);
    connectPeer();
    m_peer->send(R"({"method":"record","params":["a"],"id":null})");
    m_peer->send(R"({"method":"add","params":[1,2],"id":1})");
    QCOMPARE(messageIn(m_peer->next())[u"result"_s], QJsonValue(3));
    QCOMPARE(m_calculator->recorded, QStringList(u"a"_s));
}

void tst_Answers::textOfThePeerIsLoggedAsAnExcerpt()
{
    connectPeer();
    warnings = 0;
    longestWarning = 0;
    const QtMessageHandler before = qInstallMessageHandler(countWarning);
    QByteArray long_ = parseError;
    m_peer->send(long_.replace("bad", QByteArray(100'000, 'x')));
    m_peer->send(R"({"jsonrpc":"2.0","method":")" + QByteArray(1000, 'y') + "\"}");
    m_peer->send(question);
    const QByteArray received = m_peer->next();
    qInstallMessageHandler(before);
    QCOMPARE(received, answer);
    QCOMPARE(warnings, 2);
    QVERIFY2(longestWarning < 1000, qPrintable(QString::number(longestWarning)));
}

void tst_Answers::logOfBadAnswersIsLimited()
{
    connectPeer();
    warnings = 0;
    const QtMessageHandler before = qInstallMessageHandler(countWarning);
    for (int i = 0; i < 2000; ++i)
        m_peer->send(i % 2 ? parseError : R"({"jsonrpc":"2.0","result":1})"_ba);
    m_peer->send(question);
    const QByteArray received = m_peer->next();
    qInstallMessageHandler(before);
    QCOMPARE(received, answer);
    QVERIFY2(warnings > 0 && warnings < 100, qPrintable(QString::number(warnings)));
}

QTEST_GUILESS_MAIN(tst_Answers)
#include "tst_answers.moc"
