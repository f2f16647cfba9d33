// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/recorder.h>

#include <QHash>
#include <QMetaMethod>
#include <QMetaProperty>
#include <QPointer>

#include <optional>

namespace WebSocketRpc::Test {

// A place in the source of the test that uses the recorder.
struct Place
{
    const char *file;
    int line;

    friend bool operator==(const Place &, const Place &) = default;
};

struct Action
{
    Recorder::Handler handler;
    Place place;
};

class RecorderPrivate
{
public:
    RecorderPrivate(Recorder *recorder, const QMetaObject *metaObject)
        : q(recorder)
        , type(metaObject)
    {
    }

    [[nodiscard]] QList<QMetaMethod> methods() const;
    [[nodiscard]] QList<QMetaMethod> overloads(QAnyStringView name) const;
    [[nodiscard]] bool checkName(QAnyStringView name, const Place &place) const;
    [[nodiscard]] bool checkResult(
        QAnyStringView name, const QVariant &result, const Place &place) const;
    void callMethod(int index, void **arguments);
    [[nodiscard]] std::optional<Action> nextAction(const QString &name);
    static void setResult(
        const QMetaMethod &method, const QVariant &value, void *result, const Place &place);

    // All of them for an empty name.
    [[nodiscard]] QList<QMetaMethod> signalsNamed(QAnyStringView name) const;
    [[nodiscard]] std::optional<int> propertyNamed(QAnyStringView name, const Place &place) const;
    [[nodiscard]] QStringList propertyNames() const;
    void readProperty(int index, void **arguments) const;
    // These run code that may destroy the recorder.
    void writeProperty(int index, void **arguments);
    void changeValue(int index, const QVariant &value);
    void notify(int index);
    void resetValues();
    void activate(const QMetaMethod &signal, void **arguments);
    [[nodiscard]] std::optional<Error> nextRefusal(int property);

    static void assign(QMetaType type, const QVariant &value, void *target);
    void failForUnknownName(
        const QString &kind, QAnyStringView name, QStringList names, const Place &place) const;
    static void fail(const QString &message, const Place &place);

    Recorder *const q;
    const QMetaObject *const type;
    QPointer<QObject> object;
    QList<RecordedCall> calls;
    QHash<QString, Action> always;
    QHash<QString, QList<Action>> once; // before those
    // By the indexes of properties.
    QHash<int, QVariant> values; // that the test has given them, or a peer
    QHash<int, QVariantList> writes;
    QHash<int, Error> refusals;
    QHash<int, QList<Error>> refusalsOnce; // before those
    mutable std::optional<Place> complaint; // the latest one about a name
};

} // namespace WebSocketRpc::Test
