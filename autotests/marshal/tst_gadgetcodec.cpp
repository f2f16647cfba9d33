// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

class Point
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(int y MEMBER y)
public:
    int x = 0;
    int y = 7;
    friend bool operator==(const Point &, const Point &) = default;
};

class Shape
{
    Q_GADGET
    Q_PROPERTY(QString name READ name WRITE setName)
    Q_PROPERTY(Kind kind MEMBER kind)
    Q_PROPERTY(Marks marks READ marks WRITE setMarks)
    Q_PROPERTY(QList<Point> points MEMBER points)
    Q_PROPERTY(QMap<QString, Point> named MEMBER named)
    Q_PROPERTY(QVariant extra MEMBER extra)
    Q_PROPERTY(int length READ length STORED false)
public:
    enum class Kind { Open, Closed };
    Q_ENUM(Kind)
    enum Mark { Start = 1, End = 2 };
    Q_DECLARE_FLAGS(Marks, Mark)
    Q_FLAG(Marks)

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString &name) { m_name = name; }
    [[nodiscard]] Marks marks() const { return m_marks; }
    void setMarks(Marks marks) { m_marks = marks; }
    [[nodiscard]] int length() const { return int(points.size()); }

    Kind kind = Kind::Open;
    QList<Point> points = {};
    QMap<QString, Point> named = {};
    QVariant extra = {};
    friend bool operator==(const Shape &, const Shape &) = default;

private:
    QString m_name;
    Marks m_marks = {};
};

class NamedPoint : public Point
{
    Q_GADGET
    Q_PROPERTY(QString label MEMBER label)
public:
    QString label;
    friend bool operator==(const NamedPoint &, const NamedPoint &) = default;
};

class Tree
{
    Q_GADGET
    Q_PROPERTY(int value MEMBER value)
    Q_PROPERTY(QList<Tree> children MEMBER children)
public:
    int value = 0;
    QList<Tree> children = {};
    friend bool operator==(const Tree &left, const Tree &right)
    {
        return left.value == right.value && left.children == right.children;
    }
};

class Huge
{
    Q_GADGET
    Q_PROPERTY(Block block MEMBER block)
public:
    struct Block
    {
        int content[100] = {};
        friend bool operator==(const Block &, const Block &) = default;
    };
    Block block;
};

class Empty
{
    Q_GADGET
};

class ReadOnly
{
    Q_GADGET
    Q_PROPERTY(int value READ value)
public:
    [[nodiscard]] int value() const { return 1; }
};

class Impossible
{
    Q_GADGET
    Q_PROPERTY(QObject *object MEMBER object)
public:
    QObject *object = nullptr;
};

class tst_GadgetCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void randomGadgetsSurvive();
    void spellingFollowsDeclaration();
    void missingMembersKeepTheirDefault();
    void membersComeInAnyOrder();
    void inheritedPropertiesTravel();
    void recursiveGadgetsSurvive();
    void unknownMemberIsRefused();
    void unknownMemberIsIgnoredOnRequest();
    void mismatchNamesThePath_data();
    void mismatchNamesThePath();
    void whatIsNoObjectIsRefused_data();
    void whatIsNoObjectIsRefused();
    void valueWithoutJsonNamesItsPath();
    void gadgetThatCannotBeReadIsExplained();
    void memberThatCannotBeMarshalledIsExplained();
    void largeMembersSurvive();
    void fitIsThatOfTheWorstMember();
};

void tst_GadgetCodec::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

static Shape randomShape()
{
    auto *random = QRandomGenerator::global();
    Shape shape;
    shape.setName(QString::number(random->generate(), 36));
    shape.kind = random->bounded(2) ? Shape::Kind::Open : Shape::Kind::Closed;
    shape.setMarks(Shape::Marks(int(random->bounded(4))));
    for (int i = random->bounded(5); i > 0; --i)
        shape.points.append({int(random->generate()), int(random->generate())});
    for (int i = random->bounded(3); i > 0; --i)
        shape.named.insert(QString::number(i), {i, -i});
    shape.extra = QVariantList{qlonglong(random->generate()), u"text"_s, 0.5, true};
    return shape;
}

void tst_GadgetCodec::randomGadgetsSurvive()
{
    for (int i = 0; i < 200; ++i) {
        const Shape shape = randomShape();
        QCOMPARE(survived(shape), shape);
    }
}

void tst_GadgetCodec::spellingFollowsDeclaration()
{
    Shape shape;
    shape.setName(u"s"_s);
    shape.kind = Shape::Kind::Closed;
    shape.setMarks(Shape::Marks(Shape::Start | Shape::End));
    shape.points = {{1, 2}};
    QCOMPARE(written(shape),
        QByteArray(R"({"name":"s","kind":"Closed","marks":"Start|End","points":[{"x":1,"y":2}],)"
                   R"("named":{},"extra":null})"));
}

void tst_GadgetCodec::missingMembersKeepTheirDefault()
{
    QCOMPARE(read<Point>(R"({"x":3})").value, (Point{.x = 3, .y = 7}));
    QCOMPARE(read<Point>("{}").value, Point());
}

void tst_GadgetCodec::membersComeInAnyOrder()
{
    QCOMPARE(read<Point>(R"({"y":2,"x":1})").value, (Point{.x = 1, .y = 2}));
    QCOMPARE(read<Point>(R"({"x":1,"x":3})").value, (Point{.x = 3, .y = 7}));
}

