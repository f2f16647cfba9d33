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

// At each station, calls a function of the client that sent the parcel.
void track(WebSocketRpc::Channel *channel, int number)
{
    const QStringList stations = {
        u"collected"_s, u"in the sorting centre"_s, u"out for delivery"_s, u"delivered"_s};
    for (qsizetype i = 0; i < stations.size(); ++i) {
        const double progress = double(i + 1) / double(stations.size());
        QTimer::singleShot((i + 1) * 700ms, channel, [=, station = stations[i]] {
            channel->notify(
                "parcelMoved", {{"number", number}, {"station", station}, {"progress", progress}});
        });
    }
}

} // namespace

ParcelOffice::ParcelOffice()
{
    m_server.expose(this);
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

int ParcelOffice::send(const WebSocketRpc::CallContext &context, const QString &recipient,
    const QString &destination, double weight)
{
    Q_UNUSED(destination)
    check(weight);
    if (recipient.trimmed().isEmpty())
        throw Error(2, u"A parcel needs a recipient."_s);
    track(context.channel(), ++m_lastNumber);
    return m_lastNumber;
}
