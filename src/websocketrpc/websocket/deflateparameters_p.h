// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

namespace WebSocketRpc {

// How one end compresses its messages (RFC 7692, section 7.1).
struct DeflateParameters
{
    int windowBits = 15; // it refers no further back than that
    bool contextTakeover = true; // it may refer to earlier messages

    friend bool operator==(const DeflateParameters &, const DeflateParameters &) = default;
};

// What both ends have agreed on.
struct DeflateAgreement
{
    DeflateParameters server;
    DeflateParameters client;

    friend bool operator==(const DeflateAgreement &, const DeflateAgreement &) = default;
};

} // namespace WebSocketRpc
