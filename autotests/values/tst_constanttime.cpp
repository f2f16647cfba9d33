// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/constanttime.h>

#include <QTest>

using namespace WebSocketRpc;

class tst_ConstantTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameBytesAreEqual_data();
    void sameBytesAreEqual();
    void oneOtherBitIsNoticedAnywhere();
};

void tst_ConstantTime::sameBytesAreEqual_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<bool>("equal");
    QTest::newRow("same") << QByteArray("secret") << QByteArray("secret") << true;
    QTest::newRow("nothing") << QByteArray() << QByteArray("") << true;
    QTest::newRow("nul inside") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
    QTest::newRow("shorter") << QByteArray("secre") << QByteArray("secret") << false;
    QTest::newRow("longer") << QByteArray("secret\0", 7) << QByteArray("secret") << false;
    QTest::newRow("nothing and something") << QByteArray() << QByteArray("secret") << false;
    QTest::newRow("other case") << QByteArray("Secret") << QByteArray("secret") << false;
}

void tst_ConstantTime::sameBytesAreEqual()
{
    QFETCH(const QByteArray, left);
    QFETCH(const QByteArray, right);
    QTEST(equalInConstantTime(left, right), "equal");
    QTEST(equalInConstantTime(right, left), "equal");
}

void tst_ConstantTime::oneOtherBitIsNoticedAnywhere()
{
    const QByteArray secret(40, '\x5a');
    for (qsizetype i = 0; i < secret.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray other = secret;
            other[i] = char(uchar(other[i]) ^ (1u << bit));
            QVERIFY(!equalInConstantTime(secret, other));
        }
    }
}

QTEST_APPLESS_MAIN(tst_ConstantTime)

#include "tst_constanttime.moc"
