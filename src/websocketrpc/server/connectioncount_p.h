// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>
#include <QtCore/qstring.h>

#include <memory>

namespace WebSocketRpc {

// Counts a server's connections in all threads, including those still in their handshake.
class ConnectionCount : public std::enable_shared_from_this<ConnectionCount>
{
public:
    // One connection. It counts for as long as this object exists, at first as a handshake.
    class Place
    {
    public:
        Place(std::shared_ptr<ConnectionCount> count, const QString &address);
        ~Place();
        Q_DISABLE_COPY_MOVE(Place)

        void moveTo(const QString &address); // of the client behind a proxy
        void endHandshake();

        // The number of connections when this one came, itself included.
        [[nodiscard]] int numberOfAll() const { return m_numberOfAll; }
        [[nodiscard]] int numberOfAddress() const { return m_numberOfAddress; }
        // The number of handshakes of its address when this one came, itself included.
        [[nodiscard]] int handshakesOfAddress() const { return m_handshakesOfAddress; }

    private:
        const std::shared_ptr<ConnectionCount> m_count;
        QString m_address;
        int m_numberOfAll = 0;
        int m_numberOfAddress = 0;
        int m_handshakesOfAddress = 0;
        bool m_isHandshake = true;
    };

    [[nodiscard]] std::unique_ptr<Place> enter(const QString &address);
    [[nodiscard]] int all() const;

private:
    struct Numbers
    {
        int connections = 0;
        int handshakes = 0;
    };

    void leave(const QString &address, bool isHandshake);

    mutable QMutex m_mutex;
    int m_all = 0;
    QHash<QString, Numbers> m_ofAddress;
};

} // namespace WebSocketRpc
