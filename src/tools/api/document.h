// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "type.h"

#include <map>

// What a peer offers, as an OpenRPC document tells it. The page OpenRPC of the guide says what is told in members
// of our own.
namespace Api {

struct Parameter
{
    QString name;
    TypePtr type;
    bool isRequired = false;
    bool isDeprecated = false;
    QString description = {};
    QJsonValue defaultValue = QJsonValue::Undefined;
};

struct ErrorCode
{
    int code = 0;
    QString message = {};
};

enum class ParameterStructure { Either, ByName, ByPosition };

// One way to call a method.
struct Overload
{
    std::vector<Parameter> parameters = {}; // those that are required come first
    TypePtr result = {}; // null: there is no answer
    QString description = {};
    std::vector<ErrorCode> errors = {};
    ParameterStructure structure = ParameterStructure::Either;
    bool takesWholeParams = false; // the only parameter is all of them, as an object or an array
};

struct Method
{
    QString name; // as it is called; any text
    QString summary = {};
    QString description = {};
    QStringList tags = {};
    bool isDeprecated = false;
    std::vector<Overload> overloads = {}; // at least one

    [[nodiscard]] bool isOverloaded() const { return overloads.size() > 1; }
};

struct Signal
{
    QString name;
    QString description = {};
    std::vector<Parameter> parameters = {};
};

struct Property
{
    QString name;
    TypePtr type;
    bool isWritable = false;
    bool isConstant = false;
    QString description = {};
};

struct Role
{
    QString name;
    TypePtr type;
};

struct Model
{
    QString name;
    std::vector<Role> roles = {};
    bool isWritable = false;
    bool isInsertable = false; // rows are
    bool isRemovable = false;
    bool isSortable = false;
    QString description = {};
};

// Something that the document says and that is not told here.
struct Note
{
    QString path; // a JSON pointer
    QString text;
};

struct Document
{
    QString title = {};
    QString version = {};
    QString description = {};
    QString prefix = {}; // of all names, if this is only the part of a document with that prefix
    std::map<QString, TypePtr> types = {}; // names are of letters, digits, "_" and "."
    std::vector<Method> methods = {}; // this and the following by name
    std::vector<Signal> signalList = {};
    std::vector<Property> properties = {};
    std::vector<Model> models = {};
    std::vector<Note> notes = {};

    [[nodiscard]] const Method *method(const QString &name) const; // or nullptr
    // Leaves only what can be called and followed by names that begin with the prefix. Returns whether there is any.
    bool reduceTo(const QString &namePrefix);
    // Without the prefix.
    [[nodiscard]] QString localName(const QString &name) const { return name.mid(prefix.size()); }
    // Follows references; Any where they lead nowhere or in a circle.
    [[nodiscard]] const Type &resolved(const Type &type) const;
};

} // namespace Api
