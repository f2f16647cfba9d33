// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

QT_FORWARD_DECLARE_CLASS(QSocketNotifier)

#include <memory>

namespace Interop {

// SIGTERM and SIGINT as a Qt signal; only one object of this class at a time. Without POSIX signals
// it does nothing.
class ShutdownSignal : public QObject
{
    Q_OBJECT

public:
    explicit ShutdownSignal(QObject *parent = nullptr);
    ~ShutdownSignal() override;

Q_SIGNALS:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace Interop
