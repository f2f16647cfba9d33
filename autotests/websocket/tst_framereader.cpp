// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "readerrole.h"

#include "closecode_p.h"
#include "framewriter_p.h"

#include <QTest>

using namespace WebSocketRpc;

namespace {

QByteArray closePayload(int code, const QByteArray &reason = {})
{
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    return payload + reason;
}

} // namespace

// After the categories of the Autobahn test suite.
class tst_FrameReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addReaderRoles(); }

    void framesMakeEvents_data();
    void framesMakeEvents();
    void lengthOfAnyForm_data();
    void lengthOfAnyForm();
    void wrongMaskingIsRefused();
    void lengthLongerThanNeededIsRefused();
    void hugeLengthIsRefusedBeforeItsPayload();
    void messageOverTheLimitIsRefusedByItsHeader();
    void fragmentsTogetherAreLimited();
    void fragmentsAreCounted();
    void textIsCutAnywhere_data();
    void textIsCutAnywhere();
    void invalidTextEndsAtItsFirstWrongByte_data();
    void invalidTextEndsAtItsFirstWrongByte();
    void textThatEndsInsideACharacterIsRefused();
    void controlFramesMayCutACharacter();
    void closeCodes_data();
    void closeCodes();
    void nothingIsReadAfterTheEnd();
    void knowsThatAMessageHasBegun();
    void messageInPartsIsHandedOver();

private:
    [[nodiscard]] static QByteArrayList read(
        const QByteArray &bytes, qsizetype step, const FrameLimits &limits = {});
};

QByteArrayList tst_FrameReader::read(
    const QByteArray &bytes, qsizetype step, const FrameLimits &limits)
{
    FrameReader reader(readerRole(), limits);
    return eventsOf(reader, bytes, step);
}

