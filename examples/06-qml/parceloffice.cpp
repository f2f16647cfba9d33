// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parceloffice.h"

#include <QPromise>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using WebSocketRpc::Error;

namespace {

constexpr double heaviest = 30; // kg

void check(double weight)
{
    if (weight > heaviest)
        throw Error(1, u"Nothing heavier than %1 kg goes by parcel."_s.arg(heaviest));
}

} // namespace

ParcelOffice::ParcelOffice()
{
    //! [expose]
    m_server.expose(this, {.prefix = u"office."_s});
    m_server.expose(&m_parcels, {.name = u"parcels"_s});
    //! [expose]
    m_server.setDiscoverable({.title = u"Parcels"_s});
    setOpen(true);
    m_url = m_server.url();
}

void ParcelOffice::setOpen(bool open)
{
    if (open == isOpen())
        return;
    if (!open)
        m_server.close();
    else if (!m_server.listen(QHostAddress::LocalHost, quint16(m_url.port(0))))
        qWarning("%s", qUtf8Printable(m_server.errorString()));
    Q_EMIT openChanged();
}

QFuture<double> ParcelOffice::quote(const QString &destination, double weight) const
{
    check(weight);
    const double base = destination == "Germany"_L1 ? 4.5 : destination == "Europe"_L1 ? 9 : 17;
    auto promise = std::make_shared<QPromise<double>>();
    promise->start();
    QTimer::singleShot(150ms, this, [promise, price = base + 0.6 * weight] {
        promise->addResult(price);
        promise->finish();
    });
    return promise->future();
}

int ParcelOffice::send(const QString &recipient, const QString &destination, double weight)
{
    check(weight);
    if (recipient.trimmed().isEmpty())
        throw Error(2, u"A parcel needs a recipient."_s);
    const int number = m_parcels.add(recipient, destination);
    move(number);
    return number;
}

// From station to station.
void ParcelOffice::move(int number)
{
    QTimer::singleShot(700ms, this, [this, number] {
        if (m_parcels.move(number))
            move(number);
    });
}