void tst_GadgetCodec::inheritedPropertiesTravel()
{
    NamedPoint point;
    point.x = 4;
    point.label = u"here"_s;
    QCOMPARE(written(point), QByteArray(R"({"x":4,"y":7,"label":"here"})"));
    QCOMPARE(survived(point), point);
}

void tst_GadgetCodec::recursiveGadgetsSurvive()
{
    Tree tree;
    for (int i = 0; i < 40; ++i)
        tree = Tree{i, {tree, Tree{-i, {}}}};
    QCOMPARE(survived(tree), tree);
    QCOMPARE(read<Tree>(R"({"children":[{},{"children":[{"value":"x"}]}]})").problem,
        uR"(children[1].children[0].value: expected int, got "x")"_s);
}

void tst_GadgetCodec::unknownMemberIsRefused()
{
    QCOMPARE(read<Point>(R"({"x":1,"z":2})").problem, u"z: expected no such member, got 2"_s);
    QCOMPARE(read<Point>(R"({"X":1})").problem, u"X: expected no such member, got 1"_s);
    QCOMPARE(fit<Point>(R"({"z":2})"), Fit::None);
    QVERIFY(!read<Shape>(R"({"length":2})").problem.isEmpty());
}

void tst_GadgetCodec::unknownMemberIsIgnoredOnRequest()
{
    const ReadOptions options{.ignoreUnknownMembers = true};
    const auto result = read<QList<Point>>(R"([{"z":[1],"x":1}])", options);
    QCOMPARE(result.problem, QString());
    QCOMPARE(result.value, (QList<Point>{{.x = 1, .y = 7}}));
}

void tst_GadgetCodec::mismatchNamesThePath_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    QTest::newRow("in a list") << QByteArray(R"({"points":[{},{},{"x":"3"}]})")
                               << uR"(points[2].x: expected int, got "3")"_s;
    QTest::newRow("in a map") << QByteArray(R"({"named":{"a b":{"y":1.5}}})")
                              << u"named.a b.y: expected int, got 1.5"_s;
    QTest::newRow("an element") << QByteArray(R"({"points":[1]})")
                                << u"points[0]: expected Point, got 1"_s;
    QTest::newRow("null") << QByteArray(R"({"name":null})") << u"name: expected string, got null"_s;
    QTest::newRow("an enumerator") << QByteArray(R"({"kind":"Half"})")
                                   << uR"(kind: expected one of Open, Closed, got "Half")"_s;
}

void tst_GadgetCodec::mismatchNamesThePath()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, problem);
    QCOMPARE(read<Shape>(json).problem, problem);
}

void tst_GadgetCodec::whatIsNoObjectIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"null", "true", "1", "1.5", R"("x")", "[]", "[1,2]"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_GadgetCodec::whatIsNoObjectIsRefused()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<Point>(json).problem, "expected Point, got "_L1 + QLatin1StringView(json));
}

void tst_GadgetCodec::valueWithoutJsonNamesItsPath()
{
    Shape shape;
    shape.extra = QVariantList{1, QVariant::fromValue<QObject *>(nullptr)};
    QCOMPARE(written(shape),
        QByteArray(
            "extra[1]: expected a type that can be marshalled, got QObject* is a pointer, and "
            "pointers cannot be marshalled"));
}

void tst_GadgetCodec::gadgetThatCannotBeReadIsExplained()
{
    QCOMPARE(problemOf(QMetaType::fromType<ReadOnly>()),
        u"ReadOnly has no property that can be both read and written"_s);
    QCOMPARE(problemOf(QMetaType::fromType<Empty>()),
        u"Empty has no property that can be both read and written"_s);
}

void tst_GadgetCodec::memberThatCannotBeMarshalledIsExplained()
{
    QCOMPARE(problemOf(QMetaType::fromType<Impossible>()),
        u"Impossible::object: QObject* is a pointer, and pointers cannot be marshalled"_s);
    QVERIFY(problemOf(QMetaType::fromType<QList<Impossible>>())
                .contains(u"Impossible::object: QObject* is a pointer"));
}

void tst_GadgetCodec::largeMembersSurvive()
{
    const auto toJson = [](const Huge::Block &block) { return QJsonValue(block.content[99]); };
    const auto fromJson = [](const QJsonValue &json) {
        Huge::Block block;
        block.content[99] = json.toInt();
        return block;
    };
    QMetaType::registerConverter<Huge::Block, QJsonValue>(toJson);
    QMetaType::registerConverter<QJsonValue, Huge::Block>(fromJson);
    Huge huge;
    huge.block.content[99] = 42;
    QCOMPARE(written(huge), QByteArray(R"({"block":42})"));
    QCOMPARE(survived(huge).block, huge.block);
}

void tst_GadgetCodec::fitIsThatOfTheWorstMember()
{
    QCOMPARE(fit<Point>(R"({"x":1})"), Fit::Exact);
    QCOMPARE(fit<Point>(R"({"x":1.0})"), Fit::Widening);
    QCOMPARE(fit<Point>(R"({"x":"1"})"), Fit::None);
    QCOMPARE(fit<Shape>(R"({"extra":1})"), Fit::Widening);
    QCOMPARE(fit<Point>("[]"), Fit::None);
}

QTEST_GUILESS_MAIN(tst_GadgetCodec)
#include "tst_gadgetcodec.moc"
