// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "qmlclient.h"

#include <QQmlContext>

using namespace Qt::StringLiterals;

QmlClient::QmlClient(const char *document)
{
    startServer();
    m_engine->addImportPath(QStringLiteral(QML_IMPORT_PATH));
    QQmlComponent component(m_engine.get());
    component.setData(document, {});
    m_root.reset(component.create());
    if (!m_root)
        qWarning("%s", qPrintable(component.errorString()));
}

void QmlClientTest::load(const char *document)
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_client.emplace(document);
    QVERIFY(m_client->isCreated());
}

QmlClient::~QmlClient()
{
    m_root.reset();
    m_engine.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void QmlClient::connectToServer()
{
    m_root->setProperty("url", m_server->url());
}

void QmlClient::startServer()
{
    m_server.emplace();
    m_server->expose(&m_thermostat, Thermostat::shared());
    if (!QTest::qWaitFor([this] { return m_server->listen(QHostAddress::LocalHost, m_port); }))
        qFatal("cannot listen: %s", qPrintable(m_server->errorString()));
    m_port = m_server->port();
}

QVariant QmlClient::run(const QString &script)
{
    QQmlExpression expression(qmlContext(m_root.get()), m_root.get(), script);
    const QVariant value = expression.evaluate();
    if (expression.hasError())
        qWarning("%s", qPrintable(expression.error().toString()));
    return value;
}

QString QmlClient::json(const QString &expression)
{
    return run(u"JSON.stringify("_s + expression + u')').toString();
}
