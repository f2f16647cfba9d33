// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include "longcalls.h"

#include <QObject>
#include <QTest>

using namespace Qt::StringLiterals;

//! [promise]
QFuture<QString> Reports::analyse(const QStringList &pages)
{
    return QtConcurrent::run([pages](QPromise<QString> &promise) {
        promise.setProgressRange(0, int(pages.size()));
        for (int i = 0; i < pages.size() && !promise.isCanceled(); ++i)
            promise.setProgressValueAndText(i + 1, pages.at(i));
        promise.addResult(u"%1 pages"_s.arg(pages.size()));
    });
}
//! [promise]

//! [context]
int Reports::count(int steps, const WebSocketRpc::CallContext &context)
{
    context.setProgressRange(0, steps);
    int step = 0;
    while (step < steps && !context.isCancelled())
        context.setProgressValue(++step);
    return step;
}
//! [context]

//! [nested]
QFuture<int> Reports::addElsewhere(int a, int b, const WebSocketRpc::CallContext &context)
{
    return m_elsewhere->call<int>("addLater", a, b).cancelWith(context);
}
//! [nested]

void Snippets::showProgress()
{
    WebSocketRpc::Client &client = *m_client;
    Reports reports;
    m_server->expose(&reports);
    struct
    {
        void setRange(int, int) { }
        void setValue(int value) { last = value; }
        int last = 0;
    } bar;
    QString result;
    //! [progress]
    client.with({.progress = true})
        .call<QString>("analyse", QStringList{u"one"_s, u"two"_s})
        .onProgress(this,
            [&](const WebSocketRpc::Progress &progress) {
                bar.setRange(progress.minimum, progress.maximum);
                bar.setValue(progress.value);
            })
        .then(this, [&](const QString &text) { result = text; });
    //! [progress]
    QTRY_COMPARE(result, u"2 pages"_s);
    QCOMPARE(bar.last, 2);
    QTRY_COMPARE(client.call<int>("count", 7).result(), 7);
}

void Snippets::cancelWithAnObject()
{
    WebSocketRpc::Client &client = *m_client;
    auto dialog = std::make_unique<QObject>();
    bool failed = false;
    //! [cancelWith]
    client.call<int>("addSlowly", 1, 2)
        .cancelWith(dialog.get()) // which the user may close before the answer comes
        .then(this, [](int sum) { qInfo("%d", sum); })
        //! [cancelWith]
        .onFailed(this, [&](const WebSocketRpc::Error &) { failed = true; });
    dialog.reset();
    QTRY_VERIFY(failed);
}

void Snippets::cancelNestedCalls()
{
    WebSocketRpc::Client &client = *m_client;
    Reports reports(&client);
    m_server->expose(&reports);
    QPromise<int> sum;
    sum.start();
    m_server->on("addLater", this, [&](int, int) { return sum.future(); });
    QTRY_COMPARE(m_server->channels().size(), 1);
    const WebSocketRpc::Channel &peer = *m_server->channels().first();
    auto reply = client.call<int>("addElsewhere", 1, 2);
    QTRY_COMPARE(peer.statistics().runningCalls, 2);
    reply.cancel();
    QTRY_COMPARE(peer.statistics().runningCalls, 0);
    QVERIFY(sum.isCanceled());
}
