// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// The test of a class that calls remote methods. Instead of the other program there is a server
// inside the test, with a recorder that knows which methods were called, behind a network that
// fails when the test says so.

//! [qttest]
#include "heater.h"
#include "thermostat.h"

#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/server.h>

#include <QTest>

class tst_Thermostat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_heater.reset(); }

    void heatsWhatIsMissing()
    {
        m_thermostat.setTemperature(17.5);
        QTRY_COMPARE(m_heater.callsOf("setPower"), QList<QVariantList>{{50}});
    }

    void tellsWhatTheHeaterComplainsAbout()
    {
        m_heater.fail("setPower", WebSocketRpc::Error(1, "out of oil"));
        m_thermostat.setTemperature(19);
        QTRY_COMPARE(m_thermostat.complaint(), "out of oil");
    }

    void survivesALostConnection()
    {
        m_server.faults().cutAfterBytes(10); // in the middle of the next message
        m_thermostat.setTemperature(10);
        QTRY_COMPARE(m_heater.callsOf("setPower"), QList<QVariantList>{{100}});
        QTRY_COMPARE(m_thermostat.complaint(), "");
    }

private:
    WebSocketRpc::Test::Recorder m_heater{Heater::staticMetaObject};
    WebSocketRpc::Test::Server m_server{&m_heater}; // listening on a free port
    Thermostat m_thermostat{m_server.url()};
};

QTEST_GUILESS_MAIN(tst_Thermostat)

#include "tst_thermostat.moc"
//! [qttest]
