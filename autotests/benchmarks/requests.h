// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

namespace Benchmarks {

// The lines this process gets from the one that started it, if they come through a pipe.
class Requests : public QObject
{
    Q_OBJECT

public:
    explicit Requests(QObject *parent = nullptr);

Q_SIGNALS:
    void received(const QByteArray &line);
    void ended();

private:
    void read();

    QByteArray m_line;
};

} // namespace Benchmarks
