// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "../marshal/codectest.h"
#include "../marshal/typetable.h"
#include "channelpair.h"
#include "waitfor.h"

#include <websocketrpc/stream.h>

using namespace Qt::StringLiterals;
using namespace TypeTable;
using namespace WebSocketRpc;

namespace {

template<typename... T>
struct Types
{
    static constexpr auto number = sizeof...(T);
};

// Those of the table that a stream may have for values: all but void.
using StreamedTypes = Types<bool, char, signed char, uchar, short, ushort, int, uint, long, ulong,
    qlonglong, qulonglong, float, double, QString, QChar, QByteArray, QUrl, QUuid, QDate, QTime,
    QDateTime, QJsonValue, QJsonObject, QJsonArray, QJsonDocument, QVariant, QVariantList,
    QVariantMap, QVariantHash, QStringList, QByteArrayList, Pixel::Colour, Pixel::Edges, Pixel,
    QList<int>, QSet<int>, std::vector<int>, QMap<QString, int>, QHash<QString, int>,
    std::map<QString, int>, std::optional<bool>, std::pair<int, QString>,
    std::tuple<int, QString, bool>, std::nullptr_t, std::monostate, Price>;

// The samples of its type, as values.
template<typename T>
QList<T> valuesOf(const Known &known)
{
    QList<T> values;
    for (const QByteArray &sample : known.taken) {
        const qsizetype arrow = sample.indexOf("=>");
        const auto read = CodecTest::read<T>(sample.first(arrow < 0 ? sample.size() : arrow));
        if (read.problem.isEmpty())
            values.append(read.value);
    }
    return values;
}

} // namespace

class tst_StreamTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void initTestCase() { TypeTable::registerTypes(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void valuesOfEachTypeCross_data();
    void valuesOfEachTypeCross();

private:
    using Cross = void (tst_StreamTypes::*)(const Known &);

    template<typename... T>
    static QList<std::pair<QMetaType, Cross>> crossings(Types<T...>)
    {
        return {{QMetaType::fromType<T>(), &tst_StreamTypes::cross<T>}...};
    }
    template<typename T>
    void cross(const Known &known);
};

void tst_StreamTypes::valuesOfEachTypeCross_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < knownTypes().size(); ++i) {
        if (knownTypes()[i].type != QMetaType::fromType<void>())
            QTest::newRow(knownTypes()[i].documentedAs) << i;
    }
}

void tst_StreamTypes::valuesOfEachTypeCross()
{
    QFETCH(const int, index);
    const Known &known = knownTypes()[index];
    for (const auto &[type, cross] : crossings(StreamedTypes())) {
        if (type == known.type)
            return (this->*cross)(known);
    }
    QFAIL("the test does not know the type");
}

// As a result, and as an argument.
template<typename T>
void tst_StreamTypes::cross(const Known &known)
{
    const QList<T> values = valuesOf<T>(known);
    QCOMPARE(values.size(), known.taken.size());
    const ChannelPair pair(ChannelPair::fetchKind());
    QList<T> received;
    pair.right().on("made", this, [&] { return Stream<T>::from(values); });
    pair.right().on("read", this, [&](const Stream<T> &stream) {
        return stream.toList().then([&](const QList<T> &list) {
            received = list;
            return int(list.size());
        });
    });
    QVERIFY(waitFor(pair.left().stream<T>("made").toList()) == values);
    QCOMPARE(waitFor(pair.left().call<int>("read", Stream<T>::from(values))), int(values.size()));
    QVERIFY(received == values);
}

QTEST_GUILESS_MAIN(tst_StreamTypes)

#include "tst_streamtypes.moc"
