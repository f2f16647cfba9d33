// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "testserver.h"

#include <websocketrpc/client.h>
#include <websocketrpc/test/clock.h>
#include <websocketrpc/test/scriptedpeer.h>
#include <websocketrpc/test/waitfor.h>

#include <QJSValue>
#include <QJsonDocument>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using WebSocketRpc::Test::errorOf;
using WebSocketRpc::Test::settles;
using WebSocketRpc::Test::waitFor;

namespace {

// Both ways to call, with counters of the outcomes.
constexpr char document[] = R"(
import QtQml
import WebSocketRpc

RpcClient {
    id: rpc

    property int answers: 0
    property int values: 0
    signal answered()

    function twice(value) { return 2 * value; }
    function failMany(count) {
        for (let i = 0; i < count; ++i)
            rpc.other.fail(5, "not today", null);
    }
    function readForever() {
        rpc.stream("numbers", [-1]).each(() => { ++values; });
    }
    function never() { return new Promise(() => {}); }

    exposes: [rpc]

    property RpcCall call: RpcCall {
        client: rpc
        method: "later"
        params: ["bound"]
        onSucceeded: rpc.count()
        onFailed: rpc.count()
    }

    function count() {
        ++answers;
        answered();
    }

    Component.onCompleted: rpc.other.later("promised").then(() => rpc.count(), () => rpc.count())
}
)";

constexpr char openingDocument[] = R"(
import WebSocketRpc

RpcClient { opening: server => server.later("login") }
)";

constexpr char serverDocument[] = R"(
import WebSocketRpc

RpcServer { handlers: ({greet: () => "hello"}) }
)";

constexpr int isOpening = int(WebSocketRpc::Client::State::Opening);

} // namespace

// The order of destruction, with calls pending.
class tst_QmlEngine : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void deleteClient() { m_client.reset(); }
    void deleteOpeningClient()
    {
        if (m_client->property("state").toInt() == isOpening)
            m_client.reset();
    }

private Q_SLOTS:
    void init();
    void cleanup();

    void engineGoesFirst();
    void engineGoesWhileAStreamIsRead();
    void clientGoesFirst();
    void clientGoesInAnAnswer();
    void serverCallsAClientWhoseEngineIsGone();
    void functionThatNeverAnswersDiesWithItsEngine();
    void engineGoesWhileItsClientOpens();
    void clientGoesWhileItOpens();
    void clientGoesInItsOpening();
    void warningsOfFailuresAreLimited();
    void lenientClientTakesWhatIsMeant();
    void lenientServerTakesWhatIsMeant();

private:
    [[nodiscard]] std::unique_ptr<QObject> create(
        const char *source, const QVariantMap &properties = {});
    void answerAll();
    [[nodiscard]] QFuture<QVariant> callClient(
        const QString &method, const QVariantList &arguments);

    TestServer *m_server = nullptr;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<QObject> m_client;
};

void tst_QmlEngine::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_server = new TestServer(this);
    m_engine = std::make_unique<QQmlEngine>();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    m_client = create(document, {{u"url"_s, m_server->url()}});
    QVERIFY(m_client);
    QTRY_COMPARE(m_server->waitingCalls(), 2);
}

