// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

class tst_TextCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void randomStringsSurvive();
    void onlyStringsAreText_data();
    void onlyStringsAreText();
    void charIsOneUnit_data();
    void charIsOneUnit();
    void everyCharSurvives();
    void randomBytesSurvive();
    void onlyCanonicalBase64IsRead_data();
    void onlyCanonicalBase64IsRead();
    void urlsSurvive_data();
    void urlsSurvive();
    void malformedUrlIsRefused_data();
    void malformedUrlIsRefused();
    void brokenUrlIsNotWritten();
    void uuidsSurvive();
    void malformedUuidIsRefused_data();
    void malformedUuidIsRefused();
    void viewsAreWritten();
    void viewsAreNeverRead();
    void stringFitsBetterThanWhatItSpells();
};

void tst_TextCodecs::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_TextCodecs::randomStringsSurvive()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 300; ++i) {
        QString text;
        for (int j = 0; j < i % 40; ++j) {
            const char32_t unit = random->bounded(0x110000);
            text += QString::fromUcs4(&unit, QChar::isSurrogate(unit) ? 0 : 1);
        }
        QCOMPARE(survived(text), text);
    }
    QCOMPARE(survived(u"\"\\/\b\f\n\r\t\0x"_s), u"\"\\/\b\f\n\r\t\0x"_s);
    QCOMPARE(survived(u"\ufeff\ufeffno byte order mark"_s), u"\ufeff\ufeffno byte order mark"_s);
    QCOMPARE(survived(QString(100'000, u'\u00e4')).size(), 100'000);
}

void tst_TextCodecs::onlyStringsAreText_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"5", "65", "1.5", "true", "null", "[]", R"(["a"])", "{}"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_TextCodecs::onlyStringsAreText()
{
    QFETCH(const QByteArray, json);
    QCOMPARE(read<QString>(json).problem, "expected string, got "_L1 + QLatin1StringView(json));
    QVERIFY(!read<QChar>(json).problem.isEmpty());
    QVERIFY(!read<QByteArray>(json).problem.isEmpty());
    QVERIFY(!read<QUrl>(json).problem.isEmpty());
    QVERIFY(!read<QUuid>(json).problem.isEmpty());
}

void tst_TextCodecs::charIsOneUnit_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray(R"("")");
    QTest::newRow("two units") << QByteArray(R"("ab")");
    QTest::newRow("a surrogate pair") << QByteArray("\"\U0001F600\"");
    QTest::newRow("many") << QByteArray(R"("abcdef")");
}

void tst_TextCodecs::charIsOneUnit()
{
    QFETCH(const QByteArray, json);
    QVERIFY(read<QChar>(json).problem.startsWith(u"expected a string of one UTF-16 unit"));
}

void tst_TextCodecs::everyCharSurvives()
{
    for (char32_t unit = 0; unit <= 0xffff; ++unit) {
        if (!QChar::isSurrogate(unit) && survived(QChar(unit)) != QChar(unit))
            QFAIL(QByteArray::number(uint(unit), 16));
    }
}

void tst_TextCodecs::randomBytesSurvive()
{
    for (int size = 0; size < 300; ++size) {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(QRandomGenerator::global()->generate());
        QCOMPARE(survived(bytes), bytes);
    }
    QCOMPARE(written(QByteArray("hi")), QByteArray(R"("aGk=")"));
}

void tst_TextCodecs::onlyCanonicalBase64IsRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no base64") << QByteArray(R"("*")");
    QTest::newRow("padding missing") << QByteArray(R"("aGk")");
    QTest::newRow("padding twice") << QByteArray(R"("aGk==")");
    QTest::newRow("stray bits") << QByteArray(R"("aGl=")");
    QTest::newRow("white space") << QByteArray(R"("aG k=")");
    QTest::newRow("line break") << QByteArray(R"("aGk=\n")");
    QTest::newRow("URL alphabet") << QByteArray(R"("-_-_")");
    QTest::newRow("one letter") << QByteArray(R"("a")");
    QTest::newRow("padding only") << QByteArray(R"("====")");
}

