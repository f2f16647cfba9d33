// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "endpoint_p.h"
#include "errorobject_p.h"
#include "localtransport_p.h"
#include "startcall_p.h"

#include <websocketrpc/callinterface.h>

#include <QCoreApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// JSON-RPC 1.0, https://www.jsonrpc.org/specification_v1, written as the page about the internals says.
class JsonRpc1 final : public MessageFormat
{
public:
    JsonRpc1() : MessageFormat({.name = "JsonRpc1", .batches = false, .answers = {{}, "id"}}) { }

    bool recognises(JsonObject message) const override { return !message.contains("jsonrpc"); }
    Message read(const JsonValue &value, const JsonReader &reader, std::size_t index) const override
    {
        return jsonRpc2().lenient().read(value, reader, index);
    }
    void beginRequest(JsonWriter &writer, QAnyStringView method, bool hasArguments) const override
    {
        writer.beginPieces(R"({"method":)");
        writer.writeString(method);
        writer.addPiece(hasArguments ? R"(,"params":)" : R"(,"params":[])");
    }
    void endRequest(JsonWriter &writer, qint64 id) const override
    {
        end(writer, MessageId::integer(id));
    }
    void endNotification(JsonWriter &writer) const override { end(writer, MessageId::null()); }
    void beginResult(JsonWriter &writer, const MessageId &) const override
    {
        writer.beginPieces(R"({"error":null,"result":)");
    }
    void endResult(JsonWriter &writer, const MessageId &id, QByteArrayView) const override
    {
        end(writer, id);
    }
    void writeError(JsonWriter &writer, const MessageId &id, const Error &error) const override
    {
        writer.beginPieces(R"({"result":null,"error":)");
        writeErrorObject(writer, error);
        end(writer, id);
    }

private:
    static void end(JsonWriter &writer, const MessageId &id)
    {
        writer.addPiece(R"(,"id":)");
        id.write(writer);
        writer.endObject();
    }
};

class Calculator : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE void note(const QString &line) { notes.append(line); }

    QStringList notes;
};

class Context final : public ConnectionContext
{
public:
    Context() : ConnectionContext(nullptr) { }
    Channel *channel() const override { return nullptr; }
};

// An endpoint, as a channel has it.
class Peer : public EndpointListener, public CallInterface<Peer>
{
public:
    explicit Peer(const MessageFormat &format) { m_endpoint->opening().setFormat(format); }
    ~Peer() { m_endpoint->shutDown(); }

    Endpoint &endpoint() { return *m_endpoint; }
    Detail::CallHandle startCall(const Detail::CallRequest &request, Detail::ResultPromise promise)
    {
        return WebSocketRpc::startCall(m_endpoint->origin(), request, {}, std::move(promise));
    }
    void startNotification(const Detail::CallRequest &request)
    {
        WebSocketRpc::startNotification(m_endpoint->origin(), request, {});
    }

private:
    void opened() override { }
    void closed(const CloseReason &) override { }
    void neverOpened(const CloseReason &, const std::optional<Error> &) override { }
    void openingStepBegins() override { }
    void dialectLearned() override { }
    void notificationFailed(const QString &, const Error &) override { }
    void callFailed(const QByteArray &, const Error &) override { }

    const std::shared_ptr<Endpoint> m_endpoint = Endpoint::create(this, u"peer"_s);
};

// To add a dialect is to write one class.
class tst_AnotherDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void callsAndNotificationsWork();
    void errorsArrive();
};

void tst_AnotherDialect::callsAndNotificationsWork()
{
    const JsonRpc1 format;
    Calculator calculator;
    Peer caller(format);
    Peer callee(format);
    callee.endpoint().registry().expose(&calculator, {});
    auto [left, right] = LocalTransport::createPair();
    caller.endpoint().attach(std::move(left), std::make_shared<Context>());
    callee.endpoint().attach(std::move(right), std::make_shared<Context>());

    const Reply<int> sum = caller.call<int>("add", 1, 2);
    caller.notify("note", "first");
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
    QTRY_COMPARE(calculator.notes, QStringList{u"first"_s});
}

void tst_AnotherDialect::errorsArrive()
{
    const JsonRpc1 format;
    Peer caller(format);
    Peer callee(format);
    auto [left, right] = LocalTransport::createPair();
    caller.endpoint().attach(std::move(left), std::make_shared<Context>());
    callee.endpoint().attach(std::move(right), std::make_shared<Context>());

    const Reply<int> reply = caller.call<int>("add", 1, 2);
    QTRY_VERIFY(reply.isFinished());
    QVERIFY_THROWS_EXCEPTION(Error, reply.result());
    try {
        reply.result();
    } catch (const Error &error) {
        QCOMPARE(error.code(), Error::MethodNotFound);
    }
}

QTEST_GUILESS_MAIN(tst_AnotherDialect)

#include "tst_anotherdialect.moc"
