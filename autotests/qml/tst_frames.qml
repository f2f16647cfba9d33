// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    // In units of a thousand promises without calls, which measure the speed of the machine: 16 ms
    // if a thousand of them take 3.2 ms.
    readonly property real frame: 5

    name: "Frames"

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    EventLoopWatch {
        id: watch
    }

    // The longest time that the event loop was blocked.
    function blockOfAThousandCalls() {
        let answers = 0;
        watch.start();
        for (let i = 0; i < 1000; ++i)
            rpc.other.add(i, 1).then(() => ++answers);
        tryVerify(() => answers === 1000);
        watch.stop();
        return watch.longestBlock;
    }

    // The same without calls.
    function blockOfAThousandPromises() {
        let answers = 0;
        watch.start();
        for (let i = 0; i < 1000; ++i)
            new Promise(resolve => resolve(i + 1)).then(() => ++answers);
        tryVerify(() => answers === 1000);
        watch.stop();
        return watch.longestBlock;
    }

    function test_aThousandCallsBlockNoFrame() {
        tryVerify(() => rpc.connected);
        let calls = Infinity; // the first rounds compile, and the machine may be busy
        let promises = Infinity;
        for (let round = 0; round < 10; ++round) {
            calls = Math.min(calls, blockOfAThousandCalls());
            promises = Math.min(promises, blockOfAThousandPromises());
        }
        console.log("a thousand calls take", calls, "ms, as many promises", promises, "ms");
        verify(calls <= frame * promises * watch.slowdown, "a frame was blocked");
    }
}
