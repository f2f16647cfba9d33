// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"
#include "jsonreader_p.h"

#include <QtTest/qtest.h>

// Reads and writes values through their codec, in a form that is convenient in tests.
namespace CodecTest {

using namespace WebSocketRpc;

inline QString problemOf(QMetaType type)
{
    const auto found = codecFor(type);
    const auto *unknown = std::get_if<UnknownType>(&found);
    return unknown ? unknown->reason : QString();
}

template<typename T>
const Codec &codec()
{
    const auto found = codecFor(QMetaType::fromType<T>());
    if (const auto *unknown = std::get_if<UnknownType>(&found))
        qFatal("%s", qPrintable(unknown->reason));
    return *std::get<const Codec *>(found);
}

inline JsonValue parse(JsonReader &reader, QByteArrayView json)
{
    const auto result = reader.read(json, 128);
    if (const auto *failure = std::get_if<ParseFailure>(&result))
        qFatal("%s: %s", json.constData(), qPrintable(failure->message));
    return std::get<JsonValue>(result);
}

template<typename T>
struct ReadResult
{
    T value{};
    QString problem = {}; // empty if it was read
};

template<typename T>
ReadResult<T> read(QByteArrayView json, const ReadOptions &options = {})
{
    JsonReader reader;
    ReadResult<T> result;
    const MismatchPtr mismatch = codec<T>().read(parse(reader, json), &result.value, options);
    if (mismatch)
        result.problem = mismatch->toString();
    return result;
}

template<typename T>
QByteArray written(const T &value)
{
    JsonWriter writer;
    const MismatchPtr mismatch = codec<T>().write(&value, writer, {});
    return mismatch ? mismatch->toString().toUtf8() : writer.view().toByteArray();
}

template<typename T>
Fit fit(QByteArrayView json)
{
    JsonReader reader;
    return codec<T>().fit(parse(reader, json));
}

// The value after it has been through JSON; differs from any other value if it could not be read.
template<typename T>
T survived(const T &value)
{
    const QByteArray json = written(value);
    ReadResult<T> result = read<T>(json, {.nullIsNan = true});
    if (!result.problem.isEmpty())
        QTest::qFail((json + ": " + result.problem.toUtf8()).constData(), __FILE__, __LINE__);
    return result.value;
}

} // namespace CodecTest
