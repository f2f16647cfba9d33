// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "integers_p.h"
#include "schemas_p.h"
#include "text_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

struct Enumerator
{
    std::string_view key;
    qint64 value;
};

// The numbers of an enumeration as the size and sign of its C++ type have them; QMetaEnum has ints.
class EnumCodec : public Codec
{
public:
    EnumCodec(QMetaType type, const QMetaEnum &metaEnum)
        : m_type(type)
        , m_size(type.sizeOf())
        , m_isUnsigned(type.flags() & QMetaType::IsUnsignedEnumeration || metaEnum.isFlag())
    {
        for (int i = 0; i < metaEnum.keyCount(); ++i)
            m_enumerators.push_back({metaEnum.key(i), extended(metaEnum.value(i))});
    }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const final
    {
        const std::optional<qint64> value = toNumber(in);
        if (!value)
            return mismatch(expected(), in);
        store(*value, out);
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const final
    {
        return toNumber(in) ? Fit::Widening : Fit::None;
    }
    QJsonObject schema(Schemas &schemas) const final { return schemas.reference(m_type, *this); }
    // With the numbers of the keys in the member "x-enum".
    [[nodiscard]] QJsonObject namedSchema(Schemas &) const
    {
        QJsonObject numbers;
        for (const Enumerator &enumerator : m_enumerators)
            numbers.insert(toText(enumerator.key), enumerator.value);
        QJsonObject schema = values();
        schema.insert(u"x-enum"_s, numbers);
        schema.insert(u"x-type"_s, QString::fromUtf8(m_type.name()));
        return schema;
    }

protected:
    [[nodiscard]] virtual QJsonObject values() const = 0; // their schema
    [[nodiscard]] virtual std::optional<qint64> valueOf(std::string_view text) const = 0;
    [[nodiscard]] virtual bool isKnown(qint64 value) const = 0;

    [[nodiscard]] const Enumerator *findKey(std::string_view key) const
    {
        const auto it = std::ranges::find(m_enumerators, key, &Enumerator::key);
        return it == m_enumerators.end() ? nullptr : &*it;
    }
    [[nodiscard]] const Enumerator *findValue(qint64 value) const
    {
        const auto it = std::ranges::find(m_enumerators, value, &Enumerator::value);
        return it == m_enumerators.end() ? nullptr : &*it;
    }
    [[nodiscard]] QStringList keys() const
    {
        QStringList keys;
        for (const Enumerator &enumerator : m_enumerators)
            keys.append(toText(enumerator.key));
        return keys;
    }

    [[nodiscard]] qint64 load(const void *in) const
    {
        switch (m_size) {
        case 1:
            return extended(*static_cast<const qint8 *>(in));
        case 2:
            return extended(*static_cast<const qint16 *>(in));
        default:
            return extended(*static_cast<const qint32 *>(in));
        }
    }

    std::vector<Enumerator> m_enumerators;

private:
    void store(qint64 value, void *out) const
    {
        switch (m_size) {
        case 1:
            *static_cast<qint8 *>(out) = qint8(value);
            break;
        case 2:
            *static_cast<qint16 *>(out) = qint16(value);
            break;
        default:
            *static_cast<qint32 *>(out) = qint32(value);
            break;
        }
    }
    [[nodiscard]] qint64 extended(qint32 value) const
    {
        if (!m_isUnsigned)
            return value;
        const int unusedBits = 32 - 8 * int(m_size);
        return quint32(value) << unusedBits >> unusedBits;
    }
    [[nodiscard]] std::optional<qint64> toNumber(const JsonValue &in) const
    {
        if (in.isString())
            return valueOf(in.toString());
        const std::optional<qint64> value = toInteger<qint64>(in);
        return value && isKnown(*value) ? value : std::nullopt;
    }

    const QMetaType m_type;
    qsizetype m_size;
    bool m_isUnsigned;
};

class SingleEnumCodec final : public EnumCodec
{
public:
    using EnumCodec::EnumCodec;

    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const qint64 value = load(in);
        const Enumerator *enumerator = findValue(value);
        if (!enumerator)
            return mismatch(expected(), QString::number(value));
        out.writeString(enumerator->key.data(), enumerator->key.size());
        return {};
    }
    QString expected() const override { return u"one of "_s + keys().join(u", "_s); }

protected:
    QJsonObject values() const override
    {
        QJsonArray all = QJsonArray::fromStringList(keys());
        for (const Enumerator &enumerator : m_enumerators) {
            if (!all.contains(enumerator.value))
                all.append(enumerator.value);
        }
        return {{u"enum"_s, all}};
    }
    std::optional<qint64> valueOf(std::string_view text) const override
    {
        const Enumerator *enumerator = findKey(text);
        return enumerator ? std::optional(enumerator->value) : std::nullopt;
    }
    bool isKnown(qint64 value) const override { return findValue(value); }
};