void tst_FrameReader::framesMakeEvents_data()
{
    QTest::addColumn<QList<Frame>>("frames");
    QTest::addColumn<QByteArrayList>("events");
    const auto row = [](const char *name, const QList<Frame> &frames,
                         const QByteArrayList &events) { QTest::newRow(name) << frames << events; };
    const QByteArrayList refused = {"violation 1002"};

    // 1: frames
    row("empty text", {{fin | text}}, {"text "});
    row("empty binary", {{fin | binary}}, {"binary "});
    row("text", {{fin | text, "hello"}}, {"text hello"});
    row("binary that is no UTF-8", {{fin | binary, "\xff\xfe"}}, {"binary \xff\xfe"});
    row("several", {{fin | text, "a"}, {fin | binary, "b"}, {fin | text, "c"}},
        {"text a", "binary b", "text c"});

    // 2: pings and pongs
    row("empty ping", {{fin | ping}}, {"ping "});
    row("ping with bytes", {{fin | ping, QByteArray("\0\xff\xfe\xfd", 4)}},
        {QByteArray("ping \0\xff\xfe\xfd", 9)});
    row("ping of 125 bytes", {{fin | ping, QByteArray(125, 'p')}},
        {"ping " + QByteArray(125, 'p')});
    row("ping of 126 bytes", {{fin | ping, QByteArray(126, 'p')}}, refused);
    row("pong that nobody asked for", {{fin | pong, "x"}, {fin | ping, "y"}}, {"pong x", "ping y"});
    row("ten pings", QList<Frame>(10, {fin | ping, "p"}), QByteArrayList(10, "ping p"));

    // 3: reserved bits
    for (const quint8 bits : {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70}) {
        for (const quint8 opcode : {continuation, text, binary, closing, ping, pong})
            QTest::addRow("reserved bits %x, opcode %x", bits, opcode)
                << QList<Frame>{{fin | text, "a"}, {quint8(fin | bits | opcode)}, {fin | text, "b"}}
                << QByteArrayList{"text a", "violation 1002"};
    }

    // 4: opcodes
    for (const quint8 opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        QTest::addRow("opcode %x", opcode)
            << QList<Frame>{{fin | text, "a"}, {quint8(fin | opcode), "x"}, {fin | text, "b"}}
            << QByteArrayList{"text a", "violation 1002"};

    // 5: fragments
    row("fragmented ping", {{ping, "a"}, {fin | continuation, "b"}}, refused);
    row("fragmented pong", {{pong, "a"}, {fin | continuation, "b"}}, refused);
    row("fragmented close", {{closing}}, refused);
    row("two fragments", {{text, "a"}, {fin | continuation, "b"}}, {"text ab"});
    row("binary fragments", {{binary, "a"}, {continuation, "b"}, {fin | continuation, "\xff"}},
        {"binary ab\xff"});
    row("empty fragments", {{text}, {continuation}, {fin | continuation}}, {"text "});
    row("an empty one among fragments", {{text, "a"}, {continuation}, {fin | continuation, "b"}},
        {"text ab"});
    row("ping between fragments", {{text, "a"}, {fin | ping, "p"}, {fin | continuation, "b"}},
        {"ping p", "text ab"});
    row("pong and empty ping between fragments",
        {{text, "a"}, {fin | pong, "p"}, {continuation, "b"}, {fin | ping}, {fin | continuation}},
        {"pong p", "ping ", "text ab"});
    row("continuation of nothing", {{fin | continuation, "a"}, {fin | text, "b"}}, refused);
    row("unfinished continuation of nothing", {{continuation, "a"}}, refused);
    row("continuation after a whole message", {{fin | text, "a"}, {fin | continuation, "b"}},
        {"text a", "violation 1002"});
    row("message inside a message", {{text, "a"}, {fin | text, "b"}}, refused);
    row("fragmented message inside a message", {{text, "a"}, {binary, "b"}}, refused);
    row("fragmented messages one after the other",
        {{text, "a"}, {fin | continuation, "b"}, {binary, "c"}, {fin | continuation, "d"}},
        {"text ab", "binary cd"});

    // 6: text; what is cut and what is wrong has tests of its own
    row("text of all lengths of characters",
        {{fin | text, "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"}},
        {"text a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"});
    row("text with a zero", {{fin | text, QByteArray("a\0b", 3)}}, {QByteArray("text a\0b", 8)});
    row("invalid text", {{fin | text, "\xce\xba\xed\xa0\x80"}}, {"violation 1007"});
    row("invalid text after a valid message", {{fin | text, "\xc3\xa9"}, {fin | text, "\xc3("}},
        {"text \xc3\xa9", "violation 1007"});
    row("invalid text in a ping", {{fin | ping, "\xff"}}, {"ping \xff"});

    // 7: closing
    row("close without a code", {{fin | closing}}, {"close 1005 "});
    row("close with half a code", {{fin | closing, "\x03"}}, refused);
    row("close with a code", {{fin | closing, closePayload(1000)}}, {"close 1000 "});
    row("close with a reason", {{fin | closing, closePayload(1001, "bye \xe2\x82\xac")}},
        {"close 1001 bye \xe2\x82\xac"});
    row("close with the longest reason",
        {{fin | closing, closePayload(1000, QByteArray(123, 'r'))}},
        {"close 1000 " + QByteArray(123, 'r')});
    row("close with too long a reason", {{fin | closing, closePayload(1000, QByteArray(124, 'r'))}},
        refused);
    row("close with a reason that is no text", {{fin | closing, closePayload(1000, "\xff")}},
        {"violation 1007"});
    row("close inside a message", {{text, "a"}, {fin | closing, closePayload(1000)}},
        {"close 1000 "});
    row("frames after a close", {{fin | closing}, {fin | text, "a"}, {fin | ping}},
        {"close 1005 "});
}

void tst_FrameReader::framesMakeEvents()
{
    QFETCH(QList<Frame>, frames);
    QFETCH(QByteArrayList, events);
    const QByteArray bytes = wire(frames);
    for (qsizetype step = 1; step <= bytes.size(); ++step)
        QCOMPARE(read(bytes, step), events);
}

void tst_FrameReader::lengthOfAnyForm_data()
{
    QTest::addColumn<int>("size");
    for (const int size :
        {0, 1, 3, 4, 7, 8, 9, 124, 125, 126, 127, 128, 65535, 65536, 65537, 1'000'000})
        QTest::addRow("%d bytes", size) << size;
}

void tst_FrameReader::lengthOfAnyForm()
{
    QFETCH(int, size);
    QByteArray payload(size, '\0');
    for (int i = 0; i < size; ++i)
        payload[i] = char('a' + i % 26);
    for (const quint8 opcode : {text, binary}) {
        const QByteArray bytes = wire({{quint8(fin | opcode), payload}, {fin | text, "next"}});
        const QByteArray name = opcode == text ? "text " : "binary ";
        for (const qsizetype step : {qsizetype(1), qsizetype(7), qsizetype(997), bytes.size()})
            QCOMPARE(read(bytes, step), (QByteArrayList{name + payload, "text next"}));
    }
}

void tst_FrameReader::wrongMaskingIsRefused()
{
    for (const quint8 opcode : {text, binary, closing, ping, pong}) {
        const bool isServer = readerRole() == Role::Server;
        const WireFrame frame{quint8(fin | opcode), {}, !isServer};
        QCOMPARE(read(frame.bytes(), 1), QByteArrayList{"violation 1002"});
    }
}

void tst_FrameReader::lengthLongerThanNeededIsRefused()
{
    const bool isMasked = readerRole() == Role::Server;
    for (const auto &[size, lengthBytes] :
        {std::pair(0, 2), std::pair(125, 2), std::pair(125, 8), std::pair(65535, 8)}) {
        const WireFrame frame{fin | text, QByteArray(size, 'x'), isMasked, lengthBytes};
        QCOMPARE(read(frame.bytes(), frame.bytes().size()), QByteArrayList{"violation 1002"});
    }
}

void tst_FrameReader::hugeLengthIsRefusedBeforeItsPayload()
{
    const bool isMasked = readerRole() == Role::Server;
    const auto headerOf = [&](quint64 length) {
        return WireFrame{fin | binary, {}, isMasked, 8, length}.bytes();
    };
    QCOMPARE(read(headerOf(quint64(1) << 63), 1), QByteArrayList{"violation 1002"});
    QCOMPARE(read(headerOf(~quint64(0)), 1), QByteArrayList{"violation 1002"});
    QCOMPARE(read(headerOf(~quint64(0) >> 1), 1), QByteArrayList{"violation 1009"});
}

void tst_FrameReader::messageOverTheLimitIsRefusedByItsHeader()
{
    const QByteArray fits = wire({{fin | text, QByteArray(1000, 'x')}});
    const QByteArray exceeds = wire({{fin | text, QByteArray(1001, 'x')}});
    QCOMPARE(read(fits, 10, {.messageSize = 1000}).size(), 1);
    QCOMPARE(read(exceeds.first(8), 1, {.messageSize = 1000}), QByteArrayList{"violation 1009"});
}

void tst_FrameReader::fragmentsTogetherAreLimited()
{
    const QByteArray half(500, 'x');
    const QByteArray fits = wire({{text, half}, {fin | continuation, half}});
    const QByteArray exceeds =
        wire({{text, half}, {continuation, half}, {fin | continuation, "x"}});
    for (const qsizetype step : {qsizetype(1), exceeds.size()}) {
        QCOMPARE(read(fits, step, {.messageSize = 1000}), QByteArrayList{"text " + half + half});
        QCOMPARE(read(exceeds, step, {.messageSize = 1000}), QByteArrayList{"violation 1009"});
        QCOMPARE(read(fits + fits, step, {.messageSize = 1000}).size(), 2);
    }
}

void tst_FrameReader::fragmentsAreCounted()
{
    const QByteArray three = wire({{text}, {continuation}, {fin | continuation, "x"}});
    QCOMPARE(read(three + three, 1, {.fragments = 3}), (QByteArrayList{"text x", "text x"}));
    QCOMPARE(read(three, 1, {.fragments = 2}), QByteArrayList{"violation 1009"});
}

void tst_FrameReader::textIsCutAnywhere_data()
{
    QTest::addColumn<QByteArray>("character");
    QTest::newRow("of two bytes") << QByteArray("\xc3\xa9");
    QTest::newRow("the first of two bytes") << QByteArray("\xc2\x80");
    QTest::newRow("of three bytes") << QByteArray("\xe2\x82\xac");
    QTest::newRow("the first of three bytes") << QByteArray("\xe0\xa0\x80");
    QTest::newRow("the last before the surrogates") << QByteArray("\xed\x9f\xbf");
    QTest::newRow("the first after the surrogates") << QByteArray("\xee\x80\x80");
    QTest::newRow("no character") << QByteArray("\xef\xbf\xbf");
    QTest::newRow("of four bytes") << QByteArray("\xf0\x9f\x98\x80");
    QTest::newRow("the first of four bytes") << QByteArray("\xf0\x90\x80\x80");
    QTest::newRow("the last of all") << QByteArray("\xf4\x8f\xbf\xbf");
}

void tst_FrameReader::textIsCutAnywhere()
{
    QFETCH(QByteArray, character);
    const QByteArray whole = "abc" + character + character + "defghijkl";
    for (qsizetype cut = 0; cut <= whole.size(); ++cut) {
        for (qsizetype second = cut; second <= whole.size(); ++second) {
            const QByteArray bytes =
                wire({{text, whole.first(cut)}, {continuation, whole.sliced(cut, second - cut)},
                    {fin | continuation, whole.sliced(second)}});
            QCOMPARE(read(bytes, 1), QByteArrayList{"text " + whole});
            QCOMPARE(read(bytes, bytes.size()), QByteArrayList{"text " + whole});
        }
    }
}

void tst_FrameReader::invalidTextEndsAtItsFirstWrongByte_data()
{
    QTest::addColumn<QByteArray>("valid"); // so far
    QTest::addColumn<QByteArray>("wrong"); // from its first byte on
    QTest::newRow("continuation alone") << QByteArray() << QByteArray("\x80");
    QTest::newRow("overlong of two") << QByteArray() << QByteArray("\xc0\xaf");
    QTest::newRow("overlong of two, again") << QByteArray() << QByteArray("\xc1\xbf");
    QTest::newRow("overlong of three") << QByteArray("\xe0") << QByteArray("\x9f\xbf");
    QTest::newRow("overlong of four") << QByteArray("\xf0") << QByteArray("\x8f\xbf\xbf");
    QTest::newRow("surrogate") << QByteArray("\xed") << QByteArray("\xa0\x80");
    QTest::newRow("last surrogate") << QByteArray("\xed") << QByteArray("\xbf\xbf");
    QTest::newRow("beyond the last") << QByteArray("\xf4") << QByteArray("\x90\x80\x80");
    QTest::newRow("lead of five") << QByteArray() << QByteArray("\xf8\x88\x80\x80\x80");
    QTest::newRow("never used") << QByteArray() << QByteArray("\xff");
    QTest::newRow("second is missing") << QByteArray("\xc3") << QByteArray("(");
    QTest::newRow("third is missing") << QByteArray("\xe2\x82") << QByteArray("(");
    QTest::newRow("fourth is missing") << QByteArray("\xf0\x9f\x98") << QByteArray("(");
    QTest::newRow("character inside a character")
        << QByteArray("\xe2\x82") << QByteArray("\xc3\xa9");
}

void tst_FrameReader::invalidTextEndsAtItsFirstWrongByte()
{
    QFETCH(QByteArray, valid);
    QFETCH(QByteArray, wrong);
    for (const qsizetype before : {0, 1, 7, 8, 9, 200}) {
        const QByteArray beginning = QByteArray(before, 'x') + valid;
        const QByteArray rest = wrong + QByteArray(50, 'y');
        // In one frame, of which no more has come than the first wrong byte.
        const QByteArray one = wire({{fin | text, beginning + rest}});
        const QByteArray all = read(one, one.size()).join('\n');
        QCOMPARE(all, "violation 1007");
        const QByteArray upToIt = one.chopped(rest.size() - 1);
        QCOMPARE(read(upToIt, 1), QByteArrayList{"violation 1007"});
        QCOMPARE(read(upToIt.chopped(1), 1), QByteArrayList());
        // In fragments.
        const QByteArray two = wire({{text, beginning}, {continuation, wrong}});
        QCOMPARE(read(two, two.size()), QByteArrayList{"violation 1007"});
    }
}

void tst_FrameReader::textThatEndsInsideACharacterIsRefused()
{
    for (const QByteArray part : {"\xc3", "\xe2", "\xe2\x82", "\xf0\x9f\x98"}) {
        const QByteArray one = wire({{fin | text, "abc" + part}});
        const QByteArray two = wire({{text, "abc" + part}, {fin | continuation}});
        for (const QByteArray &bytes : {one, two}) {
            QCOMPARE(read(bytes, 1), QByteArrayList{"violation 1007"});
            QCOMPARE(read(bytes, bytes.size()), QByteArrayList{"violation 1007"});
        }
    }
}

void tst_FrameReader::controlFramesMayCutACharacter()
{
    const QByteArray bytes = wire({{text, "\xf0\x9f"}, {fin | ping, "\xff"}, {continuation, "\x98"},
        {fin | pong}, {fin | continuation, "\x80"}});
    const QByteArrayList events = {"ping \xff", "pong ", "text \xf0\x9f\x98\x80"};
    for (qsizetype step = 1; step <= bytes.size(); ++step)
        QCOMPARE(read(bytes, step), events);
}

void tst_FrameReader::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isValid");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
             3000, 3999, 4000, 4999})
        QTest::addRow("%d", code) << code << true;
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QTest::addRow("%d", code) << code << false;
}

