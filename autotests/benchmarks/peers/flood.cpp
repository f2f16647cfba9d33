// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "flood.h"

#include <QTcpSocket>
#include <QTimer>

namespace Benchmarks {

namespace {

constexpr quint8 fin = 0x80;
constexpr quint8 continuation = 0, text = 1, ping = 9;

constexpr char notification[] = R"({"jsonrpc":"2.0","method":"note","params":[1]})";

constexpr int framesAtOnce = 5000;

// As a client writes a short one, with a mask of zeros (RFC 6455, 5.2).
QByteArray frame(quint8 firstByte, const QByteArray &payload = {})
{
    constexpr quint8 maskBit = 0x80;
    QByteArray bytes(1, char(firstByte));
    bytes += char(maskBit | quint8(payload.size()));
    return bytes + QByteArray(4, '\0') + payload;
}

// A notification with many frames of `payload` before its last one.
QByteArray fragmented(const QByteArray &payload)
{
    return frame(text, notification) + frame(continuation, payload).repeated(framesAtOnce)
        + frame(fin | continuation);
}

// Sends the same bytes over and over, and reads what comes.
class FloodWork final : public Work
{
public:
    // Of the bytes, `step` are written at once.
    FloodWork(const QUrl &url, const QByteArray &bytes, qsizetype step)
        : m_bytes(bytes)
        , m_step(step)
    {
        m_socket.connectToHost(url.host(), quint16(url.port()));
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        waitUntil([this] { return m_socket.peek(4096).endsWith("\r\n\r\n"); });
        if (!m_socket.readAll().startsWith("HTTP/1.1 101 "))
            fail(QStringLiteral("the server opens no WebSocket"));
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
            [this] { m_socket.skip(m_socket.bytesAvailable()); });
        QObject::connect(&m_socket, &QTcpSocket::bytesWritten, &m_socket, [this] {
            if (m_done && m_socket.bytesToWrite() == 0)
                std::exchange(m_done, {})();
        });
        QObject::connect(&m_socket, &QTcpSocket::disconnected, &m_socket,
            [] { fail(QStringLiteral("the server ended the flood")); });
    }

    ~FloodWork() override { m_socket.disconnect(); }

    void stopReading()
    {
        m_socket.disconnect(SIGNAL(readyRead()));
        m_socket.setReadBufferSize(1);
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    }

    void start(std::function<void()> done) override
    {
        m_done = std::move(done);
        m_socket.write(m_bytes.mid(m_position, m_step));
        m_position = (m_position + m_step) % m_bytes.size();
    }

private:
    QTcpSocket m_socket;
    const QByteArray m_bytes;
    const qsizetype m_step;
    qsizetype m_position = 0;
    std::function<void()> m_done;
};

class SlowWatcherWork final : public Work
{
public:
    explicit SlowWatcherWork(const QUrl &url) : m_flood(url, frame(fin | text, watch), 1000)
    {
        m_flood.stopReading();
        m_flood.start([] {});
    }

    void start(std::function<void()> done) override
    {
        QTimer::singleShot(1, &m_context, std::move(done));
    }

private:
    inline static const QByteArray watch =
        R"({"jsonrpc":"2.0","method":"rpc.watch","params":[["board.number"]]})";

    FloodWork m_flood;
    QObject m_context;
};

std::unique_ptr<Work> flood(const LoadOptions &options, const QByteArray &bytes)
{
    return std::make_unique<FloodWork>(options.url, bytes, bytes.size());
}

} // namespace

std::unique_ptr<Work> connectPings(const LoadOptions &options)
{
    return flood(options, frame(fin | ping).repeated(framesAtOnce));
}

std::unique_ptr<Work> connectEmptyFrames(const LoadOptions &options)
{
    return flood(options, fragmented({}));
}

std::unique_ptr<Work> connectTinyFrames(const LoadOptions &options)
{
    return flood(options, fragmented(" "));
}

std::unique_ptr<Work> connectTinyMessages(const LoadOptions &options)
{
    return flood(options, frame(fin | text, notification).repeated(framesAtOnce));
}

std::unique_ptr<Work> connectSlowBytes(const LoadOptions &options)
{
    return std::make_unique<FloodWork>(options.url, fragmented(" "), 1);
}

std::unique_ptr<Work> connectSlowWatcher(const LoadOptions &options)
{
    return std::make_unique<SlowWatcherWork>(options.url);
}

} // namespace Benchmarks
