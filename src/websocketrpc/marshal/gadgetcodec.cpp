// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "scratchvalue_p.h"
#include "text_p.h"

#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

struct Member
{
    std::string_view name;
    QMetaType type;
    const Codec *codec = nullptr;
    const QMetaObject *owner = nullptr; // the class that declares it
    int index = -1; // among those of its class

    // What QMetaProperty does, without a QVariant on the way.
    void access(QMetaObject::Call call, void *gadget, void *value) const
    {
        void *arguments[] = {value};
        owner->d.static_metacall(static_cast<QObject *>(gadget), call, index, arguments);
    }
};

class GadgetCodec final : public Codec
{
public:
    explicit GadgetCodec(QMetaType type) : m_name(QString::fromUtf8(type.name())) { }

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
            member->access(QMetaObject::WriteProperty, out, value.data());
        }
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out) const override
    {
        out.beginObject();
        for (const Member &member : m_members) {
            ScratchValue value(member.type);
            member.access(QMetaObject::ReadProperty, const_cast<void *>(in), value.data());
            out.key(QUtf8StringView(member.name.data(), qsizetype(member.name.size())));
            if (MismatchPtr problem = member.codec->write(value.data(), out))
                return inMember(toText(member.name), std::move(problem));
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

private:
    // Members mostly come in the order of their declaration, so each search begins where the last
    // ended.
    const Member *find(std::string_view name, std::size_t &position) const
    {
        for (std::size_t tried = 0; tried < m_members.size(); ++tried) {
            const Member &member = m_members[position];
            position = position + 1 == m_members.size() ? 0 : position + 1;
            if (member.name == name)
                return &member;
        }
        return nullptr;
    }

    QString m_name;
    std::vector<Member> m_members;
};

} // namespace

std::optional<CodecResult> gadgetCodec(QMetaType type, CodecBuilder &builder)
{
    const QMetaObject *metaObject = type.metaObject();
    if (!(type.flags() & QMetaType::IsGadget) || !metaObject)
        return {};
    GadgetCodec *codec = builder.add(type, std::make_unique<GadgetCodec>(type));
    std::vector<Member> members;
    for (int i = 0; i < metaObject->propertyCount(); ++i) {
        const QMetaProperty property = metaObject->property(i);
        if (!property.isReadable() || !property.isWritable() || !property.isStored())
            continue;
        const CodecResult result = builder.codecFor(property.metaType());
        if (const auto *unknown = std::get_if<UnknownType>(&result))
            return UnknownType{u"%1::%2: %3"_s.arg(QString::fromUtf8(type.name()),
                QString::fromUtf8(property.name()), unknown->reason)};
        members.push_back({property.name(), property.metaType(), std::get<const Codec *>(result),
            property.enclosingMetaObject(), property.relativePropertyIndex()});
    }
    if (members.empty())
        return UnknownType{QString::fromUtf8(type.name())
            + u" has no property that can be both read and written"_s};
    codec->setMembers(std::move(members));
    return codec;
}

} // namespace WebSocketRpc
