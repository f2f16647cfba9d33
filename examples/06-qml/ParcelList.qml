// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import WebSocketRpc

// The parcels that were sent, as the server's model has them.
Card {
    id: list

    required property RpcClient client

    title: "On the way"

    //! [model]
    RpcModel {
        id: parcels

        client: list.client
        name: "parcels"
    }
    //! [model]

    Label {
        anchors.centerIn: parent
        visible: parcels.count === 0
        text: "No parcels yet"
        color: "#9aa8b5"
    }

    ListView {
        anchors.fill: parent
        objectName: "parcels"
        clip: true
        spacing: 14
        model: parcels
        delegate: ColumnLayout {
            id: parcel

            required property int number
            required property string recipient
            required property string destination
            required property string station
            required property real progress

            width: ListView.view.width
            spacing: 5

            RowLayout {
                Label {
                    Layout.fillWidth: true
                    text: parcel.recipient + ", " + parcel.destination
                    textFormat: Text.PlainText
                    color: "#1f2d3d"
                    elide: Text.ElideRight
                    font.bold: true
                }

                Label {
                    text: "No. " + parcel.number
                    color: "#9aa8b5"
                }
            }

            ProgressBar {
                id: bar

                Layout.fillWidth: true
                value: parcel.progress
                palette.dark: parcel.progress === 1 ? "#1a936f" : "#2563a8"

                Behavior on value {
                    NumberAnimation { }
                }
            }

            Label {
                text: parcel.station
                textFormat: Text.PlainText
                color: "#5b6b7c"
                font.pixelSize: 12
            }
        }
    }
}
