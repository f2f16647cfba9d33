// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQml
import QtQuick
import QtTest
import WebSocketRpc

TestCase {
    id: testCase

    property var values: []

    name: "Server"

    RpcServer {
        id: server

        exposes: QtObject {
            function greet(name) { return "Hello, " + name + "!"; }
        }
    }

    Component {
        id: clientComponent

        RpcClient {
            exposes: QtObject {
                function twice(value) { return 2 * value; }
            }
        }
    }

    Component {
        id: serverComponent

        RpcServer { }
    }

    Component {
        id: callComponent

        RpcCall { }
    }

    SignalSpy {
        id: opened
        target: server
        signalName: "channelOpened"
    }

    SignalSpy {
        id: closed
        target: server
        signalName: "channelClosed"
    }

    function init() {
        values = [];
        opened.clear();
        closed.clear();
        tryVerify(() => server.channels.length === 0); // of the test before
    }

    function test_listensByItself() {
        verify(server.listening);
        verify(String(server.url).startsWith("ws://127.0.0.1:"));
        compare(server.errorString, "");
    }

    function test_bothEndsCall() {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        client.other.greet("Ada").then(value => values.push(value));
        tryVerify(() => values.length === 1);
        compare(values[0], "Hello, Ada!");
        tryCompare(opened, "count", 1);
        compare(server.channels.length, 1);
        const channel = server.channels[0];
        verify(channel === opened.signalArguments[0][0]);
        verify(channel.connected);
        channel.other.twice(4).then(value => values.push(value));
        tryVerify(() => values.length === 2);
        compare(values[1], 8);
        const call = createTemporaryObject(callComponent, testCase,
            {client: channel, method: "twice", params: [5]});
        tryCompare(call, "result", 10);
        client.active = false;
        tryCompare(closed, "count", 1);
        compare(server.channels.length, 0);
    }

    function channelOf(object: var): var {
        return object.channel;
    }

    function test_channelsCanBeIterated() {
        createTemporaryObject(clientComponent, testCase, {url: server.url});
        createTemporaryObject(clientComponent, testCase, {url: server.url});
        tryVerify(() => server.channels.length === 2);
        verify(Array.isArray(server.channels));
        for (const channel of server.channels)
            channel.other.twice(4).then(value => values.push(value));
        tryVerify(() => values.length === 2);
        compare(server.channels.filter(channel => channel.connected).length, 2);
        compare(repeater.count, 2);
        compare(channelOf(repeater.objectAt(0)), server.channels[0]);
    }

    Instantiator {
        id: repeater
        model: server.channels
        delegate: QtObject {
            required property RpcChannel modelData
            readonly property RpcChannel channel: modelData
        }
    }

    function test_notifyAllTellsAllClients() {
        const clients = [createTemporaryObject(hearerComponent, testCase, {url: server.url}),
            createTemporaryObject(hearerComponent, testCase, {url: server.url})];
        tryVerify(() => server.channels.length === 2);
        server.notifyAll("hear", ["hello"]);
        server.notifyAll("hear", {word: "world"});
        server.notifyAll("hear", ["end"]);
        for (const client of clients)
            tryCompare(client, "words", ["hello", "world", "end"]);
        ignoreWarning(/params must be an array or an object/);
        server.notifyAll("hear", 5);
    }

    Component {
        id: hearerComponent

        RpcClient {
            id: hearer

            property var words: []

            exposes: QtObject {
                function hear(word) { hearer.words = hearer.words.concat(word); }
            }
        }
    }

    function test_portInUseIsAnError() {
        ignoreWarning(/.*(in use|address)/);
        const port = parseInt(String(server.url).split(":")[2]);
        const second = createTemporaryObject(serverComponent, testCase, {port: port});
        verify(!second.listening);
        verify(second.errorString.length > 0);
        compare(String(second.url), "");
        second.port = 0;
        verify(second.listening);
        second.active = false;
        verify(!second.listening);
    }
}
