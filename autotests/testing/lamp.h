// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>
#include <websocketrpc/exposeoptions.h>

#include <QObject>
#include <QVariant>

// Larger than what a QVariant holds inside itself.
struct Spectrum
{
    Q_GADGET
    Q_PROPERTY(double red MEMBER red)
    Q_PROPERTY(double green MEMBER green)
    Q_PROPERTY(double blue MEMBER blue)
    Q_PROPERTY(double white MEMBER white)

public:
    double red = 0;
    double green = 0;
    double blue = 0;
    double white = 0;
};

class Lamp : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int brightness READ brightness WRITE setBrightness NOTIFY brightnessChanged)
    Q_PROPERTY(double power READ power NOTIFY powerChanged)
    Q_PROPERTY(QVariant label READ label WRITE setLabel NOTIFY labelChanged)
    Q_PROPERTY(QString model READ model CONSTANT)

public:
    static WebSocketRpc::ExposeOptions shared()
    {
        return {.prefix = QStringLiteral("lamp."),
            .sharedSignals = {QStringLiteral("blown"), QStringLiteral("touched"),
                QStringLiteral("traced")},
            .sharedProperties = {QStringLiteral("power"), QStringLiteral("model")},
            .writableProperties = {QStringLiteral("brightness"), QStringLiteral("label")}};
    }

    [[nodiscard]] virtual int brightness() const = 0;
    virtual void setBrightness(int percent) = 0;
    [[nodiscard]] virtual double power() const = 0;
    [[nodiscard]] virtual QVariant label() const = 0;
    virtual void setLabel(const QVariant &label) = 0;
    [[nodiscard]] virtual QString model() const = 0;
    Q_INVOKABLE virtual void turnOff() = 0;

Q_SIGNALS:
    void blown(const QString &reason, int times = 1);
    void touched(int at);
    void touched(const QString &where);
    void traced(const QVariant &value);
    void brightnessChanged(int percent);
    void powerChanged();
    void labelChanged();
};

class DeskLamp : public Lamp
{
    Q_OBJECT

public:
    [[nodiscard]] int brightness() const override { return m_brightness; }
    void setBrightness(int percent) override
    {
        if (percent > 100)
            throw WebSocketRpc::Error(4, QStringLiteral("too bright"));
        m_brightness = percent;
        Q_EMIT brightnessChanged(percent);
    }
    [[nodiscard]] double power() const override { return 9; }
    [[nodiscard]] QVariant label() const override { return {}; }
    void setLabel(const QVariant &) override { }
    [[nodiscard]] QString model() const override { return QStringLiteral("desk"); }
    void turnOff() override { setBrightness(0); }

private:
    int m_brightness = 50;
};