void tst_QmlEngine::cleanup()
{
    m_client.reset();
    m_engine.reset();
    delete m_server;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

std::unique_ptr<QObject> tst_QmlEngine::create(const char *source, const QVariantMap &properties)
{
    QQmlComponent component(m_engine.get());
    component.setData(source, {});
    std::unique_ptr<QObject> object(component.createWithInitialProperties(properties));
    if (!object)
        qWarning("%s", qPrintable(component.errorString()));
    return object;
}

void tst_QmlEngine::answerAll()
{
    m_server->answer(0);
    m_server->answer(1);
}

QFuture<QVariant> tst_QmlEngine::callClient(const QString &method, const QVariantList &arguments)
{
    return m_server->channel()->call<QVariant>(method, WebSocketRpc::Arguments(arguments));
}

void tst_QmlEngine::engineGoesFirst()
{
    m_engine.reset();
    answerAll();
    QVERIFY(settles(callClient(u"twice"_s, {4}))); // comes after the answers
    QCOMPARE(m_client->property("answers").toInt(), 0);
}

void tst_QmlEngine::engineGoesWhileAStreamIsRead()
{
    QMetaObject::invokeMethod(m_client.get(), "readForever");
    QTRY_VERIFY(m_client->property("values").toInt() > 0);
    QCOMPARE(m_server->openStreams(), 1);
    m_engine.reset();
    QTRY_COMPARE(m_server->openStreams(), 0);
}

void tst_QmlEngine::clientGoesFirst()
{
    QSignalSpy answered(m_client.get(), SIGNAL(answered()));
    m_client.reset();
    answerAll();
    QTRY_COMPARE(m_server->channelCount(), 0); // the server notices after it has answered
    QCOMPARE(answered.count(), 0);
}

void tst_QmlEngine::clientGoesInAnAnswer()
{
    const auto *const call = m_client->property("call").value<QObject *>();
    connect(call, SIGNAL(resultChanged()), this, SLOT(deleteClient()));
    answerAll();
    QTRY_VERIFY(!m_client);
}

void tst_QmlEngine::serverCallsAClientWhoseEngineIsGone()
{
    QCOMPARE(waitFor(callClient(u"twice"_s, {4})), 8);
    m_engine.reset();
    QCOMPARE(errorOf(callClient(u"twice"_s, {4})).code(), WebSocketRpc::Error::InternalError);
}

void tst_QmlEngine::functionThatNeverAnswersDiesWithItsEngine()
{
    const QFuture<QVariant> future = callClient(u"never"_s, {});
    QCOMPARE(waitFor(callClient(u"twice"_s, {4})), 8); // comes after it
    QVERIFY(!future.isFinished());
    m_engine.reset();
    QCOMPARE(errorOf(future).code(), WebSocketRpc::Error::InternalError);
}

void tst_QmlEngine::engineGoesWhileItsClientOpens()
{
    const auto opening = create(openingDocument, {{u"url"_s, m_server->url()}});
    QTRY_COMPARE(m_server->waitingCalls(), 3); // the step waits for its answer
    QCOMPARE(opening->property("state").toInt(), isOpening);
    m_engine.reset();
    m_server->answer(2);
    QTRY_COMPARE(m_server->channelCount(), 1);
    QVERIFY(!opening->property("connected").toBool());
}

void tst_QmlEngine::clientGoesWhileItOpens()
{
    auto opening = create(openingDocument, {{u"url"_s, m_server->url()}});
    QTRY_COMPARE(m_server->waitingCalls(), 3);
    opening.reset();
    m_server->answer(2);
    QTRY_COMPARE(m_server->channelCount(), 1);
}

void tst_QmlEngine::clientGoesInItsOpening()
{
    m_client = create(openingDocument, {{u"url"_s, m_server->url()}});
    connect(m_client.get(), SIGNAL(stateChanged()), this, SLOT(deleteOpeningClient()));
    QTRY_VERIFY(!m_client);
    QTRY_COMPARE(m_server->channelCount(), 0);
}

void tst_QmlEngine::warningsOfFailuresAreLimited()
{
    WebSocketRpc::Test::Clock clock;
    QSignalSpy failures(m_client.get(), SIGNAL(callFailed(QString, QJSValue)));
    static QStringList warnings;
    warnings.clear();
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &text) { warnings.append(text); });
    const auto guard = qScopeGuard([&] { qInstallMessageHandler(before); });
    QMetaObject::invokeMethod(m_client.get(), "failMany", Q_ARG(QVariant, 15));
    QTRY_COMPARE(failures.size(), 15);
    QCOMPARE(warnings.size(), 10);
#ifndef WEBSOCKETRPC_STATIC_DEFINE // otherwise the module has its own copy of the library, and of the clock
    clock.advance(10s);
    QMetaObject::invokeMethod(m_client.get(), "failMany", Q_ARG(QVariant, 1));
    QTRY_COMPARE(failures.size(), 16);
    QTRY_COMPARE(warnings.size(), 12);
    QCOMPARE(warnings[10], u"5 more messages were left out"_s);
#endif
}

void tst_QmlEngine::lenientClientTakesWhatIsMeant()
{
    WebSocketRpc::Test::ScriptedPeer server;
    QObject *const call = m_client->property("call").value<QObject *>();
    QSignalSpy changed(m_client.get(), SIGNAL(lenientChanged()));
    QCOMPARE(m_client->property("lenient"), false);
    m_client->setProperty("lenient", true);
    QCOMPARE(m_client->property("lenient"), true);
    m_client->setProperty("lenient", true);
    QCOMPARE(changed.size(), 1);
    server.setScript([](const QByteArray &message) {
        const int id = QJsonDocument::fromJson(message)["id"_L1].toInt();
        return QByteArray(R"({"id": "%1", "result": 7, "error": null})")
            .replace("%1", QByteArray::number(id));
    });
    m_client->setProperty("url", server.url());
    QTRY_COMPARE(call->property("result").value<QJSValue>().toInt(), 7);
}

void tst_QmlEngine::lenientServerTakesWhatIsMeant()
{
    const auto server = create(serverDocument);
    QVERIFY(server);
    const auto answerOf = [&] {
        WebSocketRpc::Test::ScriptedPeer client(server->property("url").toUrl());
        client.send(R"({"id": 1, "method": "greet"})");
        return QJsonDocument::fromJson(client.next());
    };
    QCOMPARE(answerOf()["error"_L1]["code"_L1].toInt(), WebSocketRpc::Error::InvalidRequest);
    server->setProperty("lenient", true);
    QCOMPARE(answerOf()["result"_L1].toString(), u"hello"_s);
}

QTEST_GUILESS_MAIN(tst_QmlEngine)

#include "tst_qmlengine.moc"
