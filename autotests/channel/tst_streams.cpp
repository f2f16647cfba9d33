// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "streamservice.h"
#include "waitfor.h"

#include <websocketrpc/test/channelpair.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

class tst_Streams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        m_service = std::make_unique<StreamService>();
        m_pair = std::make_unique<ChannelPair>(ChannelPair::fetchKind());
        m_pair->right().expose(m_service.get());
    }
    void cleanup();

    void valuesCross_data();
    void valuesCross();
    void emptyStreamCrosses();
    void gadgetsCross();
    void eachReadsAndSettles();
    void nextReadsOneByOne();
    void futureReads();
    void replyBringsAStream();
    void failureComesAfterTheValues();
    void failedCallFailsTheStream();
    void writtenValuesCrossAtOnce();
    void nothingIsMadeBeforeItIsRead();
    void noMoreIsMadeThanTheReadAhead();
    void droppedStreamIsEndedThere();
    void cancelledStreamIsEndedThere_data();
    void cancelledStreamIsEndedThere();
    void streamThatNobodyReadsIsEndedThere();
    void streamOfACancelledCallIsEndedThere();
    void largeValuesCross();
    void argumentsAndContextLiveAsLongAsTheStream();
    void streamEndsWithItsObject();
    void streamInAGadgetCrosses();
    void manyStreamsShareTheConnection();
    void smallBufferIsEnough();
    void lostConnectionFailsReaders();
    void lostConnectionEndsMakers();
    void lostConnectionEndsMakersOfAClient();
    void makerThatEndsMayDeleteItsChannel_data();
    void makerThatEndsMayDeleteItsChannel();
    void deletedChannelFailsReaders();
    void argumentIsRead();
    void argumentMayBeDropped();
    void argumentIsForgottenWithItsCall();
    void argumentOfAWaitingCallIsRead();
    void argumentThatHasAReaderFails();
    void argumentOfANotificationIsRefused();
    void idempotentCallTakesNoStream();
    void argumentMayComeFromAnotherThread();
    void methodMayBeInAnotherThread();
    void readerMayBeInAnotherThread();
    void openStreamsAreLimited();
    void dialectWithoutStreamsGetsLists();

private:
    [[nodiscard]] Channel &client() const { return m_pair->left(); }
    [[nodiscard]] ChannelStatistics clientStatistics() const { return client().statistics(); }
    [[nodiscard]] ChannelStatistics serverStatistics() const
    {
        return m_pair->right().statistics();
    }

    std::unique_ptr<StreamService> m_service;
    std::unique_ptr<ChannelPair> m_pair;
};

