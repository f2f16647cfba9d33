// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messages.h"
#include "scriptedmaker.h"
#include "waitfor.h"

#include <websocketrpc/server.h>
#include <websocketrpc/stream.h>

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

namespace {

// Whose number cannot be written if it is negative.
class Signless
{
    Q_GADGET
    Q_PROPERTY(int number READ number WRITE setNumber)

public:
    [[nodiscard]] int number() const
    {
        if (m_number < 0)
            throw Error(9, u"negative"_s);
        return m_number;
    }
    void setNumber(int number) { m_number = number; }

private:
    int m_number = 0;
};

class Maker : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE WebSocketRpc::Stream<int> endless(int readAhead)
    {
        const auto stream = Stream<int>::generate([this] { return std::optional(++made); });
        stream.setReadAhead({.values = readAhead});
        return stream;
    }
    Q_INVOKABLE WebSocketRpc::Stream<QString> texts(const QList<int> &sizes)
    {
        for (const int size : sizes)
            co_yield QString(size, u'x');
    }
    Q_INVOKABLE WebSocketRpc::Stream<Signless> signless(const QList<int> &numbers)
    {
        for (const int number : numbers) {
            Signless value;
            value.setNumber(number);
            co_yield value;
        }
    }

    int made = 0;
};

QByteArray numbered(const QList<int> &numbers)
{
    QByteArrayList list;
    for (const int number : numbers)
        list.append(QByteArray::number(number));
    return "[[" + list.join(',') + "]]";
}

} // namespace

// How many values are made, sent and asked for at a time.
class tst_StreamPortions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"."_s));
        m_maker = std::make_unique<Maker>();
        m_server = std::make_unique<Server>();
        m_server->setLimits({.outgoingMessageSize = 1000});
        m_server->expose(m_maker.get());
        QVERIFY(m_server->listen(QHostAddress::LocalHost, 0));
        m_reader = std::make_unique<ScriptedPeer>(m_server->url());
    }

    void asMuchIsMadeAsIsReadAhead();
    void messagesOfAllSizesAreKept_data();
    void messagesOfAllSizesAreKept();
    void largeValuesAreAloneInTheirMessage();
    void valueThatIsNotWrittenEndsTheStream();
    void asMuchIsAskedForAsIsReadAhead_data();
    void asMuchIsAskedForAsIsReadAhead();

private:
    QJsonObject ask(const QByteArray &method, const QByteArray &params)
    {
        m_reader->send(
            R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + '}');
        m_latest = m_reader->next();
        return messageIn(m_latest);
    }
    QByteArray open(const QByteArray &method, const QByteArray &params)
    {
        const QJsonValue token = ask(method, params)[u"result"_s][u"token"_s];
        return R"({"token":)" + QByteArray::number(token.toInteger()) + '}';
    }
    QJsonObject next(const QByteArray &token) { return ask("$/enumerator/next", token); }

    std::unique_ptr<Maker> m_maker;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<ScriptedPeer> m_reader;
    QByteArray m_latest; // message that came
};

void tst_StreamPortions::asMuchIsMadeAsIsReadAhead()
{
    constexpr int ahead = 10;
    const QByteArray token = open("endless", "[10]");
    int read = 0;
    for (int i = 0; i < 5; ++i) {
        read += int(next(token)[u"result"_s][u"values"_s].toArray().size());
        QTRY_COMPARE(m_maker->made, read + ahead);
        for (int turn = 0; turn < 10; ++turn)
            (void)ask("missing", "[]");
        QCOMPARE(m_maker->made, read + ahead);
    }
}

void tst_StreamPortions::messagesOfAllSizesAreKept_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {7, 47, 105, 160, 240, 490})
        QTest::addRow("values of %d bytes", size) << size;
}

void tst_StreamPortions::messagesOfAllSizesAreKept()
{
    QFETCH(const int, size);
    constexpr int values = 200;
    const QByteArray token = open("texts", numbered(QList<int>(values, size)));
    int read = 0;
    for (bool isFinished = false; !isFinished;) {
        const QJsonObject answer = next(token);
        QVERIFY2(m_latest.size() <= 1000, m_latest);
        QVERIFY2(!answer.contains(u"error"), m_latest);
        read += int(answer[u"result"_s][u"values"_s].toArray().size());
        isFinished = answer[u"result"_s][u"finished"_s].toBool();
    }
    QCOMPARE(read, values);
}

// Which the small ones before it would make too large.
void tst_StreamPortions::largeValuesAreAloneInTheirMessage()
{
    const QList<int> sizes = {10, 20, 21, 22, 850, 23, 24, 850, 849, 25};
    const QByteArray token = open("texts", numbered(sizes));
    QList<int> read;
    for (bool isFinished = false; !isFinished;) {
        const QJsonObject answer = next(token);
        QVERIFY2(!answer.contains(u"error"), m_latest);
        for (const QJsonValue text : answer[u"result"_s][u"values"_s].toArray())
            read.append(int(text.toString().size()));
        isFinished = answer[u"result"_s][u"finished"_s].toBool();
    }
    QCOMPARE(read, sizes);
}

void tst_StreamPortions::valueThatIsNotWrittenEndsTheStream()
{
    const QByteArray token =
        open("signless", numbered(QList<int>{1, 2, 3, -4} + QList<int>(100, 5)));
    QList<int> read;
    QJsonObject answer = next(token);
    for (; answer.contains(u"result"); answer = next(token)) {
        for (const QJsonValue value : answer[u"result"_s][u"values"_s].toArray())
            read.append(value[u"number"_s].toInt());
        QVERIFY(!answer[u"result"_s][u"finished"_s].toBool());
    }
    QCOMPARE(read, (QList<int>{1, 2, 3}));
    QVERIFY2(errorCodeOf(answer) != int(Error::UnknownStream), m_latest);
    QCOMPARE(errorCodeOf(next(token)), int(Error::UnknownStream));
}

void tst_StreamPortions::asMuchIsAskedForAsIsReadAhead_data()
{
    QTest::addColumn<ReadAhead>("readAhead");
    QTest::addColumn<Limits>("limits");
    QTest::newRow("by values") << ReadAhead{.values = 8} << Limits();
    QTest::newRow("by bytes") << ReadAhead{.bytes = 10'000} << Limits();
    QTest::newRow("by the limit") << ReadAhead() << Limits{.streamReadAhead = 10'000};
}

// More are asked for while half of those ahead are left: four, or as many bytes.
void tst_StreamPortions::asMuchIsAskedForAsIsReadAhead()
{
    QFETCH(const ReadAhead, readAhead);
    QFETCH(const Limits, limits);
    const QByteArray value = R"("result":{"values":[")" + QByteArray(1000, 'x') + R"("]})";
    ScriptedMaker maker(R"({"token":5})", QList<QByteArray>(20, value));
    maker.client.setLimits(limits);
    const auto stream = waitFor(maker.client.call<Stream<QString>>("rows"));
    stream.setReadAhead(readAhead);
    std::vector<Stream<QString>> unread; // of calls that only show that nothing is on its way
    for (int read = 1; read <= 3; ++read) {
        QCOMPARE(waitFor(stream.next())->size(), 1000);
        QTRY_COMPARE(maker.requests.size(), read + 5);
        unread.push_back(waitFor(maker.client.call<Stream<QString>>("rows")));
        QCOMPARE(maker.requests.size(), read + 5);
    }
}

QTEST_GUILESS_MAIN(tst_StreamPortions)

#include "tst_streamportions.moc"
