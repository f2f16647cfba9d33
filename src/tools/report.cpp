// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "report.h"

#include "jsontext.h"
#include "printable.h"

#include <QLoggingCategory>
#include <QMetaEnum>

#include <cstdio>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace {

bool writesJson = false;
bool isVerbose = false;

void writeLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
    std::fputc('\n', stderr);
}

void writeJson(const QVariantMap &object)
{
    writeLine(textFromValue(object, JsonLayout::Compact));
}

void writeText(const Error &error, ExitStatus status)
{
    const QString code = status == RemoteFailure ? u"error %1: "_s.arg(error.code()) : QString();
    writeLine("wsrpc: " + printable(code + error.message()));
    if (!error.data().isUndefined())
        writeLine(textFromValue(error.data().toVariant(), JsonLayout::Compact));
}

void writeLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (qstrcmp(context.category, "websocketrpc.frames") == 0)
        writeLine(printable(text));
    else if (type == QtDebugMsg || type == QtInfoMsg)
        reportDetail(text);
    else
        reportWarning(text);
}

} // namespace

ExitStatus statusOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Timeout:
        return TimedOut;
    case Error::Kind::ConnectionLost:
    case Error::Kind::Closed:
        return NoConnection;
    case Error::Kind::InvalidCall:
        return WrongUsage;
    case Error::Kind::Cancelled:
        return Interrupted;
    case Error::Kind::None:
    case Error::Kind::Remote:
    case Error::Kind::InvalidAnswer:
        break;
    }
    return RemoteFailure;
}

void reportAsJson()
{
    writesJson = true;
}

void report(const Error &error, ExitStatus status)
{
    if (!writesJson)
        return writeText(error, status);
    const auto kinds = QMetaEnum::fromType<Error::Kind>();
    QVariantMap object = {
        {u"kind"_s, QLatin1StringView(kinds.valueToKey(int(error.kind())))},
        {u"message"_s, error.message()},
        {u"status"_s, int(status)},
    };
    if (error.kind() == Error::Kind::Remote)
        object.insert(u"code"_s, error.code());
    if (!error.data().isUndefined())
        object.insert(u"data"_s, error.data().toVariant());
    writeJson({{u"error"_s, object}});
}

void reportProblem(const QString &problem, ExitStatus status)
{
    if (!writesJson)
        return writeLine("wsrpc: " + printable(problem));
    const QVariantMap object = {
        {u"kind"_s, u"Document"_s}, {u"message"_s, problem}, {u"status"_s, int(status)}};
    writeJson({{u"error"_s, object}});
}

void reportUsage(const QString &problem)
{
    if (!writesJson)
        return writeLine("wsrpc: " + printable(problem) + "\nTry 'wsrpc --help'.");
    const QVariantMap object = {
        {u"kind"_s, u"Usage"_s}, {u"message"_s, problem}, {u"status"_s, int(WrongUsage)}};
    writeJson({{u"error"_s, object}});
}

void reportHint(const QString &hint)
{
    if (writesJson)
        writeJson({{u"hint"_s, hint}});
    else
        writeLine("wsrpc: " + printable(hint));
}

void reportWarning(const QString &problem)
{
    if (writesJson)
        writeJson({{u"warning"_s, problem}});
    else
        writeLine("wsrpc: warning: " + printable(problem));
}

void reportLog(bool verbose)
{
    isVerbose = verbose;
    if (verbose)
        QLoggingCategory::setFilterRules(u"websocketrpc.*=true"_s);
    qInstallMessageHandler(writeLog);
}

void reportDetail(const QString &text)
{
    if (isVerbose)
        writeLine("* " + printable(text));
}
