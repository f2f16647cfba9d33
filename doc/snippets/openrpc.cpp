// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "openrpc.h"

#include "tst_snippets.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

int Divider::divide(int a, int b)
{
    if (b == 0)
        throw WebSocketRpc::Error(1, u"The divisor is 0."_s);
    return a / b;
}

void Snippets::beDiscoverable()
{
    WebSocketRpc::Server server;
    Divider divider;
    server.expose(&divider);
    //! [discoverable]
    server.setDiscoverable({.title = u"Calculator"_s, .version = u"1.2"_s});
    //! [discoverable]
    QVERIFY(server.listen());
    WebSocketRpc::Client client(server.url());
    client.open();
    const auto document = client.call<QJsonObject>("rpc.discover");
    QTRY_VERIFY(document.isFinished());
    const QJsonValue method = document.result()[u"methods"][0];
    QCOMPARE(method[u"description"], u"Divides one number by another."_s);
    QCOMPARE(method[u"errors"][0][u"message"], u"The divisor is 0."_s);
}
