// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drive.h"

#include <QAbstractItemModel>
#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

class tst_QmlExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void connectsAndQuotes();
    void errorIsShown();
    void parcelIsSentAndTracked();
    void closedOfficeIsSeen();

private:
    [[nodiscard]] QQuickItem *item(const QString &name) const;
    void click(const QString &name) const;
    [[nodiscard]] QString newestStation() const;

    QQuickWindow *m_window = nullptr;
};

void tst_QmlExample::init()
{
    QCOMPARE(QGuiApplication::topLevelWindows().size(), 1);
    m_window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    QVERIFY(m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

QQuickItem *tst_QmlExample::item(const QString &name) const
{
    auto *const found = m_window->findChild<QQuickItem *>(name);
    if (!found)
        qFatal("there is no item '%s'", qPrintable(name));
    return found;
}

void tst_QmlExample::click(const QString &name) const
{
    const QQuickItem *const target = item(name);
    const QPointF centre = target->mapToScene({target->width() / 2, target->height() / 2});
    QTest::mouseClick(m_window, Qt::LeftButton, {}, centre.toPoint());
}

QString tst_QmlExample::newestStation() const
{
    const auto *const parcels = item(u"parcels"_s)->property("model").value<QAbstractItemModel *>();
    const QModelIndex newest = parcels->index(0, 0);
    return parcels->data(newest, parcels->roleNames().key("station")).toString();
}

void tst_QmlExample::connectsAndQuotes()
{
    QTRY_COMPARE(item(u"badge"_s)->property("text").toString(), u"Connected"_s);
    QTRY_COMPARE(item(u"price"_s)->property("text").toString(), u"5.70 €"_s);
    item(u"weight"_s)->setProperty("value", 12);
    QTRY_COMPARE(item(u"price"_s)->property("text").toString(), u"11.70 €"_s);
}

void tst_QmlExample::errorIsShown()
{
    item(u"weight"_s)->setProperty("value", 40);
    QTRY_VERIFY(item(u"error"_s)->isVisible());
    QVERIFY(item(u"error"_s)->property("text").toString().contains(u"30 kg"_s));
    QVERIFY(!item(u"send"_s)->isEnabled());
    item(u"weight"_s)->setProperty("value", 12);
    QTRY_VERIFY(!item(u"error"_s)->isVisible());
    click(u"send"_s);
    QTRY_COMPARE(item(u"error"_s)->property("text").toString(), u"A parcel needs a recipient."_s);
}

void tst_QmlExample::parcelIsSentAndTracked()
{
    item(u"weight"_s)->setProperty("value", 4);
    const QStringList recipients = {u"Ada"_s, u"Grace"_s, u"Edsger"_s};
    for (int i = 0; i < recipients.size(); ++i) {
        item(u"destination"_s)->setProperty("currentIndex", i);
        click(u"recipient"_s);
        QTRY_VERIFY(item(u"recipient"_s)->hasActiveFocus());
        for (const QChar letter : recipients[i])
            QTest::keyClick(m_window, letter.toLatin1());
        QCOMPARE(item(u"recipient"_s)->property("text").toString(), recipients[i]);
        click(u"send"_s);
        QTRY_VERIFY(item(u"recipient"_s)->property("text").toString().isEmpty());
        QTRY_COMPARE(item(u"parcels"_s)->property("count").toInt(), i + 1);
        QTRY_VERIFY(
            !newestStation().isEmpty() && newestStation() != u"accepted"_s); // shows different ones
    }
    QVERIFY(!item(u"error"_s)->isVisible());
    QTRY_COMPARE(item(u"price"_s)->property("text").toString(), u"19.40 €"_s);
    QVERIFY(m_window->grabWindow().save(QStringLiteral(SCREENSHOT)));
}

void tst_QmlExample::closedOfficeIsSeen()
{
    click(u"open"_s);
    QTRY_VERIFY(item(u"badge"_s)->property("text").toString() != u"Connected"_s);
    QVERIFY(!item(u"send"_s)->isEnabled());
    QCOMPARE(item(u"open"_s)->property("text").toString(), u"Office is closed"_s);
    click(u"open"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        item(u"badge"_s)->property("text").toString(), u"Connected"_s, 10'000);
    QTRY_COMPARE(newestStation(), u"delivered"_s); // also where it was meanwhile
}

DRIVE_THIS_PROGRAM(tst_QmlExample)

#include "tst_qmlexample.moc"
