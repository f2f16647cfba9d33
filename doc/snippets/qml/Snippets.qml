// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import WebSocketRpc

Item {
    id: page

    property alias client: rpc
    property url server
    property string token: "secret"
    property string notice
    property var outcome

    //! [client]
    RpcClient {
        id: rpc
        url: page.server
        headers: ({Authorization: "Bearer " + page.token})
        reconnect {
            firstDelay: 50
            maximumDelay: 5000
        }
        exposes: [page]
        onFailed: error => page.notice = error.message
    }
    //! [client]

    //! [exposed]
    function askUser(question: string): bool {
        page.notice = question;
        return true;
    }

    function lookUp(name: string): var {
        if (name === "")
            throw {code: 1, message: "A name is missing."};
        return rpc.other.find({name: name}); // the server gets what the promise is resolved with
    }
    //! [exposed]

    //! [calls]
    function makeCalls() {
        rpc.other.add(1, 2) // by position
            .then(sum => page.outcome = sum)
            .catch(error => page.notice = error.kind + ": " + error.message);
        rpc.call("find", {name: "Ada"}, {timeout: 5000, dates: ["born"]}) // by name, with options
            .then(person => page.notice = "born in " + person.born.getFullYear());
        rpc.notify("log", ["calls were made"]); // no answer
    }
    //! [calls]
}
