// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "framewriter_p.h"
#include "permessagedeflate_p.h"
#include "readerrole.h"

#include <QRandomGenerator>
#include <QTest>

#include <zlib.h>

using namespace WebSocketRpc;

namespace {

constexpr quint8 rsv1 = 0x40;
constexpr DeflateParameters widest = {};
constexpr DeflateParameters forgetful = {.windowBits = 15, .contextTakeover = false};
constexpr Compression settings = {.windowBits = 15, .memoryLevel = 8, .smallestMessage = 1};

// "Hello", RFC 7692, section 7.2.3.
const QByteArray hello = QByteArray::fromHex("f248cdc9c90700");

QByteArray json(int i)
{
    return R"({"jsonrpc":"2.0","method":"thermostat.setTemperature","params":{"degrees":)"
        + QByteArray::number(i * 7) + R"(,"room":"hall é€😀"},"id":)" + QByteArray::number(i) + '}';
}

// Nothing that could be made shorter.
QByteArray noise(qsizetype size)
{
    QRandomGenerator generator(1);
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = char(generator.bounded(256));
    return bytes;
}

// With zlib alone, and whatever it ends with.
QByteArray packed(const QByteArray &message, int flush = Z_SYNC_FLUSH)
{
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(message.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
    stream.avail_in = uInt(message.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, flush);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return flush == Z_SYNC_FLUSH ? out.chopped(4) : out;
}

QByteArray message(const QByteArray &payload)
{
    return "text " + payload;
}

} // namespace

// What a reader makes of compressed messages, as a server and as a client.
class tst_PerMessageDeflate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addReaderRoles(); }

    void examplesOfTheSpecification_data();
    void examplesOfTheSpecification();
    void laterMessagesReferToEarlierOnes();
    void withoutContextTakeoverTheyMayNot();
    void windowGoesOnBehindAFinalBlock();
    void otherEndReadsWhatIsPacked_data();
    void otherEndReadsWhatIsPacked();
    void packedMessagesBecomeShorter();
    void smallMessagesAreNotWorthIt();
    void windowOf8BitsIsReadButNotWritten();
    void messageIsCutAnywhere();
    void compressedAndPlainMessagesMayAlternate();
    void bitBelongsToTheFirstFrame_data();
    void bitBelongsToTheFirstFrame();
    void textIsCheckedUnpacked_data();
    void textIsCheckedUnpacked();
    void unpackedMessageIsLimited_data();
    void unpackedMessageIsLimited();
    void bombTakesNoMoreThanTheLimit();
    void endlessFrameIsRefusedByItsHeader();
    void incompressibleMessageOfTheLimitIsRead();
    void corruptedMessageIsRefused_data();
    void corruptedMessageIsRefused();
    void wrongMessageIsRefusedBeforeItsEnd();
    void anyCorruptionIsSurvived();

private:
    [[nodiscard]] static QByteArrayList read(const QByteArray &bytes, qsizetype step,
        const DeflateParameters &parameters = widest, const FrameLimits &limits = {});
    static void compareAtAnyStep(const QList<Frame> &frames, const QByteArrayList &events,
        const DeflateParameters &parameters = widest);
};

QByteArrayList tst_PerMessageDeflate::read(const QByteArray &bytes, qsizetype step,
    const DeflateParameters &parameters, const FrameLimits &limits)
{
    Inflater inflater(parameters);
    FrameReader reader(readerRole(), limits, &inflater);
    return eventsOf(reader, bytes, step);
}

void tst_PerMessageDeflate::compareAtAnyStep(
    const QList<Frame> &frames, const QByteArrayList &events, const DeflateParameters &parameters)
{
    const QByteArray bytes = wire(frames);
    for (qsizetype step = 1; step <= bytes.size(); ++step)
        QCOMPARE(read(bytes, step, parameters), events);
}

