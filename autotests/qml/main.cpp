// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <QtQuickTest>

QUICK_TEST_MAIN(qml)
