// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventhook_p.h"
#include "transport_p.h"

#include <QByteArrayList>

// Keeps what is sent for the test to look at. It outlives the transport that writes into it.
struct Record
{
    QByteArrayList sent = {};
    qint64 unsent = 0; // what the transport says of itself
    std::optional<int> closeCode = {};
};

class RecordingTransport final : public WebSocketRpc::Transport
{
public:
    explicit RecordingTransport(Record &record, bool sharesFrames = false)
        : m_record(record)
        , m_sharesFrames(sharesFrames)
    {
    }

    bool sharesFrames() const override { return m_sharesFrames; }
    void send(QByteArrayView utf8, Format) override { m_record.sent.append(utf8.toByteArray()); }
    qint64 bytesToWrite() const override { return m_record.unsent; }
    void close(int code, const QString &) override
    {
        m_record.closeCode = code;
        Q_EMIT finished();
    }

private:
    Record &m_record;
    const bool m_sharesFrames;
};

// Is told what a part of an endpoint tells, and does nothing about it.
class Bystander : public WebSocketRpc::EventHook::Handler, public WebSocketRpc::Transport::Receiver
{
    void wakeUp() override { }
    void tick() override { }
    void messageReceived(QByteArrayView, WebSocketRpc::Transport::Format) override { }
    void textReceived(QStringView) override { }
    void transportClosed(int, const QString &) override { }
    void answersWait() override { }
};
