// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/error.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QPromise>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramResult;

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void log(const QString &text) { lines.append(text); }
    Q_INVOKABLE void fail() { throw Error(7, u"no luck"_s, QJsonArray{1, u"two"_s}); }
    Q_INVOKABLE QFuture<int> never() { return m_never.future(); }

    QStringList lines;

private:
    QPromise<int> m_never;
};

class tst_WsrpcLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void loginComesFirst_data();
    void loginComesFirst();
    void refusedLoginIsReported();
    void unansweredLoginIsATimeout();

private:
    [[nodiscard]] ProgramResult call(const QStringList &words) const
    {
        return wsrpc(QStringList{u"call"_s, m_server.url().toString()} + words);
    }

    Methods m_methods;
    Server m_server;
};

void tst_WsrpcLogin::initTestCase()
{
    m_server.expose(&m_methods);
    QVERIFY(m_server.listen());
}

void tst_WsrpcLogin::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_methods.lines.clear();
}

void tst_WsrpcLogin::loginComesFirst_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("lines");
    const QString url = m_server.url().toString();
    const QStringList call = {url, u"log"_s, u"text=called"_s};
    QTest::newRow("call") << QStringList(u"call"_s) + call
                          << QStringList{u"it is me"_s, u"called"_s};
    QTest::newRow("notify") << QStringList(u"notify"_s) + call
                            << QStringList{u"it is me"_s, u"called"_s};
    QTest::newRow("on each connection")
        << QStringList{u"bench"_s, u"--connections=2"_s, u"--calls=2"_s} + call
        << QStringList{u"it is me"_s, u"it is me"_s, u"called"_s, u"called"_s};
}

void tst_WsrpcLogin::loginComesFirst()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, lines);
    const auto result = wsrpc(QStringList{u"--login"_s, u"log \"text=it is me\""_s} + arguments);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.status, 0);
    QTRY_COMPARE(m_methods.lines, lines);
}

void tst_WsrpcLogin::refusedLoginIsReported()
{
    const auto result = call({u"-l"_s, u"fail"_s, u"log"_s, u"text=called"_s});
    QCOMPARE(result.errors, QByteArray("wsrpc: error 7: the login failed: no luck\n[1,\"two\"]\n"));
    QCOMPARE(result.status, 1);
    QCOMPARE(m_methods.lines, QStringList());
}

void tst_WsrpcLogin::unansweredLoginIsATimeout()
{
    QCOMPARE(call({u"--login=never"_s, u"--timeout=0.2"_s, u"log"_s, u"text=called"_s}).status, 4);
}

QTEST_GUILESS_MAIN(tst_WsrpcLogin)
#include "tst_wsrpclogin.moc"
