// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <QSslConfiguration>

// The TLS options of the command line; the files are in PEM format.
struct TlsOptions
{
    QString authorities; // file; if empty, SSL_CERT_FILE in the environment, or the system's
    QString certificate; // file
    QString key; // file; if empty, the file of the certificate
    bool insecure = false;
};

[[nodiscard]] Parsed<QSslConfiguration> parseTls(const TlsOptions &options, Input &input);
