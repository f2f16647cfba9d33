// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/exposeoptions.h>

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

// An object whose signals and properties are shared.
class Thermostat : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double temperature READ temperature NOTIFY temperatureChanged)
    Q_PROPERTY(double setpoint READ setpoint WRITE setSetpoint NOTIFY setpointChanged)
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(int secret READ secret NOTIFY secretChanged)

public:
    static WebSocketRpc::ExposeOptions shared(const QString &prefix = QStringLiteral("thermostat."))
    {
        return {.prefix = prefix,
            .sharedSignals = {QStringLiteral("alarm"), QStringLiteral("said")},
            .sharedProperties = {QStringLiteral("temperature"), QStringLiteral("name")},
            .writableProperties = {QStringLiteral("setpoint")}};
    }

    using QObject::QObject;

    [[nodiscard]] double temperature() const
    {
        ++reads;
        if (whenRead)
            whenRead();
        return m_temperature;
    }
    void setTemperature(double degrees)
    {
        m_temperature = degrees;
        Q_EMIT temperatureChanged();
    }
    [[nodiscard]] double setpoint() const { return m_setpoint; }
    void setSetpoint(double degrees)
    {
        if (degrees < 5 || degrees > 30)
            throw WebSocketRpc::Error(3, QStringLiteral("from 5 to 30"));
        m_setpoint = degrees;
        if (const auto instead = whenSet) // a copy, for it may delete this
            return instead();
        Q_EMIT setpointChanged();
    }
    [[nodiscard]] QString name() const { return QStringLiteral("hall"); }
    [[nodiscard]] int secret() const { return 42; }

    Q_INVOKABLE double heat(double degrees)
    {
        setTemperature(m_temperature + degrees);
        return m_temperature;
    }
    // Temperature, signal, temperature, signal.
    Q_INVOKABLE void alternate()
    {
        heat(1);
        Q_EMIT alarm(m_temperature);
        heat(1);
        Q_EMIT alarm(m_temperature);
    }
    Q_INVOKABLE void flood(int times)
    {
        for (int i = 1; i <= times; ++i)
            setTemperature(i);
    }
    Q_INVOKABLE void raiseAlarm(double degrees) { Q_EMIT alarm(degrees); }
    Q_INVOKABLE void say(const QString &text, int times) { Q_EMIT said(text, times); }
    // Answered when the event loop has run.
    Q_INVOKABLE QFuture<double> heatLater(double degrees)
    {
        const auto promise = std::make_shared<QPromise<double>>();
        promise->start();
        QMetaObject::invokeMethod(
            this,
            [this, promise, degrees] {
                promise->addResult(heat(degrees));
                promise->finish();
            },
            Qt::QueuedConnection);
        return promise->future();
    }

    [[nodiscard]] int receiversOfAll() const
    {
        return receivers(SIGNAL(alarm(double))) + receivers(SIGNAL(said(QString, int)))
            + receivers(SIGNAL(temperatureChanged())) + receivers(SIGNAL(setpointChanged()));
    }

    mutable int reads = 0; // of the temperature
    std::function<void()> whenRead;
    std::function<void()> whenSet; // instead of telling

Q_SIGNALS:
    void alarm(double degrees);
    void said(const QString &text, int times = 1);
    void hiddenSignal();
    void temperatureChanged();
    void setpointChanged();
    void secretChanged();

private:
    double m_temperature = 20;
    double m_setpoint = 21;
};
