// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deflater_p.h"
#include "framereader_p.h"
#include "inflater_p.h"

namespace WebSocketRpc {

// The extension permessage-deflate (RFC 7692) on one connection, at one end.
struct PerMessageDeflate
{
    PerMessageDeflate(Role role, const DeflateAgreement &agreement, const Compression &compression)
        : inflater(role == Role::Server ? agreement.client : agreement.server)
        , deflater(role == Role::Server ? agreement.server : agreement.client, compression)
    {
    }

    Inflater inflater;
    Deflater deflater;
};

} // namespace WebSocketRpc
