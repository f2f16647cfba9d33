// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/registertype.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <map>

// The types of the table in the documentation, and values of each.
namespace TypeTable {

class Pixel
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(int y MEMBER y)
public:
    enum Colour { Red, Green };
    Q_ENUM(Colour)
    enum Edge { Left = 1, Top = 2 };
    Q_DECLARE_FLAGS(Edges, Edge)
    Q_FLAG(Edges)
    int x = 0;
    int y = 0;

    friend bool operator==(const Pixel &, const Pixel &) = default;
};

struct Price
{
    QString text;

    friend bool operator==(const Price &, const Price &) = default;
};

// A type of the table, and the sample values that it accepts: unchanged, or changed to the value
// after "=>".
struct Known
{
    QByteArray documentedAs;
    QMetaType type;
    QByteArrayList taken;
};

inline const QByteArrayList samples = {"null", "true", "0", "1", "-1", "300", "70000", "3000000000",
    "9007199254740993", "9223372036854775808", "18446744073709551615", "1.0", "1.5", "1e+300",
    R"("")", R"("a")", R"("1")", R"("abcd")", R"("Green")", R"("Left|Top")",
    R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")", R"("2024-02-29")", R"("23:59:59.999")",
    R"("2024-02-29T23:59:59.999Z")", "[]", "[1]", R"(["a"])", R"([1,"a"])", R"([1,"a",true])", "{}",
    R"({"x":1,"y":2})", R"({"a":null})"};

inline const QByteArrayList texts = samples.mid(samples.indexOf(R"("")"), 10);
inline const QByteArrayList arrays = samples.mid(samples.indexOf("[]"), 5);
inline const QByteArrayList objects = samples.mid(samples.indexOf("{}"), 3);
inline const QByteArrayList smallIntegers = {"0", "1", "1.0=>1"};
inline const QByteArrayList reals = {
    "0=>0.0", "1=>1.0", "-1=>-1.0", "300=>300.0", "70000=>70000.0", "1.0", "1.5"};

