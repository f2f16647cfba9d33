// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"
#include "cpptype.h"
#include "generate/output.h"

namespace Generator::Cpp {

struct CppParameter
{
    QString name;
    QString wireName;
    CppType type; // an optional one if it is not required
    bool isRequired = true;
};

// One way to call a method.
struct CppMethod
{
    enum class Result { None, Nothing, Value, Stream }; // None: it is a notification

    QString name;
    QString wireName;
    QString comment = {};
    std::vector<CppParameter> parameters = {};
    Result result = Result::Value;
    CppType type = {}; // of the value, or of those of the stream
    Api::ParameterStructure structure = Api::ParameterStructure::Either;
    bool takesWholeParams = false;
    bool isDeprecated = false;

    [[nodiscard]] bool hasOptional() const;
    [[nodiscard]] QString resultText() const;
};

struct CppSignal
{
    QString name;
    QString wireName;
    QString comment = {};
    std::vector<CppParameter> parameters = {};
};

struct CppProperty
{
    QString name; // of the getter
    QString wireName;
    CppType type;
    QString setter = {}; // empty if it cannot be written
    QString notifier = {};
    QString bindable = {};
    QString comment = {};
};

struct CppModel
{
    QString name;
    QString wireName;
    QString comment = {};
};

// What the two files of a client contain.
struct CppClient
{
    QString className;
    QString nameSpace;
    QString title; // of the document, and the rest of its texts
    QString comment = {};
    std::vector<CppEnum> enums = {};
    std::vector<CppStruct> structs = {};
    std::vector<CppMethod> methods = {};
    std::vector<CppSignal> signalList = {};
    std::vector<CppProperty> properties = {};
    std::vector<CppModel> models = {};
    QStringList leftOut = {};

    [[nodiscard]] QString scope() const { return nameSpace + QStringLiteral("::"); }
    // Those that the library has to be told of besides the structs, and with them their members.
    [[nodiscard]] QStringList unknownTypes() const;
    [[nodiscard]] bool registersTypes() const
    {
        return !enums.empty() || !structs.empty() || !unknownTypes().isEmpty();
    }
    [[nodiscard]] bool followsPeer() const { return !signalList.empty() || !properties.empty(); }
};

[[nodiscard]] CppClient cppClientOf(const Api::Document &document, const Options &options);

[[nodiscard]] QByteArray cppHeader(const CppClient &client);
[[nodiscard]] QByteArray cppSource(const CppClient &client);

// A class of C++ for what the document tells. The namespace is its own by default.
[[nodiscard]] Output writeClient(const Api::Document &document, const Options &options);

} // namespace Generator::Cpp
