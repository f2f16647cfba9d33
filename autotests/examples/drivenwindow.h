// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "drive.h"

#include <QApplication>
#include <QMainWindow>
#include <QPushButton>

// A test of a program that shows one main window.
class DrivenWindow : public QObject
{
    Q_OBJECT

protected:
    template<typename Widget>
    [[nodiscard]] Widget *widget(const QString &name) const
    {
        auto *const found = m_window->findChild<Widget *>(name);
        if (!found)
            qFatal("there is no widget '%s'", qPrintable(name));
        return found;
    }
    void click(const QString &button) const
    {
        QTest::mouseClick(widget<QPushButton>(button), Qt::LeftButton);
    }
    [[nodiscard]] QPixmap picture() const { return m_window->grab(); }

private Q_SLOTS:
    void init()
    {
        QCOMPARE(QApplication::topLevelWidgets().size(), 1);
        m_window = qobject_cast<QMainWindow *>(QApplication::topLevelWidgets().constFirst());
        QVERIFY(m_window);
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
    }

private:
    QMainWindow *m_window = nullptr;
};