void tst_Streams::cleanup()
{
    if (m_pair->hasLeft()) {
        QTRY_COMPARE(clientStatistics().readStreams, 0);
        QTRY_COMPARE(clientStatistics().openStreams, 0);
        QTRY_COMPARE(clientStatistics().pendingCalls, 0);
    }
    m_pair.reset();
    QTRY_COMPARE(m_service->alive, 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void tst_Streams::valuesCross_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 2, 1000, 100'000})
        QTest::addRow("%d values", count) << count;
}

void tst_Streams::valuesCross()
{
    QFETCH(int, count);
    QCOMPARE(waitFor(client().stream<int>("numbers", count).toList()), numbersTo(count));
    QCOMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::emptyStreamCrosses()
{
    QCOMPARE(waitFor(client().stream<int>("nothing").toList()), QList<int>());
}

void tst_Streams::gadgetsCross()
{
    const QList<Sample> samples =
        waitFor(client().stream<Sample>("samples", {{"name", "n"}, {"end", 3}}).toList());
    QCOMPARE(samples, (QList<Sample>{{1, u"n"_s}, {2, u"n"_s}, {3, u"n"_s}}));
}

void tst_Streams::eachReadsAndSettles()
{
    QList<int> read;
    const Reply<void> reply = client().stream<&StreamService::numbers>(5000).each(
        this, [&](int value) { read.append(value); });
    QVERIFY(settles(reply));
    QCOMPARE(read, numbersTo(5000));
}

void tst_Streams::nextReadsOneByOne()
{
    const Stream<int> stream = client().stream<int>("numbers", 3);
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(waitFor(stream.next()), i);
    QCOMPARE(waitFor(stream.next()), std::nullopt);
}

void tst_Streams::futureReads()
{
    const QFuture<int> future = client().stream<int>("numbers", 3000);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.results(), numbersTo(3000));
}

void tst_Streams::replyBringsAStream()
{
    const auto stream = waitFor(client().call<Stream<int>>("numbers", 3));
    QCOMPARE(clientStatistics().readStreams, 1);
    QCOMPARE(serverStatistics().openStreams, 1);
    QCOMPARE(waitFor(stream.toList()), numbersTo(3));
    const auto other = waitFor(client().call<&StreamService::numbers>(2));
    QCOMPARE(waitFor(other.toList()), numbersTo(2));
}

void tst_Streams::failureComesAfterTheValues()
{
    QList<int> read;
    const Reply<void> reply =
        client().stream<int>("failing", 2000).each(this, [&](int value) { read.append(value); });
    const Error error = errorOf(reply);
    QCOMPARE(error.code(), 7);
    QCOMPARE(error.message(), u"no more"_s);
    QCOMPARE(read, numbersTo(2000));
    QCOMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::failedCallFailsTheStream()
{
    QCOMPARE(errorOf(client().stream<int>("missing").toList()).code(), int(Error::MethodNotFound));
    QCOMPARE(errorOf(client().stream<int>("numbers").toList()).code(), int(Error::InvalidParams));
    QCOMPARE(
        errorOf(client().stream<int>("add", 1, 2).toList()).kind(), Error::Kind::InvalidAnswer);
}

void tst_Streams::writtenValuesCrossAtOnce()
{
    QList<int> read;
    const Reply<void> reply =
        client().stream<int>("written").each(this, [&](int value) { read.append(value); });
    QTRY_COMPARE(m_service->writers.size(), 1U);
    for (int i = 1; i <= 3; ++i) {
        m_service->writers.front()->write(i);
        QTRY_COMPARE(read, numbersTo(i));
    }
    m_service->writers.front()->finish();
    QVERIFY(settles(reply));
}

void tst_Streams::nothingIsMadeBeforeItIsRead()
{
    const auto stream = waitFor(client().call<Stream<int>>("endless"));
    QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
    QCOMPARE(m_service->made, 0);
}

void tst_Streams::noMoreIsMadeThanTheReadAhead()
{
    const auto stream = waitFor(client().call<Stream<int>>("endless"));
    QCOMPARE(waitFor(stream.next()), 1);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
    const int most = int(ReadAhead().values) * 3; // there, here, and on the way
    QVERIFY2(m_service->made <= most, QByteArray::number(m_service->made));
}

void tst_Streams::droppedStreamIsEndedThere()
{
    {
        const auto stream = waitFor(client().call<Stream<int>>("endless"));
        QCOMPARE(waitFor(stream.next()), 1);
        QCOMPARE(m_service->alive, 1);
    }
    QTRY_COMPARE(m_service->alive, 0);
    QCOMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::cancelledStreamIsEndedThere_data()
{
    QTest::addColumn<bool>("isByReply");
    QTest::newRow("by the stream") << false;
    QTest::newRow("by the reply of its reader") << true;
}

void tst_Streams::cancelledStreamIsEndedThere()
{
    QFETCH(const bool, isByReply);
    const Stream<int> stream = client().stream<int>("endless");
    qint64 last = 0;
    Reply<void> reply;
    reply = stream.each(this, [&](int value) {
        QCOMPARE(qint64(value), last + 1);
        last = value;
        if (value == 20'000)
            isByReply ? reply.cancel() : stream.cancel();
    });
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Cancelled);
    QTRY_COMPARE(m_service->alive, 0);
    QCOMPARE(last, 20'000);
    QTRY_COMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::streamThatNobodyReadsIsEndedThere()
{
    (void)client().call<Stream<int>>("endless");
    (void)client().call<Report>("report", 3);
    QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
    QTRY_COMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::streamOfACancelledCallIsEndedThere()
{
    (void)client().stream<int>("endless");
    client().call<Report>("report", 3).cancel();
    QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
    QCOMPARE(clientStatistics().lateAnswers, 2U);
    QTRY_COMPARE(serverStatistics().openStreams, 0);
}

void tst_Streams::largeValuesCross()
{
    const QStringList texts =
        waitFor(client().stream<QString>("texts", {{"end", 20}, {"size", 200'000}}).toList());
    QCOMPARE(texts.size(), 20);
    QCOMPARE(texts.last().size(), 200'000);
}

void tst_Streams::argumentsAndContextLiveAsLongAsTheStream()
{
    const auto samples =
        waitFor(client().call<Stream<Sample>>("samples", u"a name of some length"_s, 5));
    QCOMPARE(waitFor(samples.toList()).last().name, u"a name of some length"_s);
    const auto names = waitFor(client().call<Stream<QString>>("methodNames"));
    QCOMPARE(waitFor(names.next()), u"methodNames"_s);
}

void tst_Streams::streamEndsWithItsObject()
{
    auto service = std::make_unique<StreamService>();
    m_pair->right().expose(service.get(), {.prefix = u"other."_s});
    const auto stream = waitFor(client().call<Stream<int>>("other.written"));
    const Reply<std::optional<int>> next = stream.next();
    QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
    QVERIFY(!next.isFinished());
    service.reset();
    QCOMPARE(errorOf(next).code(), int(Error::InternalError));
}

void tst_Streams::streamInAGadgetCrosses()
{
    const auto report = waitFor(client().call<Report>("report", 3));
    QCOMPARE(report.title, u"all of them"_s);
    QCOMPARE(waitFor(report.rows.toList()), numbersTo(3));
}

void tst_Streams::manyStreamsShareTheConnection()
{
    constexpr int streams = 200;
    std::vector<int> read(streams);
    std::vector<Reply<void>> replies;
    for (int i = 0; i < streams; ++i) {
        replies.push_back(client().stream<int>("numbers", 2000).each(this, [&read, i](int value) {
            QCOMPARE(value, read[i] + 1);
            ++read[i];
        }));
    }
    for (const Reply<void> &reply : replies)
        QVERIFY(settles(reply));
    QCOMPARE(read, std::vector<int>(streams, 2000));
}

// Streams that wait for each other must not fill it, as a peer does that does not read.
void tst_Streams::smallBufferIsEnough()
{
    m_pair->right().setLimits({.outgoingBuffer = 60'000});
    std::vector<Reply<QStringList>> replies;
    for (int i = 0; i < 20; ++i)
        replies.push_back(client().stream<QString>("texts", 300, 1000).toList());
    for (const Reply<QStringList> &reply : replies)
        QCOMPARE(waitFor(reply).size(), 300);
}

void tst_Streams::lostConnectionFailsReaders()
{
    const auto waiting = waitFor(client().call<Stream<int>>("written"));
    const Reply<std::optional<int>> next = waiting.next();
    const auto unread = waitFor(client().call<Stream<int>>("numbers", 3));
    m_pair->deleteRight();
    QCOMPARE(errorOf(next).kind(), Error::Kind::ConnectionLost);
    QCOMPARE(errorOf(unread.toList()).kind(), Error::Kind::ConnectionLost);
}

void tst_Streams::lostConnectionEndsMakers()
{
    const auto stream = waitFor(client().call<Stream<int>>("endless"));
    QCOMPARE(waitFor(stream.next()), 1);
    QCOMPARE(m_service->alive, 1);
    m_pair->deleteRight();
    QTRY_COMPARE(m_service->alive, 0);
}

void tst_Streams::lostConnectionEndsMakersOfAClient()
{
    Server server;
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    Client maker(server.url());
    maker.expose(m_service.get());
    maker.open();
    QTRY_VERIFY(!server.channels().isEmpty());
    const auto stream = waitFor(server.channels().first()->call<Stream<int>>("endless"));
    QCOMPARE(waitFor(stream.next()), 1);
    QCOMPARE(maker.statistics().openStreams, 1);
    delete server.channels().first();
    QTRY_COMPARE(m_service->alive, 0);
    QCOMPARE(maker.statistics().openStreams, 0);
}

void tst_Streams::makerThatEndsMayDeleteItsChannel_data()
{
    QTest::addColumn<bool>("isDropped");
    QTest::newRow("when the stream is dropped") << true;
    QTest::newRow("when the connection is closed") << false;
}

void tst_Streams::makerThatEndsMayDeleteItsChannel()
{
    QFETCH(bool, isDropped);
    bool isDeleted = false;
    m_pair->right().on("made", this, [&] {
        const std::shared_ptr<void> guard(nullptr, [&](void *) {
            m_pair->deleteRight();
            isDeleted = true;
        });
        return Stream<int>::generate([guard] { return std::optional(1); });
    });
    std::optional stream = waitFor(client().call<Stream<int>>("made"));
    QCOMPARE(waitFor(stream->next()), 1);
    if (isDropped)
        stream.reset();
    else
        m_pair->right().close();
    QTRY_VERIFY(isDeleted);
}

void tst_Streams::deletedChannelFailsReaders()
{
    const auto stream = waitFor(client().call<Stream<int>>("written"));
    const Reply<std::optional<int>> next = stream.next();
    const auto unread = waitFor(client().call<Stream<int>>("numbers", 3));
    m_pair->deleteLeft();
    QCOMPARE(errorOf(next).kind(), Error::Kind::Closed);
    QCOMPARE(errorOf(unread.next()).kind(), Error::Kind::Closed);
}

void tst_Streams::argumentIsRead()
{
    const auto sum = client().call<qint64>("sum", Stream<int>::from(numbersTo(10'000)));
    QCOMPARE(waitFor(sum), 50'005'000);
    QTRY_COMPARE(clientStatistics().openStreams, 0);
    QCOMPARE(waitFor(client().call<&StreamService::sum>(Stream<int>::from({1, 2, 3}))), 6);
}

void tst_Streams::argumentMayBeDropped()
{
    StreamWriter<int> writer;
    const Reply<int> reply = client().call<int>("drop", writer.stream());
    QCOMPARE(waitFor(reply), 1);
    QTRY_VERIFY(writer.isClosed());
}

void tst_Streams::argumentIsForgottenWithItsCall()
{
    StreamWriter<int> writer;
    Reply<qint64> reply = client().call<qint64>("sum", writer.stream());
    QTRY_COMPARE(serverStatistics().readStreams, 1);
    QCOMPARE(clientStatistics().openStreams, 1);
    reply.cancel();
    QTRY_COMPARE(clientStatistics().openStreams, 0);
    QTRY_VERIFY(writer.isClosed());
}

void tst_Streams::argumentOfAWaitingCallIsRead()
{
    Client client(QUrl(u"ws://127.0.0.1:1"_s));
    const Reply<qint64> reply = client.call<qint64>("sum", Stream<int>::from({1, 2, 3}));
    QCOMPARE(client.statistics().openStreams, 0);
    Server server;
    server.expose(m_service.get());
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    client.setUrl(server.url());
    client.open();
    QCOMPARE(waitFor(reply), 6);
}

void tst_Streams::argumentThatHasAReaderFails()
{
    StreamWriter<int> writer;
    QList<int> read;
    const Reply<void> reply = writer.stream().each(this, [&](int value) { read.append(value); });
    const Error error = errorOf(client().call<qint64>("sum", writer.stream()));
    QVERIFY(error.message().contains(u"somebody reads the stream already"));
    writer.write(1);
    writer.finish();
    QVERIFY(settles(reply));
    QCOMPARE(read, numbersTo(1));
}

void tst_Streams::argumentOfANotificationIsRefused()
{
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"a stream, which is an argument or the result"_s));
    client().notify("drop", Stream<int>::from({1}));
    QCOMPARE(waitFor(client().call<int>("add", 1, 2)), 3);
}

void tst_Streams::idempotentCallTakesNoStream()
{
    const Reply<int> reply =
        client().with({.idempotent = true}).call<int>("drop", Stream<int>::from({1}));
    QCOMPARE(errorOf(reply).kind(), Error::Kind::InvalidCall);
}

void tst_Streams::argumentMayComeFromAnotherThread()
{
    qint64 sum = 0;
    std::unique_ptr<QThread> thread(QThread::create([&] {
        StreamWriter<int> writer;
        for (const int value : {1, 2, 3})
            writer.write(value);
        writer.finish();
        const Reply<qint64> reply = client().call<qint64>("sum", writer.stream());
        sum = waitFor(reply);
    }));
    thread->start();
    QTRY_VERIFY(thread->isFinished());
    QCOMPARE(sum, 6);
}

void tst_Streams::methodMayBeInAnotherThread()
{
    QThread thread;
    StreamService elsewhere;
    elsewhere.moveToThread(&thread);
    m_pair->right().expose(&elsewhere, {.prefix = u"elsewhere."_s});
    thread.start();
    QCOMPARE(
        waitFor(client().stream<int>("elsewhere.numbers", 20'000).toList()), numbersTo(20'000));
    const auto samples =
        waitFor(client().call<Stream<Sample>>("elsewhere.samples", u"a name of some length"_s, 5));
    QCOMPARE(waitFor(samples.toList()).last().name, u"a name of some length"_s);
    const auto names = waitFor(client().call<Stream<QString>>("elsewhere.methodNames"));
    QCOMPARE(waitFor(names.next()), u"elsewhere.methodNames"_s);
    QCOMPARE(waitFor(client().call<qint64>("elsewhere.sum", Stream<int>::from(numbersTo(5000)))),
        12'502'500);
    {
        const auto stream = waitFor(client().call<Stream<int>>("elsewhere.endless"));
        QCOMPARE(waitFor(stream.next()), 1);
        QCOMPARE(elsewhere.alive, 1);
    }
    QTRY_COMPARE(elsewhere.alive, 0);
    m_pair->right().unexpose(&elsewhere);
    thread.quit();
    thread.wait();
}

void tst_Streams::readerMayBeInAnotherThread()
{
    QList<int> values;
    std::unique_ptr<QThread> thread(QThread::create(
        [&] { values = client().stream<int>("numbers", 10'000).toList().result(); }));
    thread->start();
    QTRY_VERIFY(thread->isFinished());
    QCOMPARE(values, numbersTo(10'000));
}

void tst_Streams::openStreamsAreLimited()
{
    m_pair->right().setLimits({.openStreams = 2});
    client().setLimits({.openStreams = 1});
    const auto one = waitFor(client().call<Stream<int>>("numbers", 3));
    const auto two = waitFor(client().call<Stream<int>>("numbers", 3));
    const Error error = errorOf(client().call<Stream<int>>("numbers", 3));
    QCOMPARE(error.code(), int(Error::ServerBusy));
    QVERIFY(error.message().contains(u"openStreams"));
    QCOMPARE(waitFor(one.toList()), numbersTo(3));
    QCOMPARE(waitFor(client().stream<int>("numbers", 3).toList()), numbersTo(3));

    StreamWriter<int> writer;
    Reply<qint64> first = client().call<qint64>("sum", writer.stream());
    const Error refused = errorOf(client().call<qint64>("sum", Stream<int>::from({1})));
    QCOMPARE(refused.kind(), Error::Kind::InvalidCall);
    QVERIFY(refused.message().contains(u"openStreams"));
    writer.finish();
    QCOMPARE(waitFor(first), 0);
}

void tst_Streams::dialectWithoutStreamsGetsLists()
{
    Server server;
    server.setLimits({.outgoingMessageSize = 10'000});
    server.expose(m_service.get());
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    Client fastApi(server.url());
    fastApi.setDialect(Dialect::FastApi);
    fastApi.open();
    QCOMPARE(waitFor(fastApi.call<QList<int>>("numbers", {{"end", 1500}})), numbersTo(1500));
    QCOMPARE(waitFor(fastApi.call<QList<int>>("numbers", {{"end", 0}})), QList<int>());
    QCOMPARE(waitFor(fastApi.call<QList<int>>("nothing")), QList<int>());
    QCOMPARE(waitFor(fastApi.stream<int>("numbers", {{"end", 3}}).toList()), numbersTo(3));
    QCOMPARE(errorOf(fastApi.call<QList<int>>("failing", {{"end", 3}})).code(), 7);
    const Error tooLarge = errorOf(fastApi.call<QList<int>>("endless"));
    QCOMPARE(tooLarge.code(), int(Error::ResponseTooLarge));
    QVERIFY(tooLarge.message().contains(u"outgoingMessageSize"));
    QCOMPARE(
        errorOf(fastApi.call<Report>("report", {{"rows", 3}})).code(), int(Error::InternalError));
    QCOMPARE(errorOf(fastApi.call<int>("drop", {{"values", Stream<int>::from({1})}})).kind(),
        Error::Kind::InvalidCall);
}

QTEST_GUILESS_MAIN(tst_Streams)

#include "tst_streams.moc"
