// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <QSslConfiguration>

// What the command line says of TLS; the files are in the PEM format.
struct TlsOptions
{
    QString authorities; // file; of SSL_CERT_FILE in the environment, or the system's, if empty
    QString certificate; // file
    QString key; // file; the certificate's if empty
    bool insecure = false;
};

[[nodiscard]] Parsed<QSslConfiguration> parseTls(const TlsOptions &options, Input &input);
