// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "scriptvalues.h"

#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

// Each property is true for all values, or a list of names of members.
class ConversionSettings : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QJSValue dates MEMBER m_dates WRITE setDates NOTIFY changed)
    Q_PROPERTY(QJSValue bytes MEMBER m_bytes WRITE setBytes NOTIFY changed)
    Q_PROPERTY(QJSValue bigIntegers MEMBER m_bigIntegers WRITE setBigIntegers NOTIFY changed)

public:
    explicit ConversionSettings(QObject *parent = nullptr) : QObject(parent) { }

    [[nodiscard]] Conversions conversions() const { return m_conversions; }

    void assign(const ConversionSettings &other);

    void setDates(const QJSValue &dates);
    void setBytes(const QJSValue &bytes);
    void setBigIntegers(const QJSValue &bigIntegers);

Q_SIGNALS:
    void changed();

private:
    void set(QJSValue &property, MemberSelection &selection, const QJSValue &value);

    QJSValue m_dates = false;
    QJSValue m_bytes = false;
    QJSValue m_bigIntegers = false;
    Conversions m_conversions;
};

} // namespace WebSocketRpc
