// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>

#include <cmath>
#include <limits>

using namespace CodecTest;
using namespace Qt::StringLiterals;

class tst_ScalarCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void integersKeepTheirLimits();
    void integersBeyondTheirLimitsAreRefused();
    void randomIntegersSurvive();
    void integersAreExactBeyondDoubles();
    void integralDoublesAreIntegers_data();
    void integralDoublesAreIntegers();
    void whatIsNoIntegerIsRefused_data();
    void whatIsNoIntegerIsRefused();
    void integerMismatchNamesTheRange();
    void randomDoublesSurvive();
    void randomFloatsSurvive();
    void notANumberIsNull();
    void floatThatOverflowsIsRefused();
    void whatIsNoNumberIsNoDouble_data();
    void whatIsNoNumberIsNoDouble();
    void onlyBoolsAreBool_data();
    void onlyBoolsAreBool();
    void onlyNullIsNull();
    void ownKindFitsBest();
};

namespace {

template<typename F>
void forEachInteger(F &&test)
{
    test.template operator()<char>();
    test.template operator()<signed char>();
    test.template operator()<uchar>();
    test.template operator()<short>();
    test.template operator()<ushort>();
    test.template operator()<int>();
    test.template operator()<uint>();
    test.template operator()<long>();
    test.template operator()<ulong>();
    test.template operator()<qlonglong>();
    test.template operator()<qulonglong>();
}

template<typename T>
QByteArray spelled(T value)
{
    if constexpr (std::is_signed_v<T>)
        return QByteArray::number(qlonglong(value));
    else
        return QByteArray::number(qulonglong(value));
}

// The decimal number one further from zero.
QByteArray oneBeyond(QByteArray number)
{
    for (qsizetype i = number.size() - 1; i >= 0 && number[i] != '-'; --i) {
        if (number[i] != '9') {
            ++number[i];
            return number;
        }
        number[i] = '0';
    }
    return number;
}

} // namespace

void tst_ScalarCodecs::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_ScalarCodecs::integersKeepTheirLimits()
{
    forEachInteger([]<typename T> {
        for (const T value : {std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), T(0)}) {
            QCOMPARE(written(value), spelled(value));
            QCOMPARE(survived(value), value);
        }
    });
}

void tst_ScalarCodecs::integersBeyondTheirLimitsAreRefused()
{
    forEachInteger([]<typename T> {
        const QByteArray above = oneBeyond(spelled(std::numeric_limits<T>::max()));
        const QByteArray below = std::is_signed_v<T>
            ? oneBeyond(spelled(std::numeric_limits<T>::min()))
            : QByteArray("-1");
        QVERIFY2(!read<T>(above).problem.isEmpty(), above);
        QVERIFY2(!read<T>(below).problem.isEmpty(), below);
        QCOMPARE(fit<T>(above), Fit::None);
        QCOMPARE(fit<T>(below), Fit::None);
    });
}

void tst_ScalarCodecs::randomIntegersSurvive()
{
    forEachInteger([]<typename T> {
        auto *random = QRandomGenerator::global();
        for (int i = 0; i < 200; ++i) {
            const T value = T(random->generate64() >> (i % 64));
            QCOMPARE(survived(value), value);
        }
    });
}

void tst_ScalarCodecs::integersAreExactBeyondDoubles()
{
    QCOMPARE(read<qint64>("9007199254740993").value, 9007199254740993);
    QCOMPARE(read<quint64>("18446744073709551615").value, std::numeric_limits<quint64>::max());
    QVERIFY(!read<qint64>("9223372036854775808").problem.isEmpty());
    QVERIFY(!read<quint64>("18446744073709551616").problem.isEmpty());
    QVERIFY2(
        !read<qint64>("9007199254740993.0").problem.isEmpty(), "a double cannot tell it from ..2");
}

void tst_ScalarCodecs::integralDoublesAreIntegers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("value");
    QTest::newRow("with a fraction of zero") << QByteArray("1.0") << 1;
    QTest::newRow("with an exponent") << QByteArray("1e3") << 1000;
    QTest::newRow("negative zero") << QByteArray("-0.0") << 0;
    QTest::newRow("least") << QByteArray("-2147483648.0") << -2147483647 - 1;
}

void tst_ScalarCodecs::integralDoublesAreIntegers()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, value);
    const auto result = read<int>(json);
    QCOMPARE(result.problem, QString());
    QCOMPARE(result.value, value);
    QCOMPARE(fit<int>(json), Fit::Widening);
}

