// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import WebSocketRpc

Item {
    id: page

    property alias url: rpc.url
    property alias people: people
    property int total: 0
    property int found: 0

    RpcClient {
        id: rpc
    }

    //! [model]
    ListView {
        anchors.fill: parent
        model: RpcListModel {
            id: people
            client: rpc
            method: "values" // returns a stream of objects
            params: [[{name: "Ada", age: 36}, {name: "Grace", age: 85}]]
        }
        delegate: Text {
            required property string name
            required property int age

            text: name + ", " + age
        }
    }
    //! [model]

    //! [each]
    function sum() {
        rpc.stream("numbers", [5]).each(number => page.total += number)
            .catch(error => console.warn(error.message));
    }
    //! [each]

    //! [next]
    function findFirst(isWanted: var) {
        const numbers = rpc.stream("numbers", [1000000]);
        const look = ({value, done}) => {
            if (!done && !isWanted(value))
                return numbers.next().then(look);
            numbers.cancel();
            page.found = done ? -1 : value;
        };
        numbers.next().then(look);
    }
    //! [next]
}
