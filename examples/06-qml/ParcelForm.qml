// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import WebSocketRpc

// A form for a new parcel. Whenever it changes, the server calculates the price.
Card {
    id: form

    required property RpcClient client

    property string problem: "" // why sending has failed
    readonly property string shownError: quote.error ? quote.error.message : form.problem

    function send() {
        const parcel = {recipient: recipient.text, destination: destination.currentText, weight: weight.value};
        form.client.call("office.send", parcel).then(() => {
            form.problem = "";
            recipient.clear();
        }, error => form.problem = error.message);
    }

    title: "New parcel"

    //! [quote]
    RpcCall {
        id: quote

        client: form.client
        method: "office.quote"
        params: ({destination: destination.currentText, weight: weight.value})
        debounce: 100
    }
    //! [quote]

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        Label {
            text: "Recipient"
            color: "#5b6b7c"
        }

        TextField {
            id: recipient

            Layout.fillWidth: true
            objectName: "recipient"
            placeholderText: "Who gets it"
            onAccepted: form.send()
        }

        Label {
            text: "Destination"
            color: "#5b6b7c"
        }

        ComboBox {
            id: destination

            Layout.fillWidth: true
            objectName: "destination"
            model: ["Germany", "Europe", "World"]
        }

        Label {
            text: "Weight in kg"
            color: "#5b6b7c"
        }

        SpinBox {
            id: weight

            Layout.fillWidth: true
            objectName: "weight"
            editable: true
            from: 1
            to: 99
            value: 2
        }

        Item {
            Layout.fillHeight: true
        }

        Label {
            Layout.fillWidth: true
            objectName: "error"
            visible: form.shownError !== ""
            text: form.shownError
            textFormat: Text.PlainText
            color: "#c8553d"
            wrapMode: Text.Wrap
        }

        RowLayout {
            spacing: 12

            Label {
                Layout.fillWidth: true
                objectName: "price"
                opacity: quote.running || quote.error ? 0.35 : 1
                text: quote.loaded ? Number(quote.result).toFixed(2) + " €" : "–"
                color: "#1f2d3d"
                font.pixelSize: 28
                font.bold: true
            }

            BusyIndicator {
                Layout.preferredWidth: 32
                Layout.preferredHeight: 32
                running: quote.running
            }

            Button {
                objectName: "send"
                enabled: form.client.connected && !quote.error
                text: "Send"
                highlighted: true
                palette.dark: enabled ? "#2563a8" : "#9db4cc"
                palette.brightText: "white"
                onClicked: form.send()
            }
        }
    }
}
