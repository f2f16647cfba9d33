// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    property int callbacks: 0

    name: "Lifetime"

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    Component {
        id: clientComponent

        RpcClient { }
    }

    // A part of a user interface, which uses a client that lives longer.
    Component {
        id: partComponent

        Item {
            id: part

            required property RpcClient client
            property alias call: call
            signal calledBack()

            RpcCall {
                id: call
                client: part.client
                method: "later"
                params: ["bound"]
                onSucceeded: part.calledBack()
                onFailed: part.calledBack()
                onRunningChanged: if (!call.running) part.calledBack()
            }

            Component.onCompleted: part.client.call("later", ["promised"], {context: part})
                .then(() => part.calledBack(), () => part.calledBack())
        }
    }

    function init() {
        callbacks = 0;
    }

    function createClient() {
        return clientComponent.createObject(testCase, {url: server.url});
    }

    function answerAll(first) {
        for (let i = first; i < server.waitingCalls(); ++i)
            server.answer(i);
        wait(50);
    }

    function test_destroyingAClientAnswersNobody_data() {
        return [{tag: "before the connection", connect: false}, {tag: "with the call sent", connect: true}];
    }

    function test_destroyingAClientAnswersNobody(row) {
        const first = server.waitingCalls();
        const client = createClient();
        client.other.later("x").then(() => ++callbacks, () => ++callbacks);
        if (row.connect) {
            tryVerify(() => server.waitingCalls() === first + 1);
            client.stateChanged.connect(() => ++callbacks);
            client.closed.connect(() => ++callbacks);
        }
        client.destroy();
        wait(0);
        answerAll(first);
        compare(callbacks, 0);
    }

    function test_destroyingAComponentAnswersNobody() {
        const first = server.waitingCalls();
        const part = partComponent.createObject(testCase, {client: rpc});
        part.calledBack.connect(() => ++callbacks);
        tryVerify(() => server.waitingCalls() === first + 2);
        part.destroy();
        wait(0);
        answerAll(first);
        compare(callbacks, 0);
    }

    function test_callsOutliveTheirClient() {
        const client = createClient();
        const part = createTemporaryObject(partComponent, testCase, {client: client});
        const other = client.other;
        client.destroy();
        tryCompare(part.call, "client", null);
        verify(!part.call.running);
        let kind = "";
        other.later("x").catch(error => kind = error.kind);
        tryVerify(() => kind === "Closed");
    }

    // The garbage collector deletes a client without references, even if `other` was used.
    function test_unreferencedClientIsCollected() {
        tryCompare(rpc, "connected", true);
        for (let i = 0; i < 10; ++i)
            (clientComponent.createObject(null, {url: server.url}) as RpcClient).other.add(1, 2);
        tryVerify(() => server.channelCount() > 10);
        gc();
        tryVerify(() => server.channelCount() < 10);
    }
}
