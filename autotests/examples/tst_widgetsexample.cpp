// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drivenwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>

using namespace Qt::StringLiterals;

class tst_WidgetsExample : public DrivenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void connects();
    void missingCustomerIsShown();
    void callIsCancelled();
    void reportIsShown();

private:
    [[nodiscard]] QString result() const { return widget<QLabel>(u"result"_s)->text(); }
};

void tst_WidgetsExample::connects()
{
    QTRY_VERIFY(widget<QLabel>(u"connection"_s)->text().startsWith(u"Connected to ws://"_s));
    QVERIFY(!widget<QPushButton>(u"cancel"_s)->isEnabled());
    QVERIFY(!widget<QProgressBar>(u"progress"_s)->isVisible());
}

void tst_WidgetsExample::missingCustomerIsShown()
{
    click(u"make"_s);
    QTRY_VERIFY(result().contains(u"needs a customer"_s));
}

void tst_WidgetsExample::callIsCancelled()
{
    QTest::keyClicks(widget<QLineEdit>(u"customer"_s), u"Analytical Engines"_s);
    click(u"make"_s);
    QVERIFY(widget<QProgressBar>(u"progress"_s)->isVisible());
    QVERIFY(!widget<QPushButton>(u"make"_s)->isEnabled());
    click(u"cancel"_s);
    QTRY_COMPARE(result(), u"Cancelled."_s);
    QVERIFY(!widget<QProgressBar>(u"progress"_s)->isVisible());
    QVERIFY(widget<QPushButton>(u"make"_s)->isEnabled());
}

void tst_WidgetsExample::reportIsShown()
{
    click(u"make"_s);
    QTRY_VERIFY(result().contains(u"Analytical Engines, 2026"_s));
    QVERIFY(result().contains(u"orders for"_s));
    click(u"make"_s);
    QVERIFY(widget<QProgressBar>(u"progress"_s)->isVisible());
    QVERIFY(picture().save(QStringLiteral(SCREENSHOT)));
}

DRIVE_THIS_PROGRAM(tst_WidgetsExample)

#include "tst_widgetsexample.moc"
