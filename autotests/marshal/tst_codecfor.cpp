// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qthread.h>

#include <latch>

using namespace CodecTest;
using namespace Qt::StringLiterals;

template<int N>
class Numbered
{
public:
    int value = N;
    friend bool operator==(const Numbered &, const Numbered &) = default;
};

class Node
{
    Q_GADGET
    Q_PROPERTY(int id MEMBER id)
    Q_PROPERTY(QList<Node> next READ next WRITE setNext)
public:
    int id = 0;
    [[nodiscard]] QList<Node> next() const { return m_next; }
    void setNext(const QList<Node> &next) { m_next = next; }

private:
    QList<Node> m_next;
};

class BrokenNode
{
    Q_GADGET
    Q_PROPERTY(QList<BrokenNode> next READ next WRITE setNext)
    Q_PROPERTY(QRegularExpression pattern MEMBER pattern)
public:
    [[nodiscard]] QList<BrokenNode> next() const { return m_next; }
    void setNext(const QList<BrokenNode> &next) { m_next = next; }
    QRegularExpression pattern;

private:
    QList<BrokenNode> m_next;
};

class tst_CodecFor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sameTypeHasSameCodec();
    void pointersAreRefused_data();
    void pointersAreRefused();
    void unknownTypeIsExplained();
    void incompleteTypeIsExplained();
    void typeBecomesKnownLater();
    void failedRecursiveTypeLeavesNothingBehind();
    void threadsAgreeOnTheCodec();
    void mismatchReadsAsASentence();
};

void tst_CodecFor::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_CodecFor::sameTypeHasSameCodec()
{
    QCOMPARE(&codec<int>(), &codec<int>());
    QCOMPARE(&codec<QList<Node>>(), &codec<QList<Node>>());
    QVERIFY(&codec<int>() != &codec<uint>());
}

void tst_CodecFor::pointersAreRefused_data()
{
    QTest::addColumn<QMetaType>("type");
    QTest::newRow("QObject") << QMetaType::fromType<QObject *>();
    QTest::newRow("subclass of QObject") << QMetaType::fromType<tst_CodecFor *>();
    QTest::newRow("gadget") << QMetaType::fromType<Node *>();
    QTest::newRow("int") << QMetaType::fromType<int *>();
    QTest::newRow("void") << QMetaType::fromType<void *>();
    QTest::newRow("text") << QMetaType::fromType<const char *>();
}

void tst_CodecFor::pointersAreRefused()
{
    QFETCH(const QMetaType, type);
    QCOMPARE(problemOf(type),
        QString::fromUtf8(type.name()) + u" is a pointer, and pointers cannot be marshalled"_s);
}

void tst_CodecFor::unknownTypeIsExplained()
{
    QCOMPARE(problemOf(QMetaType::fromType<Numbered<1>>()),
        u"Numbered<1> is not a type that can be marshalled; make it a Q_GADGET, or register "
        u"converters to and from QJsonValue"_s);
}

void tst_CodecFor::incompleteTypeIsExplained()
{
    QVERIFY(problemOf(QMetaType()).contains(u"include the header"));
}

void tst_CodecFor::typeBecomesKnownLater()
{
    QVERIFY(!problemOf(QMetaType::fromType<Numbered<2>>()).isEmpty());
    QMetaType::registerConverter<Numbered<2>, QJsonValue>(
        [](const Numbered<2> &number) { return QJsonValue(number.value); });
    QVERIFY2(!problemOf(QMetaType::fromType<Numbered<2>>()).isEmpty(), "one direction only");
    QMetaType::registerConverter<QJsonValue, Numbered<2>>(
        [](const QJsonValue &json) { return Numbered<2>{json.toInt()}; });
    QCOMPARE(survived(Numbered<2>{9}), Numbered<2>{9});
}

void tst_CodecFor::failedRecursiveTypeLeavesNothingBehind()
{
    for (int i = 0; i < 2; ++i) {
        QVERIFY(problemOf(QMetaType::fromType<QList<BrokenNode>>())
                    .contains(u"BrokenNode::pattern: QRegularExpression is not"));
        QVERIFY(problemOf(QMetaType::fromType<BrokenNode>())
                    .startsWith(u"BrokenNode::pattern: QRegularExpression is not"));
    }
}

void tst_CodecFor::threadsAgreeOnTheCodec()
{
    const QMetaType types[] = {QMetaType::fromType<QMap<QString, QList<Node>>>(),
        QMetaType::fromType<QList<QList<short>>>(), QMetaType::fromType<QSet<QString>>(),
        QMetaType::fromType<std::optional<QByteArray>>(), QMetaType::fromType<Qt::GlobalColor>()};
    constexpr int threadCount = 8;
    std::latch start(threadCount);
    std::vector<std::unique_ptr<QThread>> threads;
    std::vector<std::vector<const Codec *>> found(threadCount);
    for (std::vector<const Codec *> &mine : found) {
        threads
            .emplace_back(QThread::create([&] {
                start.arrive_and_wait();
                for (const QMetaType type : types)
                    mine.push_back(std::get<const Codec *>(codecFor(type)));
            }))
            ->start();
    }
    for (const std::unique_ptr<QThread> &thread : threads)
        QVERIFY(thread->wait());
    for (const std::vector<const Codec *> &mine : found)
        QCOMPARE(mine, found.front());
}

void tst_CodecFor::mismatchReadsAsASentence()
{
    MismatchPtr problem = mismatch(u"int"_s, u"\"3\""_s);
    QCOMPARE(problem->toString(), uR"(expected int, got "3")"_s);
    problem = inMember(u"points", inElement(2, inMember(u"x", std::move(problem))));
    QCOMPARE(problem->toString(), uR"(points[2].x: expected int, got "3")"_s);
    problem = inElement(0, inElement(1, mismatch(u"a"_s, u"b"_s)));
    QCOMPARE(problem->toString(), u"[0][1]: expected a, got b"_s);
}

QTEST_GUILESS_MAIN(tst_CodecFor)
#include "tst_codecfor.moc"
