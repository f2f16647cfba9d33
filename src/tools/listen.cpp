// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "lines.h"

#include <QSet>
#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace {

// Prints notifications, until there were enough or the connection ends.
class Listener
{
public:
    explicit Listener(const CommandLine &line)
        : m_names(line.names)
        , m_lines(line.count)
        , m_connection(line.connection)
    {
    }

    void start()
    {
        m_connection.onNotification(
            [this](const QString &method, const QVariant &params) { take(method, params); });
        m_connection.open();
        // A call may fail at once, but only a running event loop can be ended.
        QTimer::singleShot(0, &m_connection.client(), [this] {
            for (const QString &name : m_names) {
                ask(u"rpc.subscribe"_s, name);
                ask(u"rpc.watch"_s, name);
            }
        });
    }

private:
    // Only the peer knows which names are signals and which are properties.
    void ask(const QString &request, const QString &name)
    {
        WebSocketRpc::Client &client = m_connection.client();
        client.call<QVariant>(request, {{u"names"_s, QStringList{name}}})
            .then(&client, [](const QVariant &) {})
            .onFailed(&client, [this, name](const Error &error) { refused(name, error); });
    }

    void refused(const QString &name, const Error &error)
    {
        if (m_lines.areEnough()) // the connection ends before all is answered
            return;
        if (error.kind() != Error::Kind::Remote)
            return m_connection.exitWith(error);
        // It shares nothing, but sends notifications all the same.
        if (error.code() == Error::MethodNotFound)
            return;
        if (!m_refused.contains(name)) // once it may be
            m_refused.insert(name);
        else if (error.code() == Error::InvalidParams)
            m_connection.exitWith(Error(Error::InvalidParams,
                u"there is no shared signal, property or object '%1'"_s.arg(name)));
        else
            m_connection.exitWith(error);
    }

    void take(const QString &method, const QVariant &params)
    {
        if (!m_names.isEmpty() && !m_names.contains(method) && method != "rpc.changed"_L1)
            return;
        QVariantMap notification = {{u"method"_s, method}};
        if (!params.isNull())
            notification.insert(u"params"_s, params);
        m_lines.print(notification);
    }

    const QStringList m_names;
    QSet<QString> m_refused; // as one kind of member
    Lines m_lines;
    Connection m_connection; // the last: it ends with a call of refused()
};

} // namespace

int runListen(const CommandLine &line)
{
    Listener listener(line);
    listener.start();
    return QCoreApplication::exec();
}
