// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drive.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

class tst_WidgetsExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void connects();
    void missingCustomerIsShown();
    void callIsCancelled();
    void reportIsShown();

private:
    template<typename Widget>
    [[nodiscard]] Widget *widget(const QString &name) const
    {
        auto *const found = m_window->findChild<Widget *>(name);
        if (!found)
            qFatal("there is no widget '%s'", qPrintable(name));
        return found;
    }
    [[nodiscard]] QString result() const { return widget<QLabel>(u"result"_s)->text(); }
    void click(const QString &button) const
    {
        QTest::mouseClick(widget<QPushButton>(button), Qt::LeftButton);
    }

    QMainWindow *m_window = nullptr;
};

void tst_WidgetsExample::init()
{
    QCOMPARE(QApplication::topLevelWidgets().size(), 1);
    m_window = qobject_cast<QMainWindow *>(QApplication::topLevelWidgets().constFirst());
    QVERIFY(m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

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
    QVERIFY(m_window->grab().save(QStringLiteral(SCREENSHOT)));
}

DRIVE_THIS_PROGRAM(tst_WidgetsExample)

#include "tst_widgetsexample.moc"
