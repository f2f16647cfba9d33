// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"
#include "recordingtransport.h"

#include <websocketrpc/detail/argumentviews.h>
#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/reply.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Calls that wait for a connection, and those that are sent again.
class tst_Caller : public QObject, private Bystander
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_caller.reset(); }

    void waitingCallsLeaveInTheirOrder();
    void waitingCallIsSpelledWhenItIsSent();
    void waitingCallThatTheDialectCannotSayFails();
    void whatIsWrongWithAWaitingCallIsKnownAtOnce();
    void cancelledCallDoesNotLeave();
    void cancelledCallOfABatchDoesNotLeave();
    void callAheadDoesNotWait();
    void idempotentCallIsSentAgain();
    void idempotentCallIsSpelledAgain();

private:
    void open()
    {
        m_link->open(std::make_unique<RecordingTransport>(m_record), this);
        m_caller->linkOpened();
    }

    template<typename... A>
    Reply<int> callWith(const CallOptions &options, Caller::Precedence precedence,
        const QByteArray &method, const A &...arguments)
    {
        const Detail::ReplyState<int>::Pointer state(new Detail::ReplyState<int>);
        Detail::withViews(
            [&](std::span<const Detail::ArgumentView> views) {
                m_caller->call(Detail::CallRequest{QUtf8StringView(method), views}, options,
                    Detail::ResultPromise(state), 0, precedence);
            },
            arguments...);
        return Reply<int>(state);
    }
    template<typename... A>
    Reply<int> call(const QByteArray &method, const A &...arguments)
    {
        return callWith({}, Caller::Precedence::InTurn, method, arguments...);
    }
    [[nodiscard]] static QString errorOf(const Reply<int> &reply)
    {
        try {
            reply.result();
        } catch (const Error &error) {
            return error.message();
        }
        return {};
    }

    EndpointSettings m_settings;
    EventHook m_hook{this};
    Record m_record;
    std::optional<Link> m_link;
    std::optional<Caller> m_caller;
};

void tst_Caller::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_settings = {};
    m_record = {};
    m_link.emplace(m_settings, m_hook);
    const auto origin = std::make_shared<Detail::CallOrigin>(
        Detail::CallOrigin{Detail::Mailbox::ofCurrentThread()});
    m_caller.emplace(m_settings, *m_link, m_hook, origin, nullptr, nullptr);
}

void tst_Caller::waitingCallsLeaveInTheirOrder()
{
    const Reply<int> first = call("first", 1);
    m_caller->notify(Detail::CallRequest{"second", {}}, {});
    const Reply<int> third = call("third");
    QVERIFY(m_record.sent.isEmpty());
    open();
    QCOMPARE(m_record.sent,
        (QByteArrayList{R"({"jsonrpc":"2.0","method":"first","params":[1],"id":1})",
            R"({"jsonrpc":"2.0","method":"second"})",
            R"({"jsonrpc":"2.0","method":"third","id":2})"}));
}

void tst_Caller::waitingCallIsSpelledWhenItIsSent()
{
    m_caller->hold(Caller::Hold::UntilDialectIsKnown);
    open();
    const Reply<int> reply = call("now");
    QVERIFY(m_record.sent.isEmpty());
    m_settings.format = &fastApi();
    m_caller->hold(Caller::Hold::None);
    QCOMPARE(m_record.sent,
        QByteArrayList{
            R"({"request":{"method":"now","arguments":{},"call_id":"1"},"response":null})"});
}

void tst_Caller::waitingCallThatTheDialectCannotSayFails()
{
    m_caller->hold(Caller::Hold::UntilDialectIsKnown);
    open();
    const Reply<int> byPosition = call("add", 1, 2);
    const Reply<int> other = call("now");
    m_settings.format = &fastApi();
    m_caller->hold(Caller::Hold::None);
    QVERIFY(errorOf(byPosition).startsWith(u"the dialect FastApi takes arguments by name only"_s));
    QCOMPARE(m_record.sent.size(), 1);
    QVERIFY(!other.isFinished());
}

