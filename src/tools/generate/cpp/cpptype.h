// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace Generator::Cpp {

// A type of C++.
struct CppType
{
    enum class Kind { Value, Object, Enum, Struct, List, Map, Optional, Tuple, Stream };

    Kind kind = Kind::Object; // a value is cheap to copy
    QString name = {}; // of the first four
    std::vector<CppType> parts = {}; // of the others

    static CppType json() { return {Kind::Object, QStringLiteral("QJsonValue")}; }
    static CppType value(const char *name) { return {Kind::Value, QString::fromLatin1(name)}; }
    static CppType object(const char *name) { return {Kind::Object, QString::fromLatin1(name)}; }
    static CppType of(Kind kind, const CppType &part) { return {kind, {}, {part}}; }

    [[nodiscard]] bool isJson() const { return *this == json(); }
    [[nodiscard]] bool isOptional() const { return kind == Kind::Optional; }
    [[nodiscard]] int size() const; // how many types it is written with
    [[nodiscard]] int depth() const; // how many of them are inside of each other
    [[nodiscard]] bool isDeclared() const { return kind == Kind::Enum || kind == Kind::Struct; }
    // In `scope`, such as "Api::", in which the declared types are.
    [[nodiscard]] QString text(const QString &scope = {}) const;
    // What stands in front of its name, "int " or "const QString &".
    [[nodiscard]] QString parameter(const QString &scope = {}) const;

    friend bool operator==(const CppType &, const CppType &) = default;
};

// What defines the type: headers of Qt and of the standard library such as "<QList>".
void addIncludes(const CppType &type, QSet<QString> &includes);

// The types that registerType() has to be told before values of this one can be sent.
void addUnknownToQt(const CppType &type, QSet<QString> &types);

struct CppMember
{
    QString name;
    QString wireName;
    CppType type = {};
    bool isLeftOut = false; // where it is empty
    QString description = {};
};

struct CppStruct
{
    QString name;
    QString description = {};
    std::vector<CppMember> members = {};
    bool isCyclic = false; // its members refer to itself, over lists and maps
};

struct CppEnumerator
{
    QString name;
    QString text; // in JSON
    std::optional<qint64> number = {};
};

struct CppEnum
{
    QString name = {};
    QString flagsName = {}; // empty if there are none
    QString description = {};
    std::vector<CppEnumerator> enumerators = {};

    [[nodiscard]] bool hasOtherTexts() const; // than the names
};

} // namespace Generator::Cpp
