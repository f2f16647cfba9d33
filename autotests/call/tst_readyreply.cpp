// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/readyreply.h>

#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Replies that no call has made.
class tst_ReadyReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void valueIsThereAtOnce();
    void continuationRuns();
    void valueThatCannotBeCopiedIsMoved();
    void voidSucceeds();
    void errorIsHandled();
    void unseenErrorIsLogged();
};

void tst_ReadyReply::valueIsThereAtOnce()
{
    const QString text = u"a"_s;
    const Reply<QString> reply = readyReply(text);
    QVERIFY(reply.isFinished());
    QCOMPARE(reply.result(), text);
    QCOMPARE(reply.future().result(), text);
}

void tst_ReadyReply::continuationRuns()
{
    int sum = 0;
    readyReply(3).then(this, [&sum](int number) { sum += number; });
    QTRY_COMPARE(sum, 3);
}

void tst_ReadyReply::valueThatCannotBeCopiedIsMoved()
{
    Reply<std::unique_ptr<int>> reply = readyReply(std::make_unique<int>(7));
    QCOMPARE(*reply.takeResult(), 7);
}

void tst_ReadyReply::voidSucceeds()
{
    bool isDone = false;
    readyReply().then([&isDone] { isDone = true; });
    QVERIFY(isDone);
}

void tst_ReadyReply::errorIsHandled()
{
    int code = 0;
    failedReply<int>(Error(5, u"no"_s)).onFailed([&code](const Error &error) {
        code = error.code();
        return 0;
    });
    QCOMPARE(code, 5);
}

void tst_ReadyReply::unseenErrorIsLogged()
{
    QTest::ignoreMessage(QtWarningMsg, "nobody handles what a continuation has thrown: no");
    QVERIFY(failedReply<void>(Error(5, u"no"_s)).isFinished());
}

QTEST_GUILESS_MAIN(tst_ReadyReply)
#include "tst_readyreply.moc"
