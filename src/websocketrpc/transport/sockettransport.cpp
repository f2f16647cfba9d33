// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sockettransport_p.h"

#include "logging_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr auto graceTime = std::chrono::seconds(5); // for the peer to answer a close frame
// So that a peer that broke the rules can read why. If the connection ended at once, with bytes of the
// peer unread, it would be reset, and the reset can overtake the close frame.
constexpr auto lingerTime = std::chrono::seconds(1);
constexpr qint64 usualPortion = 4 * 1024;
constexpr qint64 portionOfTinyFrames = 1024;
constexpr qint64 fewFrames = 32; // whatever their size
constexpr qint64 tinyFrame = 32; // bytes, on average; a call is longer

std::unique_ptr<PerMessageDeflate> deflateFor(
    Role role, const std::optional<DeflateAgreement> &agreement, const ConnectionSettings &settings)
{
    if (!agreement)
        return {};
    return std::make_unique<PerMessageDeflate>(
        role, *agreement, settings.compression.value_or(Compression()));
}

} // namespace

SocketTransport::SocketTransport(QTcpSocket *socket, Role role, bool sharesFrames,
    const ConnectionSettings &settings, const std::optional<DeflateAgreement> &deflate)
    : m_socket(socket)
    , m_role(role)
    , m_sharesFrames(sharesFrames)
    , m_logsFrames(lcFrames().isDebugEnabled())
    , m_deflate(deflateFor(role, deflate, settings))
    , m_messageTime(settings.messageTime)
    , m_reader(role, {.messageSize = settings.largestMessage(sharesFrames)},
          m_deflate ? &m_deflate->inflater : nullptr)
    , m_output(*socket, role)
    , m_pulse(this, settings.heartbeat)
    , m_pongs(this, this, m_output)
    , m_messageTimer([this] {
        fail(CloseCode::PolicyViolation,
            u"a message took longer than the limit messageTime of %1 ms"_s.arg(
                m_messageTime.count()));
    })
{
    socket->setParent(nullptr);
    setPortion();
    connect(socket, &QTcpSocket::readyRead, this, &SocketTransport::readAvailable);
    connect(socket, &QTcpSocket::disconnected, this, &SocketTransport::socketDisconnected);
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        QMetaObject::invokeMethod(this, &SocketTransport::socketDisconnected, Qt::QueuedConnection);
        return;
    }
    if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &SocketTransport::readAvailable, Qt::QueuedConnection);
    m_pulse.start();
}

SocketTransport::~SocketTransport() = default;

void SocketTransport::send(QByteArrayView utf8, Format format)
{
    if (m_state != State::Open)
        return;
    const Opcode opcode = format == Format::Text ? Opcode::Text : Opcode::Binary;
    if (m_sendsAsIs) [[likely]]
        m_output.appendMessage(opcode, utf8);
    else
        sendSpecially(opcode, utf8);
}

void SocketTransport::sendArrayOf(QByteArrayView entry)
{
    if (m_state != State::Open)
        return;
    if (!m_sendsAsIs)
        return Transport::sendArrayOf(entry);
    m_output.appendArrayOf(entry);
}

// Logged or compressed, or both.
void SocketTransport::sendSpecially(Opcode opcode, QByteArrayView utf8)
{
    if (m_logsFrames)
        qCDebug(lcFrames).noquote() << '>' << QString::fromUtf8(utf8);
    if (m_deflate && m_deflate->deflater.isWorthwhile(utf8.size()))
        m_output.appendCompressed(opcode, m_deflate->deflater.pack(utf8));
    else
        m_output.appendMessage(opcode, utf8);
}

// Sets how many bytes are taken from the system in one turn of the event loop. Messages stay in memory
// until they are handled, and other connections wait meanwhile. A portion of tiny frames can take much
// memory and time, so it is small, and smaller still for a peer that sends nothing else; a large frame
// takes little of either.
void SocketTransport::setPortion()
{
    const qint64 usual = m_readsTinyFrames ? portionOfTinyFrames : usualPortion;
    const qint64 portion = m_reader.missing() > usualPortion ? ReadBuffer::size : usual;
    if (m_socket->readBufferSize() != portion)
        m_socket->setReadBufferSize(portion);
}

void SocketTransport::readAvailable()
{
    if (m_isReading) // writing to a TLS socket may read from it
        return;
    m_isReading = true;
    auto buffer = m_buffers->take();
    auto &bytes = buffer->bytes;
    // After a read that empties it, the socket takes more bytes from the system.
    while (m_state != State::Disconnected && m_socket->isOpen()) {
        const qint64 size = m_socket->read(bytes.data(), ReadBuffer::size);
        if (size <= 0)
            break;
        m_pulse.heard();
        handle(std::span(bytes).first(std::size_t(size)));
        if (size < ReadBuffer::size && m_socket->bytesAvailable() == 0)
            break;
    }
    m_buffers->giveBack(std::move(buffer));
    m_isReading = false;
    setPortion();
}

void SocketTransport::handle(std::span<char> bytes)
{
    using Kind = FrameReader::Event::Kind;
    const auto size = qint64(bytes.size());
    const qint64 fragmentsBefore = m_reader.fragments();
    bool anyMessage = false;
    qint64 events = 0;
    for (;;) {
        const FrameReader::Event event = m_reader.next(bytes);
        if (event.kind == Kind::None)
            break;
        ++events;
        anyMessage |= event.kind == Kind::Text || event.kind == Kind::Binary;
        handle(event);
    }
    if (m_state != State::Open)
        return;
    const qint64 fragments = m_reader.fragments() - (anyMessage ? 0 : fragmentsBefore);
    const qint64 frames = events + std::max<qint64>(fragments, 0);
    m_readsTinyFrames = frames > fewFrames && frames * tinyFrame > size;
    watchMessageTime(anyMessage);
    m_pongs.endOfPortion();
}

