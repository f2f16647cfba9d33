// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/server.h>

#include <QtCore/qbasictimer.h>
#include <QtQml/qqmlregistration.h>

// What the server shares: clients follow its properties and its signal, set one property, and call one
// method.
class Thermostat : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double temperature READ temperature NOTIFY temperatureChanged)
    Q_PROPERTY(double setpoint READ setpoint WRITE setSetpoint NOTIFY setpointChanged)
    Q_PROPERTY(bool heating READ isHeating NOTIFY heatingChanged)
    Q_CLASSINFO("method.openWindow", "Lets cold air in.")
    Q_CLASSINFO("property.setpoint", "From 5 to 30 degrees.")
    Q_CLASSINFO("signal.alarm", "It is getting cold.")

public:
    Thermostat();

    [[nodiscard]] double temperature() const { return m_temperature; }
    [[nodiscard]] double setpoint() const { return m_setpoint; }
    // From 5 to 30 degrees; throws an Error for others.
    void setSetpoint(double degrees);
    [[nodiscard]] bool isHeating() const { return m_isHeating; }

    Q_INVOKABLE void openWindow();

Q_SIGNALS:
    void temperatureChanged();
    void setpointChanged();
    void heatingChanged();
    void alarm(double degrees); // it is getting cold

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void setTemperature(double degrees);

    double m_temperature = 20;
    double m_setpoint = 21;
    bool m_isHeating = false;
    QBasicTimer m_timer;
};

// The server, which can be stopped and started again.
class Boiler : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("There is one boiler, made in main().")
    Q_PROPERTY(QUrl url READ url CONSTANT)
    Q_PROPERTY(bool running READ isRunning WRITE setRunning NOTIFY runningChanged)

public:
    Boiler();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] bool isRunning() const { return m_server.isListening(); }
    void setRunning(bool running);

Q_SIGNALS:
    void runningChanged();

private:
    Thermostat m_thermostat;
    WebSocketRpc::Server m_server;
    QUrl m_url;
};
