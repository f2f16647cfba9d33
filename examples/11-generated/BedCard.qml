// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// One bed, and a button that waters it.
Pane {
    id: card

    required property string name
    required property string plant
    required property real moisture
    signal watered

    padding: 12
    background: Rectangle {
        radius: 8
        color: "white"
    }

    RowLayout {
        anchors.fill: parent
        spacing: 14

        ColumnLayout {
            Layout.preferredWidth: 90
            spacing: 2

            Label {
                text: card.name
                color: "#33402f"
                font.pixelSize: 16
                font.bold: true
            }

            Label {
                text: card.plant
                color: "#6d7a68"
            }
        }

        ProgressBar {
            Layout.fillWidth: true
            to: 100
            value: card.moisture
        }

        Label {
            Layout.preferredWidth: 44
            horizontalAlignment: Text.AlignRight
            text: card.moisture.toFixed(0) + " %"
            color: card.moisture < 30 ? "#b3422e" : "#33402f"
        }

        Button {
            objectName: "water"
            text: "Water"
            onClicked: card.watered()
        }
    }
}
