// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"
#include "scratchvalue_p.h"
#include "text_p.h"
#include "typetable_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// A property of a gadget, or a member that was registered.
struct Member
{
    QByteArray name;
    QMetaType type;
    const Codec *codec = nullptr;
    const QMetaObject *owner = nullptr; // the class that declares it
    int index = -1; // among those of its class
    Detail::MemberAccess access = {}; // where it has no such class

    [[nodiscard]] std::string_view nameView() const
    {
        return {name.constData(), std::size_t(name.size())};
    }
    void read(const void *object, void *value) const
    {
        if (owner)
            call(QMetaObject::ReadProperty, const_cast<void *>(object), value);
        else
            access.get(object, value);
    }
    void write(void *object, void *value) const
    {
        if (owner)
            call(QMetaObject::WriteProperty, object, value);
        else
            access.set(object, value);
    }

private:
    // What QMetaProperty does, without a QVariant on the way.
    void call(QMetaObject::Call what, void *gadget, void *value) const
    {
        void *arguments[] = {value};
        owner->d.static_metacall(static_cast<QObject *>(gadget), what, index, arguments);
    }
};

using Members = std::variant<std::vector<Member>, UnknownType>;

class GadgetCodec final : public Codec
{
public:
    explicit GadgetCodec(QMetaType type) : m_type(type), m_name(QString::fromUtf8(type.name())) { }

    void setMembers(std::vector<Member> members) { m_members = std::move(members); }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!in.isObject())
            return mismatch(expected(), in);
        const JsonObject object = in.toObject();
        std::size_t position = 0;
        for (const JsonObject::Member pair : object) {
            const Member *member = find(pair.key, position);
            if (!member && options.ignoreUnknownMembers)
                continue;
            if (!member)
                return inMember(toText(pair.key), mismatch(u"no such member"_s, pair.value));
            ScratchValue value(member->type);
            if (MismatchPtr problem = member->codec->read(pair.value, value.data(), options))
                return inMember(toText(pair.key), std::move(problem));
            member->write(out, value.data());
        }
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &context) const override
    {
        out.beginObject();
        for (const Member &member : m_members) {
            if (member.access.isLeftOut && member.access.isLeftOut(in))
                continue;
            ScratchValue value(member.type);
            member.read(in, value.data());
            out.key(QUtf8StringView(member.name));
            if (MismatchPtr problem = member.codec->write(value.data(), out, context))
                return inMember(QString::fromUtf8(member.name), std::move(problem));
        }
        out.endObject();
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &options) const override
    {
        if (!in.isObject())
            return Fit::None;
        const JsonObject object = in.toObject();
        Fit result = Fit::Exact;
        std::size_t position = 0;
        for (const JsonObject::Member pair : object) {
            const Member *member = find(pair.key, position);
            if (!member && options.ignoreUnknownMembers)
                continue;
            const Fit fit = member ? member->codec->fit(pair.value, options) : Fit::None;
            if (fit == Fit::None)
                return fit;
            result = std::min(result, std::max(fit, Fit::Widening));
        }
        return result;
    }
    QString expected() const override { return m_name; }
    QJsonObject schema(Schemas &schemas) const override { return schemas.reference(m_type, *this); }
    // No member has to be there: those that are missing keep their defaults.
    [[nodiscard]] QJsonObject namedSchema(Schemas &schemas) const
    {
        QJsonObject properties;
        QJsonArray order;
        for (const Member &member : m_members) {
            properties.insert(QString::fromUtf8(member.name), member.codec->schema(schemas));
            order.append(QString::fromUtf8(member.name));
        }
        QJsonObject schema = typeSchema("object");
        schema.insert(u"properties"_s, properties);
        schema.insert(u"x-order"_s, order);
        schema.insert(u"x-type"_s, m_name);
        if (schemas.unknownMembers() == Schemas::UnknownMembers::Refused)
            schema.insert(u"additionalProperties"_s, false);
        return schema;
    }
    bool isStructured() const override { return true; }
    bool mayHoldStreams(std::vector<const Codec *> &asked) const override
    {
        return std::ranges::any_of(
            m_members, [&](const Member &member) { return mayHoldStream(*member.codec, asked); });
    }

private:
    // Members mostly come in the order of their declaration, so each search begins where the last
    // ended.
    const Member *find(std::string_view name, std::size_t &position) const
    {
        for (std::size_t tried = 0; tried < m_members.size(); ++tried) {
            const Member &member = m_members[position];
            position = position + 1 == m_members.size() ? 0 : position + 1;
            if (member.nameView() == name)
                return &member;
        }
        return nullptr;
    }

    const QMetaType m_type;
    QString m_name;
    std::vector<Member> m_members;
};

UnknownType unknownMember(QMetaType type, const QByteArray &name, const UnknownType &unknown)
{
    return {u"%1::%2: %3"_s.arg(
        QString::fromUtf8(type.name()), QString::fromUtf8(name), unknown.reason)};
}

Members propertiesOf(QMetaType type, CodecBuilder &builder)
{
    const QMetaObject *const metaObject = type.metaObject();
    std::vector<Member> members;
    for (int i = 0; i < metaObject->propertyCount(); ++i) {
        const QMetaProperty property = metaObject->property(i);
        if (!property.isReadable() || !property.isWritable() || !property.isStored())
            continue;
        const CodecResult result = builder.codecFor(property.metaType());
        if (const auto *unknown = std::get_if<UnknownType>(&result))
            return unknownMember(type, property.name(), *unknown);
        members.push_back({property.name(), property.metaType(), std::get<const Codec *>(result),
            property.enclosingMetaObject(), property.relativePropertyIndex()});
    }
    if (members.empty())
        return UnknownType{QString::fromUtf8(type.name())
            + u" has no property that can be both read and written"_s};
    return members;
}

Members membersOf(
    QMetaType type, const QList<Detail::MemberAccess> &registered, CodecBuilder &builder)
{
    std::vector<Member> members;
    for (const Detail::MemberAccess &access : registered) {
        const CodecResult result = builder.codecFor(access.type);
        if (const auto *unknown = std::get_if<UnknownType>(&result))
            return unknownMember(type, access.name, *unknown);
        members.push_back(
            {access.name, access.type, std::get<const Codec *>(result), nullptr, -1, access});
    }
    return members;
}

} // namespace

std::optional<CodecResult> gadgetCodec(QMetaType type, CodecBuilder &builder)
{
    const QList<Detail::MemberAccess> registered = TypeTable::instance().members(type);
    const bool isGadget = type.flags() & QMetaType::IsGadget && type.metaObject();
    if (registered.isEmpty() && !isGadget)
        return {};
    GadgetCodec *codec = builder.add(type, std::make_unique<GadgetCodec>(type));
    Members members =
        registered.isEmpty() ? propertiesOf(type, builder) : membersOf(type, registered, builder);
    if (auto *unknown = std::get_if<UnknownType>(&members))
        return std::move(*unknown);
    codec->setMembers(std::get<std::vector<Member>>(std::move(members)));
    return codec;
}

} // namespace WebSocketRpc
