// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "parcelmodel.h"

#include <websocketrpc/server.h>

#include <QtQml/qqmlregistration.h>

// The server's object. Clients may call its invokable methods, and follow where the parcels are.
class ParcelOffice : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("There is one office, made in main().")
    Q_PROPERTY(bool open READ isOpen WRITE setOpen NOTIFY openChanged)
    Q_PROPERTY(QUrl url READ url CONSTANT)

public:
    ParcelOffice();

    [[nodiscard]] bool isOpen() const { return m_server.isListening(); }
    void setOpen(bool open);
    [[nodiscard]] QUrl url() const { return m_url; }

    // The price of a parcel, in euros. Takes a moment, as if a carrier were asked.
    Q_INVOKABLE QFuture<double> quote(const QString &destination, double weight) const;

    // Accepts a parcel and returns its number.
    Q_INVOKABLE int send(const QString &recipient, const QString &destination, double weight);

Q_SIGNALS:
    void openChanged();

private:
    void move(int number);

    ParcelModel m_parcels;
    WebSocketRpc::Server m_server;
    QUrl m_url;
};
