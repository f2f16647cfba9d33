// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"
#include "text_p.h"
#include "typetable_p.h"

#include <QtCore/qjsonarray.h>

#include <algorithm>
#include <span>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// Each JSON value takes two bytes of message at least but may need a large element, so no more room
// than this is made before the elements have proved to be what they should.
constexpr qsizetype largestReserve = 4096;

class ValueReader final : public Detail::ElementReader
{
public:
    ValueReader(const Codec *codec, const ReadOptions &options) : m_codec(codec), m_options(options)
    {
    }

    bool read(void *element) override
    {
        m_mismatch = m_codec->read(value, element, m_options);
        return !m_mismatch;
    }

    void setCodec(const Codec *codec) { m_codec = codec; }
    [[nodiscard]] MismatchPtr takeMismatch() { return std::move(m_mismatch); }

    JsonValue value;

private:
    const Codec *m_codec;
    const ReadOptions &m_options;
    MismatchPtr m_mismatch;
};

// Writes the elements as they come; in a tuple each has its own codec.
class ValueWriter final : public Detail::ElementVisitor
{
public:
    ValueWriter(std::span<const Codec *const> codecs, JsonWriter &out, const WriteContext &context)
        : m_codecs(codecs)
        , m_out(out)
        , m_context(context)
    {
    }

    bool visit(const QString *key, const void *element) override
    {
        if (key)
            m_out.key(*key);
        const Codec *codec = m_codecs.size() == 1 ? m_codecs.front() : m_codecs[m_index];
        m_mismatch = codec->write(element, m_out, m_context);
        if (m_mismatch) {
            m_mismatch = key ? inMember(*key, std::move(m_mismatch))
                             : inElement(qsizetype(m_index), std::move(m_mismatch));
            return false;
        }
        ++m_index;
        return true;
    }

    [[nodiscard]] MismatchPtr takeMismatch() { return std::move(m_mismatch); }

private:
    std::span<const Codec *const> m_codecs;
    JsonWriter &m_out;
    const WriteContext &m_context;
    std::size_t m_index = 0;
    MismatchPtr m_mismatch;
};

// Finds the value of an optional.
class ValueFinder final : public Detail::ElementVisitor
{
public:
    bool visit(const QString *, const void *element) override
    {
        found = element;
        return false;
    }

    const void *found = nullptr;
};

class ContainerCodec : public Codec
{
public:
    explicit ContainerCodec(const Detail::ContainerAccess &access) : m_access(access) { }

    void setElements(std::vector<const Codec *> elements) { m_elements = std::move(elements); }

    bool mayHoldStreams(std::vector<const Codec *> &asked) const override
    {
        return std::ranges::any_of(
            m_elements, [&](const Codec *element) { return mayHoldStream(*element, asked); });
    }

protected:
    [[nodiscard]] const Codec *element() const { return m_elements.front(); }

    // Elements that fit only as "any" value make a container that is still more than any value.
    [[nodiscard]] static Fit worse(Fit container, Fit element)
    {
        if (element == Fit::None)
            return Fit::None;
        return std::min(container, std::max(element, Fit::Widening));
    }

    // `valueOf` finds the value in each part of the range.
    template<typename Range, typename ValueOf>
    [[nodiscard]] Fit fitOfAll(
        const Range &parts, const ValueOf &valueOf, const ReadOptions &options) const
    {
        Fit result = Fit::Exact;
        for (const auto &part : parts) {
            result = worse(result, element()->fit(valueOf(part), options));
            if (result == Fit::None)
                break;
        }
        return result;
    }

    const Detail::ContainerAccess &m_access;
    std::vector<const Codec *> m_elements;
};

class SequenceCodec final : public ContainerCodec
{
public:
    using ContainerCodec::ContainerCodec;

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!in.isArray())
            return mismatch(expected(), in);
        const JsonArray array = in.toArray();
        m_access.clear(out, std::min(qsizetype(array.size()), largestReserve));
        ValueReader reader(element(), options);
        qsizetype index = 0;
        for (const JsonValue value : array) {
            reader.value = value;
            if (!m_access.add(out, index, {}, reader))
                return inElement(index, reader.takeMismatch());
            ++index;
        }
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        ValueWriter writer(m_elements, out, context);
        out.beginArray();
        m_access.visit(in, writer);
        out.endArray();
        return writer.takeMismatch();
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        const auto value = [](const JsonValue &element) { return element; };
        return in.isArray() ? fitOfAll(in.toArray(), value, options) : Fit::None;
    }
    bool isStructured() const override { return true; }
    QString expected() const override { return u"array of "_s + element()->expected(); }
    QJsonObject schema(Schemas &schemas) const override
    {
        QJsonObject schema = typeSchema("array");
        schema.insert(u"items"_s, element()->schema(schemas));
        return schema;
    }
};

