// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "gardener.h"

#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;
using GreenhouseApi::Greenhouse;
using WebSocketRpc::Error;

static void say(const QString &what)
{
    QTextStream(stdout) << u"gardener: "_s << what << Qt::endl;
}

Gardener::Gardener(const QUrl &url) : m_client(url)
{
    //! [use]
    connect(&m_greenhouse, &Greenhouse::dried, this, &Gardener::water);
    //! [use]
    connect(&m_client, &WebSocketRpc::Client::connected, this, &Gardener::lookAhead);
    m_client.open();
}

//! [water]
void Gardener::water(const QString &bed)
{
    m_greenhouse.water(bed, 20)
        .then(this,
            [bed](double moisture) { say(u"the bed '%1' has %2 %"_s.arg(bed).arg(moisture)); })
        .onFailed(this, [](const Error &error) { say(error.message()); });
}
//! [water]

void Gardener::lookAhead()
{
    m_greenhouse.forecast(24).toList().then(this, [](const QList<double> &temperatures) {
        say(u"it will have up to %1 °C"_s.arg(std::ranges::max(temperatures)));
    });
}