void tst_PerMessageDeflate::examplesOfTheSpecification_data()
{
    QTest::addColumn<QList<Frame>>("frames");
    QTest::addColumn<QByteArray>("payload");
    const auto row = [](const char *name, const QList<Frame> &frames,
                         const QByteArray &payload = "Hello") {
        QTest::newRow(name) << frames << payload;
    };
    constexpr quint8 whole = fin | rsv1 | text;
    row("one block", {{whole, hello}});
    row("two fragments", {{rsv1 | text, hello.first(3)}, {fin | continuation, hello.sliced(3)}});
    row("a block without compression", {{whole, QByteArray::fromHex("000500faff48656c6c6f00")}});
    row("a final block", {{whole, QByteArray::fromHex("f348cdc9c9070000")}});
    row("two blocks", {{whole, QByteArray::fromHex("f24805000000ffffcac9c90700")}});
    row("an empty message", {{whole, QByteArray(1, '\0')}}, "");
    row("an empty message of one final block", {{whole, QByteArray::fromHex("030000")}}, "");
    row("an empty message in fragments",
        {{rsv1 | text}, {continuation, QByteArray(1, '\0')}, {fin | continuation}}, "");
    row("final blocks in the middle",
        {{whole,
            QByteArray::fromHex("f348cdc9c90700") + QByteArray::fromHex("f348cdc9c907000300")
                + hello}},
        "HelloHelloHello");
}

void tst_PerMessageDeflate::examplesOfTheSpecification()
{
    QFETCH(QList<Frame>, frames);
    QFETCH(QByteArray, payload);
    compareAtAnyStep(frames, {message(payload)});
}

void tst_PerMessageDeflate::laterMessagesReferToEarlierOnes()
{
    // Section 7.2.3.2.
    compareAtAnyStep(
        {{fin | rsv1 | text, hello}, {fin | rsv1 | text, QByteArray::fromHex("f200110000")}},
        {"text Hello", "text Hello"});
}

void tst_PerMessageDeflate::withoutContextTakeoverTheyMayNot()
{
    compareAtAnyStep(
        {{fin | rsv1 | text, hello}, {fin | rsv1 | text, QByteArray::fromHex("f200110000")}},
        {"text Hello", "violation 1007"}, forgetful);
    compareAtAnyStep({{fin | rsv1 | text, hello}, {fin | rsv1 | text, hello}},
        {"text Hello", "text Hello"}, forgetful);
}

void tst_PerMessageDeflate::windowGoesOnBehindAFinalBlock()
{
    compareAtAnyStep({{fin | rsv1 | text, QByteArray::fromHex("f348cdc9c9070000")},
                         {fin | rsv1 | text, QByteArray::fromHex("f200110000")}},
        {"text Hello", "text Hello"});
}

void tst_PerMessageDeflate::otherEndReadsWhatIsPacked_data()
{
    QTest::addColumn<int>("windowBits");
    QTest::addColumn<bool>("contextTakeover");
    QTest::addColumn<int>("memoryLevel");
    for (int bits = 9; bits <= 15; ++bits) {
        for (const bool takesOver : {true, false}) {
            for (const int level : {-1, 1, 5, 9, 10})
                QTest::addRow("%d bits, %s, level %d", bits,
                    takesOver ? "context takeover" : "no context takeover", level)
                    << bits << takesOver << level;
        }
    }
}

void tst_PerMessageDeflate::otherEndReadsWhatIsPacked()
{
    QFETCH(int, windowBits);
    QFETCH(bool, contextTakeover);
    QFETCH(int, memoryLevel);
    const DeflateParameters parameters{windowBits, contextTakeover};
    Deflater deflater(parameters, {.memoryLevel = memoryLevel, .smallestMessage = 1});
    Inflater inflater(parameters);
    FrameReader reader(readerRole(), {}, &inflater);
    FrameWriter writer(readerRole() == Role::Server ? Role::Client : Role::Server);
    QByteArrayList messages;
    for (int i = 0; i < 20; ++i)
        messages += {json(i), json(i).repeated(i * i), noise(i * 500)};
    messages += {QByteArray(1, 'x'), QByteArray(300'000, 'x'), noise(100'000), json(1)};
    for (const QByteArray &original : messages) {
        if (original.isEmpty())
            continue;
        QByteArray bytes;
        writer.appendCompressed(bytes, Opcode::Binary, deflater.pack(original));
        QCOMPARE(eventsOf(reader, bytes, 64 * 1024), QByteArrayList{"binary " + original});
    }
}