void tst_FrameReader::closeCodes()
{
    QFETCH(int, code);
    QFETCH(bool, isValid);
    QCOMPARE(CloseCode::mayBeSent(code), isValid);
    const QByteArray expected =
        isValid ? "close " + QByteArray::number(code) + ' ' : QByteArray("violation 1002");
    QCOMPARE(read(wire({{fin | closing, closePayload(code)}}), 1), QByteArrayList{expected});
}

void tst_FrameReader::nothingIsReadAfterTheEnd()
{
    FrameReader reader(readerRole(), {});
    QCOMPARE(eventsOf(reader, wire({{fin | 3}}), 1), QByteArrayList{"violation 1002"});
    QCOMPARE(eventsOf(reader, wire({{fin | text, "a"}, {fin | 3}}), 1), QByteArrayList());
}

void tst_FrameReader::knowsThatAMessageHasBegun()
{
    FrameReader reader(readerRole(), {});
    QVERIFY(!reader.isInsideMessage());
    const QByteArray frame = wire({{text, "ab"}});
    for (qsizetype i = 0; i < frame.size(); ++i) {
        QCOMPARE(eventsOf(reader, frame.sliced(i, 1), 1), QByteArrayList());
        QVERIFY(reader.isInsideMessage());
    }
    QCOMPARE(eventsOf(reader, wire({{fin | ping, "p"}}), 1), QByteArrayList{"ping p"});
    QVERIFY(reader.isInsideMessage());
    QCOMPARE(eventsOf(reader, wire({{fin | continuation, "c"}}), 1), QByteArrayList{"text abc"});
    QVERIFY(!reader.isInsideMessage());
    QCOMPARE(eventsOf(reader, wire({{fin | ping, "p"}}), 3), QByteArrayList{"ping p"});
    QVERIFY(!reader.isInsideMessage());
}

void tst_FrameReader::messageInPartsIsHandedOver()
{
    FrameWriter writer(readerRole() == Role::Client ? Role::Server : Role::Client);
    FrameReader reader(readerRole(), {});
    QByteArray first;
    writer.append(first, Opcode::Binary, "first");
    QByteArray second;
    writer.append(second, Opcode::Binary, "second");
    const std::size_t size = std::size_t(first.size());
    std::span<char> bytes(first.data(), size - 1);
    QCOMPARE(reader.next(bytes).kind, FrameReader::Event::Kind::None);
    QVERIFY(reader.takeMessage().isEmpty()); // it is not complete
    bytes = std::span(first.data() + size - 1, 1);
    QCOMPARE(reader.next(bytes).payload.toByteArray(), "first");
    QCOMPARE(reader.takeMessage(), "first");
    bytes = std::span(second.data(), std::size_t(second.size()));
    QCOMPARE(reader.next(bytes).payload.toByteArray(), "second");
    QVERIFY(reader.takeMessage().isEmpty()); // it is where the caller has it
}

QTEST_GUILESS_MAIN(tst_FrameReader)
#include "tst_framereader.moc"