inline const QList<Known> &knownTypes()
{
    const QByteArrayList bytes = smallIntegers + QByteArrayList{"-1"};
    const QByteArrayList ints = bytes + QByteArrayList{"300", "70000"};
    const QByteArrayList uints = smallIntegers + QByteArrayList{"300", "70000", "3000000000"};
    const QByteArrayList longs = ints + QByteArrayList{"3000000000", "9007199254740993"};
    const QByteArrayList ulongs =
        uints + QByteArrayList{"9007199254740993", "9223372036854775808", "18446744073709551615"};
    const QByteArrayList urls = {R"("")", R"("a")", R"("1")", R"("abcd")", R"("Green")",
        R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")", R"("2024-02-29")"};
    QByteArrayList jsonValues =
        samples; // QJsonValue keeps qint64 and double, and not their spelling
    for (const char *number : {"9223372036854775808", "18446744073709551615", "1.0"})
        jsonValues.replace(samples.indexOf(number), number + QByteArray("=>"));
    static const QList<Known> types = {
        {"bool", QMetaType::fromType<bool>(), {"true"}},
        {"char", QMetaType::fromType<char>(), std::is_signed_v<char> ? bytes : smallIntegers},
        {"signed char", QMetaType::fromType<signed char>(), bytes},
        {"uchar", QMetaType::fromType<uchar>(), smallIntegers},
        {"short", QMetaType::fromType<short>(), bytes + QByteArrayList{"300"}},
        {"ushort", QMetaType::fromType<ushort>(), smallIntegers + QByteArrayList{"300"}},
        {"int", QMetaType::fromType<int>(), ints},
        {"uint", QMetaType::fromType<uint>(), uints},
        {"long", QMetaType::fromType<long>(), sizeof(long) == 8 ? longs : ints},
        {"ulong", QMetaType::fromType<ulong>(), sizeof(long) == 8 ? ulongs : uints},
        {"qlonglong", QMetaType::fromType<qlonglong>(), longs},
        {"qulonglong", QMetaType::fromType<qulonglong>(), ulongs},
        {"float", QMetaType::fromType<float>(),
            reals
                + QByteArrayList{"3000000000=>", "9007199254740993=>", "9223372036854775808=>",
                    "18446744073709551615=>"}},
        {"double", QMetaType::fromType<double>(),
            reals
                + QByteArrayList{"3000000000=>3e+09", "9007199254740993=>", "9223372036854775808=>",
                    "18446744073709551615=>", "1e+300"}},
        {"QString", QMetaType::fromType<QString>(), texts},
        {"QChar", QMetaType::fromType<QChar>(), {R"("a")", R"("1")"}},
        {"QByteArray", QMetaType::fromType<QByteArray>(), {R"("")", R"("abcd")"}},
        {"QUrl", QMetaType::fromType<QUrl>(), urls},
        {"QUuid", QMetaType::fromType<QUuid>(), {R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")"}},
        {"QDate", QMetaType::fromType<QDate>(), {"null", R"("2024-02-29")"}},
        {"QTime", QMetaType::fromType<QTime>(), {"null", R"("23:59:59.999")"}},
        {"QDateTime", QMetaType::fromType<QDateTime>(), {"null", R"("2024-02-29T23:59:59.999Z")"}},
        {"QJsonValue", QMetaType::fromType<QJsonValue>(), jsonValues},
        {"QJsonObject", QMetaType::fromType<QJsonObject>(), objects},
        {"QJsonArray", QMetaType::fromType<QJsonArray>(), arrays},
        {"QJsonDocument", QMetaType::fromType<QJsonDocument>(),
            objects + arrays + QByteArrayList{"null"}},
        {"QVariant", QMetaType::fromType<QVariant>(), samples},
        {"QVariantList", QMetaType::fromType<QVariantList>(), arrays},
        {"QVariantMap", QMetaType::fromType<QVariantMap>(), objects},
        {"QVariantHash", QMetaType::fromType<QVariantHash>(),
            {"{}", R"({"x":1,"y":2}=>)", R"({"a":null})"}},
        {"QStringList", QMetaType::fromType<QStringList>(), {"[]", R"(["a"])"}},
        {"QByteArrayList", QMetaType::fromType<QByteArrayList>(), {"[]"}},
        {"Q_ENUM", QMetaType::fromType<Pixel::Colour>(),
            {R"("Green")", R"(0=>"Red")", R"(1=>"Green")", R"(1.0=>"Green")"}},
        {"Q_FLAG", QMetaType::fromType<Pixel::Edges>(),
            {R"("Left|Top")", R"("")", R"(0=>"")", R"(1=>"Left")", R"(1.0=>"Left")"}},
        {"Q_GADGET", QMetaType::fromType<Pixel>(), {R"({"x":1,"y":2})", R"({}=>{"x":0,"y":0})"}},
        {"QList<T>", QMetaType::fromType<QList<int>>(), {"[]", "[1]"}},
        {"QSet<T>", QMetaType::fromType<QSet<int>>(), {"[]", "[1]"}},
        {"std::vector<T>", QMetaType::fromType<std::vector<int>>(), {"[]", "[1]"}},
        {"QMap<QString, T>", QMetaType::fromType<QMap<QString, int>>(), {"{}", R"({"x":1,"y":2})"}},
        {"QHash<QString, T>", QMetaType::fromType<QHash<QString, int>>(),
            {"{}", R"({"x":1,"y":2}=>)"}},
        {"std::map<QString, T>", QMetaType::fromType<std::map<QString, int>>(),
            {"{}", R"({"x":1,"y":2})"}},
        {"std::optional<T>", QMetaType::fromType<std::optional<bool>>(), {"null", "true"}},
        {"std::pair<A, B>", QMetaType::fromType<std::pair<int, QString>>(), {R"([1,"a"])"}},
        {"std::tuple<A, B, C>", QMetaType::fromType<std::tuple<int, QString, bool>>(),
            {R"([1,"a",true])"}},
        {"void", QMetaType::fromType<void>(), {"null"}},
        {"std::nullptr_t", QMetaType::fromType<std::nullptr_t>(), {"null"}},
        {"std::monostate", QMetaType::fromType<std::monostate>(), {"null"}},
        {"converted", QMetaType::fromType<Price>(), texts},
    };
    return types;
}

// Before one of them is used.
inline void registerTypes()
{
    QMetaType::registerConverter<Price, QJsonValue>(
        [](const Price &price) { return QJsonValue(price.text); });
    const auto fromJson = [](const void *from, void *to) {
        const auto &json = *static_cast<const QJsonValue *>(from);
        static_cast<Price *>(to)->text = json.toString();
        return json.isString();
    };
    QMetaType::registerConverterFunction(
        fromJson, QMetaType::fromType<QJsonValue>(), QMetaType::fromType<Price>());
    WebSocketRpc::registerType<std::pair<int, QString>>();
    WebSocketRpc::registerType<std::tuple<int, QString, bool>>();
}

} // namespace TypeTable
