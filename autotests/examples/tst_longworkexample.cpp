// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drivenwindow.h"

#include <QLabel>
#include <QProgressBar>
#include <QTableView>

using namespace Qt::StringLiterals;

class tst_LongWorkExample : public DrivenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReadAsTheViewScrolls();
    void callTellsItsProgressAndIsCancelled();
    void totalIsShown();
};

void tst_LongWorkExample::rowsAreReadAsTheViewScrolls()
{
    auto *const table = widget<QTableView>(u"entries"_s);
    const QAbstractItemModel *const model = table->model();
    QTRY_VERIFY(model->rowCount() > 0);
    const int first = model->rowCount();
    QVERIFY(first <= 500);
    for (int page = 1; page <= 5; ++page) {
        const int before = model->rowCount();
        table->scrollToBottom();
        QTRY_VERIFY(model->rowCount() > before);
    }
    QVERIFY(model->rowCount() <= 10 * 500);
    for (int row = 0; row < model->rowCount(); ++row) {
        const QString number = QLocale(QLocale::English).toString(row + 1);
        QCOMPARE(model->index(row, 0).data().toString(), number);
    }
}

void tst_LongWorkExample::callTellsItsProgressAndIsCancelled()
{
    click(u"add"_s);
    const auto *const progress = widget<QProgressBar>(u"progress"_s);
    QTRY_VERIFY(progress->maximum() == 1'000'000 && progress->value() > 400'000);
    QVERIFY(progress->isVisible());
    QVERIFY(progress->text().endsWith(u" entries"_s));
    QVERIFY(picture().save(QStringLiteral(SCREENSHOT)));
    click(u"cancel"_s);
    QTRY_COMPARE(widget<QLabel>(u"total"_s)->text(), u"the call was cancelled"_s);
    QVERIFY(!progress->isVisible());
    QVERIFY(widget<QPushButton>(u"add"_s)->isEnabled());
}

void tst_LongWorkExample::totalIsShown()
{
    click(u"add"_s);
    QTRY_VERIFY_WITH_TIMEOUT(widget<QLabel>(u"total"_s)->text().startsWith(u"Total: "_s), 30'000);
}

DRIVE_THIS_PROGRAM(tst_LongWorkExample)

#include "tst_longworkexample.moc"
