// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

// A temperature in large digits, with the one that is wanted below it.
Rectangle {
    id: dial

    property real temperature
    property real setpoint
    property bool heating

    implicitWidth: 200
    implicitHeight: 200
    radius: width / 2
    color: "white"
    border.width: 10
    border.color: heating ? "#e2793b" : "#8fb7d9"

    Column {
        anchors.centerIn: parent
        spacing: 4

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: dial.temperature.toFixed(1) + " °C"
            color: "#1f2d3d"
            font.pixelSize: 34
            font.bold: true
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: (dial.heating ? "heating to " : "set to ") + dial.setpoint.toFixed(1)
            color: "#5b6b7c"
            font.pixelSize: 15
        }
    }
}
