// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

class JsonValueCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        *static_cast<QJsonValue *>(out) = toQJsonValue(in);
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        WebSocketRpc::write(out, *static_cast<const QJsonValue *>(in));
        return {};
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::Any; }
    QString expected() const override { return u"any value"_s; }
    bool isStructured() const override { return true; }
};

class JsonObjectCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (!in.isObject())
            return mismatch(expected(), in);
        *static_cast<QJsonObject *>(out) = toQJsonValue(in).toObject();
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        WebSocketRpc::write(out, *static_cast<const QJsonObject *>(in));
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isObject() ? Fit::Widening : Fit::None;
    }
    QString expected() const override { return u"object"_s; }
    QJsonObject schema(Schemas &) const override { return typeSchema("object"); }
    bool isStructured() const override { return true; }
};

class JsonArrayCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (!in.isArray())
            return mismatch(expected(), in);
        *static_cast<QJsonArray *>(out) = toQJsonValue(in).toArray();
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        WebSocketRpc::write(out, *static_cast<const QJsonArray *>(in));
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isArray() ? Fit::Widening : Fit::None;
    }
    QString expected() const override { return u"array"_s; }
    QJsonObject schema(Schemas &) const override { return typeSchema("array"); }
    bool isStructured() const override { return true; }
};

// A document holds an array, an object or nothing.
class JsonDocumentCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (fit(in, {}) == Fit::None)
            return mismatch(expected(), in);
        const QJsonValue value = toQJsonValue(in);
        auto &document = *static_cast<QJsonDocument *>(out);
        if (value.isArray())
            document.setArray(value.toArray());
        else if (value.isObject())
            document.setObject(value.toObject());
        else
            document = {};
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const auto &document = *static_cast<const QJsonDocument *>(in);
        if (document.isNull())
            out.writeNull();
        else if (document.isArray())
            WebSocketRpc::write(out, document.array());
        else
            WebSocketRpc::write(out, document.object());
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isArray() || in.isObject() || in.isNull() ? Fit::Widening : Fit::None;
    }
    QString expected() const override { return u"array, object or null"_s; }
    QJsonObject schema(Schemas &) const override
    {
        return {{u"type"_s, QJsonArray{u"array"_s, u"object"_s, u"null"_s}},
            {u"x-type"_s, u"QJsonDocument"_s}};
    }
    bool isStructured() const override { return true; }
};

std::unique_ptr<Codec> makeJsonCodec(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::QJsonValue:
        return std::make_unique<JsonValueCodec>();
    case QMetaType::QJsonObject:
        return std::make_unique<JsonObjectCodec>();
    case QMetaType::QJsonArray:
        return std::make_unique<JsonArrayCodec>();
    case QMetaType::QJsonDocument:
        return std::make_unique<JsonDocumentCodec>();
    default:
        return {};
    }
}

} // namespace

std::optional<CodecResult> jsonCodec(QMetaType type, CodecBuilder &builder)
{
    if (std::unique_ptr<Codec> codec = makeJsonCodec(type))
        return builder.add(type, std::move(codec));
    return {};
}

} // namespace WebSocketRpc
