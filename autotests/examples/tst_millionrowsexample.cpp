// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drivenwindow.h"

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QLabel>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>

using namespace Qt::StringLiterals;

class tst_MillionRowsExample : public DrivenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void firstRowsAreShown();
    void rowsInSightAreFetchedAlone();
    void rowsInSightFollowTheServer();
    void tableSurvivesARestart();

private:
    [[nodiscard]] const QAbstractItemModel *model() const
    {
        return widget<QTableView>(u"meters"_s)->model();
    }
    [[nodiscard]] QString text(int row, int column) const
    {
        return model()->index(row, column).data().toString();
    }
    [[nodiscard]] int topRow() const { return widget<QTableView>(u"meters"_s)->rowAt(0); }
    [[nodiscard]] QString powers() const; // of all rows in sight
    [[nodiscard]] QString status() const { return widget<QLabel>(u"status"_s)->text(); }
    [[nodiscard]] int fetched() const // rows
    {
        return status().section(u' ', 0, 0).remove(u',').toInt();
    }
};

QString tst_MillionRowsExample::powers() const
{
    constexpr int power = 5;
    QString all;
    for (int row = topRow(); row < topRow() + 15; ++row)
        all += text(row, power) + u'\n';
    return all;
}

void tst_MillionRowsExample::firstRowsAreShown()
{
    QTRY_COMPARE(model()->rowCount(), 1'000'000);
    QTRY_COMPARE(text(0, 0), u"E-0000001"_s);
    QCOMPARE(text(3, 1), u"Ampère Street 1"_s);
    QCOMPARE(model()->headerData(4, Qt::Horizontal).toString(), u"Reading"_s);
    QTRY_VERIFY(status().endsWith(u"of 1,000,000 rows fetched"));
}

void tst_MillionRowsExample::rowsInSightAreFetchedAlone()
{
    auto *const row = widget<QSpinBox>(u"row"_s);
    for (const int number : {500'000, 999'960, 250'000}) {
        row->setValue(number);
        QTRY_COMPARE(text(number - 1, 0), u"E-%1"_s.arg(number, 7, 10, QChar(u'0')));
        QCOMPARE(topRow(), number - 1);
    }
    auto *const table = widget<QTableView>(u"meters"_s);
    for (int i = 0; i < 50; ++i) { // page by page
        table->verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
        QTRY_VERIFY(!text(topRow(), 0).isEmpty());
    }
    QVERIFY(topRow() > 250'500);
    QVERIFY(fetched() > 500);
    QVERIFY2(fetched() < 5000, qPrintable(status()));
}

void tst_MillionRowsExample::rowsInSightFollowTheServer()
{
    const QString before = powers();
    QTRY_VERIFY(powers() != before);
    QVERIFY(picture().save(QStringLiteral(SCREENSHOT)));
}

void tst_MillionRowsExample::tableSurvivesARestart()
{
    const int top = topRow();
    const QString meter = text(top, 0);
    widget<QCheckBox>(u"running"_s)->click();
    QTRY_VERIFY(status().startsWith(u"Not connected."));
    QCOMPARE(text(top, 0), meter);
    QCOMPARE(topRow(), top);
    widget<QCheckBox>(u"running"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!status().startsWith(u"Not connected."), 10'000);
    QCOMPARE(topRow(), top);
    const QString before = powers();
    QTRY_VERIFY(powers() != before);
}

DRIVE_THIS_PROGRAM(tst_MillionRowsExample)

#include "tst_millionrowsexample.moc"
