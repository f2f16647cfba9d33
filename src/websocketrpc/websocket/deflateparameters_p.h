// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

namespace WebSocketRpc {

// How one end compresses its messages (RFC 7692, section 7.1).
struct DeflateParameters
{
    int windowBits = 15; // the farthest that a message refers back, as a power of two
    bool contextTakeover = true; // whether a message may refer to earlier ones

    friend bool operator==(const DeflateParameters &, const DeflateParameters &) = default;
};

// The agreement of both ends.
struct DeflateAgreement
{
    DeflateParameters server;
    DeflateParameters client;

    friend bool operator==(const DeflateAgreement &, const DeflateAgreement &) = default;
};

} // namespace WebSocketRpc
