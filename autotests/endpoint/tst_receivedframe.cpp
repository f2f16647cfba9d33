// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "receivedframe_p.h"
#include "recordingtransport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

using Content = ReceivedFrame::Content;

static QByteArray notification(const char *method, qsizetype size = 0)
{
    return R"({"jsonrpc":"2.0","method":")" + QByteArray(method) + R"(","params":[")"
        + QByteArray(size, 'x') + R"("]})";
}

// What a frame holds, and what becomes of one that is not read.
class tst_ReceivedFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_limits = {};
    }

    void messagesComeInTheirOrder_data();
    void messagesComeInTheirOrder();
    void batchInASharedFrameIsAFrameOfItsOwn();
    void frameThatIsNotReadIsRefused_data();
    void frameThatIsNotReadIsRefused();
    void refusalNamesTheAnsweredCalls();
    void batchThatIsTooLongIsReadAndRefused();
    void entryThatIsTooLargeIsRefusedByItself();
    void formatIsThatOfTheMessage_data();
    void formatIsThatOfTheMessage();

private:
    std::optional<ReceivedFrame::Refusal> open(
        ReceivedFrame &frame, const QByteArray &text, Content content)
    {
        m_text.assign(QByteArrayView(text));
        return frame.open(m_text, content, m_limits, jsonRpc2());
    }
    static QByteArrayList methodsIn(ReceivedFrame &frame)
    {
        QByteArrayList methods;
        while (frame.hasMore()) {
            const auto entry = frame.next(jsonRpc2());
            const std::string_view method = entry.message.method;
            methods.append(entry.batch ? "a batch"_ba
                    : entry.refusal    ? "refused"_ba
                                       : QByteArray(method.data(), qsizetype(method.size())));
        }
        return methods;
    }
    Limits m_limits;
    JsonText m_text;
};

void tst_ReceivedFrame::messagesComeInTheirOrder_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Content>("content");
    QTest::addColumn<QByteArrayList>("methods");
    QTest::addColumn<bool>("isBatch");
    const QByteArray both = '[' + notification("a") + ',' + notification("b") + ']';
    QTest::newRow("one message") << notification("a") << Content::Single << QByteArrayList{"a"}
                                 << false;
    QTest::newRow("a batch") << both << Content::Single << QByteArrayList{"a", "b"} << true;
    QTest::newRow("a shared frame") << both << Content::Shared << QByteArrayList{"a", "b"} << false;
}

void tst_ReceivedFrame::messagesComeInTheirOrder()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Content, content);
    ReceivedFrame frame;
    QVERIFY(!open(frame, text, content));
    QTEST(frame.batch() != nullptr, "isBatch");
    QTEST(methodsIn(frame), "methods");
}

void tst_ReceivedFrame::batchInASharedFrameIsAFrameOfItsOwn()
{
    ReceivedFrame frame;
    QVERIFY(
        !open(frame, "[[" + notification("a") + "]," + notification("b") + ']', Content::Shared));
    const auto entry = frame.next(jsonRpc2());
    QVERIFY(entry.batch);
    ReceivedFrame batch;
    QVERIFY(!batch.open(*entry.batch, Content::Single, m_limits, jsonRpc2()));
    QVERIFY(batch.batch());
    QCOMPARE(methodsIn(batch), QByteArrayList{"a"});
    QCOMPARE(methodsIn(frame), QByteArrayList{"b"});
}

void tst_ReceivedFrame::frameThatIsNotReadIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Content>("content");
    QTest::addColumn<int>("code");
    QTest::newRow("no JSON") << "{"_ba << Content::Single << int(Error::ParseError);
    QTest::newRow("an empty batch") << "[]"_ba << Content::Single << int(Error::InvalidRequest);
    QTest::newRow("an empty frame") << "[]"_ba << Content::Shared << int(Error::InvalidRequest);
    QTest::newRow("a frame without an array")
        << notification("a") << Content::Shared << int(Error::InvalidRequest);
    QTest::newRow("a large message")
        << notification("a", 1000) << Content::Single << int(Error::RequestTooLarge);
    QTest::newRow("many values") << "[1,2,3,4,5,6,7,8,9,10,11]"_ba << Content::Single
                                 << int(Error::TooManyValues);
    QTest::newRow("a large frame with two messages")
        << '[' + notification("a", 64 * 1024) + ',' + notification("b") + ']' << Content::Shared
        << int(Error::RequestTooLarge);
}

void tst_ReceivedFrame::frameThatIsNotReadIsRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Content, content);
    m_limits.incomingMessageSize = 1000;
    m_limits.jsonValues = 10;
    ReceivedFrame frame;
    const auto refusal = open(frame, text, content);
    QVERIFY(refusal);
    QTEST(refusal->error.code(), "code");
    QVERIFY(!frame.hasMore());
}

void tst_ReceivedFrame::refusalNamesTheAnsweredCalls()
{
    m_limits.incomingMessageSize = 100;
    ReceivedFrame frame;
    const auto refusal = open(frame,
        R"({"jsonrpc":"2.0","result":")" + QByteArray(100, 'x') + R"(","id":7})", Content::Single);
    QVERIFY(refusal);
    QCOMPARE(refusal->outline.answered, std::vector{MessageId::integer(7)});
    QVERIFY(!refusal->outline.hasOthers);
}

void tst_ReceivedFrame::batchThatIsTooLongIsReadAndRefused()
{
    m_limits.batchLength = 1;
    ReceivedFrame frame;
    QVERIFY(!open(frame, '[' + notification("a") + ',' + notification("b") + ']', Content::Single));
    QVERIFY(frame.batchRefusal());
    QCOMPARE(frame.batchRefusal()->code(), Error::BatchTooLarge);
    QCOMPARE(methodsIn(frame), (QByteArrayList{"a", "b"}));
}

void tst_ReceivedFrame::entryThatIsTooLargeIsRefusedByItself()
{
    m_limits.incomingMessageSize = 1000;
    ReceivedFrame frame;
    QVERIFY(!open(
        frame, '[' + notification("a", 1000) + ',' + notification("b") + ']', Content::Shared));
    QCOMPARE(methodsIn(frame), (QByteArrayList{"refused", "b"}));
}

void tst_ReceivedFrame::formatIsThatOfTheMessage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("JSON-RPC 2.0") << notification("a") << "JsonRpc2"_ba;
    QTest::newRow("a batch") << '[' + notification("a") + ']' << "JsonRpc2"_ba;
    QTest::newRow("FastApi") << R"({"request":null,"response":{}})"_ba
                             << "FastApi"_ba;
    QTest::newRow("any") << R"({"id":1})"_ba << QByteArray();
}

void tst_ReceivedFrame::formatIsThatOfTheMessage()
{
    QFETCH(const QByteArray, text);
    ReceivedFrame frame;
    QVERIFY(!open(frame, text, Content::Single));
    const MessageFormat *const format = frame.format();
    QTEST(format ? QByteArray(format->rules().name) : QByteArray(), "name");
}

QTEST_GUILESS_MAIN(tst_ReceivedFrame)

#include "tst_receivedframe.moc"
