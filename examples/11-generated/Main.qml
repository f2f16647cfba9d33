// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Growing
import WebSocketRpc

ApplicationWindow {
    id: window

    required property url server

    visible: true
    width: 460
    height: 520
    title: "Greenhouse"
    color: "#f4f7f1"

    //! [client]
    RpcClient {
        id: rpc
        url: window.server
    }

    Greenhouse { // written from greenhouse.json
        id: greenhouse
        client: rpc
        onDried: bed => notice.text = "The bed “" + bed + "” was dry. The gardener waters it."
    }
    //! [client]

    header: Pane {
        padding: 20
        background: Rectangle {
            color: "#3d6b3a"
        }

        RowLayout {
            anchors.fill: parent

            Label {
                Layout.fillWidth: true
                text: "Greenhouse"
                color: "white"
                font.pixelSize: 24
                font.bold: true
            }

            //! [temperature]
            Label {
                objectName: "temperature"
                text: greenhouse.synchronised ? greenhouse.temperature.toFixed(1) + " °C" : "…"
                color: "white"
                font.pixelSize: 24
            }
            //! [temperature]
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 20
        spacing: 14

        Label {
            text: "Vents: " + greenhouse.vents + " %"
            color: "#33402f"
        }

        Slider {
            objectName: "vents"
            Layout.fillWidth: true
            to: 100
            stepSize: 5
            enabled: greenhouse.synchronised
            value: greenhouse.vents
            onMoved: greenhouse.setVents(value)
        }

        //! [beds]
        Repeater {
            objectName: "beds"
            model: greenhouse.beds?.length ?? 0

            BedCard {
                required property int index
                readonly property var bed: greenhouse.beds[index] // qmllint disable unqualified

                Layout.fillWidth: true
                name: bed.name
                plant: bed.plant
                moisture: bed.moisture
                onWatered: greenhouse.water(name, 10) // qmllint disable unqualified
                    .then(moisture => notice.text = name + " has " + moisture.toFixed(0) + " % now.",
                        error => notice.text = error.message)
            }
        }
        //! [beds]

        Label {
            id: notice
            objectName: "notice"
            Layout.fillWidth: true
            Layout.fillHeight: true
            wrapMode: Text.Wrap
            verticalAlignment: Text.AlignBottom
            color: "#33402f"
        }
    }
}
