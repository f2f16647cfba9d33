// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsoncomposite_p.h"
#include "jsonwriter_p.h"

#include <websocketrpc/detail/streambatch.h>
#include <websocketrpc/detail/streamhandle.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qmetatype.h>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace WebSocketRpc {

class Codec;
class Schemas;

// How well a JSON value fits a type; the better one wins among overloads.
enum class Fit { None, Any, Widening, Exact };

// Why a value cannot be read or written: where in it, what was expected there, and what was found.
struct Mismatch
{
    QString path; // as in "points[2].x"
    QString expected;
    QString got;

    [[nodiscard]] QString toString() const;
};

// Null where the value was read or written.
using MismatchPtr = std::unique_ptr<Mismatch>;

[[nodiscard]] MismatchPtr mismatch(const QString &expected, const JsonValue &got);
[[nodiscard]] MismatchPtr mismatch(const QString &expected, const QString &got);
[[nodiscard]] MismatchPtr inMember(QStringView name, MismatchPtr mismatch);
[[nodiscard]] MismatchPtr inElement(qsizetype index, MismatchPtr mismatch);

// Makes the streams that come in a message.
class StreamFactory
{
public:
    // Values that came in the message, and the token for more, in JSON; none if these are all.
    virtual void open(Detail::StreamHandle &stream, Detail::StreamBatch values,
        const std::optional<QByteArray> &token) = 0;

protected:
    ~StreamFactory() = default;
};

struct ReadOptions
{
    bool ignoreUnknownMembers = false;
    bool nullIsNan = false; // for results; for an argument null is not a number
    StreamFactory *streams = nullptr; // null where there can be none
    std::size_t messageSize = 0; // of an answer
};

// A stream that is in a message, where its token stands for it.
struct WrittenStream
{
    qint64 token;
    Detail::StreamHandle stream;
    const Codec *value; // of each of its values
};

struct WriteContext
{
    std::vector<WrittenStream> *streams = nullptr; // are added there; null where there can be none
};

// Translates the values of one type strictly: nothing is coerced, wrapped or defaulted.
class Codec
{
public:
    virtual ~Codec() = default;

    // `out` is a newly constructed object of the type; after a mismatch it holds any valid value.
    [[nodiscard]] virtual MismatchPtr read(
        const JsonValue &in, void *out, const ReadOptions &options) const = 0;

    // Writes one JSON value. After a mismatch, which only values without a JSON form cause (a
    // QVariant of an unknown type, an enumerator without a key), part of it has been written.
    [[nodiscard]] virtual MismatchPtr write(
        const void *in, JsonWriter &out, const WriteContext &context) const = 0;

    [[nodiscard]] virtual Fit fit(const JsonValue &in, const ReadOptions &options = {}) const = 0;
    [[nodiscard]] virtual QString expected() const = 0; // as in "expected int"
    // The JSON Schema of what it reads. That of any value is empty.
    [[nodiscard]] virtual QJsonObject schema(Schemas &) const { return {}; }

    // Whether some of its values are JSON objects or arrays, as the params of a call are.
    [[nodiscard]] virtual bool isStructured() const { return false; }

    // Whether one of its parts may be a stream; see mayHoldStream().
    [[nodiscard]] virtual bool mayHoldStreams(std::vector<const Codec *> &) const { return false; }
};

// Whether a value may be a stream or hold one. Those that have been asked are not asked again, since a
// type may contain itself.
[[nodiscard]] bool mayHoldStream(const Codec &codec, std::vector<const Codec *> &asked);

struct UnknownType
{
    QString reason; // "QFoo is not a type that can be marshalled; ..."
};

// The codec of a type; it lives as long as the program. Thread-safe.
[[nodiscard]] std::variant<const Codec *, UnknownType> codecFor(QMetaType type);
// The same for a type that was asked for before; else null.
[[nodiscard]] const Codec *knownCodec(QMetaType type);
[[nodiscard]] std::variant<const Codec *, UnknownType> codecFor(
    const Detail::ContainerAccess &access);

} // namespace WebSocketRpc
