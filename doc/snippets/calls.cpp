// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Snippets::call()
{
    QString label;
    //! [server]
    Calculator calculator;
    WebSocketRpc::Server server;
    server.expose(&calculator);
    if (!server.listen(QHostAddress::LocalHost, 0)) // 0: any free port; see server.url()
        qWarning() << server.errorString();
    //! [server]

    //! [client]
    WebSocketRpc::Client client(server.url());
    client.open();
    client.call<int>("add", 1, 2)
        .then(this, [&](int sum) { label = QString::number(sum); })
        .onFailed(this, [&](const WebSocketRpc::Error &error) { label = error.message(); });
    //! [client]
    QTRY_COMPARE(label, u"3"_s);
}

void Snippets::callByName()
{
    WebSocketRpc::Client &client = *m_client;
    //! [by name]
    QFuture<int> sum = client.call<int>("add", {{"a", 1}, {"b", 2}});
    //! [by name]
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
}

void Snippets::callMethod()
{
    WebSocketRpc::Client &client = *m_client;
    //! [checked]
    QFuture<int> sum = client.call<&CalculatorApi::addSlowly>(1, 2);
    //! [checked]
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
}

void Snippets::callWithOptions()
{
    WebSocketRpc::Client &client = *m_client;
    //! [with]
    client.setCallOptions({.timeout = 30s});
    const auto sum = client.with({.timeout = 5s, .waitForConnection = true}).call<int>("add", 1, 2);
    //! [with]
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
}

void Snippets::callWithArguments()
{
    WebSocketRpc::Client &client = *m_client;
    //! [arguments]
    QVariantMap named;
    named.insert(u"a"_s, 1);
    named.insert(u"b"_s, 2);
    const auto sum = client.call<QJsonValue>("add", WebSocketRpc::Arguments(named));
    //! [arguments]
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), QJsonValue(3));
}

void Snippets::callInBatch()
{
    WebSocketRpc::Client &client = *m_client;
    //! [batch]
    WebSocketRpc::Batch batch = client.batch();
    const auto sum = batch.call<int>("add", 1, 2);
    const auto half = batch.call<double>("divide", 3);
    batch.notify("log", "a batch");
    batch.send();
    //! [batch]
    QTRY_VERIFY(sum.isFinished() && half.isFinished());
    QCOMPARE(sum.result(), 3);
    QCOMPARE(half.result(), 1.5);
    QTRY_COMPARE(m_serverLog.lines, QStringList{u"a batch"_s});
}

void Snippets::notify()
{
    WebSocketRpc::Client &client = *m_client;
    //! [notify]
    client.notify("log", "started");
    //! [notify]
    QTRY_COMPARE(m_serverLog.lines, QStringList{u"started"_s});
}
