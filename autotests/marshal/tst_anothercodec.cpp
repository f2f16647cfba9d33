// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "codectest.h"

#include <websocketrpc/registertype.h>

#include <QTest>

#include <complex>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

using Complex = std::complex<double>;

// An array of two numbers, written as the page about the internals says.
class ComplexCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (fit(in) == Fit::None)
            return mismatch(expected(), in);
        const auto real = in.toArray().begin();
        auto imaginary = real;
        ++imaginary;
        *static_cast<Complex *>(out) = {(*real).toDouble(), (*imaginary).toDouble()};
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const auto &value = *static_cast<const Complex *>(in);
        out.beginArray();
        out.writeDouble(value.real());
        out.writeDouble(value.imag());
        out.endArray();
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions & = {}) const override
    {
        const auto isDouble = [](const JsonValue &part) {
            return part.type() == JsonValue::Type::Double;
        };
        return in.isArray() && in.toArray().size() == 2 && isDouble(*in.toArray().begin())
            ? Fit::Exact
            : Fit::None;
    }
    QString expected() const override { return u"two numbers"_s; }
    bool isStructured() const override { return true; }
};

std::optional<CodecResult> complexCodec(QMetaType type, CodecBuilder &builder)
{
    if (type != QMetaType::fromType<Complex>())
        return {};
    return builder.add(type, std::make_unique<ComplexCodec>());
}

// To add a codec is to write one class, and a factory that makes it.
class tst_AnotherCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void readsAndWrites();
    void refusesOthers();
    void isThereInContainers();
};

void tst_AnotherCodec::initTestCase()
{
    CodecBuilder builder;
    QVERIFY(complexCodec(QMetaType::fromType<Complex>(), builder));
    builder.publish();
    registerType<Complex>();
}

void tst_AnotherCodec::readsAndWrites()
{
    QCOMPARE(CodecTest::written(Complex(1.5, -2)), "[1.5,-2.0]"_ba);
    QCOMPARE(CodecTest::read<Complex>("[1.5,-2.0]").value, Complex(1.5, -2));
}

void tst_AnotherCodec::refusesOthers()
{
    QCOMPARE(CodecTest::read<Complex>("[1.5]").problem, u"expected two numbers, got [1.5]"_s);
}

void tst_AnotherCodec::isThereInContainers()
{
    QCOMPARE(CodecTest::written(QList<Complex>{Complex(0.5, 0.5)}), "[[0.5,0.5]]"_ba);
    const auto result = CodecTest::read<QList<Complex>>("[[0.5,0.5],7]");
    QCOMPARE(result.problem, u"[1]: expected two numbers, got 7"_s);
}

QTEST_GUILESS_MAIN(tst_AnotherCodec)

#include "tst_anothercodec.moc"
