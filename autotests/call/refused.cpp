// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// Compiles, except for the lines that the compiler must refuse.

#include <websocketrpc/callinterface.h>
#include <websocketrpc/handlerinterface.h>

using namespace WebSocketRpc;

class Api : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int add(int a, int b) = 0;
};

class NoApi : public QObject // no Q_OBJECT
{
public:
    int add(int a, int b);
};

struct Peer : CallInterface<Peer>, HandlerInterface<Peer>
{
    Detail::CallHandle startCall(const Detail::CallRequest &, Detail::ResultPromise);
    void startNotification(const Detail::CallRequest &);
    void addHandler(QObject *, Detail::Handler, const HandlerOptions &);
    void removeHandlers(const std::optional<QByteArray> &, const QObject *);
};

void use(Peer &peer, QObject *context)
{
    peer.call<&Api::add>(1, 2);
    peer.call<int>("add", 1, 2).onFailed([]() noexcept { return 0; });
    peer.call<QVariant>("add", 1, 2).onFailed([](const Error &error) { return error.message(); });
    peer.call<int>("add", 1, 2).then([](int) {}).onFailed([](const Error &) {});
    peer.call<int>("add").onFailed([](const Error &error) -> int { throw error; });
    peer.on("add", context, [](int a, int b) noexcept { return a + b; });
    peer.onAny(context, [](const QString &) {});
#ifdef REFUSED
    peer.call<&Api::add>(1, 2, 3);
    peer.call<&Api::add>(1, "two");
    peer.call<&NoApi::add>(1, 2);
    peer.notify<&NoApi::add>(1, 2);
    peer.on("add", context, [](auto a) { return a; });
    peer.on("add", context, [](int &a) { ++a; });
    peer.onAny(context, [](int) {});
    peer.call<int>("add", 1, 2).onFailed([](const Error &) {});
    peer.call<int>("add", 1, 2).onFailed([] {});
    peer.call("add", 1, 2);
#endif
}
