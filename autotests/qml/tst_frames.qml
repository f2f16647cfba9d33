// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    readonly property int frame: 16 // ms

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

    // The longest time for which the event loop stood still.
    function blockOfAThousandCalls() {
        let answers = 0;
        watch.start();
        for (let i = 0; i < 1000; ++i)
            rpc.other.add(i, 1).then(() => ++answers);
        tryVerify(() => answers === 1000);
        watch.stop();
        return watch.longestBlock;
    }

    function test_aThousandCallsBlockNoFrame() {
        tryVerify(() => rpc.connected);
        let shortest = Infinity; // the first rounds compile, and the machine may be busy
        for (let round = 0; round < 10; ++round)
            shortest = Math.min(shortest, blockOfAThousandCalls());
        console.log("a thousand calls take", shortest, "ms");
        verify(shortest <= frame * watch.slowdown, "a frame was blocked for " + shortest + " ms");
    }
}
