// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drive.h"

#include <QGuiApplication>
#include <QPainter>
#include <QQuickItem>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

class tst_ThermostatExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void windowsFollowOneAnother();
    void refusedSetpointIsShown();
    void alarmIsShownInBoth();
    void windowsSurviveARestart();

private:
    [[nodiscard]] static QQuickItem *item(const QQuickWindow *window, const QString &name);
    static void click(QQuickWindow *window, const QString &name);
    static void drag(QQuickWindow *window, double degrees);
    [[nodiscard]] static double setpoint(const QQuickWindow *window);
    [[nodiscard]] static QString notice(const QQuickWindow *window);

    QQuickWindow *m_hall = nullptr;
    QQuickWindow *m_kitchen = nullptr;
};

void tst_ThermostatExample::init()
{
    for (QWindow *const window : QGuiApplication::topLevelWindows()) {
        if (window->objectName() == u"hall")
            m_hall = qobject_cast<QQuickWindow *>(window);
        if (window->objectName() == u"kitchen")
            m_kitchen = qobject_cast<QQuickWindow *>(window);
    }
    QVERIFY(m_hall && m_kitchen);
    QVERIFY(QTest::qWaitForWindowExposed(m_hall));
    QVERIFY(QTest::qWaitForWindowExposed(m_kitchen));
}

QQuickItem *tst_ThermostatExample::item(const QQuickWindow *window, const QString &name)
{
    auto *const found = window->findChild<QQuickItem *>(name);
    if (!found)
        qFatal("there is no item '%s'", qPrintable(name));
    return found;
}

void tst_ThermostatExample::click(QQuickWindow *window, const QString &name)
{
    const QQuickItem *const target = item(window, name);
    const QPointF centre = target->mapToScene({target->width() / 2, target->height() / 2});
    QTest::mouseClick(window, Qt::LeftButton, {}, centre.toPoint());
}

// The handle of the slider from where it is to where it shows so many degrees, of 35.
void tst_ThermostatExample::drag(QQuickWindow *window, double degrees)
{
    const QQuickItem *const slider = item(window, u"setpoint"_s);
    const auto *const handle = slider->property("handle").value<QQuickItem *>();
    const QPoint from = handle->mapToScene({handle->width() / 2, handle->height() / 2}).toPoint();
    const double range = slider->width() - handle->width();
    const double to = slider->mapToScene({}).x() + handle->width() / 2 + range * degrees / 35;
    QTest::mousePress(window, Qt::LeftButton, {}, from);
    QTest::mouseMove(window, {qRound((from.x() + to) / 2), from.y()});
    QTest::mouseMove(window, {qRound(to), from.y()});
    QTest::mouseRelease(window, Qt::LeftButton, {}, {qRound(to), from.y()});
}

double tst_ThermostatExample::setpoint(const QQuickWindow *window)
{
    return item(window, u"setpoint"_s)->property("value").toDouble();
}

QString tst_ThermostatExample::notice(const QQuickWindow *window)
{
    return item(window, u"notice"_s)->property("text").toString();
}

void tst_ThermostatExample::windowsFollowOneAnother()
{
    QTRY_VERIFY(item(m_hall, u"setpoint"_s)->isEnabled());
    QTRY_VERIFY(item(m_kitchen, u"setpoint"_s)->isEnabled());
    QTRY_COMPARE(setpoint(m_hall), 21.0);
    QTRY_COMPARE(setpoint(m_kitchen), 21.0);
    drag(m_hall, 25);
    QTRY_VERIFY(qAbs(setpoint(m_kitchen) - 25) < 1);
    QCOMPARE(setpoint(m_kitchen), setpoint(m_hall));
    drag(m_kitchen, 23);
    QTRY_VERIFY(qAbs(setpoint(m_hall) - 23) < 1);
    QCOMPARE(setpoint(m_hall), setpoint(m_kitchen));
    QTRY_VERIFY(item(m_hall, u"temperature"_s)->property("heating").toBool());
    QTRY_COMPARE(item(m_hall, u"temperature"_s)->property("temperature").toDouble(),
        item(m_kitchen, u"temperature"_s)->property("temperature").toDouble());
}

void tst_ThermostatExample::refusedSetpointIsShown()
{
    drag(m_hall, 2);
    QTRY_COMPARE(notice(m_hall), u"the setpoint is from 5 to 30 degrees"_s);
    QTRY_VERIFY(setpoint(m_hall) >= 5); // it is back where the server has it
    QCOMPARE(setpoint(m_hall), setpoint(m_kitchen));
}

void tst_ThermostatExample::alarmIsShownInBoth()
{
    drag(m_hall, 24);
    QTRY_VERIFY(item(m_kitchen, u"temperature"_s)->property("heating").toBool());
    click(m_kitchen, u"window"_s);
    QTRY_VERIFY(notice(m_kitchen).startsWith(u"Only 1"));
    QTRY_VERIFY(notice(m_hall).startsWith(u"Only 1"));
    QTRY_VERIFY(qAbs(setpoint(m_kitchen) - 24) < 1);
    QImage both(m_hall->size() + QSize(m_kitchen->width() + 24, 0), QImage::Format_RGB32);
    both.fill(Qt::white);
    QPainter painter(&both);
    painter.drawImage(0, 0, m_hall->grabWindow());
    painter.drawImage(m_hall->width() + 24, 0, m_kitchen->grabWindow());
    painter.end();
    QVERIFY(both.save(QStringLiteral(SCREENSHOT)));
}

void tst_ThermostatExample::windowsSurviveARestart()
{
    const double before = setpoint(m_hall);
    click(m_hall, u"running"_s);
    QTRY_COMPARE(notice(m_kitchen), u"The server does not answer."_s);
    QVERIFY(!item(m_kitchen, u"setpoint"_s)->isEnabled());
    QCOMPARE(setpoint(m_kitchen), before);
    click(m_kitchen, u"running"_s);
    QTRY_VERIFY_WITH_TIMEOUT(item(m_hall, u"setpoint"_s)->isEnabled(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(item(m_kitchen, u"setpoint"_s)->isEnabled(), 10'000);
    drag(m_kitchen, 18);
    QTRY_VERIFY(qAbs(setpoint(m_hall) - 18) < 1);
}

DRIVE_THIS_PROGRAM(tst_ThermostatExample)

#include "tst_thermostatexample.moc"
