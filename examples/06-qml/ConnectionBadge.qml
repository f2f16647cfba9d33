// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import WebSocketRpc

// The state of a client's connection.
Control {
    id: badge

    required property RpcClient client

    readonly property color accent: badge.client.connected ? "#1a936f" : "#c8553d"
    readonly property string text: {
        switch (badge.client.state) {
        case RpcClient.Connected:
            return "Connected";
        case RpcClient.Connecting:
            return "Connecting …";
        case RpcClient.Waiting:
            return "Next attempt in " + Math.ceil(badge.client.retryIn / 1000) + " s";
        default:
            return "Not connected";
        }
    }

    horizontalPadding: 14
    verticalPadding: 7
    background: Rectangle {
        radius: height / 2
        color: Qt.alpha(badge.accent, 0.12)
    }
    contentItem: Row {
        spacing: 8

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 9
            height: 9
            radius: 5
            color: badge.accent
        }

        Label {
            text: badge.text
            color: badge.accent
            font.pixelSize: 13
            font.bold: true
        }
    }
}