class MapCodec final : public ContainerCodec
{
public:
    using ContainerCodec::ContainerCodec;

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!in.isObject())
            return mismatch(expected(), in);
        const JsonObject object = in.toObject();
        m_access.clear(out, std::min(qsizetype(object.size()), largestReserve));
        ValueReader reader(element(), options);
        for (const JsonObject::Member member : object) {
            reader.value = member.value;
            const QString key = toText(member.key);
            if (!m_access.add(out, 0, key, reader))
                return inMember(key, reader.takeMismatch());
        }
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        ValueWriter writer(m_elements, out, context);
        out.beginObject();
        m_access.visit(in, writer);
        out.endObject();
        return writer.takeMismatch();
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        const auto value = [](const JsonObject::Member &member) { return member.value; };
        return in.isObject() ? fitOfAll(in.toObject(), value, options) : Fit::None;
    }
    bool isStructured() const override { return true; }
    QString expected() const override { return u"object of "_s + element()->expected(); }
    QJsonObject schema(Schemas &schemas) const override
    {
        QJsonObject schema = typeSchema("object");
        schema.insert(u"additionalProperties"_s, element()->schema(schemas));
        return schema;
    }
};

class OptionalCodec final : public ContainerCodec
{
public:
    using ContainerCodec::ContainerCodec;

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        m_access.clear(out, 0);
        if (in.isNull())
            return {};
        ValueReader reader(element(), options);
        reader.value = in;
        m_access.add(out, 0, {}, reader);
        MismatchPtr problem = reader.takeMismatch();
        if (problem && problem->path.isEmpty())
            problem->expected = expected();
        return problem;
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        ValueFinder value;
        m_access.visit(in, value);
        if (value.found)
            return element()->write(value.found, out, context);
        out.writeNull();
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        return in.isNull() ? Fit::Exact : element()->fit(in, options);
    }
    QString expected() const override { return element()->expected() + u" or null"_s; }
    QJsonObject schema(Schemas &schemas) const override
    {
        return orNull(element()->schema(schemas));
    }
};

class TupleCodec final : public ContainerCodec
{
public:
    using ContainerCodec::ContainerCodec;

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!accepts(in))
            return mismatch(expected(), in);
        ValueReader reader(nullptr, options);
        qsizetype index = 0;
        for (const JsonValue value : in.toArray()) {
            reader.value = value;
            reader.setCodec(m_elements[std::size_t(index)]);
            if (!m_access.add(out, index, {}, reader))
                return inElement(index, reader.takeMismatch());
            ++index;
        }
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        ValueWriter writer(m_elements, out, context);
        out.beginArray();
        m_access.visit(in, writer);
        out.endArray();
        return writer.takeMismatch();
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        if (!accepts(in))
            return Fit::None;
        Fit result = Fit::Exact;
        auto codec = m_elements.begin();
        for (const JsonValue value : in.toArray())
            result = worse(result, (*codec++)->fit(value, options));
        return result;
    }
    bool isStructured() const override { return true; }
    QString expected() const override
    {
        QStringList elements;
        for (const Codec *codec : m_elements)
            elements.append(codec->expected());
        return u"array of [%1]"_s.arg(elements.join(u", "_s));
    }
    QJsonObject schema(Schemas &schemas) const override
    {
        QJsonArray items;
        for (const Codec *codec : m_elements)
            items.append(codec->schema(schemas));
        QJsonObject schema = typeSchema("array");
        if (!items.isEmpty())
            schema.insert(u"items"_s, items);
        schema.insert(u"minItems"_s, items.size());
        schema.insert(u"maxItems"_s, items.size());
        return schema;
    }

private:
    [[nodiscard]] bool accepts(const JsonValue &in) const
    {
        return in.isArray() && in.toArray().size() == m_elements.size();
    }
};

std::unique_ptr<ContainerCodec> makeContainerCodec(const Detail::ContainerAccess &access)
{
    switch (access.kind()) {
    case Detail::ContainerAccess::Kind::Sequence:
        return std::make_unique<SequenceCodec>(access);
    case Detail::ContainerAccess::Kind::Map:
        return std::make_unique<MapCodec>(access);
    case Detail::ContainerAccess::Kind::Optional:
        return std::make_unique<OptionalCodec>(access);
    case Detail::ContainerAccess::Kind::Tuple:
        return std::make_unique<TupleCodec>(access);
    }
    Q_UNREACHABLE();
    return {};
}

CodecResult withElements(
    ContainerCodec *codec, const Detail::ContainerAccess &access, CodecBuilder &builder)
{
    std::vector<const Codec *> elements;
    for (const QMetaType elementType : access.elementTypes()) {
        const CodecResult element = builder.codecFor(elementType);
        if (const auto *unknown = std::get_if<UnknownType>(&element))
            return UnknownType{
                QString::fromUtf8(access.name()) + u" cannot be marshalled: "_s + unknown->reason};
        elements.push_back(std::get<const Codec *>(element));
    }
    codec->setElements(std::move(elements));
    return codec;
}

} // namespace

std::optional<CodecResult> containerCodec(QMetaType type, CodecBuilder &builder)
{
    const Detail::ContainerAccess *access = containerAccess(type);
    if (!access)
        return {};
    return withElements(builder.add(type, makeContainerCodec(*access)), *access, builder);
}

CodecResult containerCodec(const Detail::ContainerAccess &access, CodecBuilder &builder)
{
    return withElements(builder.add(makeContainerCodec(access)), access, builder);
}

} // namespace WebSocketRpc
