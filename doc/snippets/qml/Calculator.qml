// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

//! [calculator]
import QtQuick
import QtQuick.Controls
import WebSocketRpc

ApplicationWindow {
    width: 300
    height: 280
    visible: true

    RpcServer { // usually another program, in C++ or in any language
        id: server

        exposes: RpcExposed {
            name: "calculator"
            sharedProperties: ["sums"]

            QtObject {
                property int sums: 0

                function add(a: int, b: int): int { ++sums; return a + b; }
                function concat(a: string, b: string): string { return a + b; }
            }
        }
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    RpcCall {
        id: sum
        client: rpc
        method: "calculator.add"
        params: ({a: left.value, b: right.value}) // called again when a bound value changes
    }

    RpcObject {
        id: calculator
        client: rpc
        name: "calculator"
    }

    Column {
        padding: 20
        spacing: 10

        SpinBox { id: left; value: 1 }
        SpinBox { id: right; value: 2 }
        Label { text: (calculator.sums ?? "no") + " sums so far" } // follows the server
        Label { text: sum.running ? "…" : sum.error ? sum.error.message : "The sum is " + sum.result }

        Button {
            text: "Greet"
            enabled: rpc.connected
            onClicked: calculator.call("concat", {a: "hello", b: " world"})
                .then(text => greeting.text = text, error => greeting.text = error.message)
        }
        Label { id: greeting }
    }
}
//! [calculator]
