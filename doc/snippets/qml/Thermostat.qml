// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import WebSocketRpc

Column {
    id: page

    property string notice: ""
    property string log: ""

    //! [server]
    RpcServer {
        id: server

        exposes: RpcExposed {
            name: "thermostat"
            sharedSignals: ["alarm"]
            sharedProperties: ["temperature"]
            writableProperties: ["setpoint"]

            QtObject {
                property real temperature: 20
                property int setpoint: 21

                signal alarm(degrees: real)

                function heat(degrees: real) {
                    temperature += degrees;
                    if (temperature > 30)
                        alarm(temperature);
                }
            }
        }
    }
    //! [server]

    RpcClient {
        id: rpc
        url: server.url
    }

    //! [object]
    RpcObject {
        id: thermostat

        client: rpc
        name: "thermostat"
        onSetFailed: (property, error) => page.notice = error.message
    }
    Label {
        text: (thermostat.temperature ?? "…") + " °C"
    }
    SpinBox {
        value: thermostat.setpoint ?? 0
        enabled: thermostat.synchronised
        onValueModified: thermostat.setpoint = value
    }
    Button {
        text: "Heat"
        onClicked: thermostat.call("heat", 5)
    }
    //! [object]

    //! [received]
    RpcObject {
        client: rpc
        name: "thermostat"
        signals: ["alarm"]
        onReceived: (name, args) => page.log += name + " " + args[0]
    }
    //! [received]

    //! [on]
    function hearAlarms() {
        const subscription = thermostat.on("alarm", degrees => page.notice = "It has " + degrees + " °C!");
        subscription.resumed.connect(() => page.notice = "There may have been alarms.");
    }
    //! [on]
}
