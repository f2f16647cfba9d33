// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "text_p.h"

#include <QtCore/qvariant.h>

using namespace Qt::StringLiterals;
using simdjson::dom::element_type;

namespace WebSocketRpc {

namespace {

QVariant toVariant(const JsonValue &in);

QVariantList toVariantList(const simdjson::dom::array &in)
{
    QVariantList list;
    list.reserve(qsizetype(in.size()));
    for (const JsonValue element : in)
        list.append(toVariant(element));
    return list;
}

QVariantMap toVariantMap(const simdjson::dom::object &in)
{
    QVariantMap map;
    for (const simdjson::dom::key_value_pair member : in)
        map.insert(toText(member.key), toVariant(member.value));
    return map;
}

QVariant toVariant(const JsonValue &in)
{
    switch (in.type()) {
    case element_type::NULL_VALUE:
        return QVariant::fromValue(nullptr);
    case element_type::BOOL:
        return in.get_bool().value_unsafe();
    case element_type::INT64:
        return qlonglong(in.get_int64().value_unsafe());
    case element_type::UINT64:
        return qulonglong(in.get_uint64().value_unsafe());
    case element_type::DOUBLE:
        return in.get_double().value_unsafe();
    case element_type::STRING:
        return toText(in.get_string().value_unsafe());
    case element_type::ARRAY:
        return toVariantList(in.get_array().value_unsafe());
    case element_type::OBJECT:
        return toVariantMap(in.get_object().value_unsafe());
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
