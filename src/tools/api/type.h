// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonArray>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

// The types of an API, as far as its JSON Schemas tell them.
namespace Api {

struct Type;
using TypePtr = std::shared_ptr<const Type>; // never null, unless it is said where it may be

struct Any // a JSON value
{
};

struct Null
{
};

struct Bool
{
};

// The bounds are exact up to 2^53. The largest qint64 is 2^63 here, the largest quint64 is 2^64.
struct Integer
{
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
};

struct Number
{
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
};

struct Text // a string
{
    QString format = {}; // such as "date-time"
    QString pattern = {}; // a regular expression of ECMA-262
    QString encoding = {}; // such as "base64"
};

// One of these values. What Q_ENUM declares is taken by name and by number; flags are names joined with "|".
struct Enum
{
    QJsonArray values = {};
    QMap<QString, qint64> numbers = {}; // of the names, if they are known
    bool isFlags = false;

    [[nodiscard]] QStringList names() const; // the values that are strings, in their order
};

struct Array
{
    TypePtr element;
};

struct Tuple
{
    std::vector<TypePtr> elements = {};
};

struct Map
{
    TypePtr value;
};

struct Member
{
    QString name;
    TypePtr type;
    bool isRequired = false;
    QString description = {};
    QJsonValue defaultValue = QJsonValue::Undefined;
};

struct Object
{
    std::vector<Member> members = {};
    TypePtr others = {}; // of members with other names; null if there may be none
};

// The value or null; the value is none itself. A number with a C++ type is not null but NaN.
struct Optional
{
    TypePtr value;
};

struct Union
{
    std::vector<TypePtr> choices = {}; // at least two
};

struct Reference
{
    QString name; // of a type in Document::types
};

struct Stream
{
    TypePtr value;
};

struct Type
{
    std::variant<Any, Null, Bool, Integer, Number, Text, Enum, Array, Tuple, Map, Object, Optional,
        Union, Reference, Stream>
        kind = Any{};
    QString cppType = {}; // "x-type": what it is in C++, where the schema does not tell it
    QString title = {};
    QString description = {};

    template<typename Kind>
    [[nodiscard]] const Kind *as() const // or nullptr
    {
        return std::get_if<Kind>(&kind);
    }
};

template<typename Kind>
[[nodiscard]] TypePtr typeOf(Kind &&kind)
{
    return std::make_shared<const Type>(Type{std::forward<Kind>(kind)});
}

// What a schema tells of itself besides the values that it takes.
[[nodiscard]] TypePtr withTexts(
    const TypePtr &type, const QString &cppType, const QString &title, const QString &description);

// As people write types: "list of int", "Interop.Shape or null".
[[nodiscard]] QString toText(const Type &type);

} // namespace Api