class FlagsCodec final : public EnumCodec
{
public:
    FlagsCodec(QMetaType type, const QMetaEnum &metaEnum) : EnumCodec(type, metaEnum)
    {
        for (const Enumerator &enumerator : m_enumerators)
            m_knownBits |= enumerator.value;
    }

    // The last keys first, for those of several flags at once usually follow the single ones.
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const qint64 value = load(in);
        if (!isKnown(value))
            return mismatch(expected(), QString::number(value));
        std::string text;
        qint64 rest = value;
        for (auto it = m_enumerators.rbegin(); it != m_enumerators.rend() && rest; ++it) {
            if (it->value == 0 || (rest & it->value) != it->value)
                continue;
            text.insert(0, text.empty() ? it->key : std::string(it->key) + '|');
            rest &= ~it->value;
        }
        if (rest)
            return mismatch(expected(), QString::number(value));
        if (const Enumerator *none = value == 0 ? findValue(0) : nullptr)
            text = none->key;
        out.writeString(text.data(), text.size());
        return {};
    }
    QString expected() const override { return u"flags of "_s + keys().join(u"|"_s); }

protected:
    QJsonObject values() const override
    {
        QStringList alternatives;
        for (const QString &key : keys())
            alternatives.append(QRegularExpression::escape(key));
        const QString key = u"(?:%1)"_s.arg(alternatives.join(u'|'));
        QJsonObject text = typeSchema("string");
        text.insert(u"pattern"_s, u"^(?:%1(?:\\|%1)*)?$"_s.arg(key));
        const QJsonArray choices{text, numbers()};
        return {{u"anyOf"_s, choices}};
    }
    std::optional<qint64> valueOf(std::string_view text) const override
    {
        qint64 value = 0;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('|'), text.size());
            const Enumerator *enumerator = findKey(text.substr(0, end));
            if (!enumerator || end + 1 == text.size())
                return {};
            value |= enumerator->value;
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return value;
    }
    bool isKnown(qint64 value) const override { return (value & ~m_knownBits) == 0; }

private:
    // All of them, unless they are too many to be listed and not all numbers up to the largest either.
    [[nodiscard]] QJsonObject numbers() const
    {
        constexpr int mostListed = 8; // bits
        const bool areAll = (m_knownBits & (m_knownBits + 1)) == 0;
        if (areAll || std::popcount(quint64(m_knownBits)) > mostListed) {
            QJsonObject schema = typeSchema("integer");
            schema.insert(u"minimum"_s, 0);
            schema.insert(u"maximum"_s, m_knownBits);
            return schema;
        }
        QJsonArray all{0};
        for (qint64 value = m_knownBits; value; value = (value - 1) & m_knownBits)
            all.append(value);
        return {{u"enum"_s, all}};
    }

    qint64 m_knownBits = 0;
};

// The QMetaType of an enumeration names its enclosing class and itself; that of flags is
// "QFlags<Class::Enumerator type>".
std::optional<QMetaEnum> metaEnumOf(QMetaType type)
{
    const QMetaObject *metaObject = type.metaObject();
    if (!metaObject)
        return {};
    QByteArrayView name = type.name();
    const bool isFlags = name.startsWith("QFlags<") && name.endsWith('>');
    if (isFlags)
        name.chop(1);
    name = name.sliced(name.lastIndexOf("::") < 0 ? 0 : name.lastIndexOf("::") + 2);
    for (int i = 0; i < metaObject->enumeratorCount(); ++i) {
        const QMetaEnum metaEnum = metaObject->enumerator(i);
        if (metaEnum.isFlag() == isFlags
            && (isFlags ? metaEnum.enumName() : metaEnum.name()) == name)
            return metaEnum;
    }
    return {};
}

} // namespace

std::optional<CodecResult> enumCodec(QMetaType type, CodecBuilder &builder)
{
    if (!(type.flags() & QMetaType::IsEnumeration))
        return {};
    const std::optional<QMetaEnum> metaEnum = metaEnumOf(type);
    if (!metaEnum)
        return {};
    if (type.sizeOf() > qsizetype(sizeof(int)))
        return UnknownType{QString::fromUtf8(type.name())
            + u" has more than 32 bits, which Qt's meta objects do not keep"_s};
    if (metaEnum->isFlag())
        return builder.add(type, std::make_unique<FlagsCodec>(type, *metaEnum));
    return builder.add(type, std::make_unique<SingleEnumCodec>(type, *metaEnum));
}

} // namespace WebSocketRpc