void SocketTransport::handle(const FrameReader::Event &event)
{
    using Kind = FrameReader::Event::Kind;
    switch (event.kind) {
    case Kind::Text:
    case Kind::Binary:
        return deliver(event.payload, event.kind == Kind::Text ? Format::Text : Format::Binary);
    case Kind::Ping:
        if (m_state == State::Open)
            m_pongs.answer(event.payload);
        return;
    case Kind::Pong:
        if (const auto time = m_pulse.pong(event.payload))
            Q_EMIT roundTripMeasured(*time);
        return;
    case Kind::Close:
        return closedByPeer(event.code, QString::fromUtf8(event.payload));
    case Kind::Violation:
        return fail(event.code, QString::fromLatin1(event.payload));
    case Kind::None:
        return;
    }
}

void SocketTransport::deliver(QByteArrayView message, Format format)
{
    if (m_state != State::Open)
        return;
    if (m_logsFrames) [[unlikely]]
        qCDebug(lcFrames).noquote() << '<' << QString::fromUtf8(message);
    if (!receiver())
        return;
    if (message.size() >= FrameReader::largeMessage) [[unlikely]] {
        if (QByteArray whole = m_reader.takeMessage(); !whole.isEmpty())
            return receiver()->messageHandedOver(std::move(whole), format);
    }
    receiver()->messageReceived(message, format);
}

// A message that began after another one has its own time.
void SocketTransport::watchMessageTime(bool anyMessage)
{
    if (!m_reader.isInsideMessage())
        m_messageTimer.stop();
    else if (anyMessage || !m_messageTimer.isActive())
        m_messageTimer.start(m_messageTime);
}

void SocketTransport::ping()
{
    m_output.appendControl(Opcode::Ping, m_pulse.payload());
    m_output.flush();
}

void SocketTransport::pulseLost(const QString &problem)
{
    Q_EMIT peerFellSilent();
    abort(problem);
}

void SocketTransport::pongsWait()
{
    if (receiver())
        receiver()->answersWait();
}

void SocketTransport::close(int code, const QString &reason)
{
    if (m_state == State::Disconnected) {
        Q_EMIT finished();
        return;
    }
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    sendClose(code, reason);
    // A peer that does not read gets no close frame either, so this must not wait for it for ever.
    m_closeTimer.start(graceTime);
}

void SocketTransport::sendClose(int code, const QString &reason)
{
    m_closeCode = code;
    m_closeReason = reason;
    m_pulse.stop();
    m_messageTimer.stop();
    m_pongs.stop();
    m_output.appendClose(code, reason);
    m_output.flush();
}

void SocketTransport::closedByPeer(int code, const QString &reason)
{
    if (m_state == State::Over)
        return;
    const bool isAnswer = std::exchange(m_state, State::Over) == State::Closing;
    if (!isAnswer)
        sendClose(code, {}); // RFC 6455, 5.5.1: an answer typically echoes the code
    m_closeReason = isAnswer ? m_closeReason : reason;
    reportClosed(m_closeCode, m_closeReason);
    // Section 7.1.1: the server ends the TCP connection, and a client lets it.
    m_closeTimer.start(graceTime);
    if (m_role == Role::Server)
        endConnection();
}

void SocketTransport::fail(int code, const QString &problem)
{
    const bool isOpen = std::exchange(m_state, State::Over) == State::Open;
    qCDebug(lcTransport) << "the connection fails with" << code << problem;
    if (isOpen)
        sendClose(code, problem);
    reportClosed(m_closeCode, m_closeReason);
    m_closeTimer.start(lingerTime);
}

void SocketTransport::endConnection()
{
    m_socket->disconnectFromHost(); // when all is written
}

void SocketTransport::runOutOfTime()
{
    const bool hasEnded = m_socket->state() == QAbstractSocket::ClosingState;
    if (m_state != State::Over || hasEnded)
        return abort(u"the peer did not take the close frame in time, or not answer it"_s);
    m_closeTimer.start(graceTime);
    endConnection();
}

void SocketTransport::abort(const QString &problem)
{
    qCDebug(lcTransport) << problem << "- the connection is aborted";
    if (!m_closeCode)
        reportClosed(CloseCode::ConnectionLost, problem);
    m_socket->abort();
    socketDisconnected();
}

void SocketTransport::socketDisconnected()
{
    if (m_state == State::Disconnected)
        return;
    const QString problem = m_socket->errorString();
    if (!m_isReading)
        readAvailable(); // the close frame may still be there
    m_state = State::Disconnected;
    m_closeTimer.stop();
    m_messageTimer.stop();
    m_pulse.stop();
    if (m_closeCode)
        reportClosed(m_closeCode, m_closeReason);
    else
        reportClosed(CloseCode::ConnectionLost, problem);
    Q_EMIT finished();
}

void SocketTransport::reportClosed(int code, const QString &reason)
{
    if (!std::exchange(m_isReported, true) && receiver())
        receiver()->transportClosed(code, reason);
}

} // namespace WebSocketRpc

#include "moc_sockettransport_p.cpp"
