// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "utf8check_p.h"

#include <QTest>

using namespace WebSocketRpc;

class tst_Utf8Check : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCharacterIsValid();
    void everyPairOfBytesAsTheStandardSays();
    void longTextWithAWrongByteAnywhere();
};

void tst_Utf8Check::everyCharacterIsValid()
{
    for (char32_t character = 0; character <= 0x10ffff; ++character) {
        if (character >= 0xd800 && character <= 0xdfff)
            continue;
        const QByteArray utf8 = QString::fromUcs4(&character, 1).toUtf8();
        if (!Utf8Check::isValid(utf8))
            QFAIL(qPrintable(QStringLiteral("U+%1").arg(quint32(character), 0, 16)));
    }
}

// RFC 3629, section 4.
void tst_Utf8Check::everyPairOfBytesAsTheStandardSays()
{
    const auto mayFollow = [](int first, int second) {
        const auto isIn = [&](int low, int high) { return second >= low && second <= high; };
        if (first < 0x80) // a character of its own, and then the beginning of another
            return isIn(0, 0x7f) || isIn(0xc2, 0xf4);
        switch (first) {
        case 0xe0:
            return isIn(0xa0, 0xbf);
        case 0xed:
            return isIn(0x80, 0x9f);
        case 0xf0:
            return isIn(0x90, 0xbf);
        case 0xf4:
            return isIn(0x80, 0x8f);
        default:
            return first >= 0xc2 && first <= 0xf4 && isIn(0x80, 0xbf);
        }
    };
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            const char bytes[] = {char(first), char(second)};
            Utf8Check check;
            const bool isPossible = check.feed(QByteArrayView(bytes, 2));
            QVERIFY2(
                isPossible == mayFollow(first, second), QByteArray(bytes, 2).toHex().constData());
        }
    }
}

void tst_Utf8Check::longTextWithAWrongByteAnywhere()
{
    QByteArray text = QByteArray("abcdefghi\xc3\xa9jklmn\xe2\x82\xac").repeated(5);
    QVERIFY(Utf8Check::isValid(text));
    for (char &byte : text) {
        const char before = std::exchange(byte, char(0xff));
        QVERIFY(!Utf8Check::isValid(text));
        byte = before;
    }
}

QTEST_GUILESS_MAIN(tst_Utf8Check)
#include "tst_utf8check.moc"
