// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <websocketrpc/registercolor.h>
#include <websocketrpc/registergeometry.h>
#include <websocketrpc/registertype.h>

#include <QtCore/qline.h>
#include <QtCore/qmargins.h>
#include <QtCore/qrect.h>

using namespace Qt::StringLiterals;
using namespace CodecTest;

// A Q_GADGET whose members have names of their own.
struct Parcel
{
    Q_GADGET
    Q_PROPERTY(int weight MEMBER weight)

public:
    int weight = 0;
    std::optional<QString> recipient = {};
    std::optional<int> floor = {};
    QList<Parcel> contents = {};
    std::tuple<int, bool> label = {};

    friend bool operator==(const Parcel &left, const Parcel &right);
};

bool operator==(const Parcel &left, const Parcel &right)
{
    return left.weight == right.weight && left.recipient == right.recipient
        && left.floor == right.floor && left.contents == right.contents
        && left.label == right.label;
}

class tst_MemberCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unregisteredTypesAreExplained();
    void geometryIsAnObject();
    void membersComeInAnyOrder();
    void missingMembersKeepTheirDefault();
    void whatDoesNotFitIsRefused();
    void containersOfThemWork();
    void colorIsAnObject();
    void variablesAreMembers();
    void emptyOptionalIsLeftOut();
};

void tst_MemberCodecs::unregisteredTypesAreExplained()
{
    QVERIFY(problemOf(QMetaType::fromType<QSize>()).startsWith("QSize is not a type"_L1));
    registerGeometryTypes();
    registerColorType();
    QCOMPARE(problemOf(QMetaType::fromType<QSize>()), QString());
}

template<typename T>
static void travels(const T &value, const QByteArray &json)
{
    QCOMPARE(written(value), json);
    QCOMPARE(survived(value), value);
    QCOMPARE(fit<T>(json), Fit::Exact);
}

void tst_MemberCodecs::geometryIsAnObject()
{
    travels(QSize(4, 3), R"({"width":4,"height":3})");
    travels(QSizeF(4.5, 3), R"({"width":4.5,"height":3.0})");
    travels(QPoint(-1, 2), R"({"x":-1,"y":2})");
    travels(QPointF(0.5, 2.5), R"({"x":0.5,"y":2.5})");
    travels(QRect(1, 2, 4, 3), R"({"x":1,"y":2,"width":4,"height":3})");
    travels(QRectF(1, 2, 4.5, 3), R"({"x":1.0,"y":2.0,"width":4.5,"height":3.0})");
    travels(QLine(1, 2, 3, 4), R"({"x1":1,"y1":2,"x2":3,"y2":4})");
    travels(QLineF(1, 2, 3, 4), R"({"x1":1.0,"y1":2.0,"x2":3.0,"y2":4.0})");
    travels(QMargins(1, 2, 3, 4), R"({"left":1,"top":2,"right":3,"bottom":4})");
    travels(QMarginsF(1, 2, 3, 4), R"({"left":1.0,"top":2.0,"right":3.0,"bottom":4.0})");
}

void tst_MemberCodecs::membersComeInAnyOrder()
{
    QCOMPARE(read<QRect>(R"({"height":3,"y":2,"width":4,"x":1})").value, QRect(1, 2, 4, 3));
    QCOMPARE(read<QRectF>(R"({"height":3,"y":2,"width":4,"x":1})").value, QRectF(1, 2, 4, 3));
    QCOMPARE(read<QLine>(R"({"y2":4,"x2":3,"y1":2,"x1":1})").value, QLine(1, 2, 3, 4));
}

void tst_MemberCodecs::missingMembersKeepTheirDefault()
{
    QCOMPARE(read<QPoint>(R"({"y":2})").value, QPoint(0, 2));
    QCOMPARE(read<QSize>("{}").value, QSize());
    QCOMPARE(read<QRect>(R"({"x":5})").value, QRect(QPoint(5, 0), QSize(0, 0)));
}

void tst_MemberCodecs::whatDoesNotFitIsRefused()
{
    QCOMPARE(read<QSize>(R"({"width":1.5})").problem, u"width: expected int, got 1.5"_s);
    QCOMPARE(read<QPointF>(R"({"x":null})").problem, u"x: expected double, got null"_s);
    QCOMPARE(read<QSize>("[1,2]").problem, u"expected QSize, got [1,2]"_s);
    QCOMPARE(read<QSize>(R"({"depth":1})").problem, u"depth: expected no such member, got 1"_s);
    QCOMPARE(
        read<QSize>(R"({"depth":1,"width":2})", {.ignoreUnknownMembers = true}).problem, QString());
}

void tst_MemberCodecs::containersOfThemWork()
{
    registerType<QPoint>();
    const QList<QPoint> points{{1, 2}, {3, 4}};
    QCOMPARE(written(points), QByteArray(R"([{"x":1,"y":2},{"x":3,"y":4}])"));
    QCOMPARE(survived(points), points);
    QCOMPARE(survived(std::optional(QPoint(1, 2))), std::optional(QPoint(1, 2)));
    QCOMPARE(survived(QList<QSize>{{1, 2}}), (QList<QSize>{{1, 2}}));
}

void tst_MemberCodecs::colorIsAnObject()
{
    travels(QColor(1, 2, 3, 4), R"({"red":1,"green":2,"blue":3,"alpha":4})");
    QCOMPARE(read<QColor>(R"({"green":2,"red":1})").value, QColor(1, 2, 0));
    QCOMPARE(read<QColor>(R"({"red":256})").problem, u"red: expected uint8 (0 to 255), got 256"_s);
    QCOMPARE(written(QColor(Qt::white).toHsv()),
        QByteArray(R"({"red":255,"green":255,"blue":255,"alpha":255})"));
}

void tst_MemberCodecs::variablesAreMembers()
{
    registerMembers<Parcel>({member<&Parcel::weight>("weight-in-kg"),
        optionalMember<&Parcel::recipient>("delete"), member<&Parcel::floor>("floor"),
        member<&Parcel::contents>("contents"), member<&Parcel::label>("label")});
    const Parcel small{.weight = 1, .recipient = u"Ada"_s, .floor = 2, .label = {3, true}};
    const QByteArray json =
        R"({"weight-in-kg":1,"delete":"Ada","floor":2,"contents":[],"label":[3,true]})";
    travels(small, json);
    travels(Parcel{.weight = 5, .recipient = u"Bob"_s, .floor = 0, .contents = {small}},
        R"({"weight-in-kg":5,"delete":"Bob","floor":0,"contents":[)" + json
            + R"(],"label":[0,false]})");
    QCOMPARE(read<Parcel>(R"({"weight":1})").problem, u"weight: expected no such member, got 1"_s);
}

void tst_MemberCodecs::emptyOptionalIsLeftOut()
{
    travels(
        Parcel{.weight = 1}, R"({"weight-in-kg":1,"floor":null,"contents":[],"label":[0,false]})");
    QCOMPARE(read<Parcel>(R"({"delete":null})").value, Parcel());
}

QTEST_GUILESS_MAIN(tst_MemberCodecs)

#include "tst_membercodecs.moc"
