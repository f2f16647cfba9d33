// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "readerrole.h"
#include "sockettransport_p.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype KiB = 1024;
constexpr qsizetype MiB = 1024 * KiB;

// Sends back what it receives.
class Echo final : public Transport::Receiver
{
public:
    void messageReceived(QByteArrayView utf8, Transport::Format format) override
    {
        transport->send(utf8, format);
        transport->flush();
    }
    void textReceived(QStringView) override { }
    void transportClosed(int code, const QString &reason) override
    {
        closed = QByteArray::number(code) + ' ' + reason.toUtf8();
    }
    void answersWait() override { }

    Transport *transport = nullptr;
    QByteArray closed;
};

// Characters of one to four bytes.
QByteArray textOf(qsizetype size)
{
    constexpr char pattern[] = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80";
    constexpr qsizetype length = sizeof pattern - 1;
    return QByteArray(pattern, length).repeated(size / length).leftJustified(size, '.');
}

} // namespace

// What category 9 of the Autobahn test suite does: a peer sends large messages in various pieces, and gets
// them back.
class tst_LargeMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addReaderRoles(); }

    void comeBack_data();
    void comeBack();

private:
    [[nodiscard]] QByteArray framesOf(
        quint8 opcode, const QByteArray &message, qsizetype fragment) const;
};

void tst_LargeMessages::comeBack_data()
{
    QTest::addColumn<quint8>("opcode");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<qsizetype>("fragment"); // bytes in each frame
    QTest::addColumn<qsizetype>("chop"); // bytes in each write
    QTest::addColumn<int>("times");
    for (const auto opcode : {text, binary}) {
        const char *const kind = opcode == text ? "text" : "binary";
        const auto add = [&](const char *name, qsizetype size, qsizetype fragment, qsizetype chop,
                             int times = 1) {
            QTest::addRow("%s, %s", kind, name)
                << quint8(opcode) << size << fragment << chop << times;
        };
        add("64 KiB", 64 * KiB, 64 * KiB, MiB);
        add("16 MiB", 16 * MiB, 16 * MiB, MiB);
        add("4 MiB in fragments of 64 bytes", 4 * MiB, 64, MiB);
        add("4 MiB in fragments of 4 KiB", 4 * MiB, 4 * KiB, MiB);
        add("4 MiB in fragments of 1 MiB", 4 * MiB, MiB, MiB);
        add("1 MiB written in pieces of 64 bytes", MiB, MiB, 64);
        add("1 MiB written in pieces of 2 KiB", MiB, MiB, 2 * KiB);
        add("1 000 messages of 16 bytes", 16, 16, MiB, 1000);
        add("1 000 messages of 2 KiB", 2 * KiB, 2 * KiB, MiB, 1000);
    }
}

QByteArray tst_LargeMessages::framesOf(
    quint8 opcode, const QByteArray &message, qsizetype fragment) const
{
    QByteArray bytes;
    for (qsizetype at = 0; at < message.size(); at += fragment) {
        const bool isLast = at + fragment >= message.size();
        const quint8 first = (at == 0 ? opcode : continuation) | (isLast ? fin : 0);
        bytes += wire({{first, message.mid(at, fragment)}});
    }
    return bytes;
}

void tst_LargeMessages::comeBack()
{
    QFETCH(const quint8, opcode);
    QFETCH(const qsizetype, size);
    QFETCH(const qsizetype, fragment);
    QFETCH(const qsizetype, chop);
    QFETCH(const int, times);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket peer;
    peer.connectToHost(server.serverAddress(), server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    Echo echo;
    const ConnectionSettings settings{20 * MiB, 60s, {}};
    SocketTransport transport(server.nextPendingConnection(), readerRole(), false, settings, {});
    echo.transport = &transport;
    transport.setReceiver(&echo);

    const QByteArray message = textOf(size);
    const QByteArray sent = framesOf(opcode, message, fragment).repeated(times);
    FrameReader reader(readerRole() == Role::Server ? Role::Client : Role::Server,
        FrameLimits{.messageSize = 20 * MiB});
    int echoes = 0;
    const auto readEchoes = [&] {
        QByteArray bytes = peer.readAll();
        std::span<char> rest(bytes.data(), std::size_t(bytes.size()));
        for (;;) {
            const auto event = reader.next(rest);
            if (event.kind == FrameReader::Event::Kind::None)
                return;
            const bool isText = event.kind == FrameReader::Event::Kind::Text;
            QCOMPARE(isText, opcode == text);
            QVERIFY(event.payload == message);
            ++echoes;
        }
    };
    QObject::connect(&peer, &QTcpSocket::readyRead, this, readEchoes);
    for (qsizetype at = 0; at < sent.size(); at += chop) {
        peer.write(sent.mid(at, chop));
        peer.flush();
        if (peer.bytesToWrite() > 0)
            QTRY_COMPARE_WITH_TIMEOUT(peer.bytesToWrite(), 0, 60'000);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE_WITH_TIMEOUT(echoes, times, 60'000);
    QCOMPARE(echo.closed, QByteArray());
}

QTEST_GUILESS_MAIN(tst_LargeMessages)
#include "tst_largemessages.moc"
