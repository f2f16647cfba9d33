// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/waitfor.h>

#include <QSignalSpy>
#include <QTest>

using WebSocketRpc::Test::errorOf;
using WebSocketRpc::Test::settles;
using WebSocketRpc::Test::waitFor;
