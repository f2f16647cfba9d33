// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drive.h"

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>

using namespace Qt::StringLiterals;

namespace {

// The items of a Repeater are no children of it as objects.
QQuickItem *itemBelow(const QQuickItem *item, const QString &name)
{
    for (QQuickItem *const child : item->childItems()) {
        if (child->objectName() == name)
            return child;
        if (auto *const found = itemBelow(child, name))
            return found;
    }
    return nullptr;
}

} // namespace

class tst_GeneratedExample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void windowShowsTheGreenhouse();
    void bedIsWatered();
    void gardenerWatersWhatIsDry();

private:
    [[nodiscard]] QQuickItem *item(const QString &name) const;
    [[nodiscard]] QString text(const QString &name) const
    {
        return item(name)->property("text").toString();
    }

    QQuickWindow *m_window = nullptr;
};

void tst_GeneratedExample::init()
{
    m_window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    QVERIFY(m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
}

QQuickItem *tst_GeneratedExample::item(const QString &name) const
{
    auto *const found = itemBelow(m_window->contentItem(), name);
    if (!found)
        qFatal("there is no item '%s'", qPrintable(name));
    return found;
}

void tst_GeneratedExample::windowShowsTheGreenhouse()
{
    QTRY_VERIFY(text(u"temperature"_s).endsWith(u" °C"));
    QTRY_COMPARE(item(u"vents"_s)->property("value").toInt(), 20);
    QTRY_COMPARE(item(u"beds"_s)->property("count").toInt(), 3);
}

void tst_GeneratedExample::bedIsWatered()
{
    QTRY_COMPARE(item(u"beds"_s)->property("count").toInt(), 3);
    const auto *const button = item(u"water"_s);
    const QPointF centre = button->mapToScene({button->width() / 2, button->height() / 2});
    QTest::mouseClick(m_window, Qt::LeftButton, {}, centre.toPoint());
    QTRY_VERIFY(text(u"notice"_s).startsWith(u"north has "));
    QVERIFY(m_window->grabWindow().save(QStringLiteral(SCREENSHOT)));
}

// The bed in the south has too little water after some 12 seconds.
void tst_GeneratedExample::gardenerWatersWhatIsDry()
{
    QTRY_VERIFY_WITH_TIMEOUT(text(u"notice"_s).startsWith(u"The bed “south” was dry."), 30'000);
}

DRIVE_THIS_PROGRAM(tst_GeneratedExample)

#include "tst_generatedexample.moc"
