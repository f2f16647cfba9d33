// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include "thermostat.h"

#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::shareAnObject()
{
    WebSocketRpc::Server &server = *m_server;
    Thermostat thermostat;
    //! [expose]
    server.expose(&thermostat,
        {.prefix = u"thermostat."_s,
            .sharedSignals = {u"alarm"_s},
            .sharedProperties = {u"temperature"_s}, // peers may read and follow it
            .writableProperties = {u"setpoint"_s}}); // and may set this one, too
    //! [expose]
    const auto set = m_client->call<void>("rpc.set", "thermostat.setpoint", 19);
    QTRY_VERIFY(set.isFinished());
    QCOMPARE(thermostat.setpoint(), 19.0);
    const auto watched =
        m_client->call<QJsonObject>("rpc.watch", {{"names", QStringList{u"thermostat"_s}}});
    QTRY_VERIFY(watched.isFinished());
    const QJsonObject expected{{u"temperature"_s, 20.0}, {u"setpoint"_s, 19.0}};
    QCOMPARE(watched.result()[u"thermostat"], expected);
}
