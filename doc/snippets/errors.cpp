// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::handleError()
{
    WebSocketRpc::Client &client = *m_client;
    QString text;
    //! [handle]
    client.call<double>("divide", 1, 0)
        .then(this, [&](double quotient) { text = QString::number(quotient); })
        .onFailed(this, [&](const WebSocketRpc::Error &error) {
            if (error.kind() == WebSocketRpc::Error::Kind::Remote)
                text = u"the peer says: %1 (%2)"_s.arg(error.message()).arg(error.code());
            else
                text = u"the call did not get through: %1"_s.arg(error.message());
        });
    //! [handle]
    QTRY_COMPARE(text, u"the peer says: division by zero (1)"_s);
}

void Snippets::hearOfFailures()
{
    WebSocketRpc::Client &client = *m_client;
    QStringList failures;
    //! [unhandled]
    connect(&client, &WebSocketRpc::Channel::callFailed, this,
        [&](const QString &method, const WebSocketRpc::Error &error) {
            failures.append(method + u": "_s + error.message());
        });
    //! [unhandled]
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"'divide' failed"_s));
    client.call<double>("divide", 1, 0);
    QTRY_COMPARE(failures, QStringList(u"divide: division by zero"_s));
}

void Snippets::cancel()
{
    WebSocketRpc::Client &client = *m_client;
    bool cancelled = false;
    //! [cancel]
    auto reply = client.call<int>("addSlowly", 1, 2);
    reply.onFailed(this, [&](const WebSocketRpc::Error &error) {
        cancelled = error.kind() == WebSocketRpc::Error::Kind::Cancelled;
        return 0;
    });
    reply.cancel();
    //! [cancel]
    QTRY_VERIFY(cancelled);
}
