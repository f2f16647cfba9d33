// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Built with the flags of pkg-config for the library for tests, without CMake and moc.

#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/waitfor.h>

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto [left, right] = WebSocketRpc::Test::channelPair();
    const WebSocketRpc::Error error = WebSocketRpc::Test::errorOf(left->call<int>("nothing"));
    return error.code() == -32601 ? EXIT_SUCCESS : EXIT_FAILURE;
}
