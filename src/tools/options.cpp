// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "options.h"

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned Requests = Call | Notify | Bench; // commands that name a method

constexpr Option options[] = {
    {"H"_L1, "header"_L1, "HEADER|@FILE"_L1,
        "Add this header, \"Name: value\", to the opening\nrequest, or those in the file, one on each line"_L1,
        All},
    {""_L1, "token-file"_L1, "FILE"_L1,
        "Send the token in the file, as the header\n\"Authorization: Bearer ...\""_L1, All},
    {""_L1, "token-env"_L1, "NAME"_L1, "The same with the token in an environment variable"_L1,
        All},
    {""_L1, "cacert"_L1, "FILE"_L1,
        "Trust only the authorities in the file (PEM), not\nthose in $SSL_CERT_FILE or of the system"_L1,
        All},
    {"k"_L1, "insecure"_L1, ""_L1, "Do not check the server's certificate"_L1, All},
    {"E"_L1, "cert"_L1, "FILE"_L1, "Send the certificate in the file (PEM)"_L1, All},
    {""_L1, "key"_L1, "FILE"_L1, "The private key, unless it is in the same file"_L1, All},
    {"l"_L1, "login"_L1, "\"METHOD ...\""_L1,
        "Call this before anything else; write the\narguments as for a call"_L1, All},
    {"d"_L1, "dialect"_L1, "DIALECT"_L1,
        "jsonrpc (the default), or fastapi for a peer of\nfastapi_websocket_rpc"_L1, All},
    {""_L1, "no-subprotocol"_L1, ""_L1, "Offer no WebSocket sub-protocol"_L1, All},
    {""_L1, "compress"_L1, ""_L1, "Offer compressed messages"_L1, All},
    {""_L1, "connect-timeout"_L1, "SECONDS"_L1, "Time limit for connecting; 10 by default"_L1, All},
    {"t"_L1, "timeout"_L1, "SECONDS"_L1,
        "Time limit for connecting and the answer\ntogether; 30 by default"_L1, All},
    {"p"_L1, "params"_L1, "JSON|@FILE"_L1,
        "All arguments: an object passes them by name, an\narray by position"_L1, Requests},
    {"c"_L1, "compact"_L1, ""_L1, "Print the result on one line"_L1, Call | Get},
    {"n"_L1, "count"_L1, "NUMBER"_L1,
        "End after this many calls, made one by one, or\nlines of output"_L1,
        Call | Listen | Watch | Model},
    {""_L1, "roles"_L1, "NAME,..."_L1,
        "Print these roles; by default display or, if the\nmodel has no such role, all of them"_L1,
        Model},
    {""_L1, "rows"_L1, "FIRST-LAST"_L1, "Print these rows; 0-99 by default"_L1, Model},
    {""_L1, "follow"_L1, ""_L1, "Go on and print what changes in these rows"_L1, Model},
    {"i"_L1, "interval"_L1, "SECONDS"_L1,
        "Wait this long between calls; without --count,\ncall until interrupted"_L1, Call},
    {""_L1, "calls"_L1, "NUMBER"_L1,
        "How many calls; 100000 by default, or no limit\nwith --duration"_L1, Bench},
    {""_L1, "duration"_L1, "SECONDS"_L1, "Start calls for this long"_L1, Bench},
    {""_L1, "rate"_L1, "NUMBER"_L1,
        "Start this many calls per second, and measure\neach from the time when it was due"_L1,
        Bench},
    {""_L1, "window"_L1, "NUMBER"_L1, "Calls in flight on each connection; 64 by default"_L1,
        Bench},
    {""_L1, "connections"_L1, "NUMBER"_L1, "How many connections; 1 by default"_L1, Bench},
    {""_L1, "json"_L1, ""_L1, "Print JSON"_L1, Bench | Describe},
    {""_L1, "names"_L1, ""_L1, "Print the kind and the name of each, a line each"_L1, Describe},
    {""_L1, "markdown"_L1, ""_L1, "Print Markdown"_L1, Describe},
    {""_L1, "html"_L1, ""_L1, "Print a page of HTML that needs no other file"_L1, Describe},
    {""_L1, "class"_L1, "NAME"_L1,
        "The name of the class; by default the title of the\ndocument"_L1, Generate},
    {""_L1, "namespace"_L1, "NAME"_L1, "The namespace of all that is written, such as A::B"_L1,
        Generate},
    {""_L1, "prefix"_L1, "PREFIX"_L1,
        "Only what has names with this prefix, such as thermostat.,\nand without it"_L1, Generate},
    {"o"_L1, "output"_L1, "FOLDER"_L1, "Write into this folder; by default the current one"_L1,
        Generate},
    {""_L1, "json-errors"_L1, ""_L1, "Write errors as JSON, one line each"_L1, All},
    {"v"_L1, "verbose"_L1, ""_L1, "Write each message, sent (>) or received (<)"_L1, All},
    {"h"_L1, "help"_L1, ""_L1, "Print this help"_L1, All},
    {"V"_L1, "version"_L1, ""_L1, "Print the version"_L1, All},
};

} // namespace

std::span<const Option> allOptions()
{
    return options;
}
