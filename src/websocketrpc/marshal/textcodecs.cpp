// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codecbuilder_p.h"
#include "schemas_p.h"
#include "text_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

std::string_view textOf(const JsonValue &in)
{
    return in.toString();
}

class StringCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const override
    {
        if (!in.isString())
            return mismatch(expected(), in);
        *static_cast<QString *>(out) = toText(textOf(in));
        return {};
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        out.writeString(*static_cast<const QString *>(in));
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const override
    {
        return in.isString() ? Fit::Exact : Fit::None;
    }
    QString expected() const override { return u"string"_s; }
    QJsonObject schema(Schemas &) const override { return typeSchema("string"); }
};

// Arguments of outgoing calls are often views of text; nothing is ever read into one.
template<typename View>
class TextViewCodec final : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *, const ReadOptions &) const override
    {
        return mismatch(expected(), in);
    }
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        out.writeString(*static_cast<const View *>(in));
        return {};
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::None; }
    QString expected() const override { return u"a type that owns its text"_s; }
};

// A type that is a string in JSON, of which only some strings are values.
template<typename T>
class SpelledCodec : public Codec
{
public:
    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &) const final
    {
        std::optional<T> value = in.isString() ? parsed(in) : std::nullopt;
        if (!value)
            return mismatch(expected(), in);
        *static_cast<T *>(out) = *std::move(value);
        return {};
    }
    Fit fit(const JsonValue &in, const ReadOptions &) const final
    {
        return in.isString() && parsed(in) ? Fit::Widening : Fit::None;
    }

private:
    virtual std::optional<T> parsed(const JsonValue &in) const = 0;
};

class CharCodec final : public SpelledCodec<QChar>
{
public:
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        out.writeString(QStringView(static_cast<const QChar *>(in), 1));
        return {};
    }
    QString expected() const override { return u"a string of one UTF-16 unit"_s; }
    QJsonObject schema(Schemas &) const override
    {
        return patternSchema(u"^[\\u0000-\\uffff]$"_s, "QChar");
    }

private:
    std::optional<QChar> parsed(const JsonValue &in) const override
    {
        constexpr std::size_t longestSequence = 4;
        if (textOf(in).size() > longestSequence)
            return {};
        const QString text = toText(textOf(in));
        if (text.size() != 1)
            return {};
        return text.front();
    }
};

class ByteArrayCodec final : public SpelledCodec<QByteArray>
{
public:
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const QByteArray text = static_cast<const QByteArray *>(in)->toBase64();
        out.writeString(text.constData(), std::size_t(text.size()));
        return {};
    }
    QString expected() const override { return u"base64"_s; }
    QJsonObject schema(Schemas &) const override
    {
        QJsonObject schema =
            patternSchema(u"^(?:[A-Za-z0-9+/]{4})*"
                          "(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"_s,
                "QByteArray");
        schema.insert(u"contentEncoding"_s, u"base64"_s);
        return schema;
    }

private:
    // RFC 4648, section 4. Qt lets missing padding pass, and stray bits in the last four characters,
    // so of those the way back must agree.
    std::optional<QByteArray> parsed(const JsonValue &in) const override
    {
        const std::string_view text = textOf(in);
        const auto view = QByteArray::fromRawData(text.data(), qsizetype(text.size()));
        auto result = QByteArray::fromBase64Encoding(view, QByteArray::AbortOnBase64DecodingErrors);
        if (!result || view.size() % 4 != 0)
            return {};
        const qsizetype before = std::max<qsizetype>(view.size() / 4 - 1, 0); // groups of four
        if (result.decoded.sliced(3 * before).toBase64() != view.sliced(4 * before))
            return {};
        return std::move(result.decoded);
    }
};

class UrlCodec final : public SpelledCodec<QUrl>
{
public:
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const QUrl &url = *static_cast<const QUrl *>(in);
        if (!url.isValid() && !url.errorString().isEmpty())
            return mismatch(u"a valid URL"_s, url.errorString());
        out.writeString(url.toString(QUrl::FullyEncoded));
        return {};
    }
    QString expected() const override { return u"URL"_s; }
    QJsonObject schema(Schemas &) const override
    {
        QJsonObject schema = typeSchema("string", "QUrl");
        schema.insert(u"format"_s, u"iri-reference"_s);
        return schema;
    }

private:
    std::optional<QUrl> parsed(const JsonValue &in) const override
    {
        const QString text = toText(textOf(in));
        QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() && !text.isEmpty())
            return {};
        return url;
    }
};

class UuidCodec final : public SpelledCodec<QUuid>
{
public:
    MismatchPtr write(const void *in, JsonWriter &out, const WriteContext &) const override
    {
        const QUuid &uuid = *static_cast<const QUuid *>(in);
        const QByteArray text = uuid.toByteArray(QUuid::WithoutBraces);
        out.writeString(text.constData(), std::size_t(text.size()));
        return {};
    }
    QString expected() const override { return u"UUID"_s; }
    QJsonObject schema(Schemas &) const override
    {
        const QString uuid = u"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"_s;
        return patternSchema(u"^(?:%1|\\{%1\\})$"_s.arg(uuid), "QUuid");
    }

private:
    // RFC 4122, section 3, braces allowed. Qt ignores what follows, so the way back must agree.
    std::optional<QUuid> parsed(const JsonValue &in) const override
    {
        const std::string_view text = textOf(in);
        const QByteArrayView view(text.data(), qsizetype(text.size()));
        const QUuid uuid = QUuid::fromString(QUtf8StringView(view.data(), view.size()));
        const auto mode = view.startsWith('{') ? QUuid::WithBraces : QUuid::WithoutBraces;
        if (uuid.toByteArray(mode).compare(view, Qt::CaseInsensitive) != 0)
            return {};
        return uuid;
    }
};

std::unique_ptr<Codec> makeTextCodec(QMetaType type)
{
    switch (type.id()) {
    case QMetaType::QString:
        return std::make_unique<StringCodec>();
    case QMetaType::QChar:
        return std::make_unique<CharCodec>();
    case QMetaType::QByteArray:
        return std::make_unique<ByteArrayCodec>();
    case QMetaType::QUrl:
        return std::make_unique<UrlCodec>();
    case QMetaType::QUuid:
        return std::make_unique<UuidCodec>();
    default:
        break;
    }
    if (type == QMetaType::fromType<QUtf8StringView>())
        return std::make_unique<TextViewCodec<QUtf8StringView>>();
    if (type == QMetaType::fromType<QStringView>())
        return std::make_unique<TextViewCodec<QStringView>>();
    if (type == QMetaType::fromType<QLatin1StringView>())
        return std::make_unique<TextViewCodec<QLatin1StringView>>();
    return {};
}

} // namespace

std::optional<CodecResult> textCodec(QMetaType type, CodecBuilder &builder)
{
    if (std::unique_ptr<Codec> codec = makeTextCodec(type))
        return builder.add(type, std::move(codec));
    return {};
}

} // namespace WebSocketRpc
