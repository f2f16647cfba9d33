// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Parcels
import WebSocketRpc

ApplicationWindow {
    id: window

    required property ParcelOffice office

    visible: true
    width: 780
    height: 500
    minimumWidth: 640
    minimumHeight: 500
    title: "Parcels"
    color: "#f3f6f9"

    //! [client]
    RpcClient {
        id: rpc

        url: window.office.url
    }
    //! [client]

    header: Pane {
        horizontalPadding: 24
        verticalPadding: 12
        background: Rectangle {
            color: "white"

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: "#dde3ea"
            }
        }

        RowLayout {
            anchors.fill: parent
            spacing: 18

            Label {
                Layout.fillWidth: true
                text: "Parcels"
                color: "#1f2d3d"
                font.pixelSize: 21
                font.bold: true
            }

            Switch {
                objectName: "open"
                text: checked ? "Office is open" : "Office is closed"
                checked: window.office.open
                onToggled: window.office.open = checked
            }

            ConnectionBadge {
                objectName: "badge"
                client: rpc
            }
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.margins: 24
        spacing: 24

        ParcelForm {
            Layout.preferredWidth: 300
            Layout.fillHeight: true
            client: rpc
        }

        ParcelList {
            Layout.fillWidth: true
            Layout.fillHeight: true
            client: rpc
        }
    }
}
