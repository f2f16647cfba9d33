// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "scratchvalue_p.h"

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// A type whose owner has registered how it becomes a QJsonValue and back.
class ConvertedCodec final : public Codec
{
public:
    explicit ConvertedCodec(QMetaType type) : m_type(type) { }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        const QJsonValue json = toQJsonValue(in);
        if (!QMetaType::convert(QMetaType::fromType<QJsonValue>(), &json, m_type, out))
            return mismatch(expected(), in);
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        QJsonValue json;
        if (!QMetaType::convert(m_type, in, QMetaType::fromType<QJsonValue>(), &json))
            return mismatch(u"a value with a JSON form"_s, expected());
        WebSocketRpc::write(out, json);
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        ScratchValue value(m_type);
        return read(in, value.data(), options) ? Fit::None : Fit::Widening;
    }
    QString expected() const override { return QString::fromUtf8(m_type.name()); }
    // What the converters take they alone know.
    QJsonObject schema(Schemas &) const override { return {{u"x-type"_s, expected()}}; }
    bool isStructured() const override { return true; }

private:
    QMetaType m_type;
};

} // namespace

std::optional<CodecResult> convertedCodec(QMetaType type, CodecBuilder &builder)
{
    const QMetaType json = QMetaType::fromType<QJsonValue>();
    if (!QMetaType::hasRegisteredConverterFunction(type, json)
        || !QMetaType::hasRegisteredConverterFunction(json, type))
        return {};
    return builder.add(type, std::make_unique<ConvertedCodec>(type));
}

} // namespace WebSocketRpc
