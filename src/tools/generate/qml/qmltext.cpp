// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "qmltext.h"

#include "api/names.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace Generator::Qml {

namespace {

bool isWithinInt(const Api::Integer &integer)
{
    return integer.minimum && integer.maximum && *integer.minimum >= std::numeric_limits<int>::min()
        && *integer.maximum <= std::numeric_limits<int>::max();
}

// What is a string in JSON may be something else in QML, such as a date.
bool isPlain(const Api::Text &text)
{
    return text.format.isEmpty() && text.encoding.isEmpty();
}

} // namespace

QString qmlString(const QString &text)
{
    QString literal = u"\""_s;
    for (const QChar character : text) {
        if (character == u'"' || character == u'\\')
            literal += u'\\' + character;
        else if (character.unicode() >= 0x20 && character.unicode() < 0x7f)
            literal += character;
        else
            literal += u"\\u%1"_s.arg(uint(character.unicode()), 4, 16, QChar(u'0'));
    }
    return literal + u'"';
}

QString qmlComment(const QString &text, const QString &indent)
{
    const QString harmless = Api::harmlessText(text).trimmed();
    if (harmless.isEmpty())
        return {};
    QString comment;
    for (const QString &line : harmless.split(u'\n'))
        comment += (indent + u"/// "_s + line).trimmed().prepend(indent) + u'\n';
    return comment;
}

QString qmlType(const Api::Type &type)
{
    if (const auto *const integer = type.as<Api::Integer>())
        return isWithinInt(*integer) ? u"int"_s : u"real"_s;
    if (type.as<Api::Number>())
        return u"real"_s;
    if (type.as<Api::Bool>())
        return u"bool"_s;
    if (const auto *const text = type.as<Api::Text>())
        return isPlain(*text) ? u"string"_s : u"var"_s;
    return u"var"_s;
}

QString qmlEmptyValue(const QString &qmlType)
{
    static const QHash<QString, QString> values = {{u"int"_s, u"0"_s}, {u"real"_s, u"NaN"_s},
        {u"bool"_s, u"false"_s}, {u"string"_s, u"\"\""_s}};
    return values.value(qmlType, u"null"_s);
}

const QSet<QString> &reservedWords()
{
    static const QSet<QString> words = {u"abstract"_s, u"alias"_s, u"api"_s, u"arguments"_s,
        u"as"_s, u"async"_s, u"await"_s, u"bool"_s, u"boolean"_s, u"break"_s, u"byte"_s, u"case"_s,
        u"catch"_s, u"char"_s, u"class"_s, u"component"_s, u"console"_s, u"const"_s, u"continue"_s,
        u"debugger"_s, u"decodeURI"_s, u"decodeURIComponent"_s, u"default"_s, u"delete"_s, u"do"_s,
        u"double"_s, u"else"_s, u"encodeURI"_s, u"encodeURIComponent"_s, u"enum"_s, u"escape"_s,
        u"eval"_s, u"export"_s, u"extends"_s, u"false"_s, u"final"_s, u"finally"_s, u"float"_s,
        u"for"_s, u"from"_s, u"function"_s, u"gc"_s, u"get"_s, u"globalThis"_s, u"goto"_s, u"id"_s,
        u"if"_s, u"implements"_s, u"import"_s, u"in"_s, u"instanceof"_s, u"int"_s, u"interface"_s,
        u"isFinite"_s, u"isNaN"_s, u"let"_s, u"list"_s, u"long"_s, u"native"_s, u"new"_s, u"null"_s,
        u"of"_s, u"on"_s, u"package"_s, u"parseFloat"_s, u"parseInt"_s, u"pragma"_s, u"print"_s,
        u"private"_s, u"property"_s, u"protected"_s, u"public"_s, u"qsTr"_s, u"qsTrId"_s,
        u"qsTranslate"_s, u"readonly"_s, u"real"_s, u"required"_s, u"return"_s, u"set"_s,
        u"short"_s, u"signal"_s, u"static"_s, u"string"_s, u"super"_s, u"switch"_s,
        u"synchronized"_s, u"this"_s, u"throw"_s, u"throws"_s, u"transient"_s, u"true"_s, u"try"_s,
        u"typeof"_s, u"undefined"_s, u"unescape"_s, u"url"_s, u"var"_s, u"variant"_s, u"void"_s,
        u"volatile"_s, u"while"_s, u"with"_s, u"yield"_s};
    return words;
}

const QSet<QString> &reservedTypes()
{
    static const QSet<QString> types = {u"AbstractDelegateComponent"_s, u"Array"_s,
        u"ArrayBuffer"_s, u"Atomics"_s, u"BigInt"_s, u"Binding"_s, u"Boolean"_s, u"Component"_s,
        u"Connections"_s, u"DOMException"_s, u"DataView"_s, u"Date"_s, u"DelegateModel"_s,
        u"DelegateModelGroup"_s, u"Easing"_s, u"Error"_s, u"EvalError"_s, u"Float32Array"_s,
        u"Float64Array"_s, u"Function"_s, u"Infinity"_s, u"Instantiator"_s, u"Int16Array"_s,
        u"Int32Array"_s, u"Int8Array"_s, u"ItemSelectionModel"_s, u"JSON"_s, u"ListElement"_s,
        u"ListModel"_s, u"Locale"_s, u"LoggingCategory"_s, u"Map"_s, u"Math"_s, u"NaN"_s,
        u"Number"_s, u"Object"_s, u"ObjectModel"_s, u"Package"_s, u"Promise"_s, u"Proxy"_s,
        u"QT_TRANSLATE_NOOP"_s, u"QT_TRID_NOOP"_s, u"QT_TR_NOOP"_s, u"Qt"_s, u"QtObject"_s,
        u"RangeError"_s, u"ReferenceError"_s, u"Reflect"_s, u"RegExp"_s, u"RpcCall"_s,
        u"RpcCallContext"_s, u"RpcChannel"_s, u"RpcClient"_s, u"RpcExposed"_s, u"RpcExposedModel"_s,
        u"RpcListModel"_s, u"RpcModel"_s, u"RpcObject"_s, u"RpcServer"_s, u"RpcSubscription"_s,
        u"SQLException"_s, u"Set"_s, u"SharedArrayBuffer"_s, u"String"_s, u"Symbol"_s,
        u"SyntaxError"_s, u"Timer"_s, u"TypeError"_s, u"TypeNotAvailable"_s, u"URIError"_s,
        u"URL"_s, u"URLSearchParams"_s, u"Uint16Array"_s, u"Uint32Array"_s, u"Uint8Array"_s,
        u"Uint8ClampedArray"_s, u"WeakMap"_s, u"WeakSet"_s, u"WorkerScript"_s, u"XMLHttpRequest"_s};
    return types;
}

const QSet<QString> &reservedMembers()
{
    static const QSet<QString> members = [] {
        QSet<QString> all = reservedWords();
        for (const auto &name : {u"client"_s, u"clientChanged"_s, u"synchronised"_s,
                 u"synchronisedChanged"_s, u"given"_s, u"named"_s, u"objectName"_s,
                 u"objectNameChanged"_s, u"destroyed"_s, u"destroy"_s, u"deleteLater"_s,
                 u"parent"_s, u"data"_s, u"children"_s, u"resources"_s, u"states"_s, u"toString"_s,
                 u"valueOf"_s, u"constructor"_s, u"prototype"_s, u"hasOwnProperty"_s})
            all.insert(name);
        return all;
    }();
    return members;
}

} // namespace Generator::Qml
