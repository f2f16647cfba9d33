// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "clock_p.h"
#include "waitfor.h"

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

// A failure that nobody handles is reported.
class tst_UnhandledFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init();
    void cleanup();

    void droppedCallIsToldOf_data();
    void droppedCallIsToldOf();
    void handledFailureIsNot_data();
    void handledFailureIsNot();
    void failureIsToldOfWhenItsReplyGoes();
    void endsOfOnesOwnAreNot();
    void exceptionOfAContinuationIsWrittenDown();
    void callsOfOtherThreadsAreToldOf();
    void longNamesAreCut();
    void warningsAreLimited();
    void channelMayGoInTheSignal();

private:
    using Use = std::function<void(Channel &)>;

    [[nodiscard]] Channel &left() const { return m_pair->left(); }
    void expectWarning(const char *method, const char *message) const;

    std::unique_ptr<ChannelPair> m_pair;
    std::unique_ptr<Calculator> m_calculator;
    QList<std::pair<QString, Error>> m_failures;
};

Q_DECLARE_METATYPE(std::function<void(Channel &)>)

void tst_UnhandledFailures::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_pair = std::make_unique<ChannelPair>(ChannelPair::fetchKind());
    m_calculator = std::make_unique<Calculator>();
    m_pair->right().expose(m_calculator.get());
    m_failures.clear();
    connect(&left(), &Channel::callFailed, this, [this](const QString &method, const Error &error) {
        m_failures.append({method, error});
    });
}

void tst_UnhandledFailures::cleanup()
{
    m_pair.reset();
}

void tst_UnhandledFailures::expectWarning(const char *method, const char *message) const
{
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"nobody handles that a call of '%1' failed: .*%2"_s.arg(
            QLatin1StringView(method), QLatin1StringView(message))));
}

void tst_UnhandledFailures::droppedCallIsToldOf_data()
{
    QTest::addColumn<Use>("use");
    const auto row = [](const char *name, const Use &use) { QTest::newRow(name) << use; };
    row("nothing", [](Channel &peer) { peer.call<int>("divide", 1, 0); });
    row("another encoding", [](Channel &peer) { peer.call<int>(u"divide"_s, 1, 0); });
    row("checked by the compiler", [](Channel &peer) { peer.call<&Calculator::divide>(1, 0); });
    row("a batch", [](Channel &peer) {
        Batch batch = peer.batch();
        batch.call<int>("divide", 1, 0);
        batch.send();
    });
    row("then", [](Channel &peer) { peer.call<int>("divide", 1, 0).then([](int) {}); });
    row("then in a context",
        [](Channel &peer) { peer.call<int>("divide", 1, 0).then(&peer, [](int) {}); });
    row("then, twice", [](Channel &peer) {
        peer.call<int>("divide", 1, 0).then(&peer, [](int v) { return v; }).then([](int) {});
    });
    row("a handler of another type", [](Channel &peer) {
        peer.call<int>("divide", 1, 0).onFailed([](const std::logic_error &) { return 0; });
    });
    row("a handler of cancelling",
        [](Channel &peer) { peer.call<int>("divide", 1, 0).onCanceled([] { return 0; }); });
    row("a handler that throws it again", [](Channel &peer) {
        peer.call<int>("divide", 1, 0).onFailed([](const Error &error) -> int { throw error; });
    });
}

void tst_UnhandledFailures::droppedCallIsToldOf()
{
    QFETCH(const Use, use);
    expectWarning("divide", "division by zero");
    use(left());
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].first, u"divide"_s);
    QCOMPARE(m_failures[0].second.code(), 1);
}

