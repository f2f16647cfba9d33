// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "heldcalls.h"
#include "waitfor.h"

#include <websocketrpc/progress.h>
#include <websocketrpc/server.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

class LongWork : public QObject, public HeldCalls
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> told(const CallContext &call) { return hold(call); }
};

} // namespace

// Cancelling and progress with the library that the Language Server Protocol comes from.
class tst_VscodeJsonRpc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void peerCancelsAMethodOfOurs();
    void peerHearsTheProgressOfAMethodOfOurs();
    void weCancelAMethodOfItsAndHearItsProgress();

private:
    LongWork m_work;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<QProcess> m_process;
    Channel *m_peer = nullptr;
};

void tst_VscodeJsonRpc::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_work.context = {};
    m_server = std::make_unique<Server>();
    m_server->setDialect(Dialect::JsonRpc2);
    m_server->expose(&m_work);
    QVERIFY(m_server->listen());
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->start(u"node"_s, {QStringLiteral(PEER_SCRIPT), m_server->url().toString()});
    QTRY_COMPARE(m_server->channels().size(), 1);
    m_peer = m_server->channels().first();
}

void tst_VscodeJsonRpc::cleanup()
{
    m_server.reset();
    m_process->kill();
    m_process->waitForFinished();
}

void tst_VscodeJsonRpc::peerCancelsAMethodOfOurs()
{
    const Reply<int> code = m_peer->call<int>("callAndCancel");
    QTRY_VERIFY(m_work.context.wantsProgress());
    QVERIFY(!m_work.context.isCancelled());
    m_work.context.setProgressValue(1);
    QCOMPARE(waitFor(code), int(Error::RequestCancelled));
    QVERIFY(m_work.context.isCancelled());
    QVERIFY(m_work.promise().isCanceled());
}

void tst_VscodeJsonRpc::peerHearsTheProgressOfAMethodOfOurs()
{
    const Reply<QJsonObject> heard = m_peer->call<QJsonObject>("callWithProgress");
    QTRY_VERIFY(m_work.context.wantsProgress());
    m_work.context.setProgressRange(0, 9);
    m_work.context.setProgressValueAndText(9, u"nearly"_s);
    m_work.finish(5);
    const QJsonObject progress = {
        {u"value"_s, 9}, {u"minimum"_s, 0}, {u"maximum"_s, 9}, {u"text"_s, u"nearly"_s}};
    QCOMPARE(
        waitFor(heard), (QJsonObject{{u"progress"_s, QJsonArray{progress}}, {u"result"_s, 5}}));
}

void tst_VscodeJsonRpc::weCancelAMethodOfItsAndHearItsProgress()
{
    QList<Progress> seen;
    Reply<int> reply =
        m_peer->with({.progress = true}).call<int>("work").onProgress(this, [&](const Progress &p) {
            seen.append(p);
        });
    QTRY_COMPARE(seen, (QList<Progress>{{30, 0, 100, u"at it"_s}}));
    QVERIFY(!waitFor(m_peer->call<bool>("workWasCancelled")));
    reply.cancel();
    QTRY_VERIFY(waitFor(m_peer->call<bool>("workWasCancelled")));
}

QTEST_GUILESS_MAIN(tst_VscodeJsonRpc)
#include "tst_vscodejsonrpc.moc"