void tst_PerMessageDeflate::packedMessagesBecomeShorter()
{
    Deflater deflater(widest, settings);
    const qsizetype first = deflater.pack(json(1)).size();
    QVERIFY(first < json(1).size());
    QVERIFY(deflater.pack(json(2)).size() < first / 3); // it refers to the first
    QVERIFY(deflater.pack(QByteArray(100'000, 'x')).size() < 200);
    QVERIFY(deflater.pack(noise(100'000)).size() < 100'100);
    Deflater other(forgetful, settings);
    QCOMPARE(other.pack(json(1)).size(), first);
    QCOMPARE(other.pack(json(1)).size(), first);
}

void tst_PerMessageDeflate::smallMessagesAreNotWorthIt()
{
    const auto isWorthwhile = [](qint64 smallest, qsizetype size) {
        return Deflater(widest, {.smallestMessage = smallest}).isWorthwhile(size);
    };
    QVERIFY(!isWorthwhile(100, 99));
    QVERIFY(isWorthwhile(100, 100));
    QVERIFY(isWorthwhile(0, 1));
    QVERIFY(!isWorthwhile(0, 0)); // zlib has nothing to flush
}

void tst_PerMessageDeflate::windowOf8BitsIsReadButNotWritten()
{
    const DeflateParameters smallest{.windowBits = 8};
    QVERIFY(!Deflater(smallest, settings).isWorthwhile(1'000'000));
    QVERIFY(Deflater({.windowBits = 9}, settings).isWorthwhile(1));
    compareAtAnyStep({{fin | rsv1 | text, hello}}, {"text Hello"}, smallest);
}

void tst_PerMessageDeflate::messageIsCutAnywhere()
{
    const QByteArray whole = json(1) + json(2);
    const QByteArray payload = packed(whole);
    for (qsizetype cut = 0; cut <= payload.size(); ++cut) {
        for (const qsizetype second : {cut, (cut + payload.size()) / 2, payload.size()}) {
            const QByteArray bytes = wire({{rsv1 | text, payload.first(cut)}, {fin | ping, "p"},
                {continuation, payload.sliced(cut, second - cut)}, {fin | pong},
                {fin | continuation, payload.sliced(second)}});
            const QByteArrayList events = {"ping p", "pong ", message(whole)};
            for (const qsizetype step : {qsizetype(1), qsizetype(7), bytes.size()})
                QCOMPARE(read(bytes, step), events);
        }
    }
}

void tst_PerMessageDeflate::compressedAndPlainMessagesMayAlternate()
{
    compareAtAnyStep({{fin | text, "a"}, {fin | rsv1 | text, hello}, {fin | text, "b"}, {text, "c"},
                         {fin | continuation, "d"}, {fin | rsv1 | binary, hello}, {binary, "e"},
                         {fin | continuation, "\xff"}},
        {"text a", "text Hello", "text b", "text cd", "binary Hello", "binary e\xff"});
}

void tst_PerMessageDeflate::bitBelongsToTheFirstFrame_data()
{
    QTest::addColumn<QList<Frame>>("frames");
    const auto row = [](const char *name, const QList<Frame> &frames) {
        QTest::newRow(name) << frames;
    };
    const QByteArray rest = hello.sliced(3);
    row("the second frame of a compressed message",
        {{rsv1 | text, hello.first(3)}, {fin | rsv1 | continuation, rest}});
    row("the second frame of a plain message", {{text, "Hel"}, {fin | rsv1 | continuation, rest}});
    row("a ping", {{fin | rsv1 | ping, hello}});
    row("a pong", {{fin | rsv1 | pong}});
    row("a close", {{fin | rsv1 | closing}});
    row("a ping in a compressed message",
        {{rsv1 | text, hello.first(3)}, {fin | rsv1 | ping}, {fin | continuation, rest}});
    row("a continuation of nothing", {{fin | rsv1 | continuation, hello}});
    row("a message inside a message", {{rsv1 | text, hello}, {fin | rsv1 | text, hello}});
    row("a reserved opcode", {{fin | rsv1 | 3, hello}});
    row("RSV2", {{fin | 0x20 | text, hello}});
    row("RSV3", {{fin | 0x10 | text, hello}});
    row("all three", {{fin | 0x70 | text, hello}});
}

void tst_PerMessageDeflate::bitBelongsToTheFirstFrame()
{
    QFETCH(QList<Frame>, frames);
    compareAtAnyStep(frames, {"violation 1002"});
}

void tst_PerMessageDeflate::textIsCheckedUnpacked_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("characters of all lengths") << QByteArray("aé€😀") << true;
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("surrogate") << QByteArray("abc\xed\xa0\x80xyz") << false;
    QTest::newRow("ends inside a character") << QByteArray("abc\xe2\x82") << false;
    QTest::newRow("wrong behind much that is right")
        << QByteArray(5000, 'x') + "\xff" + QByteArray(5000, 'x') << false;
}

void tst_PerMessageDeflate::textIsCheckedUnpacked()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, isValid);
    const QByteArray compressed = packed(payload);
    const QByteArray expected = isValid ? message(payload) : QByteArray("violation 1007");
    compareAtAnyStep({{fin | rsv1 | text, compressed}}, {expected});
    for (qsizetype cut = 0; cut <= compressed.size(); ++cut)
        compareAtAnyStep(
            {{rsv1 | text, compressed.first(cut)}, {fin | continuation, compressed.sliced(cut)}},
            {expected});
    compareAtAnyStep({{fin | rsv1 | binary, compressed}}, {"binary " + payload});
}

void tst_PerMessageDeflate::unpackedMessageIsLimited_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("fits");
    for (const int limit : {1, 1000, 4096, 100'000}) {
        QTest::addRow("%d of %d bytes", limit, limit) << limit << true;
        QTest::addRow("%d of %d bytes", limit + 1, limit) << limit + 1 << false;
        QTest::addRow("%d of %d bytes", limit * 100, limit) << limit * 100 << false;
    }
}

void tst_PerMessageDeflate::unpackedMessageIsLimited()
{
    QFETCH(int, size);
    QFETCH(bool, fits);
    const QByteArray row = QTest::currentDataTag();
    const qint64 limit = row.split(' ')[2].toLongLong();
    const QByteArray payload(size, 'x');
    const QByteArray compressed = packed(payload);
    const QByteArrayList events = {fits ? message(payload) : QByteArray("violation 1009")};
    for (const auto &frames : {QList<Frame>{{fin | rsv1 | text, compressed}},
             QList<Frame>{{rsv1 | text, compressed.first(1)}, {continuation},
                 {fin | continuation, compressed.sliced(1)}}}) {
        const QByteArray bytes = wire(frames);
        for (const qsizetype step : {qsizetype(1), bytes.size()})
            QCOMPARE(read(bytes, step, widest, {.messageSize = limit}), events);
    }
}

void tst_PerMessageDeflate::bombTakesNoMoreThanTheLimit()
{
    constexpr qint64 limit = 1'000'000;
    const QByteArray bomb = packed(QByteArray(50 * limit, '\0'));
    for (const qsizetype step : {qsizetype(100), bomb.size()}) {
        Inflater inflater(widest);
        QByteArray unpacked;
        auto outcome = Inflater::Outcome::Good;
        qsizetype taken = 0;
        for (; taken < bomb.size() && outcome == Inflater::Outcome::Good; taken += step) {
            const auto part =
                QByteArrayView(bomb).sliced(taken, std::min(step, bomb.size() - taken));
            outcome = inflater.unpack(part, unpacked, limit);
            QVERIFY(unpacked.capacity() <= limit + 64);
        }
        QCOMPARE(outcome, Inflater::Outcome::TooLong);
        QCOMPARE(unpacked.size(), limit);
        if (step == 100)
            QVERIFY(taken < bomb.size() / 20); // it was found out when it reached the limit
    }
}

void tst_PerMessageDeflate::endlessFrameIsRefusedByItsHeader()
{
    const bool isMasked = readerRole() == Role::Server;
    const auto headerOf = [&](quint64 length) {
        return WireFrame{fin | rsv1 | binary, {}, isMasked, 8, length}.bytes();
    };
    const FrameLimits limits = {.messageSize = 100'000};
    QCOMPARE(read(headerOf(~quint64(0) >> 1), 1, widest, limits), QByteArrayList{"violation 1009"});
    QCOMPARE(read(headerOf(126'000), 1, widest, limits), QByteArrayList{"violation 1009"});
    QCOMPARE(read(headerOf(100'100), 1, widest, limits), QByteArrayList());
}

void tst_PerMessageDeflate::incompressibleMessageOfTheLimitIsRead()
{
    const QByteArray payload = noise(100'000);
    const QByteArray compressed = packed(payload);
    QVERIFY(compressed.size() > payload.size());
    const FrameLimits limits = {.messageSize = payload.size()};
    const QByteArray one = wire({{fin | rsv1 | binary, compressed}});
    const QByteArray two = wire({{rsv1 | binary, compressed.first(60'000)},
        {fin | continuation, compressed.sliced(60'000)}});
    QCOMPARE(read(one, 997, widest, limits), QByteArrayList{"binary " + payload});
    QCOMPARE(read(two, 997, widest, limits), QByteArrayList{"binary " + payload});
}

void tst_PerMessageDeflate::corruptedMessageIsRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a block of the reserved type") << QByteArray::fromHex("0600");
    QTest::newRow("a length and its complement that differ")
        << QByteArray::fromHex("000500faee48656c6c6f00");
    QTest::newRow("a length that is not there") << QByteArray::fromHex("00ff0000ff4865");
    QTest::newRow("a distance beyond the beginning") << QByteArray::fromHex("f200310000");
    QTest::newRow("half") << hello.first(4);
    QTest::newRow("all but the last byte") << packed(json(1)).chopped(1);
    QTest::newRow("a final block without what follows it") << packed("Hello", Z_FINISH);
    QTest::newRow("no DEFLATE at all") << QByteArray("{\"jsonrpc\":\"2.0\"}");
    QTest::newRow("with the header of zlib") << "\x78\x9c" + hello;
}

void tst_PerMessageDeflate::corruptedMessageIsRefused()
{
    QFETCH(QByteArray, payload);
    for (const quint8 opcode : {text, binary})
        compareAtAnyStep({{fin | text, "before"}, {quint8(fin | rsv1 | opcode), payload},
                             {fin | text, "behind"}},
            {"text before", "violation 1007"});
}

void tst_PerMessageDeflate::wrongMessageIsRefusedBeforeItsEnd()
{
    compareAtAnyStep(
        {{rsv1 | text, QByteArray::fromHex("0600")}, {fin | ping}}, {"violation 1007"});
    compareAtAnyStep({{rsv1 | text, packed("\xff")}, {fin | ping}}, {"violation 1007"});
    // Its last bytes say that the one before repeats so often.
    const QByteArray repeated = packed(QByteArray(4500, 'x'));
    for (qsizetype cut = 0; cut < 4; ++cut) {
        const QByteArray bytes = wire({{rsv1 | text, repeated.chopped(cut)}, {fin | ping}});
        for (qint64 limit = 3000; limit < 4500; ++limit) {
            const FrameLimits limits = {.messageSize = limit};
            QCOMPARE(read(bytes, bytes.size(), widest, limits), read(bytes, 1, widest, limits));
        }
    }
}

void tst_PerMessageDeflate::anyCorruptionIsSurvived()
{
    const QByteArray payload = packed(json(1) + json(2));
    for (qsizetype i = 0; i < payload.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray broken = payload;
            broken[i] = char(broken[i] ^ (1 << bit));
            const QByteArray bytes = wire({{fin | rsv1 | text, broken}, {fin | ping}});
            const QByteArrayList events = read(bytes, bytes.size());
            QCOMPARE(read(bytes, 5), events);
            QVERIFY(events == QByteArrayList{"violation 1007"}
                || (events.size() == 2 && events[1] == "ping "));
        }
    }
}

QTEST_GUILESS_MAIN(tst_PerMessageDeflate)
#include "tst_permessagedeflate.moc"
