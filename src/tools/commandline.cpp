// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commandline.h"

#include "jsontext.h"

#include <QCommandLineParser>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using WebSocketRpc::Arguments;
using WebSocketRpc::Dialect;

namespace {

using Header = std::pair<QByteArray, QByteArray>;

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Calls methods of a JSON-RPC 2.0 or fastapi_websocket_rpc peer over a WebSocket.\n"
        "\n"
        "Arguments are given all by name, as name=value, or all by position. What is valid\n"
        "JSON is sent as such, anything else as a string. A string that looks like a named\n"
        "argument is written as JSON, '\"a=b\"'. After -- an argument may begin with a dash.\n"
        "\n"
        "Exit status: 0 success, 1 the peer answered with an error, 2 wrong usage,\n"
        "3 no connection, 4 no answer in time."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"timeout"_s, u"Time for connecting and the answer; 30 unless given."_s, u"seconds"_s,
            u"30"_s},
        {u"header"_s, u"Header of the opening request, as \"Name: value\"; may be repeated."_s,
            u"header"_s},
        {u"dialect"_s,
            u"jsonrpc, or fastapi for a peer of fastapi_websocket_rpc; jsonrpc unless given."_s,
            u"dialect"_s, u"jsonrpc"_s},
        {u"compact"_s, u"Print the result on one line."_s},
        {u"calls"_s, u"bench: how many calls to make; 100000 unless given."_s, u"number"_s,
            u"100000"_s},
        {u"window"_s, u"bench: calls on their way on each connection; 64 unless given."_s,
            u"number"_s, u"64"_s},
        {u"connections"_s, u"bench: how many connections; 1 unless given."_s, u"number"_s, u"1"_s},
        {u"json"_s, u"bench: print the figures as JSON."_s},
    });
    parser.addPositionalArgument(u"command"_s,
        u"call: print the result as JSON; notify: send without an answer; bench: call over and "
        "over, and print how long that takes."_s,
        u"call|notify|bench"_s);
    parser.addPositionalArgument(u"url"_s, u"The peer, as ws://host:port/path."_s, u"url"_s);
    parser.addPositionalArgument(u"method"_s, u"The method's name."_s, u"method"_s);
    parser.addPositionalArgument(
        u"arguments"_s, u"The method's arguments."_s, u"[name=value... | value...]"_s);
}

std::variant<Arguments, UsageError> parseArguments(const QStringList &texts)
{
    static const QRegularExpression namedArgument(
        u"^([A-Za-z_][A-Za-z0-9_]*)=(.*)$"_s, QRegularExpression::DotMatchesEverythingOption);
    QVariantMap named;
    QVariantList positional;
    for (const QString &text : texts) {
        const auto match = namedArgument.match(text);
        if (!match.hasMatch()) {
            positional.append(valueFromText(text));
            continue;
        }
        const QString name = match.captured(1);
        if (named.contains(name))
            return UsageError{u"the argument '%1' is given twice"_s.arg(name)};
        named.insert(name, valueFromText(match.captured(2)));
    }
    if (!named.isEmpty() && !positional.isEmpty())
        return UsageError{u"arguments are given either by name or by position, not both"_s};
    return named.isEmpty() ? Arguments(positional) : Arguments(named);
}

std::variant<Header, UsageError> parseHeader(const QString &text)
{
    static const QRegularExpression header(u"^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*)$"_s);
    const auto match = header.match(text);
    if (!match.hasMatch())
        return UsageError{u"--header: expected \"Name: value\", got \"%1\""_s.arg(text)};
    return Header(match.captured(1).toLatin1(), match.captured(2).toUtf8());
}

std::variant<std::chrono::milliseconds, UsageError> parseTimeout(const QString &text)
{
    constexpr double longest = 1'000'000; // in milliseconds this still fits an int
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0.001 && seconds <= longest))
        return UsageError{u"--timeout: expected seconds, got \"%1\""_s.arg(text)};
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

std::variant<int, UsageError> parseCount(const QCommandLineParser &parser, const QString &option)
{
    bool isNumber = false;
    const int count = parser.value(option).toInt(&isNumber);
    if (!isNumber || count < 1)
        return UsageError{
            u"--%1: expected a number from 1, got \"%2\""_s.arg(option, parser.value(option))};
    return count;
}

std::variant<Dialect, UsageError> parseDialect(const QString &text)
{
    if (text == "jsonrpc"_L1)
        return Dialect::JsonRpc2;
    if (text == "fastapi"_L1)
        return Dialect::FastApi;
    return UsageError{u"--dialect: expected jsonrpc or fastapi, got \"%1\""_s.arg(text)};
}

std::variant<QUrl, UsageError> parseUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWebSocket = url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
    if (!url.isValid() || !isWebSocket || url.host().isEmpty())
        return UsageError{u"expected a ws:// or wss:// URL, got \"%1\""_s.arg(text)};
    return url;
}

// Moves the value to where it belongs, or the error to where it is reported.
template<typename T>
bool take(std::variant<T, UsageError> &&parsed, T *value, UsageError *error)
{
    if (auto *failure = std::get_if<UsageError>(&parsed)) {
        *error = std::move(*failure);
        return false;
    }
    *value = std::get<T>(std::move(parsed));
    return true;
}

} // namespace

std::variant<CommandLine, UsageError> parseCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return UsageError{parser.errorText()};
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (parser.isSet(u"version"_s))
        parser.showVersion();

    const QStringList words = parser.positionalArguments();
    if (words.size() < 3)
        return UsageError{u"expected a command, a URL and a method"_s};

    CommandLine line;
    UsageError error;
    line.command = words[0];
    line.method = words[2];
    line.compact = parser.isSet(u"compact"_s);
    line.json = parser.isSet(u"json"_s);
    if (!take(parseUrl(words[1]), &line.url, &error)
        || !take(parseArguments(words.sliced(3)), &line.arguments, &error)
        || !take(parseTimeout(parser.value(u"timeout"_s)), &line.timeout, &error)
        || !take(parseDialect(parser.value(u"dialect"_s)), &line.dialect, &error)
        || !take(parseCount(parser, u"calls"_s), &line.calls, &error)
        || !take(parseCount(parser, u"window"_s), &line.window, &error)
        || !take(parseCount(parser, u"connections"_s), &line.connections, &error))
        return error;
    for (const QString &text : parser.values(u"header"_s)) {
        Header header;
        if (!take(parseHeader(text), &header, &error))
            return error;
        line.headers.append(header);
    }
    return line;
}
