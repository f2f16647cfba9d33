// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"
#include "scratchvalue_p.h"

#include <QtCore/qjsonarray.h>

#include <atomic>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

using Detail::StreamBatch;
using Detail::StreamHandle;
using Detail::StreamType;

qint64 newToken()
{
    static std::atomic<qint64> latest = 0;
    return ++latest;
}

QByteArray toJson(const JsonValue &value)
{
    JsonWriter writer;
    write(writer, toQJsonValue(value));
    return writer.view().toByteArray();
}

bool describesStream(JsonObject object)
{
    for (const JsonObject::Member member : object) {
        if (member.key != "token" && member.key != "values")
            return false;
    }
    return true;
}

// A stream as StreamJsonRpc spells an IAsyncEnumerable: {"token": t, "values": [...]}, where both may be
// missing. An array is understood as well.
class StreamCodec final : public Codec
{
public:
    explicit StreamCodec(const StreamType &type) : m_type(type) { }

    void setParts(const Codec *value, const Codec *list)
    {
        m_value = value;
        m_list = list;
    }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!options.streams)
            return noStreamHere();
        StreamBatch values(m_type);
        std::optional<QByteArray> token;
        MismatchPtr problem = in.isObject() ? read(in.toObject(), values, token, options)
                                            : readList(in, values, options);
        if (!problem)
            options.streams->open(*static_cast<StreamHandle *>(out), std::move(values), token);
        return problem;
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        if (!context.streams)
            return noStreamHere();
        const StreamHandle &stream = *static_cast<const StreamHandle *>(in);
        out.beginObject();
        if (stream.state()) {
            context.streams->push_back({newToken(), stream, m_value});
            out.key("token");
            out.writeInteger(context.streams->back().token);
        }
        out.endObject();
        return {};
    }
    // An array is for a list rather.
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        if (in.isArray())
            return std::min(m_list->fit(in, options), Fit::Widening);
        return in.isObject() && describesStream(in.toObject()) ? Fit::Exact : Fit::None;
    }
    QString expected() const override { return u"stream of "_s + m_value->expected(); }
    // The values are in the member "x-stream" as well.
    QJsonObject schema(Schemas &schemas) const override
    {
        const QJsonObject list = m_list->schema(schemas);
        const QJsonObject listOrNull = orNull(list);
        QJsonObject handle = typeSchema("object");
        handle.insert(
            u"properties"_s, QJsonObject{{u"token"_s, QJsonObject()}, {u"values"_s, listOrNull}});
        const QJsonArray choices{handle, list};
        return {{u"anyOf"_s, choices}, {u"x-stream"_s, m_value->schema(schemas)}};
    }
    bool isStructured() const override { return true; }
    bool mayHoldStreams(std::vector<const Codec *> &) const override { return true; }

private:
    MismatchPtr read(JsonObject in, StreamBatch &values, std::optional<QByteArray> &token,
        const ReadOptions &options) const
    {
        for (const auto &[key, value] : in) {
            if (key == "token" && !value.isNull())
                token = toJson(value);
            else if (key != "values" || value.isNull())
                continue;
            else if (MismatchPtr problem = readList(value, values, options))
                return inMember(u"values", std::move(problem));
        }
        return {};
    }

    MismatchPtr readList(const JsonValue &in, StreamBatch &values, const ReadOptions &options) const
    {
        return in.isArray() ? m_list->read(in, values.list(), options) : mismatch(expected(), in);
    }

    MismatchPtr noStreamHere() const
    {
        return mismatch(
            u"anything but a stream, which is an argument or the result of a call alone"_s,
            expected());
    }

    const StreamType &m_type;
    const Codec *m_value = nullptr;
    const Codec *m_list = nullptr; // of a QList of its values
};

const StreamType &streamTypeOf(QMetaType type)
{
    ScratchValue stream(type);
    return static_cast<const StreamHandle *>(stream.data())->type();
}

} // namespace

std::optional<CodecResult> streamCodec(QMetaType type, CodecBuilder &builder)
{
    if (type.metaObject() != &StreamHandle::staticMetaObject)
        return {};
    const StreamType &streamType = streamTypeOf(type);
    StreamCodec *const codec = builder.add(type, std::make_unique<StreamCodec>(streamType));
    const CodecResult value = builder.codecFor(streamType.value);
    const CodecResult list = containerCodec(streamType.access(), builder);
    if (const auto *unknown = std::get_if<UnknownType>(&value))
        return UnknownType{
            QString::fromUtf8(type.name()) + u" cannot be marshalled: "_s + unknown->reason};
    codec->setParts(std::get<const Codec *>(value), std::get<const Codec *>(list));
    return codec;
}

} // namespace WebSocketRpc
