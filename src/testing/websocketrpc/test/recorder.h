// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/test/export.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>

#include <functional>
#include <memory>

namespace WebSocketRpc::Test {

struct RecordedCall
{
    QString method;
    QVariantList arguments = {};

    friend bool operator==(const RecordedCall &, const RecordedCall &) = default;
};

[[nodiscard]] WEBSOCKETRPCTEST_EXPORT char *toString(const RecordedCall &call);

class RecorderPrivate;

// Without Q_OBJECT: the meta-object is that of the class whose calls are recorded.
class WEBSOCKETRPCTEST_EXPORT Recorder : public QObject
{
public:
    using Handler = std::function<QVariant(const QVariantList &arguments)>;

    explicit Recorder(QObject *object);
    explicit Recorder(const QMetaObject &type);
    ~Recorder() override;

    [[nodiscard]] QList<RecordedCall> calls() const;
    [[nodiscard]] QList<QVariantList> callsOf(QAnyStringView method,
        const char *file = __builtin_FILE(), int line = __builtin_LINE()) const;
    void clear();
    void reset();

    void answer(QAnyStringView method, const QVariant &result, const char *file = __builtin_FILE(),
        int line = __builtin_LINE());
    void answerOnce(QAnyStringView method, const QVariant &result,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());
    void answerInTurn(QAnyStringView method, const QVariantList &results,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());
    void fail(QAnyStringView method, const Error &error, const char *file = __builtin_FILE(),
        int line = __builtin_LINE());
    void failOnce(QAnyStringView method, const Error &error, const char *file = __builtin_FILE(),
        int line = __builtin_LINE());
    void handle(QAnyStringView method, const Handler &handler, const char *file = __builtin_FILE(),
        int line = __builtin_LINE());
    void handleOnce(QAnyStringView method, const Handler &handler,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());

    void emitSignal(QAnyStringView signal, const QVariantList &arguments = {},
        const char *file = __builtin_FILE(), int line = __builtin_LINE());
    void setValue(QAnyStringView property, const QVariant &value,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());
    [[nodiscard]] QVariant value(QAnyStringView property, const char *file = __builtin_FILE(),
        int line = __builtin_LINE()) const;
    [[nodiscard]] QVariantList writesOf(QAnyStringView property,
        const char *file = __builtin_FILE(), int line = __builtin_LINE()) const;
    void refuse(QAnyStringView property, const Error &error, const char *file = __builtin_FILE(),
        int line = __builtin_LINE());
    void refuseOnce(QAnyStringView property, const Error &error,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());
    [[nodiscard]] bool isFollowed(QAnyStringView member, const char *file = __builtin_FILE(),
        int line = __builtin_LINE()) const;

    const QMetaObject *metaObject() const override;
    int qt_metacall(QMetaObject::Call call, int index, void **arguments) override;

private:
    const std::unique_ptr<RecorderPrivate> d;
};

} // namespace WebSocketRpc::Test
