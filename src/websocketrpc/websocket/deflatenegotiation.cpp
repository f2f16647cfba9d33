// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "deflatenegotiation_p.h"

#include "extensions_p.h"

#include <algorithm>

namespace WebSocketRpc::DeflateNegotiation {

using namespace Qt::StringLiterals;

namespace {

constexpr char extensionName[] = "permessage-deflate";
constexpr char serverNoContextTakeover[] = "server_no_context_takeover";
constexpr char clientNoContextTakeover[] = "client_no_context_takeover";
constexpr char serverMaxWindowBits[] = "server_max_window_bits";
constexpr char clientMaxWindowBits[] = "client_max_window_bits";

constexpr int fewestBits = 8;
constexpr int mostBits = 15;
constexpr int fewestBitsOfZlib = 9; // see Deflater

struct Parameters
{
    bool hasServerNoContextTakeover = false;
    bool hasClientNoContextTakeover = false;
    std::optional<int> serverBits = {};
    bool hasClientMaxWindowBits = false;
    std::optional<int> clientBits = {};
};

int bitsOf(const Compression &wanted)
{
    return std::clamp(wanted.windowBits, fewestBitsOfZlib, mostBits);
}

// Section 7.1.2: a decimal number without a leading zero.
std::optional<int> readBits(const std::optional<QByteArray> &value)
{
    for (int bits = fewestBits; bits <= mostBits; ++bits) {
        if (value == QByteArray::number(bits))
            return bits;
    }
    return {};
}

// Returns whether the parameter appears for the first time and has a valid value.
bool read(const Extension::Parameter &parameter, Parameters &parameters)
{
    const auto &[name, value] = parameter;
    if (name == serverNoContextTakeover)
        return !value && !std::exchange(parameters.hasServerNoContextTakeover, true);
    if (name == clientNoContextTakeover)
        return !value && !std::exchange(parameters.hasClientNoContextTakeover, true);
    if (name == serverMaxWindowBits)
        return !std::exchange(parameters.serverBits, readBits(value)) && parameters.serverBits;
    if (name != clientMaxWindowBits || std::exchange(parameters.hasClientMaxWindowBits, true))
        return false;
    parameters.clientBits = readBits(value);
    return !value || parameters.clientBits;
}

// Or the name of the invalid parameter.
std::variant<Parameters, QByteArray> read(const Extension &extension)
{
    Parameters parameters;
    for (const Extension::Parameter &parameter : extension.parameters) {
        if (!read(parameter, parameters))
            return parameter.name;
    }
    return parameters;
}

QByteArray withBits(const char *name, int bits)
{
    return QByteArray("; ") + name + '=' + QByteArray::number(bits);
}

QByteArray noContextTakeover(bool server, bool client)
{
    QByteArray text;
    if (server)
        text += QByteArray("; ") + serverNoContextTakeover;
    if (client)
        text += QByteArray("; ") + clientNoContextTakeover;
    return text;
}

Acceptance accept(const Parameters &offer, const Compression &wanted)
{
    const int bits = bitsOf(wanted);
    const bool takesOver = wanted.contextTakeover;
    Acceptance accepted{
        .agreement =
            {
                .server = {.windowBits = std::min(bits, offer.serverBits.value_or(mostBits)),
                    .contextTakeover = takesOver && !offer.hasServerNoContextTakeover},
                .client = {.windowBits = mostBits,
                    .contextTakeover = takesOver && !offer.hasClientNoContextTakeover},
            },
        .response = extensionName,
    };
    auto &[server, client] = accepted.agreement;
    accepted.response += noContextTakeover(!server.contextTakeover, !client.contextTakeover);
    if (offer.serverBits)
        accepted.response += withBits(serverMaxWindowBits, server.windowBits);
    // Only a client that says so supports a smaller window (section 7.1.2.2).
    if (offer.hasClientMaxWindowBits) {
        client.windowBits = std::min(bits, offer.clientBits.value_or(mostBits));
        accepted.response += withBits(clientMaxWindowBits, client.windowBits);
    }
    return accepted;
}

QString wrong(const OpeningHandshake::Fields &response, const QString &problem)
{
    return OpeningHandshake::problemWith(response, extensionsField, problem);
}

} // namespace

QByteArray offer(const Compression &wanted)
{
    const int bits = bitsOf(wanted);
    const QByteArray common =
        extensionName + noContextTakeover(!wanted.contextTakeover, !wanted.contextTakeover);
    if (bits == mostBits)
        return common + "; " + clientMaxWindowBits;
    const QByteArray ownWindow = common + withBits(clientMaxWindowBits, bits);
    // A server that does not support a smaller window may accept the second.
    return ownWindow + withBits(serverMaxWindowBits, bits) + ", " + ownWindow;
}

std::optional<Acceptance> accept(const OpeningHandshake::Fields &request, const Compression &wanted)
{
    const auto offers = readExtensions(request);
    for (const Extension &offered : offers.value_or(QList<Extension>())) {
        if (offered.name != extensionName)
            continue;
        const auto parameters = read(offered);
        if (std::holds_alternative<Parameters>(parameters))
            return accept(std::get<Parameters>(parameters), wanted);
    }
    return {};
}

std::variant<std::optional<DeflateAgreement>, QString> readResponse(
    const OpeningHandshake::Fields &response, const std::optional<Compression> &wanted)
{
    const auto extensions = readExtensions(response);
    if (!extensions)
        return wrong(response, u"which is malformed"_s);
    if (extensions->isEmpty())
        return std::optional<DeflateAgreement>();
    if (!wanted)
        return wrong(response, u"and none was offered"_s);
    if (extensions->size() > 1 || extensions->constFirst().name != extensionName)
        return wrong(response, u"which is not what was offered"_s);
    const auto result = read(extensions->constFirst());
    if (const auto *name = std::get_if<QByteArray>(&result))
        return wrong(response,
            u"whose parameter %1 is unknown, has a wrong value, or comes twice"_s.arg(
                QString::fromLatin1(*name)));
    const auto &parameters = std::get<Parameters>(result);
    if (parameters.hasClientMaxWindowBits && !parameters.clientBits)
        return wrong(response, u"whose parameter client_max_window_bits has no value"_s);
    if (!wanted->contextTakeover && !parameters.hasServerNoContextTakeover)
        return wrong(response, u"which lacks the server_no_context_takeover of the offer"_s);
    const int ownBits = bitsOf(*wanted);
    return DeflateAgreement{
        .server = {.windowBits = parameters.serverBits.value_or(mostBits),
            .contextTakeover = !parameters.hasServerNoContextTakeover},
        .client = {.windowBits = std::min(ownBits, parameters.clientBits.value_or(mostBits)),
            .contextTakeover = wanted->contextTakeover && !parameters.hasClientNoContextTakeover},
    };
}

} // namespace WebSocketRpc::DeflateNegotiation
