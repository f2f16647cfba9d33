// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qregularexpression.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

namespace Paint {
Q_NAMESPACE
enum class Tone : quint8 { Dark = 1, Light = 255 };
Q_ENUM_NS(Tone)
} // namespace Paint

class Canvas
{
    Q_GADGET
public:
    enum Colour { Red, Green = 5, Blue, Azure = Blue, Under = -3 };
    Q_ENUM(Colour)
    enum class Wide : quint32 { Small = 1, Top = 0x80000000 };
    Q_ENUM(Wide)
    enum class Short : qint16 { Least = -32768, Most = 32767 };
    Q_ENUM(Short)
    enum class Huge : quint64 { One = 1 };
    Q_ENUM(Huge)
    enum Edge { Left = 1, Right = 2, Top = 4, Sides = Left | Right, Last = int(0x80000000) };
    Q_DECLARE_FLAGS(Edges, Edge)
    Q_FLAG(Edges)
    enum Unnamed { None };
    enum Option { NoOption = 0, Fast = 1 };
    Q_DECLARE_FLAGS(Options, Option)
    Q_FLAG(Options)
};

class tst_EnumCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyEnumeratorSurvives();
    void enumeratorsAreKeys();
    void knownNumbersAreRead();
    void unknownEnumeratorsAreRefused_data();
    void unknownEnumeratorsAreRefused();
    void unknownValueIsNotWritten();
    void allCombinationsOfFlagsSurvive();
    void flagsAreJoinedKeys();
    void unknownFlagsAreRefused_data();
    void unknownFlagsAreRefused();
    void unknownBitIsNotWritten();
    void undeclaredEnumIsExplained();
    void wideEnumIsExplained();
};

void tst_EnumCodec::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_EnumCodec::everyEnumeratorSurvives()
{
    for (const auto value :
        {Canvas::Red, Canvas::Green, Canvas::Blue, Canvas::Azure, Canvas::Under})
        QCOMPARE(survived(value), value);
    for (const auto value : {Canvas::Wide::Small, Canvas::Wide::Top})
        QCOMPARE(survived(value), value);
    for (const auto value : {Canvas::Short::Least, Canvas::Short::Most})
        QCOMPARE(survived(value), value);
    for (const auto value : {Paint::Tone::Dark, Paint::Tone::Light})
        QCOMPARE(survived(value), value);
    QCOMPARE(survived(Qt::darkCyan), Qt::darkCyan);
    QCOMPARE(survived(Qt::Alignment(Qt::AlignCenter)), Qt::Alignment(Qt::AlignCenter));
}

void tst_EnumCodec::enumeratorsAreKeys()
{
    QCOMPARE(written(Canvas::Green), QByteArray(R"("Green")"));
    QCOMPARE(written(Paint::Tone::Light), QByteArray(R"("Light")"));
    QCOMPARE(read<Canvas::Colour>(R"("Azure")").value, Canvas::Blue);
}

void tst_EnumCodec::knownNumbersAreRead()
{
    QCOMPARE(read<Canvas::Colour>("5").value, Canvas::Green);
    QCOMPARE(read<Canvas::Colour>("5.0").value, Canvas::Green);
    QCOMPARE(read<Canvas::Colour>("-3").value, Canvas::Under);
    QCOMPARE(read<Canvas::Wide>("2147483648").value, Canvas::Wide::Top);
    QCOMPARE(read<Paint::Tone>("255").value, Paint::Tone::Light);
    QCOMPARE(read<Canvas::Edges>("3").value, Canvas::Edges(Canvas::Sides));
    QCOMPARE(read<Canvas::Edges>("2147483648").value, Canvas::Edges(Canvas::Last));
    QCOMPARE(fit<Canvas::Colour>("5"), Fit::Widening);
    QCOMPARE(fit<Canvas::Colour>(R"("Green")"), Fit::Widening);
}

void tst_EnumCodec::unknownEnumeratorsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"99", R"("Nope")", R"("green")", R"("Canvas::Green")", R"(" Green")",
             R"("Red|Green")", R"("5")", R"("")", "5.5", "4294967301", "null", "true", "[]", "{}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_EnumCodec::unknownEnumeratorsAreRefused()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<Canvas::Colour>(json).problem,
        "expected one of Red, Green, Blue, Azure, Under, got "_L1 + QLatin1StringView(json));
    QCOMPARE(fit<Canvas::Colour>(json), Fit::None);
}

void tst_EnumCodec::unknownValueIsNotWritten()
{
    QCOMPARE(written(Paint::Tone(7)), QByteArray("expected one of Dark, Light, got 7"));
}

void tst_EnumCodec::allCombinationsOfFlagsSurvive()
{
    for (int value = 0; value < 8; ++value) {
        for (const int top : {0, int(Canvas::Last)})
            QCOMPARE(survived(Canvas::Edges(value | top)), Canvas::Edges(value | top));
    }
}

void tst_EnumCodec::flagsAreJoinedKeys()
{
    QCOMPARE(written(Canvas::Edges(Canvas::Left | Canvas::Top)), QByteArray(R"("Left|Top")"));
    QCOMPARE(written(Canvas::Edges(Canvas::Sides)), QByteArray(R"("Sides")"));
    QCOMPARE(written(Canvas::Edges()), QByteArray(R"("")"));
    QCOMPARE(written(Canvas::Options()), QByteArray(R"("NoOption")"));
    QCOMPARE(read<Canvas::Edges>(R"("Right|Left|Left")").value, Canvas::Edges(Canvas::Sides));
    QCOMPARE(read<Canvas::Options>(R"("")").value, Canvas::Options());
}

void tst_EnumCodec::unknownFlagsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"8", "-1", R"("Nope")", R"("Left|")", R"("|Left")", R"("Left||Top")",
             R"("Left | Top")", R"("|")", R"("Left,Top")", "null", "[]"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_EnumCodec::unknownFlagsAreRefused()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<Canvas::Edges>(json).problem,
        "expected flags of Left|Right|Top|Sides|Last, got "_L1 + QLatin1StringView(json));
}

void tst_EnumCodec::unknownBitIsNotWritten()
{
    QVERIFY(written(Canvas::Edges(8)).startsWith("expected flags of "));
}

void tst_EnumCodec::undeclaredEnumIsExplained()
{
    QCOMPARE(problemOf(QMetaType::fromType<Canvas::Unnamed>()),
        u"Canvas::Unnamed is not declared with Q_ENUM or Q_FLAG"_s);
}

void tst_EnumCodec::wideEnumIsExplained()
{
    QVERIFY(problemOf(QMetaType::fromType<Canvas::Huge>()).contains(u"more than 32 bits"));
}

QTEST_GUILESS_MAIN(tst_EnumCodec)
#include "tst_enumcodec.moc"
