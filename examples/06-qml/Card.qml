// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic

// A white pane with a title.
Pane {
    id: card

    property string title

    padding: 20
    topPadding: 54
    background: Rectangle {
        radius: 10
        color: "white"
        border.color: "#dde3ea"

        Label {
            x: 20
            y: 18
            text: card.title
            color: "#1f2d3d"
            font.pixelSize: 17
            font.bold: true
        }
    }
}
