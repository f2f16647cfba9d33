// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "text_p.h"

#include <QtCore/qvariant.h>

using namespace Qt::StringLiterals;
namespace WebSocketRpc {

namespace {

QVariant toVariant(const JsonValue &in);

QVariantList toVariantList(const JsonArray &in)
{
    QVariantList list;
    list.reserve(qsizetype(in.size()));
    for (const JsonValue element : in)
        list.append(toVariant(element));
    return list;
}

QVariantMap toVariantMap(const JsonObject &in)
{
    QVariantMap map;
    for (const JsonObject::Member member : in)
        map.insert(toText(member.key), toVariant(member.value));
    return map;
}

QVariant toVariant(const JsonValue &in)
{
    switch (in.type()) {
    case JsonValue::Type::Null:
        return QVariant::fromValue(nullptr);
    case JsonValue::Type::Bool:
        return in.toBool();
    case JsonValue::Type::Integer:
        return qlonglong(in.toInteger());
    case JsonValue::Type::Unsigned:
        return qulonglong(in.toUnsigned());
    case JsonValue::Type::Double:
        return in.toDouble();
    case JsonValue::Type::String:
        return toText(in.toString());
    case JsonValue::Type::Array:
        return toVariantList(in.toArray());
    case JsonValue::Type::Object:
        return toVariantMap(in.toObject());
    }
    Q_UNREACHABLE();
    return {};
}

class VariantCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        *static_cast<QVariant *>(out) = toVariant(in);
        return {};
    }
    // The type is known only here, so this is the one place where a codec may turn out to be
    // missing.
    MismatchPtr write(const void *in, JsonWriter &out) const override
    {
        const auto &variant = *static_cast<const QVariant *>(in);
        if (!variant.isValid()) {
            out.writeNull();
            return {};
        }
        const CodecResult found = WebSocketRpc::codecFor(variant.metaType());
        if (const auto *unknown = std::get_if<UnknownType>(&found))
            return mismatch(u"a type that can be marshalled"_s, unknown->reason);
        return std::get<const Codec *>(found)->write(variant.constData(), out);
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::Any; }
    QString expected() const override { return u"any value"_s; }
};

} // namespace

std::optional<CodecResult> variantCodec(QMetaType type, CodecBuilder &builder)
{
    if (type.id() != QMetaType::QVariant)
        return {};
    return builder.add(type, std::make_unique<VariantCodec>());
}

} // namespace WebSocketRpc
