// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "excerpt_p.h"

#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

class tst_Excerpt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void excerptIsOneSafeLine_data();
    void excerptIsOneSafeLine();
    void longUtf8IsCutAtACharacter_data();
    void longUtf8IsCutAtACharacter();
};

void tst_Excerpt::excerptIsOneSafeLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("excerpt");
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("plain") << u"no such account"_s << u"no such account"_s;
    QTest::newRow("lines") << u"\n one\r\n\ttwo \n"_s << u"one two"_s;
    QTest::newRow("line separators") << u"one\u2028two\u2029three"_s << u"one two three"_s;
    QTest::newRow("terminal") << u"a\x1b[31mb\x07"
                                 "c\x7f"
                                 "d\u009b"
                                 "e"_s
                              << u"a [31mb c d e"_s;
    QTest::newRow("direction") << u"a\u202eb\u2066c"_s << u"a b c"_s;
    QTest::newRow("NUL") << u"a\0b"_s << u"a b"_s;
    QTest::newRow("long") << QString(11, u'x') << QString(10, u'x') + u'…';
    QTest::newRow("just fits") << QString(10, u'x') << QString(10, u'x');
    QTest::newRow("beyond the basic plane") << u"a\U0001F600b"_s << u"a\U0001F600b"_s;
    QTest::newRow("cut at a character") << u"123456789\U0001F600"_s << u"123456789…"_s;
    QTest::newRow("half a character") << u"a"_s + QChar(0xd83d) << u"a\ufffd"_s;
}

void tst_Excerpt::excerptIsOneSafeLine()
{
    QFETCH(const QString, text);
    QFETCH(const QString, excerpt);
    constexpr qsizetype maximum = 10;
    if (text.size() > maximum && !excerpt.endsWith(u'…'))
        QCOMPARE(excerptOf(text), excerpt);
    else
        QCOMPARE(excerptOf(text, maximum), excerpt);
    if (maximum >= text.size() && QStringView(text).isValidUtf16())
        QCOMPARE(excerptOf(QByteArrayView(text.toUtf8()), maximum), excerpt);
}

void tst_Excerpt::longUtf8IsCutAtACharacter_data()
{
    QTest::addColumn<QByteArray>("utf8");
    QTest::addColumn<QString>("excerpt");
    constexpr int many = 100;
    QTest::newRow("one byte each") << QByteArray(many, 'x') << QString(10, u'x') + u'…';
    QTest::newRow("two bytes") << QString(many, u'é').toUtf8() << QString(10, u'é') + u'…';
    QTest::newRow("three bytes") << QString(many, u'€').toUtf8() << QString(10, u'€') + u'…';
    QTest::newRow("four bytes") << u"\U0001F600"_s.repeated(many).toUtf8()
                                << u"\U0001F600"_s.repeated(5) + u'…';
    QTest::newRow("blank") << QByteArray("a") + QByteArray(many, ' ') + QByteArray("b") << u"a…"_s;
    QTest::newRow("blank, then three bytes")
        << QByteArray("a") + QByteArray(41, ' ') + QByteArray("€€€") << u"a…"_s;
    QTest::newRow("no UTF-8") << QByteArray(many, '\x80') << QString(10, u'\ufffd') + u'…';
}

void tst_Excerpt::longUtf8IsCutAtACharacter()
{
    QFETCH(const QByteArray, utf8);
    QFETCH(const QString, excerpt);
    QCOMPARE(excerptOf(QByteArrayView(utf8), 10), excerpt);
}

QTEST_APPLESS_MAIN(tst_Excerpt)
#include "tst_excerpt.moc"
