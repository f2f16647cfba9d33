// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Heating
import WebSocketRpc

ApplicationWindow {
    id: window

    required property Boiler boiler
    required property string place
    property string notice: ""

    visible: true
    width: 340
    height: 470
    title: place
    color: "#f3f6f9"

    //! [object]
    RpcClient {
        id: rpc

        url: window.boiler.url
    }

    RpcObject {
        id: thermostat

        client: rpc
        name: "thermostat"
        signals: ["alarm"]
        onReceived: (name, args) => window.notice = "Only " + args[0].toFixed(1) + " °C!"
        onSetFailed: (property, error) => window.notice = error.message
    }
    //! [object]

    header: Pane {
        padding: 16
        background: Rectangle {
            color: "white"
        }

        RowLayout {
            anchors.fill: parent

            Label {
                Layout.fillWidth: true
                text: window.place
                color: "#1f2d3d"
                font.pixelSize: 21
                font.bold: true
            }

            Switch {
                objectName: "running"
                text: "Server"
                checked: window.boiler.running
                onToggled: window.boiler.running = checked
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 24
        spacing: 16

        TemperatureDial {
            objectName: "temperature"
            Layout.alignment: Qt.AlignHCenter
            temperature: thermostat.temperature ?? 0
            setpoint: thermostat.setpoint ?? 0
            heating: thermostat.heating ?? false
            opacity: thermostat.synchronised ? 1 : 0.35
        }

        //! [slider]
        Slider {
            objectName: "setpoint"
            Layout.fillWidth: true
            from: 0
            to: 35
            stepSize: 0.5
            enabled: thermostat.synchronised
            value: thermostat.setpoint ?? 0
            onMoved: thermostat.setpoint = value
        }
        //! [slider]

        Button {
            objectName: "window"
            Layout.fillWidth: true
            text: "Open the window"
            enabled: thermostat.synchronised
            onClicked: {
                window.notice = "";
                thermostat.call("openWindow");
            }
        }

        Label {
            objectName: "notice"
            Layout.fillWidth: true
            Layout.minimumHeight: 20
            horizontalAlignment: Text.AlignHCenter
            color: "#b3422e"
            text: thermostat.synchronised ? window.notice : "The server does not answer."
        }
    }
}
