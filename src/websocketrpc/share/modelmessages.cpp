// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelmessages_p.h"

#include "moc_modelmessages_p.cpp"
