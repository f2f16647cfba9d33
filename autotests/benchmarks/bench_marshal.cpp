// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codec_p.h"
#include "jsonreader_p.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <cstdio>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

// Conversion of values to and from JSON text by their codec, compared with handwritten code that
// uses QJsonDocument.

class Sample
{
    Q_GADGET
    Q_PROPERTY(int id MEMBER id)
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(double latitude MEMBER latitude)
    Q_PROPERTY(double longitude MEMBER longitude)
    Q_PROPERTY(bool active MEMBER active)
    Q_PROPERTY(qint64 created MEMBER created)
    Q_PROPERTY(QString comment MEMBER comment)
    Q_PROPERTY(int count MEMBER count)
public:
    int id = 0;
    QString name = {};
    double latitude = 0;
    double longitude = 0;
    bool active = false;
    qint64 created = 0;
    QString comment = {};
    int count = 0;
    friend bool operator==(const Sample &, const Sample &) = default;
};

static QJsonValue toQJson(double value)
{
    return value;
}
static QJsonValue toQJson(const QString &value)
{
    return value;
}
static QJsonValue toQJson(const Sample &sample)
{
    return QJsonObject{{u"id"_s, sample.id}, {u"name"_s, sample.name},
        {u"latitude"_s, sample.latitude}, {u"longitude"_s, sample.longitude},
        {u"active"_s, sample.active}, {u"created"_s, sample.created},
        {u"comment"_s, sample.comment}, {u"count"_s, sample.count}};
}

static void fromQJson(const QJsonValue &json, double &value)
{
    value = json.toDouble();
}
static void fromQJson(const QJsonValue &json, QString &value)
{
    value = json.toString();
}
static void fromQJson(const QJsonValue &json, Sample &sample)
{
    const QJsonObject object = json.toObject();
    sample.id = object["id"_L1].toInt();
    sample.name = object["name"_L1].toString();
    sample.latitude = object["latitude"_L1].toDouble();
    sample.longitude = object["longitude"_L1].toDouble();
    sample.active = object["active"_L1].toBool();
    sample.created = object["created"_L1].toInteger();
    sample.comment = object["comment"_L1].toString();
    sample.count = object["count"_L1].toInt();
}

template<typename T>
static QByteArray toQJsonText(const QList<T> &list)
{
    QJsonArray array;
    for (const T &value : list)
        array.append(toQJson(value));
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

template<typename T>
static QByteArray toQJsonText(const QMap<QString, T> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), toQJson(it.value()));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template<typename T>
static void fromQJsonText(const QByteArray &text, QList<T> &list)
{
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    list.clear();
    list.reserve(array.size());
    for (const QJsonValue json : array)
        fromQJson(json, list.emplaceBack());
}

template<typename T>
static void fromQJsonText(const QByteArray &text, QMap<QString, T> &map)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    map.clear();
    for (auto it = object.begin(); it != object.end(); ++it)
        fromQJson(it.value(), map[it.key()]);
}

// The time of the fastest of several runs in nanoseconds; disturbances affect it least.
template<typename F>
static double fastest(F &&run)
{
    constexpr int runs = 25;
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        run();
        best = std::min(best, timer.nsecsElapsed());
    }
    return double(best);
}

static void report(const char *name, const char *direction, double ours, double theirs,
    qsizetype elements, qsizetype bytes)
{
    std::printf(
        "%-24s %-6s %9.1f ns %8.1f MB/s   QJsonDocument %9.1f ns %8.1f MB/s   ratio %5.2f\n", name,
        direction, ours / double(elements), double(bytes) * 1000 / ours, theirs / double(elements),
        double(bytes) * 1000 / theirs, theirs / ours);
}

template<typename C>
static bool measure(const char *name, const C &values)
{
    const auto found = codecFor(QMetaType::fromType<C>());
    const Codec *codec = std::get<const Codec *>(found);
    JsonWriter writer;
    bool written = true;
    const auto write = [&] {
        writer.clear();
        written = written && !codec->write(&values, writer, {});
    };
    write();
    const QByteArray text = writer.view().toByteArray();
    QByteArray otherText;
    const auto writeOther = [&] { otherText = toQJsonText(values); };
    report(name, "write", fastest(write), fastest(writeOther), values.size(), text.size());

    JsonReader reader;
    C result;
    bool read = true;
    const auto readOurs = [&] {
        result = {};
        const auto parsed = reader.read(QByteArrayView(text), 128);
        read = read && !codec->read(std::get<JsonValue>(parsed), &result, {});
    };
    C otherResult;
    const auto readOther = [&] { fromQJsonText(text, otherResult); };
    report(name, "read", fastest(readOurs), fastest(readOther), values.size(), text.size());
    return written && read && result == values && otherResult == values;
}

int main()
{
    QRandomGenerator random(1);
    QList<double> doubles;
    for (int i = 0; i < 100'000; ++i)
        doubles.append(random.generateDouble() * 1000);
    QMap<QString, QString> strings;
    for (int i = 0; i < 10'000; ++i)
        strings.insert(u"key %1"_s.arg(i), u"the value of entry %1, \"quoted\""_s.arg(i));
    QList<Sample> samples;
    for (int i = 0; i < 1000; ++i)
        samples.append({i, u"sample %1"_s.arg(i), random.generateDouble() * 180,
            random.generateDouble() * 90, i % 3 == 0, qint64(random.generate()) << 20,
            u"a comment of some length about %1"_s.arg(i), i * 7});

    std::puts("per element; ratio is how many times as fast as through QJsonDocument");
    const bool same = measure("100 000 doubles", doubles)
        && measure("10 000 strings by key", strings) && measure("1 000 gadgets of 8", samples);
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "bench_marshal.moc"
