// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "closecode_p.h"
#include "framewriter_p.h"
#include "mask_p.h"

#include <QSet>
#include <QTest>

using namespace WebSocketRpc;

class tst_FrameWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void examplesOfTheSpecification();
    void otherEndReadsWhatIsWritten_data();
    void otherEndReadsWhatIsWritten();
    void keysDiffer();
    void closeFrames_data();
    void closeFrames();
    void maskingGoesOnAtAnyPlace();
};

// RFC 6455, section 5.7, those of the server.
void tst_FrameWriter::examplesOfTheSpecification()
{
    FrameWriter writer(Role::Server);
    QByteArray out;
    writer.append(out, Opcode::Text, "Hello");
    QCOMPARE(out, QByteArray("\x81\x05Hello"));
    out.clear();
    writer.append(out, Opcode::Ping, "Hello");
    QCOMPARE(out, QByteArray("\x89\x05Hello"));
    out.clear();
    const QByteArray payload(256, 'x');
    writer.append(out, Opcode::Binary, payload);
    QCOMPARE(out, QByteArray("\x82\x7e\x01\x00", 4) + payload);
    out.clear();
    const QByteArray long64K(65536, 'x');
    writer.append(out, Opcode::Binary, long64K);
    QCOMPARE(out, QByteArray("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10) + long64K);
}

void tst_FrameWriter::otherEndReadsWhatIsWritten_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 2, 3, 4, 5, 7, 8, 9, 125, 126, 127, 65535, 65536, 200'000})
        QTest::addRow("%d bytes", size) << size;
}

void tst_FrameWriter::otherEndReadsWhatIsWritten()
{
    QFETCH(int, size);
    const QByteArray payload =
        QByteArray("\xc3\xa9xyz").repeated(size / 5) + QByteArray(size % 5, 'x');
    for (const Role role : {Role::Client, Role::Server}) {
        FrameWriter writer(role);
        QByteArray out;
        writer.append(out, Opcode::Text, payload);
        const qsizetype cut = size / 3;
        writer.append(out, Opcode::Binary,
            {QByteArrayView(payload).first(cut), QByteArrayView(payload).sliced(cut)});
        FrameReader reader(role == Role::Client ? Role::Server : Role::Client, {});
        std::span<char> bytes(out.data(), std::size_t(out.size()));
        FrameReader::Event event = reader.next(bytes);
        QCOMPARE(event.kind, FrameReader::Event::Kind::Text);
        QCOMPARE(event.payload.toByteArray(), payload);
        event = reader.next(bytes);
        QCOMPARE(event.kind, FrameReader::Event::Kind::Binary);
        QCOMPARE(event.payload.toByteArray(), payload);
        QVERIFY(bytes.empty());
    }
}

void tst_FrameWriter::keysDiffer()
{
    FrameWriter writer(Role::Client);
    QSet<QByteArray> keys;
    constexpr int many = 1000;
    for (int i = 0; i < many; ++i) {
        QByteArray out;
        writer.append(out, Opcode::Text, "x");
        keys.insert(out.sliced(2, 4));
    }
    QVERIFY(keys.size() > many - 3);
}

void tst_FrameWriter::closeFrames_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QByteArray>("frame");
    const auto euros = [](int count) { return QByteArray("\xe2\x82\xac").repeated(count); };
    QTest::newRow("code alone") << 1000 << QString() << QByteArray("\x88\x02\x03\xe8");
    QTest::newRow("reason") << 1001 << QStringLiteral("é")
                            << QByteArray("\x88\x04\x03\xe9\xc3\xa9");
    QTest::newRow("no code, no reason") << 1005 << QStringLiteral("x") << QByteArray("\x88\x00", 2);
    QTest::newRow("longest reason") << 1000 << QString(41, u'€') << "\x88\x7d\x03\xe8" + euros(41);
    QTest::newRow("cut behind a character") << 1000 << u'x' + QString(41, u'€')
                                            << "\x88\x7b\x03\xe8"
                                               "x"
            + euros(40);
}

void tst_FrameWriter::closeFrames()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    QFETCH(QByteArray, frame);
    QByteArray out;
    FrameWriter(Role::Server).appendClose(out, code, reason);
    QCOMPARE(out, frame);
}

void tst_FrameWriter::maskingGoesOnAtAnyPlace()
{
    const QByteArray text = "0123456789abcdefghijklmnopqrstuvwxyz";
    quint32 key = 0;
    std::memcpy(&key, "\x01\x82\x03\xf4", sizeof(key));
    QByteArray whole = text;
    QVERIFY(!applyMask(text.data(), whole.data(), text.size(), key));
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        QByteArray parts = text;
        applyMask(parts.data(), parts.data(), cut, key);
        applyMask(parts.data() + cut, parts.data() + cut, text.size() - cut, advanced(key, cut));
        QCOMPARE(parts, whole);
    }
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        QByteArray back = whole;
        QVERIFY(applyMask(back.data(), back.data(), size, key));
        QCOMPARE(back.first(size), text.first(size));
    }
}

QTEST_GUILESS_MAIN(tst_FrameWriter)
#include "tst_framewriter.moc"
