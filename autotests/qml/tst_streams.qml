// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

// Streams of the server, read by JavaScript.
TestCase {
    id: testCase

    property var heard: []
    property var settled: []

    name: "Streams"

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

    Component {
        id: contextComponent

        QtObject { }
    }

    SignalSpy {
        id: callFailed
        target: rpc
        signalName: "callFailed"
    }

    function init() {
        heard = [];
        settled = [];
        callFailed.clear();
        tryCompare(rpc, "connected", true);
        tryVerify(() => server.openStreams() === 0);
    }

    function hear(value) {
        heard.push(value);
    }

    function record(promise) {
        promise.then(value => settled.push({value: value}), error => settled.push({error: error}));
        return promise;
    }

    function outcomeOf(promise) {
        const before = settled.length;
        record(promise);
        tryVerify(() => settled.length > before);
        return settled[before];
    }

    function valueOf(promise) {
        const outcome = outcomeOf(promise);
        verify(!outcome.error, "rejected: " + outcome.error);
        return outcome.value;
    }

    function errorOf(promise) {
        const outcome = outcomeOf(promise);
        verify(outcome.error, "not rejected");
        return outcome.error;
    }

    // What was sent to the server or the client before this has arrived when it returns.
    function waitForServer() {
        valueOf(rpc.other.add(1, 2));
    }

    function test_eachGetsAllValuesInOrder_data() {
        return [
            {tag: "none", count: 0},
            {tag: "one", count: 1},
            {tag: "more than are read ahead", count: 5000}
        ];
    }

    function test_eachGetsAllValuesInOrder(row) {
        compare(valueOf(rpc.stream("numbers", [row.count]).each(hear)), undefined);
        compare(heard.length, row.count);
        verify(heard.every((value, index) => value === index));
    }

    function test_argumentsGoByNameOrByPosition() {
        valueOf(rpc.stream("numbers", {count: 2}).each(hear));
        valueOf(rpc.stream("numbers", [1]).each(hear));
        compare(heard, [0, 1, 0]);
    }

    function test_valuesAreConverted() {
        const sent = [{day: "2026-02-28T12:00:00Z", tags: ["a"]}, "text", null, [1, [2]]];
        valueOf(rpc.stream("values", [sent], {dates: ["day"]}).each(hear));
        verify(heard[0].day instanceof Date);
        verify(Array.isArray(heard[0].tags));
        compare(JSON.stringify(heard.slice(1)), '["text",null,[1,[2]]]');
    }

    function test_nextGivesOneValueAfterTheOther() {
        const stream = rpc.stream("numbers", [2]);
        compare(valueOf(stream.next()), {value: 0, done: false});
        compare(valueOf(stream.next()), {value: 1, done: false});
        compare(valueOf(stream.next()), {value: undefined, done: true});
        compare(valueOf(stream.next()), {value: undefined, done: true});
    }

    function test_nothingIsMadeThatNobodyReads() {
        const before = server.madeNumbers();
        const stream = rpc.stream("numbers", [-1]);
        compare(valueOf(stream.next()).value, 0);
        waitForServer();
        verify(server.madeNumbers() - before < 100000);
        compare(server.openStreams(), 1);
        stream.cancel();
    }

    function test_failureEndsTheStream() {
        const error = errorOf(rpc.stream("failingNumbers", [3]).each(hear));
        compare(error.kind, "Remote");
        compare(error.code, 42);
        compare(heard, [0, 1, 2]);
        const stream = rpc.stream("failingNumbers", [1]);
        compare(valueOf(stream.next()).value, 0);
        compare(errorOf(stream.next()).code, 42);
    }

    function test_localErrorRejects_data() {
        return [
            {tag: "params that are neither", method: "numbers", params: 5, options: {}, kind: "InvalidCall"},
            {tag: "an unknown option", method: "numbers", params: [1], options: {tiemout: 1}, kind: "InvalidCall"},
            {tag: "progress", method: "numbers", params: [1], options: {progress: () => {}}, kind: "InvalidCall"},
            {tag: "no such method", method: "noSuchMethod", params: [], options: {}, kind: "Remote"}
        ];
    }

    function test_localErrorRejects(row) {
        compare(errorOf(rpc.stream(row.method, row.params, row.options).each(hear)).kind, row.kind);
        compare(errorOf(rpc.stream(row.method, row.params, row.options).next()).kind, row.kind);
        compare(heard, []);
    }

    function test_whatTheFunctionThrowsEndsTheStream() {
        const mistake = new Error("mistake");
        const error = errorOf(rpc.stream("numbers", [-1]).each(value => {
            testCase.hear(value);
            if (value === 2)
                throw mistake;
        }));
        verify(error === mistake);
        compare(heard, [0, 1, 2]);
        tryVerify(() => server.openStreams() === 0);
        compare(heard.length, 3);
    }

    function test_mistakeInTheFunctionIsNoFailureOfTheCall() {
        ignoreWarning(/the function that handles the answer of 'numbers' threw: .*mistake/);
        rpc.stream("numbers", [1]).each(() => { throw new Error("mistake"); });
        wait(20);
        compare(callFailed.count, 0);
    }

    function test_failureThatNobodyHandlesIsAWarning_data() {
        return [
            {tag: "each", read: stream => stream.each(() => {})},
            {tag: "next", read: stream => stream.next()}
        ];
    }

    function test_failureThatNobodyHandlesIsAWarning(row) {
        ignoreWarning(/nobody handles that a call of 'failingNumbers' failed: no more numbers/);
        row.read(rpc.stream("failingNumbers", [0]));
        tryCompare(callFailed, "count", 1);
        compare(callFailed.signalArguments[0][0], "failingNumbers");
        compare(callFailed.signalArguments[0][1].code, 42);
    }

    function test_streamIsCancelled_data() {
        return [
            {tag: "by itself", cancel: (stream, promise) => stream.cancel()},
            {tag: "as an iterator", cancel: (stream, promise) => stream.return()},
            {tag: "by the promise", cancel: (stream, promise) => promise.cancel()},
            {tag: "by one that comes of it", cancel: (stream, promise) => promise.then(() => 1).cancel()}
        ];
    }

    function test_streamIsCancelled(row) {
        const stream = rpc.stream("numbers", [-1]);
        const promise = record(stream.each(hear));
        tryVerify(() => heard.length > 0);
        compare(server.openStreams(), 1);
        row.cancel(stream, promise);
        tryCompare(settled, "length", 1);
        compare(settled[0].error.kind, "Cancelled");
        tryVerify(() => server.openStreams() === 0);
        const length = heard.length;
        waitForServer();
        compare(heard.length, length);
    }

    function test_iteratorThatReturnsIsDone() {
        const stream = rpc.stream("numbers", [-1]);
        valueOf(stream.next());
        compare(valueOf(stream.return(7)), {value: 7, done: true});
    }

    function test_streamEndsWithTheObject() {
        valueOf(rpc.stream("numbers", [-1]).next());
        settled = [];
        compare(server.openStreams(), 1);
        tryVerify(() => {
            gc();
            return server.openStreams() === 0;
        });
    }

    function test_whoeverWaitsKeepsTheStream() {
        record(rpc.stream("written").each(hear));
        tryVerify(() => server.hasWriter());
        server.write(1);
        tryVerify(() => heard.length === 1);
        gc();
        wait(0);
        gc();
        server.write({a: 2});
        tryVerify(() => heard.length === 2);
        compare(heard[1].a, 2);
        server.finishWriting();
        tryCompare(settled, "length", 1);
        verify(!settled[0].error);
    }

    function test_streamEndsWithItsContext_data() {
        return [
            {tag: "each", settled: 0, read: stream => stream.each(value => testCase.hear(value))},
            {tag: "next", settled: 1, read: stream => stream.next().then(({value}) => testCase.hear(value))}
        ];
    }

    function test_streamEndsWithItsContext(row) {
        const gone = contextComponent.createObject(testCase);
        const stream = rpc.stream("numbers", [-1], {context: gone});
        record(row.read(stream));
        tryVerify(() => heard.length > 0);
        gone.destroy();
        tryVerify(() => server.openStreams() === 0);
        record(stream.next());
        waitForServer();
        compare(settled.length, row.settled + 1); // and the sum's
        compare(callFailed.count, 0);
    }

    function test_streamEndsWithItsClient() {
        const client = clientComponent.createObject(testCase, {url: server.url}) as RpcClient;
        const stream = client.stream("numbers", [-1]);
        record(stream.each(hear));
        tryVerify(() => heard.length > 0);
        client.destroy();
        tryVerify(() => server.openStreams() === 0);
        waitForServer();
        compare(settled.length, 1); // the sum's
        compare(errorOf(stream.next()).kind, "Closed");
    }

    function test_lostConnectionEndsTheStream() {
        const stream = rpc.stream("written");
        record(stream.each(hear));
        tryVerify(() => server.hasWriter());
        server.stop();
        tryCompare(settled, "length", 1);
        compare(settled[0].error.kind, "ConnectionLost");
        server.restart();
        server.finishWriting();
    }
}
