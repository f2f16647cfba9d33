// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/registertype.h>

#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::initTestCase()
{
    //! [register]
    WebSocketRpc::registerType<Point>();
    //! [register]
}

void Snippets::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_serverLog.lines.clear();
    m_clientLog.lines.clear();

    m_server = std::make_unique<WebSocketRpc::Server>();
    m_server->expose(&m_calculator);
    m_server->expose(&m_serverLog);
    QVERIFY(m_server->listen());
    m_client = std::make_unique<WebSocketRpc::Client>(m_server->url());
    m_client->expose(&m_clientLog);
    m_client->open();
}

void Snippets::cleanup()
{
    m_client.reset();
    m_server.reset();
}

QTEST_GUILESS_MAIN(Snippets)
