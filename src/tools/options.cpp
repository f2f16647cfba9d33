// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "options.h"

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned Requests = Call | Notify | Bench; // commands that name a method

constexpr Option options[] = {
    {"H"_L1, "header"_L1, "HEADER|@FILE"_L1,
        "A header of the opening request, \"Name: value\",\nor a file with one in each line"_L1,
        All},
    {""_L1, "token-file"_L1, "FILE"_L1, "Send the token in it: \"Authorization: Bearer ...\""_L1,
        All},
    {""_L1, "token-env"_L1, "NAME"_L1, "The same, from an environment variable"_L1, All},
    {""_L1, "cacert"_L1, "FILE"_L1,
        "Trust the authorities in it (PEM) and no others;\nelse those of $SSL_CERT_FILE, or the system's"_L1,
        All},
    {"k"_L1, "insecure"_L1, ""_L1, "Do not check the server's certificate"_L1, All},
    {"E"_L1, "cert"_L1, "FILE"_L1, "Show the certificate in it (PEM) to the server"_L1, All},
    {""_L1, "key"_L1, "FILE"_L1, "Its private key, unless that is in the same file"_L1, All},
    {"l"_L1, "login"_L1, "\"METHOD ...\""_L1,
        "Call this before anything else; its arguments\nare written as those of a call"_L1, All},
    {"d"_L1, "dialect"_L1, "DIALECT"_L1,
        "jsonrpc (the default), or fastapi for a peer of\nfastapi_websocket_rpc"_L1, All},
    {""_L1, "no-subprotocol"_L1, ""_L1, "Offer no WebSocket sub-protocol"_L1, All},
    {""_L1, "connect-timeout"_L1, "SECONDS"_L1, "Longest time for connecting; 10 unless given"_L1,
        All},
    {"t"_L1, "timeout"_L1, "SECONDS"_L1,
        "Longest time for connecting and the answer\ntogether; 30 unless given"_L1, Requests},
    {"p"_L1, "params"_L1, "JSON|@FILE"_L1,
        "All arguments: an object, by name, or an array,\nby position"_L1, Requests},
    {"c"_L1, "compact"_L1, ""_L1, "Print the result on one line"_L1, Call},
    {"n"_L1, "count"_L1, "NUMBER"_L1,
        "End after so many calls, one after the other, or\nnotifications"_L1, Call | Listen},
    {"i"_L1, "interval"_L1, "SECONDS"_L1,
        "Wait so long between calls; without --count, call\nuntil interrupted"_L1, Call},
    {""_L1, "calls"_L1, "NUMBER"_L1,
        "How many calls; 100000 unless this or --duration\nis given"_L1, Bench},
    {""_L1, "duration"_L1, "SECONDS"_L1, "Start calls for so long"_L1, Bench},
    {""_L1, "rate"_L1, "NUMBER"_L1,
        "Start so many calls in a second, and count the\ntime of each from when it was due"_L1,
        Bench},
    {""_L1, "window"_L1, "NUMBER"_L1, "Calls on their way on each connection; 64 unless\ngiven"_L1,
        Bench},
    {""_L1, "connections"_L1, "NUMBER"_L1, "How many connections; 1 unless given"_L1, Bench},
    {""_L1, "json"_L1, ""_L1, "Print the figures as JSON"_L1, Bench},
    {""_L1, "json-errors"_L1, ""_L1, "Write errors as JSON, each on one line"_L1, All},
    {"v"_L1, "verbose"_L1, ""_L1, "Write each message, sent (>) or received (<)"_L1, All},
    {"h"_L1, "help"_L1, ""_L1, "Tell this"_L1, All},
    {"V"_L1, "version"_L1, ""_L1, "Tell the version"_L1, All},
};

} // namespace

std::span<const Option> allOptions()
{
    return options;
}
