// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/logging.h>

#include "logging_p.h"

#include <QDateTime>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

struct Level
{
    QtMsgType type;
    QLatin1StringView name;
};

// In order of severity; their numbers are in another order.
constexpr Level levels[] = {
    {QtDebugMsg, "debug"_L1},
    {QtInfoMsg, "info"_L1},
    {QtWarningMsg, "warning"_L1},
    {QtCriticalMsg, "critical"_L1},
    {QtFatalMsg, "fatal"_L1},
};

std::size_t severityOf(QtMsgType type)
{
    const auto isType = [type](const Level &level) { return level.type == type; };
    return std::size_t(std::ranges::find_if(levels, isType) - std::begin(levels));
}

std::atomic<LoggingForm> currentForm = LoggingForm::AsApplication;
std::atomic<std::size_t> lowestSeverity = std::size(levels); // of nothing: as the rules say
std::atomic<QtMessageHandler> otherHandler = nullptr;
std::atomic<QLoggingCategory::CategoryFilter> otherFilter = nullptr;

constexpr char framesCategory[] = "websocketrpc.frames";

bool isOurs(const char *category)
{
    return category && QLatin1StringView(category).startsWith("websocketrpc."_L1);
}

void filter(QLoggingCategory *category)
{
    otherFilter.load()(category);
    const bool isOff = currentForm == LoggingForm::Off;
    // Messages may contain secrets, so only a rule that names this category shows them.
    if (!isOff && QLatin1StringView(category->categoryName()) == QLatin1StringView(framesCategory))
        return;
    if (!isOurs(category->categoryName()) || (!isOff && lowestSeverity == std::size(levels)))
        return;
    for (const QtMsgType type : {QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg})
        category->setEnabled(type, !isOff && severityOf(type) >= lowestSeverity);
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const LoggingForm form = currentForm;
    const bool isFormed = form == LoggingForm::Plain || form == LoggingForm::Timestamps;
    if (!isFormed || !isOurs(context.category))
        return otherHandler.load()(type, context, text);
    const QString time = form == LoggingForm::Timestamps
        ? QDateTime::currentDateTime().toString(Qt::ISODateWithMs) + u' '
        : QString();
    const QString line = u"%1%2: %3: %4\n"_s.arg(
        time, QLatin1StringView(context.category), levels[severityOf(type)].name, text);
    std::fputs(line.toLocal8Bit().constData(), stderr);
}

void goBy(LoggingForm form, std::optional<QtMsgType> level)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    currentForm = form;
    lowestSeverity = level ? severityOf(*level) : std::size(levels);
    // Both are called for every category, and pass on those of others.
    if (!otherHandler && form != LoggingForm::AsApplication) {
        otherHandler = qInstallMessageHandler(nullptr);
        qInstallMessageHandler(write);
    }
    if (!otherFilter)
        otherFilter = QLoggingCategory::installFilter(nullptr);
    QLoggingCategory::installFilter(filter); // calls it for each existing category
}

// <form> or <form>,<level>
void goByEnvironment()
{
    const QStringList words = qEnvironmentVariable("WEBSOCKETRPC_LOGGING").toLower().split(u',');
    std::optional<QtMsgType> level;
    for (const Level &known : levels) {
        if (words.size() > 1 && words[1].trimmed() == known.name)
            level = known.type;
    }
    if (words[0] == "off"_L1)
        goBy(LoggingForm::Off, level);
    else if (words[0] == "plain"_L1)
        goBy(LoggingForm::Plain, level);
    else if (words[0] == "timestamps"_L1)
        goBy(LoggingForm::Timestamps, level);
}

void readEnvironmentOnce()
{
    static std::once_flag flag;
    std::call_once(flag, goByEnvironment);
}

} // namespace

/*!
    \enum WebSocketRpc::LoggingForm

    How the messages in the logging categories \c{websocketrpc.*} are written.

    \value AsApplication  By the application's message handler, as all others.
    \value Off            Not at all.
    \value Plain          To the standard error output, with category and level.
    \value Timestamps     The same, with the time before it.
*/

/*!
    \fn void WebSocketRpc::setLogging(LoggingForm form, std::optional<QtMsgType> level)

    Writes what this module logs in the form \a form, from \a level upwards; without a level the
    rules of QLoggingCategory decide, which show everything but debug messages by default. Other
    messages of the application are not concerned. Thread-safe.

    The categories are \c websocketrpc.client, \c websocketrpc.server, \c websocketrpc.channel,
    \c websocketrpc.dispatch and \c websocketrpc.transport. There is also \c websocketrpc.frames, which
    shows each message at the level \c debug: behind \c{>} what is sent, behind \c{<} what comes. As
    messages may hold secrets, no level turns it on, only a rule such as
    \c{QT_LOGGING_RULES="websocketrpc.frames=true"}; a connection looks at that when it is made.

    Where this is not called, the environment variable \c WEBSOCKETRPC_LOGGING decides: \c off,
    \c plain or \c timestamps, perhaps with a level behind it, as in \c{timestamps,debug}. The levels
    are \c debug, \c info, \c warning and \c critical.
*/
void setLogging(LoggingForm form, std::optional<QtMsgType> level)
{
    readEnvironmentOnce(); // so that it does not come later
    goBy(form, level);
}

#define WEBSOCKETRPC_LOGGING_CATEGORY(function, name)                                              \
    const QLoggingCategory &function()                                                             \
    {                                                                                              \
        readEnvironmentOnce();                                                                     \
        static const QLoggingCategory category(name, QtInfoMsg);                                   \
        return category;                                                                           \
    }

WEBSOCKETRPC_LOGGING_CATEGORY(lcChannel, "websocketrpc.channel")
WEBSOCKETRPC_LOGGING_CATEGORY(lcDispatch, "websocketrpc.dispatch")
WEBSOCKETRPC_LOGGING_CATEGORY(lcTransport, "websocketrpc.transport")
WEBSOCKETRPC_LOGGING_CATEGORY(lcFrames, framesCategory)
WEBSOCKETRPC_LOGGING_CATEGORY(lcServer, "websocketrpc.server")
WEBSOCKETRPC_LOGGING_CATEGORY(lcClient, "websocketrpc.client")

} // namespace WebSocketRpc
