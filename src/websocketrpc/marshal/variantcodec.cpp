// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "text_p.h"

#include <websocketrpc/arguments.h>

#include <QtCore/qjsonarray.h>
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
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        const auto &variant = *static_cast<const QVariant *>(in);
        if (!variant.isValid()) {
            out.writeNull();
            return {};
        }
        const CodecResult found = WebSocketRpc::codecFor(variant.metaType());
        if (const auto *unknown = std::get_if<UnknownType>(&found))
            return mismatch(u"a type that can be marshalled"_s, unknown->reason);
        return std::get<const Codec *>(found)->write(variant.constData(), out, context);
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::Any; }
    QString expected() const override { return u"any value"_s; }
    bool isStructured() const override { return true; }
};

// The arguments of a call, which are an object or an array; nothing where there are none.
class ArgumentsCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        auto &arguments = *static_cast<Arguments *>(out);
        if (in.isObject())
            arguments = Arguments(toVariantMap(in.toObject()));
        else if (in.isArray())
            arguments = Arguments(toVariantList(in.toArray()));
        else
            return mismatch(expected(), in);
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        const auto &arguments = *static_cast<const Arguments *>(in);
        const QVariantList values = arguments.values();
        const QStringList names = arguments.names();
        if (arguments.isNamed())
            out.beginObject();
        else
            out.beginArray();
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (arguments.isNamed())
                out.key(names[i]);
            if (MismatchPtr problem = VariantCodec().write(&values[i], out, context))
                return arguments.isNamed() ? inMember(names[i], std::move(problem))
                                           : inElement(i, std::move(problem));
        }
        if (arguments.isNamed())
            out.endObject();
        else
            out.endArray();
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isObject() || in.isArray() ? Fit::Widening : Fit::None;
    }
    QString expected() const override { return u"object or array"_s; }
    QJsonObject schema(Schemas &) const override
    {
        return {{u"type"_s, QJsonArray{u"array"_s, u"object"_s}}};
    }
    bool isStructured() const override { return true; }
};

} // namespace

std::optional<CodecResult> variantCodec(QMetaType type, CodecBuilder &builder)
{
    if (type == QMetaType::fromType<Arguments>())
        return builder.add(type, std::make_unique<ArgumentsCodec>());
    if (type.id() != QMetaType::QVariant)
        return {};
    return builder.add(type, std::make_unique<VariantCodec>());
}

} // namespace WebSocketRpc
