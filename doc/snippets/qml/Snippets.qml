// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import WebSocketRpc

Item {
    id: page

    property alias client: rpc
    property url server
    property url archive
    property url authority
    property string token: "secret"
    property string notice
    property var outcome

    //! [client]
    RpcClient {
        id: rpc
        url: page.server
        headers: ({Authorization: "Bearer " + page.token})
        timeout: 10000 // for each call, in milliseconds
        tls.caCertificates: page.authority // a file, for a server with a certificate of your own
        reconnect {
            firstDelay: 50
            maximumDelay: 5000
        }
        exposes: [page]
        onFailed: error => page.notice = error.message
        onCallFailed: (method, error) => page.notice = method + ": " + error.message
    }
    //! [client]

    //! [opening]
    RpcClient {
        url: page.archive
        opening: server => server.login("me", page.token)
        onLastErrorChanged: {
            if (openingError?.code === 401) // another attempt would fail as well
                active = false;
        }
    }
    //! [opening]

    //! [conversions]
    RpcClient {
        url: page.archive
        conversions {
            dates: ["born", "died"]
            bytes: ["portrait"]
            bigIntegers: true
        }
    }
    //! [conversions]

    //! [exposed]
    function askUser(question: string): bool {
        page.notice = question;
        return true;
    }

    function lookUp(name: string): var {
        if (name === "")
            throw {code: 1, message: "A name is missing."};
        return rpc.other.find({name: name}); // the server gets the value that the promise is resolved with
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

    //! [cancel]
    property var search: null

    function find(name: string) {
        page.search?.cancel(); // the previous answer is no longer needed
        page.search = rpc.other.find({name: name});
        page.search.then(person => page.outcome = person.name, error => {
            if (error.kind !== "Cancelled")
                page.notice = error.message;
        });
    }
    //! [cancel]
}
