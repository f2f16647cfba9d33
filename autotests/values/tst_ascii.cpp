// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "ascii_p.h"

#include <QtCore/qstring.h>
#include <QtTest/qtest.h>

#include <string>

using namespace WebSocketRpc;

class tst_Ascii : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anySizeIsCopied();
    void nothingBeyondTheSizeIsTouched();
    void oneOtherCharacterIsNoticedAnywhere_data();
    void oneOtherCharacterIsNoticedAnywhere();
};

constexpr std::size_t longest = 70; // several blocks and a rest

static std::u16string letters(std::size_t size)
{
    std::u16string text;
    for (std::size_t i = 0; i < size; ++i)
        text += char16_t(u' ' + i);
    return text;
}

void tst_Ascii::anySizeIsCopied()
{
    for (std::size_t size = 0; size <= longest; ++size) {
        const std::u16string wide = letters(size);
        const QByteArray expected = QString::fromStdU16String(wide).toLatin1();
        std::string narrowed(size, '\0');
        QVERIFY(copyAscii(wide.data(), size, narrowed.data()));
        QCOMPARE(QByteArray::fromStdString(narrowed), expected);
        std::u16string widened(size, u'\0');
        QVERIFY(copyAscii(expected.data(), size, widened.data()));
        QCOMPARE(QString::fromStdU16String(widened), QString::fromStdU16String(wide));
    }
}

void tst_Ascii::nothingBeyondTheSizeIsTouched()
{
    for (std::size_t size = 0; size <= longest; ++size) {
        const std::u16string wide = letters(longest + 20);
        std::string out(longest + 20, '#');
        QVERIFY(copyAscii(wide.data() + 10, size, out.data() + 10));
        QCOMPARE(QByteArray::fromStdString(out.substr(0, 10)), QByteArray(10, '#'));
        QCOMPARE(QByteArray::fromStdString(out.substr(10 + size)),
            QByteArray(qsizetype(longest + 10 - size), '#'));
    }
}

void tst_Ascii::oneOtherCharacterIsNoticedAnywhere_data()
{
    QTest::addColumn<char16_t>("other");
    QTest::newRow("the first beyond ASCII") << u'\x80';
    QTest::newRow("the last of Latin-1") << u'\xff';
    QTest::newRow("whose low byte is ASCII") << u'\x0141';
    QTest::newRow("surrogate") << u'\xd83d';
}

void tst_Ascii::oneOtherCharacterIsNoticedAnywhere()
{
    QFETCH(const char16_t, other);
    for (std::size_t size = 1; size <= longest; ++size) {
        for (std::size_t place = 0; place < size; ++place) {
            std::u16string wide = letters(size);
            wide[place] = other;
            std::string narrowed(size, '\0');
            QVERIFY(!copyAscii(wide.data(), size, narrowed.data()));
            std::string bytes(size, 'a');
            bytes[place] = char(0x80 | other);
            std::u16string widened(size, u'\0');
            QVERIFY(!copyAscii(bytes.data(), size, widened.data()));
        }
    }
}

QTEST_APPLESS_MAIN(tst_Ascii)

#include "tst_ascii.moc"
