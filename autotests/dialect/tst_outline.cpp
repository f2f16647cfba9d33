// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_Outline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void idsOfAnswersAreFound_data();
    void idsOfAnswersAreFound();
    void idsInTheEnvelopeAreFound();
    void valuesAreCounted_data();
    void valuesAreCounted();
};

static QVariantList idsOf(const Outline &outline)
{
    QVariantList ids;
    for (const MessageId &id : outline.answered)
        ids.append(id.toVariant());
    return ids;
}

void tst_Outline::idsOfAnswersAreFound_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QVariantList>("ids");
    QTest::addColumn<bool>("hasOthers");
    const auto row = [](const char *name, const QByteArray &text, const QVariantList &ids,
                         bool hasOthers) { QTest::newRow(name) << text << ids << hasOthers; };
    row("empty", "", {}, true);
    row("no JSON", "hello", {}, true);
    row("answer", R"({"jsonrpc":"2.0","result":NaN,"id":7})", {7LL}, false);
    row("id first", R"({ "id" : 7 , "result" : [NaN] })", {7LL}, false);
    row("string", R"({"result":NaN,"id":"7"})", {u"7"_s}, false);
    row("truncated", R"({"id":7,"result":{"id":8,"a":[)", {7LL}, false);
    row("ids inside", R"({"result":{"id":8,"x":{"id":9}},"id":7})", {7LL}, false);
    row("id as text inside", R"({"result":"\",\"id\":8","id":7})", {7LL}, false);
    row("name as a value", R"({"result":"method","id":7})", {7LL}, false);
    row("request", R"({"method":"a","params":[NaN],"id":7})", {}, true);
    row("notification", R"({"method":"a","params":[NaN]})", {}, true);
    row("id null", R"({"result":NaN,"id":null})", {}, true);
    row("batch", R"([{"result":NaN,"id":7},{"id":8,"result":1}])", {7LL, 8LL}, false);
    row("batch in a frame", R"([[{"result":NaN,"id":7}],{"id":8}])", {7LL, 8LL}, false);
    row("mixed", R"([{"result":NaN,"id":7},{"method":"a","id":8}])", {7LL}, true);
    row("unbalanced", R"(}}]]{"result":NaN,"id":7}})", {7LL}, false);
    row("open string", R"({"id":7,"result":"abc)", {7LL}, false);
}

void tst_Outline::idsOfAnswersAreFound()
{
    QFETCH(const QByteArray, text);
    const Outline outline = outlineOf(text.toStdString(), jsonRpc2().rules().answers);
    QTEST(idsOf(outline), "ids");
    QTEST(outline.hasOthers, "hasOthers");
}

void tst_Outline::idsInTheEnvelopeAreFound()
{
    const auto idsIn = [](std::string_view text) {
        return idsOf(outlineOf(text, fastApi().rules().answers));
    };
    QCOMPARE(
        idsIn(R"({"request":null,"response":{"result":NaN,"call_id":"7"}})"), QVariantList{u"7"_s});
    QCOMPARE(idsIn(R"({"response":{"call_id":"7","result":{"call_id":"8"}},"call_id":"9"})"),
        QVariantList{u"7"_s});
    QCOMPARE(idsIn(R"({"request":{"method":"a","call_id":"7"},"response":null})"), QVariantList());
}

void tst_Outline::valuesAreCounted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    QTest::newRow("number") << "1"_ba << 1;
    QTest::newRow("empty array") << "[ ]"_ba << 1;
    QTest::newRow("array") << "[1, true,\"a,b\"]"_ba << 4;
    QTest::newRow("empty ones") << "[[],{},[ ]]"_ba << 4;
    QTest::newRow("nested") << "[[1],[[2]]]"_ba << 6;
    QTest::newRow("object") << R"({"a":1,"b":{"c":[]}})"_ba << 4;
}

void tst_Outline::valuesAreCounted()
{
    QFETCH(const QByteArray, text);
    QTEST(int(countValues(text.toStdString())), "count");
}

QTEST_APPLESS_MAIN(tst_Outline)
#include "tst_outline.moc"
