// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "hint.h"
#include "interrupt.h"
#include "jsontext.h"
#include "progressbar.h"

#include <QCoreApplication>
#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Arguments;
using WebSocketRpc::Error;
using WebSocketRpc::Progress;
using WebSocketRpc::Reply;

namespace {

// Whether a result is the beginning of a stream, as StreamJsonRpc spells it, and nothing else.
bool isStream(const QVariant &result)
{
    const QVariantMap map = result.toMap();
    const QVariant values = map.value(u"values"_s);
    const bool hasToken = !map.value(u"token"_s).isNull();
    const bool hasValues = values.typeId() == QMetaType::QVariantList;
    const qsizetype known = qsizetype(map.contains(u"token"_s)) + map.contains(u"values"_s);
    return (hasToken || hasValues) && map.size() == known;
}

// Makes the call as often as the command line says, one call after the other.
class Calls
{
public:
    explicit Calls(const CommandLine &line) : m_line(line), m_connection(line.connection) { }

    void start()
    {
        m_connection.open();
        // A call may fail at once, but only a running event loop can be ended.
        callIn(std::chrono::milliseconds(0));
    }

private:
    void callIn(std::chrono::milliseconds time)
    {
        QTimer::singleShot(time, &m_connection.client(), [this] {
            ask(m_line.request.method, m_line.request.arguments,
                [this](const QVariant &result) { print(result); });
        });
    }

    template<typename F>
    void ask(const QString &method, const Arguments &arguments, F &&function)
    {
        WebSocketRpc::Client &client = m_connection.client();
        m_reply = client.with({.progress = m_bar.isShown()}).call<QVariant>(method, arguments);
        if (m_bar.isShown())
            m_reply.onProgress(&client, [this](const Progress &progress) { m_bar.show(progress); });
        m_reply.then(&client, std::forward<F>(function))
            .onFailed(&client, [this, method](const Error &error) { fail(method, error); });
    }

    void fail(const QString &method, const Error &error)
    {
        m_bar.clear();
        if (!mayBeExplained(error))
            return m_connection.exitWith(error);
        explainAndExit(m_connection.client(), method, m_connection.fail(error));
    }

    void print(const QVariant &result)
    {
        m_bar.clear();
        if (isStream(result))
            return printStream(result.toMap());
        printValue(result, m_line.compact ? JsonLayout::Compact : JsonLayout::Indented);
        end();
    }

    // One value on each line, and more is asked for when those that came are printed.
    void printStream(const QVariantMap &beginning)
    {
        printValues(beginning);
        const QVariant token = beginning.value(u"token"_s);
        if (token.isNull())
            end();
        else
            askForMore(token);
    }

    void askForMore(const QVariant &token)
    {
        ask(u"$/enumerator/next"_s, QVariantMap{{u"token"_s, token}},
            [this, token](const QVariant &result) {
                const QVariantMap values = result.toMap();
                printValues(values);
                if (values.value(u"finished"_s).toBool())
                    end();
                else
                    askForMore(token);
            });
    }

    void printValues(const QVariantMap &map)
    {
        for (const QVariant &value : map.value(u"values"_s).toList())
            printValue(value, JsonLayout::Compact);
    }

    void end()
    {
        const bool repeats = m_line.interval && !m_line.count;
        if (!repeats && ++m_made >= m_line.count.value_or(1))
            QCoreApplication::exit(Success);
        else
            callIn(m_line.interval.value_or(std::chrono::milliseconds(0)));
    }

    const CommandLine &m_line;
    Connection m_connection;
    ProgressBar m_bar;
    Reply<QVariant> m_reply;
    const Interrupt m_interrupt{[this] {
        if (m_reply.isRunning())
            m_reply.cancel();
        else
            QCoreApplication::exit(Interrupted);
    }};
    int m_made = 0;
};

} // namespace

int runCall(const CommandLine &line)
{
    Calls calls(line);
    calls.start();
    return QCoreApplication::exec();
}