void tst_Caller::whatIsWrongWithAWaitingCallIsKnownAtOnce()
{
    m_settings.limits.outgoingMessageSize = 100;
    QVERIFY(errorOf(call("add", QString(100, u'a'))).contains(u"outgoingMessageSize"_s));
    m_settings.limits.waitingCalls = 0;
    QVERIFY(errorOf(call("add")).contains(u"waitingCalls"_s));
}

void tst_Caller::cancelledCallDoesNotLeave()
{
    const Reply<int> first = call("first");
    const Reply<int> second = call("second");
    m_caller->watch().cancel(m_caller->pending().find(1));
    QCOMPARE(errorOf(first), u"the call was cancelled"_s);
    open();
    QCOMPARE(m_record.sent, QByteArrayList{R"({"jsonrpc":"2.0","method":"second","id":2})"});
}

void tst_Caller::cancelledCallOfABatchDoesNotLeave()
{
    const Detail::ReplyState<int>::Pointer first(new Detail::ReplyState<int>);
    const Detail::ReplyState<int>::Pointer second(new Detail::ReplyState<int>);
    std::vector<BatchEntry> batch;
    batch.push_back({{.method = "first"}, Detail::ResultPromise(first)});
    batch.push_back({{.method = "told"}, std::nullopt});
    batch.push_back({{.method = "second"}, Detail::ResultPromise(second)});
    m_caller->sendBatch(std::move(batch), {});
    m_caller->watch().cancel(m_caller->pending().find(1));
    open();
    QCOMPARE(m_record.sent,
        QByteArrayList{R"([{"jsonrpc":"2.0","method":"told"},)"
                       R"({"jsonrpc":"2.0","method":"second","id":2}])"});
}

void tst_Caller::callAheadDoesNotWait()
{
    open();
    m_caller->hold(Caller::Hold::UntilOpeningIsDone);
    const Reply<int> waiting = call("waiting");
    const Reply<int> ahead = callWith({}, Caller::Precedence::Ahead, "login");
    QCOMPARE(m_record.sent, QByteArrayList{R"({"jsonrpc":"2.0","method":"login","id":2})"});
    m_caller->hold(Caller::Hold::None);
    QCOMPARE(m_record.sent.size(), 2);
}

void tst_Caller::idempotentCallIsSentAgain()
{
    open();
    const Reply<int> once = call("once");
    const Reply<int> again = callWith({.idempotent = true}, Caller::Precedence::InTurn, "again", 7);
    const Reply<int> ahead = callWith({.idempotent = true}, Caller::Precedence::Ahead, "login");
    QCOMPARE(m_record.sent.size(), 3);
    m_link->wait();
    m_caller->watch().linkLost(Error(Error::Kind::ConnectionLost, u"gone"_s),
        Caller::Afterwards::IdempotentCallsAreRepeated);
    QCOMPARE(errorOf(once), u"gone"_s);
    QCOMPARE(errorOf(ahead), u"gone"_s);
    m_record.sent.clear();
    open();
    QCOMPARE(
        m_record.sent, QByteArrayList{R"({"jsonrpc":"2.0","method":"again","params":[7],"id":2})"});
}

void tst_Caller::idempotentCallIsSpelledAgain()
{
    open();
    const Reply<int> again = callWith({.idempotent = true}, Caller::Precedence::InTurn, "again");
    m_link->wait();
    m_caller->watch().linkLost(Error(Error::Kind::ConnectionLost, u"gone"_s),
        Caller::Afterwards::IdempotentCallsAreRepeated);
    m_settings.format = &fastApi();
    m_record.sent.clear();
    open();
    QCOMPARE(m_record.sent,
        QByteArrayList{
            R"({"request":{"method":"again","arguments":{},"call_id":"1"},"response":null})"});
}

QTEST_GUILESS_MAIN(tst_Caller)

#include "tst_caller.moc"
