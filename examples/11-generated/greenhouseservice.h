// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "bed.h"

#include <websocketrpc/server.h>
#include <websocketrpc/stream.h>

#include <QBasicTimer>
#include <QList>

// The server side: a greenhouse that gets warm and dries out.
class GreenhouseService : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double temperature READ temperature NOTIFY temperatureChanged)
    Q_PROPERTY(int vents READ vents WRITE setVents NOTIFY ventsChanged)
    Q_PROPERTY(QList<Bed> beds READ beds NOTIFY bedsChanged)
    Q_CLASSINFO("property.vents", "How far the vents are open, in percent.")
    Q_CLASSINFO("method.water", "Waters a bed, and returns how wet it is then, in percent.")
    Q_CLASSINFO("method.water.litres", "5 by default.")
    Q_CLASSINFO("method.water.error.1", "There is no such bed.")
    Q_CLASSINFO("method.forecast", "Foretells the temperature of each hour to come.")
    Q_CLASSINFO("signal.dried", "A bed has become too dry.")

public:
    GreenhouseService();

    [[nodiscard]] double temperature() const { return m_temperature; }
    [[nodiscard]] int vents() const { return m_vents; }
    // From 0 to 100; throws an Error for others.
    void setVents(int percent);
    [[nodiscard]] QList<Bed> beds() const { return m_beds; }

    Q_INVOKABLE double water(const QString &bed, double litres = 5);
    Q_INVOKABLE WebSocketRpc::Stream<double> forecast(int hours) const;

    // Listens on a free port of the loopback interface. Browsers are let in with the page at this origin.
    [[nodiscard]] bool open(const QString &origin = QStringLiteral("http://localhost:8011"));
    [[nodiscard]] QUrl url() const { return m_server.url(); }

Q_SIGNALS:
    void temperatureChanged();
    void ventsChanged();
    void bedsChanged();
    void dried(const QString &bed);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void dry();

    double m_temperature = 24;
    int m_vents = 20;
    QList<Bed> m_beds;
    QBasicTimer m_timer;
    WebSocketRpc::Server m_server;
};