void tst_ScalarCodecs::whatIsNoIntegerIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"1.5", "2.5", "1e+300", "3000000000", "2147483648.0", R"("3")",
             R"("abc")", "true", "false", "null", "[1]", "{}", R"({"a":1})"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_ScalarCodecs::whatIsNoIntegerIsRefused()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<int>(json).problem, "expected int, got "_L1 + QLatin1StringView(json));
    QCOMPARE(fit<int>(json), Fit::None);
}

void tst_ScalarCodecs::integerMismatchNamesTheRange()
{
    QCOMPARE(read<qint8>("300").problem, u"expected int8 (-128 to 127), got 300"_s);
    QCOMPARE(read<quint16>("70000").problem, u"expected uint16 (0 to 65535), got 70000"_s);
    QCOMPARE(read<uint>("-1").problem, u"expected uint, got -1"_s);
    QCOMPARE(read<quint64>("-1").problem, u"expected uint64 (0 to 18446744073709551615), got -1"_s);
}

void tst_ScalarCodecs::randomDoublesSurvive()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 2000; ++i) {
        const double value = std::bit_cast<double>(random->generate64());
        if (std::isfinite(value))
            QCOMPARE(std::bit_cast<quint64>(survived(value)), std::bit_cast<quint64>(value));
    }
    for (const double value : {0.0, -0.0, 0.1, 5.0, 1e300, std::numeric_limits<double>::max(),
             std::numeric_limits<double>::denorm_min(), 9007199254740992.0})
        QCOMPARE(std::bit_cast<quint64>(survived(value)), std::bit_cast<quint64>(value));
    QCOMPARE(read<double>("18446744073709551615").value, 18446744073709551615.0);
}

void tst_ScalarCodecs::randomFloatsSurvive()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 2000; ++i) {
        const float value = std::bit_cast<float>(random->generate());
        if (std::isfinite(value))
            QCOMPARE(std::bit_cast<quint32>(survived(value)), std::bit_cast<quint32>(value));
    }
}

void tst_ScalarCodecs::notANumberIsNull()
{
    for (const double value : {qQNaN(), qInf(), -qInf()}) {
        QCOMPARE(written(value), QByteArray("null"));
        QCOMPARE(written(float(value)), QByteArray("null"));
    }
    QVERIFY(std::isnan(survived(qQNaN())));
    QVERIFY(std::isnan(survived(std::numeric_limits<float>::quiet_NaN())));
}

void tst_ScalarCodecs::floatThatOverflowsIsRefused()
{
    QCOMPARE(read<float>("1e300").problem, u"expected float, got 1e+300"_s);
    QCOMPARE(read<float>("-3.5e38").problem.isEmpty(), false);
    QCOMPARE(read<float>("3.4028234663852886e38").value, std::numeric_limits<float>::max());
}

void tst_ScalarCodecs::whatIsNoNumberIsNoDouble_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {R"("0.1")", R"("NaN")", "true", "null", "[]", "{}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_ScalarCodecs::whatIsNoNumberIsNoDouble()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(fit<double>(json), Fit::None);
    QCOMPARE(fit<float>(json), Fit::None);
    QCOMPARE(read<double>(json).problem, "expected double, got "_L1 + QLatin1StringView(json));
    QCOMPARE(read<float>(json).problem, "expected float, got "_L1 + QLatin1StringView(json));
}

void tst_ScalarCodecs::onlyBoolsAreBool_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"0", "1", "0.1", R"("no")", R"("true")", "null", "[]", "{}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_ScalarCodecs::onlyBoolsAreBool()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<bool>(json).problem, "expected bool, got "_L1 + QLatin1StringView(json));
    QCOMPARE(survived(true), true);
    QCOMPARE(survived(false), false);
}

void tst_ScalarCodecs::onlyNullIsNull()
{
    QCOMPARE(written(nullptr), QByteArray("null"));
    QCOMPARE(written(std::monostate()), QByteArray("null"));
    QCOMPARE(read<std::nullptr_t>("null").problem, QString());
    QCOMPARE(read<std::monostate>("0").problem, u"expected null, got 0"_s);
    QCOMPARE(problemOf(QMetaType::fromType<void>()), QString());
}

void tst_ScalarCodecs::ownKindFitsBest()
{
    QCOMPARE(fit<int>("5"), Fit::Exact);
    QCOMPARE(fit<quint64>("18446744073709551615"), Fit::Exact);
    QCOMPARE(fit<double>("5"), Fit::Widening);
    QCOMPARE(fit<double>("5.5"), Fit::Exact);
    QCOMPARE(fit<float>("1e300"), Fit::None);
    QCOMPARE(fit<bool>("true"), Fit::Exact);
    QCOMPARE(fit<bool>("1"), Fit::None);
}

QTEST_GUILESS_MAIN(tst_ScalarCodecs)
#include "tst_scalarcodecs.moc"
