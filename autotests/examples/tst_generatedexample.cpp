// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "drive.h"

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>

#include <algorithm>

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

public Q_SLOTS:
    void keepNotice(const QString &notice) { m_notices.append(notice); }

private:
    [[nodiscard]] QQuickItem *item(const QString &name) const;
    [[nodiscard]] QString text(const QString &name) const
    {
        return item(name)->property("text").toString();
    }

    [[nodiscard]] bool hasNotice(const QString &beginning) const
    {
        return std::ranges::any_of(m_notices,
            [&beginning](const QString &notice) { return notice.startsWith(beginning); });
    }

    QQuickWindow *m_window = nullptr;
    QStringList m_notices; // one soon replaces another
};

void tst_GeneratedExample::init()
{
    m_window = qobject_cast<QQuickWindow *>(QGuiApplication::topLevelWindows().constFirst());
    QVERIFY(m_window);
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    connect(item(u"notice"_s), SIGNAL(textChanged(QString)), this, SLOT(keepNotice(QString)),
        Qt::UniqueConnection);
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
    (void)m_window->grabWindow(); // so that everything has its place
    const auto *const button = item(u"water"_s);
    const QPointF centre = button->mapToScene({button->width() / 2, button->height() / 2});
    QTest::mouseClick(m_window, Qt::LeftButton, {}, centre.toPoint());
    QTRY_VERIFY(hasNotice(u"north has "_s));
    QVERIFY(m_window->grabWindow().save(QStringLiteral(SCREENSHOT)));
}

// The bed in the south has too little water after some 12 seconds.
void tst_GeneratedExample::gardenerWatersWhatIsDry()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNotice(u"The bed “south” was dry."_s), 30'000);
}

DRIVE_THIS_PROGRAM(tst_GeneratedExample)

#include "tst_generatedexample.moc"
