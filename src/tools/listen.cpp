// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "jsontext.h"

#include <websocketrpc/callcontext.h>

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using WebSocketRpc::CallContext;
using WebSocketRpc::Error;

namespace {

// Prints notifications, one line each, until there were enough or the connection ends.
class Listener
{
public:
    explicit Listener(const CommandLine &line) : m_line(line), m_connection(line.connection) { }

    void start()
    {
        WebSocketRpc::Client &client = m_connection.client();
        client.onAny(&client,
            [this](const QString &method, const QVariant &params, const CallContext &context) {
                if (!context.isNotification())
                    throw Error(Error::MethodNotFound, u"wsrpc does not answer calls"_s);
                take(method, params);
            });
        m_connection.open();
    }

private:
    void take(const QString &method, const QVariant &params)
    {
        const bool isEnough = m_line.count && m_heard >= *m_line.count;
        if (isEnough || (!m_line.names.isEmpty() && !m_line.names.contains(method)))
            return;
        QVariantMap notification = {{u"method"_s, method}};
        if (!params.isNull())
            notification.insert(u"params"_s, params);
        printValue(notification, JsonLayout::Compact);
        ++m_heard;
        if (m_heard == m_line.count)
            QCoreApplication::exit(Success);
    }

    const CommandLine &m_line;
    Connection m_connection;
    int m_heard = 0;
};

} // namespace

int runListen(const CommandLine &line)
{
    Listener listener(line);
    listener.start();
    return QCoreApplication::exec();
}
