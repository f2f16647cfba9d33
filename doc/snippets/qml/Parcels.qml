// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls
import WebSocketRpc

Item {
    id: page

    property string notice: ""
    readonly property ListModel stock: shelf // at the server

    width: 300
    height: 300

    //! [server]
    RpcServer {
        id: server

        exposes: RpcExposedModel {
            name: "parcels"
            writable: true

            ListModel {
                id: shelf

                ListElement { recipient: "Ada"; weight: 5 }
                ListElement { recipient: "Grace"; weight: 12 }
            }
        }
    }
    //! [server]

    RpcClient {
        id: rpc
        url: server.url
    }

    //! [model]
    RpcModel {
        id: parcels

        client: rpc
        name: "parcels"
        onFailed: error => page.notice = error.message
    }
    ListView {
        anchors.fill: parent
        model: parcels
        delegate: ItemDelegate {
            id: parcel

            required property var model

            opacity: parcel.model.loaded ? 1 : 0.3
            text: (parcel.model.recipient ?? "…") + ", " + (parcel.model.weight ?? "…") + " kg"
            onClicked: parcel.model.weight += 1 // asks the server
        }
    }
    //! [model]
}
