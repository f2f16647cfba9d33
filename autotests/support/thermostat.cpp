// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "thermostat.h"

#include "moc_thermostat.cpp"