void tst_TextCodecs::onlyCanonicalBase64IsRead()
{
    QFETCH(const QByteArray, json);
    QVERIFY(read<QByteArray>(json).problem.startsWith(u"expected base64, got "));
    QCOMPARE(fit<QByteArray>(json), Fit::None);
}

void tst_TextCodecs::urlsSurvive_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("empty") << QUrl();
    QTest::newRow("plain") << QUrl(u"http://example.org/"_s);
    QTest::newRow("everything") << QUrl(
        u"https://user:pass%20word@example.org:8443/a%2Fb/c?q=%26&r=1#fragment"_s);
    QTest::newRow("relative") << QUrl(u"../up/file.txt"_s);
    QTest::newRow("file") << QUrl::fromLocalFile(u"/tmp/with space"_s);
    QTest::newRow("international") << QUrl(u"https://b\u00fccher.example/stra\u00dfe"_s);
}

void tst_TextCodecs::urlsSurvive()
{
    QFETCH(const QUrl, url);
    QCOMPARE(survived(url), url);
}

void tst_TextCodecs::malformedUrlIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("port") << QByteArray(R"("http://example.org:99999/")");
    QTest::newRow("space") << QByteArray(R"("http://exa mple.org/")");
    QTest::newRow("percent") << QByteArray(R"("http://example.org/%zz")");
    QTest::newRow("host") << QByteArray(R"("http://[::1/")");
}

void tst_TextCodecs::malformedUrlIsRefused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(read<QUrl>(json).problem.startsWith(u"expected URL, got "));
}

void tst_TextCodecs::brokenUrlIsNotWritten()
{
    QVERIFY(written(QUrl(u"http://example.org:99999/"_s)).startsWith("expected a valid URL, got "));
}

void tst_TextCodecs::uuidsSurvive()
{
    for (int i = 0; i < 100; ++i) {
        const QUuid uuid = QUuid::createUuid();
        QCOMPARE(survived(uuid), uuid);
        QCOMPARE(read<QUuid>('"' + uuid.toByteArray() + '"').value, uuid);
        QCOMPARE(read<QUuid>('"' + uuid.toByteArray().toUpper() + '"').value, uuid);
    }
    QCOMPARE(survived(QUuid()), QUuid());
}

void tst_TextCodecs::malformedUuidIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no UUID") << QByteArray(R"("x")");
    QTest::newRow("empty") << QByteArray(R"("")");
    QTest::newRow("open brace") << QByteArray(R"("{67c8770b-44f1-410a-ab9a-f9b5446f13ee")");
    QTest::newRow("rest") << QByteArray(R"("67c8770b-44f1-410a-ab9a-f9b5446f13eex")");
    QTest::newRow("short") << QByteArray(R"("67c8770b-44f1-410a-ab9a-f9b5446f13e")");
    QTest::newRow("null with rest") << QByteArray(R"("00000000-0000-0000-0000-000000000000 ")");
}

void tst_TextCodecs::malformedUuidIsRefused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(read<QUuid>(json).problem.startsWith(u"expected UUID, got "));
}

void tst_TextCodecs::viewsAreWritten()
{
    QCOMPARE(written(QUtf8StringView(u8"\u00e4\"")), QByteArray("\"\u00e4\\\"\""));
    QCOMPARE(written(QStringView(u"\u00e4")), QByteArray("\"\u00e4\""));
    QCOMPARE(written(QLatin1StringView("\xe4")), QByteArray("\"\u00e4\""));
}

void tst_TextCodecs::viewsAreNeverRead()
{
    QVERIFY(!read<QStringView>(R"("a")").problem.isEmpty());
    QCOMPARE(fit<QUtf8StringView>(R"("a")"), Fit::None);
}

void tst_TextCodecs::stringFitsBetterThanWhatItSpells()
{
    QCOMPARE(fit<QString>(R"("a")"), Fit::Exact);
    QCOMPARE(fit<QChar>(R"("a")"), Fit::Widening);
    QCOMPARE(fit<QUrl>(R"("a")"), Fit::Widening);
    QCOMPARE(fit<QUuid>(R"("a")"), Fit::None);
}

QTEST_GUILESS_MAIN(tst_TextCodecs)
#include "tst_textcodecs.moc"
