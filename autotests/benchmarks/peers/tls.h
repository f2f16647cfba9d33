// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

[[nodiscard]] QSslConfiguration serverTls(); // with a new certificate
[[nodiscard]] QSslConfiguration clientTls(); // trusts any certificate

// A technique's server, at a wss url.
template<Service (*serve)(const ServeOptions &)>
Service serveOverTls(const ServeOptions &options)
{
    ServeOptions secure = options;
    secure.tls = serverTls();
    return serve(secure);
}

} // namespace Benchmarks
