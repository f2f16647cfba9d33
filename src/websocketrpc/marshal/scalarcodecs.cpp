// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "integers_p.h"
#include "schemas_p.h"

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
namespace WebSocketRpc {

namespace {

class BoolCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (!in.isBool())
            return mismatch(expected(), in);
        *static_cast<bool *>(out) = in.toBool();
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        out.writeBool(*static_cast<const bool *>(in));
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isBool() ? Fit::Exact : Fit::None;
    }
    QString expected() const override { return u"bool"_s; }
    QJsonObject schema(Schemas &) const override { return typeSchema("boolean"); }
};

template<typename T>
class IntegerCodec final : public Codec
{
public:
    // std::in_range does not take char for an integer type.
    using Integer = std::conditional_t<std::is_same_v<T, char>,
        std::conditional_t<std::is_signed_v<char>, signed char, unsigned char>, T>;

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        const std::optional<Integer> value = toInteger<Integer>(in);
        if (!value)
            return mismatch(expected(), in);
        *static_cast<T *>(out) = T(*value);
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        using Wide = std::conditional_t<std::is_signed_v<T>, qint64, quint64>;
        out.writeInteger(Wide(*static_cast<const T *>(in)));
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        if (!toInteger<Integer>(in))
            return Fit::None;
        return in.type() == JsonValue::Type::Double ? Fit::Widening : Fit::Exact;
    }
    QString expected() const override
    {
        using Limits = std::numeric_limits<T>;
        const QString name = std::is_signed_v<T> ? u"int"_s : u"uint"_s;
        if constexpr (sizeof(T) == sizeof(int))
            return name;
        return u"%1%2 (%3 to %4)"_s.arg(name)
            .arg(sizeof(T) * 8)
            .arg(qint64(Limits::min()))
            .arg(quint64(Limits::max()));
    }
    // The largest quint64 is no number that every reader of JSON knows exactly, the next one is.
    QJsonObject schema(Schemas &) const override
    {
        using Limits = std::numeric_limits<T>;
        QJsonObject schema = typeSchema("integer");
        schema.insert(u"minimum"_s, qint64(Limits::min()));
        if constexpr (Limits::digits > 63)
            schema.insert(u"exclusiveMaximum"_s, std::ldexp(1.0, Limits::digits));
        else
            schema.insert(u"maximum"_s, qint64(Limits::max()));
        return schema;
    }
};

void writeReal(double value, JsonWriter &out)
{
    out.writeDouble(value);
}
void writeReal(float value, JsonWriter &out)
{
    out.writeFloat(value);
}

template<typename T>
class RealCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        std::optional<T> value = toReal(in);
        if (!value && options.nullIsNan && in.isNull())
            value = std::numeric_limits<T>::quiet_NaN();
        if (!value)
            return mismatch(expected(), in);
        *static_cast<T *>(out) = *value;
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        writeReal(*static_cast<const T *>(in), out);
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        if (!toReal(in))
            return Fit::None;
        return in.type() == JsonValue::Type::Double ? Fit::Exact : Fit::Widening;
    }
    QString expected() const override
    {
        return std::is_same_v<T, float> ? u"float"_s : u"double"_s;
    }
    QJsonObject schema(Schemas &) const override
    {
        if constexpr (std::is_same_v<T, double>)
            return typeSchema("number");
        QJsonObject schema = typeSchema("number", "float");
        schema.insert(u"minimum"_s, double(std::numeric_limits<T>::lowest()));
        schema.insert(u"maximum"_s, double(std::numeric_limits<T>::max()));
        return schema;
    }

private:
    static std::optional<T> toReal(const JsonValue &in)
    {
        switch (in.type()) {
        case JsonValue::Type::Double:
            return narrowed(in.toDouble());
        case JsonValue::Type::Integer:
            return T(in.toInteger());
        case JsonValue::Type::Unsigned:
            return T(in.toUnsigned());
        default:
            return {};
        }
    }
    static std::optional<T> narrowed(double value)
    {
        if (std::abs(value) > double(std::numeric_limits<T>::max()))
            return {};
        return T(value);
    }
};

// void, std::nullptr_t and std::monostate have one value, so there is nothing to store.
class NullCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *, const ReadOptions &) const override
    {
        return in.isNull() ? nullptr : mismatch(expected(), in);
    }
    MismatchPtr write(const void *, JsonWriter &out, const WriteContext &) const override
    {
        out.writeNull();
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isNull() ? Fit::Exact : Fit::None;
    }
    QString expected() const override { return u"null"_s; }
    QJsonObject schema(Schemas &) const override { return typeSchema("null"); }
};

std::unique_ptr<Codec> makeScalarCodec(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::Bool:
        return std::make_unique<BoolCodec>();
    case QMetaType::Char:
        return std::make_unique<IntegerCodec<char>>();
    case QMetaType::SChar:
        return std::make_unique<IntegerCodec<signed char>>();
    case QMetaType::UChar:
        return std::make_unique<IntegerCodec<uchar>>();
    case QMetaType::Short:
        return std::make_unique<IntegerCodec<short>>();
    case QMetaType::UShort:
        return std::make_unique<IntegerCodec<ushort>>();
    case QMetaType::Int:
        return std::make_unique<IntegerCodec<int>>();
    case QMetaType::UInt:
        return std::make_unique<IntegerCodec<uint>>();
    case QMetaType::Long:
        return std::make_unique<IntegerCodec<long>>();
    case QMetaType::ULong:
        return std::make_unique<IntegerCodec<ulong>>();
    case QMetaType::LongLong:
        return std::make_unique<IntegerCodec<qlonglong>>();
    case QMetaType::ULongLong:
        return std::make_unique<IntegerCodec<qulonglong>>();
    case QMetaType::Float:
        return std::make_unique<RealCodec<float>>();
    case QMetaType::Double:
        return std::make_unique<RealCodec<double>>();
    case QMetaType::Nullptr:
    case QMetaType::Void:
        return std::make_unique<NullCodec>();
    default:
        break;
    }
    if (type == QMetaType::fromType<std::monostate>())
        return std::make_unique<NullCodec>();
    return {};
}

} // namespace

std::optional<CodecResult> scalarCodec(QMetaType type, CodecBuilder &builder)
{
    if (std::unique_ptr<Codec> codec = makeScalarCodec(type))
        return builder.add(type, std::move(codec));
    return {};
}

} // namespace WebSocketRpc