void tst_UnhandledFailures::handledFailureIsNot_data()
{
    QTest::addColumn<Use>("use");
    const auto row = [](const char *name, const Use &use) { QTest::newRow(name) << use; };
    const auto zero = [](const Error &) { return 0; };
    row("a handler", [=](Channel &peer) { peer.call<int>("divide", 1, 0).onFailed(zero); });
    row("a handler without exceptions", [](Channel &peer) {
        peer.call<int>("divide", 1, 0).onFailed([](const Error &) noexcept { return 0; });
    });
    row("a handler at the end", [=](Channel &peer) {
        peer.call<int>("divide", 1, 0).then(&peer, [](int v) { return v; }).onFailed(&peer, zero);
    });
    row("a handler beside another branch", [=](Channel &peer) {
        auto reply = peer.call<int>("divide", 1, 0);
        reply.then([](int) {});
        reply.onFailed(zero);
    });
    row("a continuation that takes the reply",
        [](Channel &peer) { peer.call<int>("divide", 1, 0).then([](const Reply<int> &) {}); });
    row("a future", [](Channel &peer) { QFuture<int> kept = peer.call<int>("divide", 1, 0); });
    row("waiting", [](Channel &peer) {
        QVERIFY_THROWS_EXCEPTION(Error, peer.call<int>("divide", 1, 0).result());
    });
    row("a look at it", [](Channel &peer) {
        const auto reply = peer.call<int>("divide", 1, 0);
        QTRY_VERIFY(reply.isFinished());
        QVERIFY(reply.isCanceled());
    });
    row("a handler whose context is gone", [=](Channel &peer) {
        QObject context;
        peer.call<int>("divide", 1, 0)
            .then(&context, [](int v) { return v; })
            .onFailed(&peer, zero);
    });
    row("a result", [](Channel &peer) { peer.call<int>("divide", 1, 1); });
}

void tst_UnhandledFailures::handledFailureIsNot()
{
    QFETCH(const Use, use);
    use(left());
    QCOMPARE(waitFor(left().call<int>("add", 1, 2)), 3); // came after the failure
    QCoreApplication::processEvents();
    QVERIFY(m_failures.isEmpty());
}

void tst_UnhandledFailures::failureIsToldOfWhenItsReplyGoes()
{
    std::optional<Reply<int>> kept = left().call<int>("divide", 1, 0);
    QTRY_VERIFY(kept->isFinished());
    QCoreApplication::processEvents();
    QVERIFY(m_failures.isEmpty());
    expectWarning("divide", "division by zero");
    kept.reset();
    QTRY_COMPARE(m_failures.size(), 1);
}

void tst_UnhandledFailures::endsOfOnesOwnAreNot()
{
    left().call<int>("later", 1).cancel();
    left().call<int>("later", 1);
    left().close();
    QCoreApplication::processEvents();
    QVERIFY(m_failures.isEmpty());
    expectWarning("add", "was closed"); // while this is a mistake
    left().call<int>("add", 1, 2);
    QTRY_COMPARE(m_failures.size(), 1);
}

void tst_UnhandledFailures::exceptionOfAContinuationIsWrittenDown()
{
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"nobody handles what a continuation has thrown: not that"_s));
    bool isDone = false;
    left().call<int>("add", 1, 2).then([&](int) {
        isDone = true;
        throw std::runtime_error("not that");
    });
    QTRY_VERIFY(isDone);
    QVERIFY(m_failures.isEmpty());
}

void tst_UnhandledFailures::callsOfOtherThreadsAreToldOf()
{
    expectWarning("divide", "division by zero");
    std::unique_ptr<QThread> thread(QThread::create(
        [handle = left().handle()]() mutable { handle.call<int>("divide", 1, 0); }));
    thread->start();
    QTRY_COMPARE(m_failures.size(), 1);
    QVERIFY(thread->wait());
}

void tst_UnhandledFailures::longNamesAreCut()
{
    expectWarning("x{39}", "");
    left().call<int>(QString(100, u'x'));
    QTRY_COMPARE(m_failures.size(), 1);
    QCOMPARE(m_failures[0].first, QString(39, u'x'));
}

void tst_UnhandledFailures::warningsAreLimited()
{
    ManualClock clock;
    static QStringList lines;
    lines.clear();
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &text) { lines.append(text); });
    for (int i = 0; i < 15; ++i)
        left().call<int>("divide", 1, 0);
    QTRY_COMPARE(m_failures.size(), 15);
    const qsizetype atOnce = lines.size();
    clock.advance(10s);
    left().call<int>("divide", 1, 0);
    QTRY_COMPARE(m_failures.size(), 16);
    qInstallMessageHandler(before);
    QCOMPARE(atOnce, 10);
    QCOMPARE(lines.size(), 12);
    QCOMPARE(lines[10], u"5 more messages were left out"_s);
}

void tst_UnhandledFailures::channelMayGoInTheSignal()
{
    expectWarning("divide", "division by zero");
    connect(&left(), &Channel::callFailed, this, [this] { m_pair.reset(); });
    left().call<int>("divide", 1, 0);
    QTRY_VERIFY(!m_pair);
}

QTEST_GUILESS_MAIN(tst_UnhandledFailures)
#include "tst_unhandledfailures.moc"
