// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodlayout_p.h"

#include <websocketrpc/arguments.h>
#include <websocketrpc/callcontext.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

using Problem = std::optional<QString>;

bool isCallContext(QMetaType type)
{
    return type == QMetaType::fromType<CallContext>();
}

QString describe(const QByteArray &parameterName, int index)
{
    return parameterName.isEmpty() ? u"parameter %1"_s.arg(index + 1)
                                   : u"parameter '%1'"_s.arg(QString::fromUtf8(parameterName));
}

// Why a parameter of a name that moc could write down has no meta type.
QString reasonForNoType(const QByteArray &typeName)
{
    const QString name = QString::fromUtf8(typeName);
    if (typeName.contains("CallContext")) {
        return u"%1 is not known here; include <websocketrpc/callcontext.h> and take it by value "
               u"or "
               "as const CallContext &"_s.arg(name);
    }
    if (typeName.endsWith('&'))
        return u"%1 refers to a variable of the caller; take it by value or as const &"_s.arg(name);
    return u"%1 is not a complete type where the method is declared"_s.arg(name);
}

// Types without a default constructor have nothing that a value could be read into. One that throws
// is there all the same.
bool isDefaultConstructible(QMetaType type)
{
    if (!(type.flags() & QMetaType::NeedsConstruction))
        return true;
    try {
        void *const object = type.create();
        if (object)
            type.destroy(object);
        return object != nullptr;
    } catch (...) {
        return true;
    }
}

std::variant<const Codec *, UnknownType> codecOfStorable(QMetaType type)
{
    const auto codec = codecFor(type);
    if (std::holds_alternative<UnknownType>(codec) || isDefaultConstructible(type))
        return codec;
    return UnknownType{u"%1 has no default constructor"_s.arg(QString::fromUtf8(type.name()))};
}

// Reserves room for a value in the argument frame and returns its offset.
std::size_t reserve(Method &method, QMetaType type)
{
    const std::size_t alignment = type.alignOf();
    const std::size_t offset = (method.frameSize + alignment - 1) / alignment * alignment;
    method.frameSize = offset + type.sizeOf();
    method.frameAlignment = std::max(method.frameAlignment, alignment);
    return offset;
}

bool isPlain(QMetaType type)
{
    return !(type.flags() & (QMetaType::NeedsConstruction | QMetaType::NeedsDestruction));
}

bool isFramePlain(const Method &method)
{
    return isPlain(method.result.type)
        && std::ranges::all_of(method.parameters,
            [](const Parameter &parameter) { return !parameter.codec || isPlain(parameter.type); });
}

// What the peer has to give, which is all but the CallContext.
QByteArray signatureOf(const Method &method, const Declaration &declared)
{
    QByteArrayList parameters;
    for (const int index : method.wire) {
        const DeclaredParameter &parameter = declared.parameters[std::size_t(index)];
        parameters.append(parameter.name.isEmpty() ? parameter.typeName
                                                   : parameter.typeName + ' ' + parameter.name);
    }
    return method.name + '(' + parameters.join(", ") + ')';
}

Problem readResult(const Declaration &declared, Method &method)
{
    ResultType &result = method.result;
    result.type = declared.result;
    if (result.type.id() == QMetaType::Void)
        return {};
    if (!result.type.isValid())
        return u"result: "_s + reasonForNoType(declared.resultName);

    result.offset = reserve(method, result.type);
    if (isFuture(result.type)) {
        const auto future = futureTypeOf(result.type);
        if (const auto *unknown = std::get_if<UnknownType>(&future))
            return u"result: "_s + unknown->reason;
        result.future = std::get<FutureType>(future);
        if (result.future->bringsNothing())
            return {};
    }
    const auto codec =
        result.future ? result.future->codecOfAwaited() : codecOfStorable(result.type);
    if (const auto *unknown = std::get_if<UnknownType>(&codec))
        return u"result: "_s + unknown->reason;
    result.codec = std::get<const Codec *>(codec);
    result.typeName =
        result.future ? result.future->nameOfAwaited() : QByteArray(result.type.name());
    return {};
}

Problem readParameter(const DeclaredParameter &declared, Method &method)
{
    const int index = int(method.parameters.size());
    Parameter parameter{.name = declared.name, .type = declared.type};
    if (!parameter.type.isValid()) {
        return u"%1: %2"_s.arg(describe(parameter.name, index), reasonForNoType(declared.typeName));
    }
    if (isCallContext(parameter.type)) {
        method.wantsContext = true;
    } else {
        const auto codec = codecOfStorable(parameter.type);
        if (const auto *unknown = std::get_if<UnknownType>(&codec))
            return u"%1: %2"_s.arg(describe(parameter.name, index), unknown->reason);
        parameter.codec = std::get<const Codec *>(codec);
        parameter.offset = reserve(method, parameter.type);
        method.wire.push_back(index);
    }
    method.parameters.push_back(std::move(parameter));
    return {};
}

bool takesWholeParams(const Method &method, bool isWanted)
{
    if (method.wire.size() != 1)
        return false;
    const Parameter &parameter = method.parameters[method.wire.front()];
    return parameter.type == QMetaType::fromType<Arguments>()
        || (isWanted && parameter.codec->isStructured());
}

} // namespace

Problem layOut(Method &method, const Declaration &declaration, const LayoutOptions &options)
{
    Problem problem = readResult(declaration, method);
    for (const DeclaredParameter &parameter : declaration.parameters) {
        if (problem)
            return problem;
        problem = readParameter(parameter, method);
    }
    method.takesWholeParams = takesWholeParams(method, options.wholeParams);
    method.ignoresExtraArguments = options.ignoreExtraArguments;
    method.isFramePlain = isFramePlain(method);
    std::vector<const Codec *> asked;
    method.mayReturnStreams = method.result.codec && mayHoldStream(*method.result.codec, asked);
    method.signature = signatureOf(method, declaration);
    return problem;
}

} // namespace WebSocketRpc
