// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "requestwriter_p.h"

#include "codec_p.h"
#include "jsonwriter_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Error unwritable(
    const Detail::CallRequest &request, const Detail::ArgumentView &argument, const QString &reason)
{
    const QString name = request.named ? argument.name.toString()
                                       : QString::number(&argument - request.arguments.data());
    return Error(Error::Kind::InvalidCall, u"argument '%1': %2"_s.arg(name, reason));
}

// In line, since every argument comes here.
Q_ALWAYS_INLINE std::optional<Error> writeArgument(JsonWriter &writer,
    const Detail::CallRequest &request, const Detail::ArgumentView &argument, const Codec &codec,
    const WriteContext &context)
{
    try { // what a getter or a converter may throw
        const MismatchPtr mismatch = codec.write(argument.data, writer, context);
        return mismatch ? std::optional(unwritable(request, argument, mismatch->toString()))
                        : std::nullopt;
    } catch (const std::exception &exception) {
        return unwritable(
            request, argument, u"exception '%1'"_s.arg(QString::fromUtf8(exception.what())));
    } catch (...) {
        return unwritable(request, argument, u"unknown exception"_s);
    }
}

std::optional<Error> writeArgument(JsonWriter &writer, const Detail::CallRequest &request,
    const Detail::ArgumentView &argument, const WriteContext &context)
{
    if (const Codec *const known = knownCodec(argument.type)) [[likely]]
        return writeArgument(writer, request, argument, *known, context);
    const auto codec = codecFor(argument.type);
    if (const auto *unknown = std::get_if<UnknownType>(&codec))
        return unwritable(request, argument, unknown->reason);
    return writeArgument(writer, request, argument, *std::get<const Codec *>(codec), context);
}

std::optional<Error> writeByPosition(
    JsonWriter &writer, const Detail::CallRequest &request, const WriteContext &context)
{
    writer.beginArray();
    for (const Detail::ArgumentView &argument : request.arguments) {
        if (auto error = writeArgument(writer, request, argument, context))
            return error;
    }
    writer.endArray();
    return {};
}

std::optional<Error> writeByName(
    JsonWriter &writer, const Detail::CallRequest &request, const WriteContext &context)
{
    writer.beginObject();
    for (const Detail::ArgumentView &argument : request.arguments) {
        writer.key(argument.name);
        if (auto error = writeArgument(writer, request, argument, context))
            return error;
    }
    writer.endObject();
    return {};
}

// The names of positional arguments, for a format that wants names; or why they are not known.
std::variant<QByteArrayList, Error> namesFor(const MessageFormat &format, QAnyStringView method,
    const QByteArrayList &(*parameterNames)(), std::size_t count)
{
    const QByteArrayList names = parameterNames ? parameterNames() : QByteArrayList();
    if (std::size_t(names.size()) >= count && !names.first(qsizetype(count)).contains(QByteArray()))
        return names;
    return Error(Error::Kind::InvalidCall,
        u"the dialect %1 takes arguments by name only; those of '%2' have none: "
        "call it with names, or as call<&Class::method>() of a class whose "
        "meta-object knows them"_s.arg(QLatin1StringView(format.rules().name), method.toString()));
}

std::optional<Error> writeWithNames(JsonWriter &writer, const MessageFormat &format,
    const Detail::CallRequest &request, const WriteContext &context)
{
    const auto names =
        namesFor(format, request.method, request.parameterNames, request.arguments.size());
    if (const auto *error = std::get_if<Error>(&names))
        return *error;
    writer.beginObject();
    auto name = std::get<QByteArrayList>(names).cbegin();
    for (const Detail::ArgumentView &argument : request.arguments) {
        writer.key(QUtf8StringView(*name++));
        if (auto error = writeArgument(writer, request, argument, context))
            return error;
    }
    writer.endObject();
    return {};
}

std::optional<Error> writeWithNames(
    JsonWriter &writer, const MessageFormat &format, const EncodedRequest &request)
{
    const auto names = namesFor(format, QUtf8StringView(request.method), request.parameterNames,
        std::size_t(request.ends.size()));
    if (const auto *error = std::get_if<Error>(&names))
        return *error;
    writer.beginObject();
    auto name = std::get<QByteArrayList>(names).cbegin();
    qsizetype begin = 1; // behind the bracket
    for (const qsizetype end : request.ends) {
        writer.key(QUtf8StringView(*name++));
        writer.writeRaw(QByteArrayView(request.arguments).sliced(begin, end - begin));
        begin = end + 1; // behind the comma
    }
    writer.endObject();
    return {};
}

} // namespace

std::variant<EncodedRequest, Error> encode(const Detail::CallRequest &request)
{
    EncodedRequest encoded;
    const WriteContext context{&encoded.streams};
    encoded.method = request.method.visit([](auto name) { return name.toString().toUtf8(); });
    encoded.parameterNames = request.parameterNames;
    if (request.arguments.empty())
        return encoded;
    JsonWriter writer;
    if (request.named) {
        if (const auto error = writeByName(writer, request, context))
            return *error;
    } else {
        writer.beginArray();
        for (const Detail::ArgumentView &argument : request.arguments) {
            if (const auto error = writeArgument(writer, request, argument, context))
                return *error;
            encoded.ends.append(qsizetype(writer.size()));
        }
        writer.endArray();
    }
    encoded.arguments = writer.view().toByteArray();
    return encoded;
}

std::optional<Error> beginRequest(JsonWriter &writer, const MessageFormat &format,
    const Detail::CallRequest &request, const WriteContext &context)
{
    format.beginRequest(writer, request.method, !request.arguments.empty());
    if (request.arguments.empty())
        return {};
    if (request.named)
        return writeByName(writer, request, context);
    if (format.rules().positionalArguments)
        return writeByPosition(writer, request, context);
    return writeWithNames(writer, format, request, context);
}

std::optional<Error> beginRequest(JsonWriter &writer, const MessageFormat &format,
    const EncodedRequest &request, const WriteContext &context)
{
    if (!request.streams.empty()) {
        if (!context.streams)
            return Error(Error::Kind::InvalidCall, u"a stream can only be an argument of a call"_s);
        *context.streams = request.streams;
    }
    format.beginRequest(writer, QUtf8StringView(request.method), !request.arguments.isEmpty());
    if (!request.ends.isEmpty() && !format.rules().positionalArguments)
        return writeWithNames(writer, format, request);
    if (!request.arguments.isEmpty())
        writer.writeRaw(request.arguments);
    return {};
}

} // namespace WebSocketRpc
