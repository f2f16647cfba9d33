// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQml
import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

// Progress, and cancelling that reaches the method.
TestCase {
    id: testCase

    property var heard: []
    property int destroyed: 0
    property RpcCallContext current: null // of the call that a function here answers
    property var resolveCurrent: null

    name: "LongCalls"

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    RpcServer {
        id: scriptServer

        handlers: ({
            handled: value => testCase.answerLater(scriptServer.currentCall(), value),
            calledBack: value => scriptServer.currentCall().channel.other.twice(value)
        })
        exposes: QtObject {
            function exposed(value) { return testCase.answerLater(scriptServer.currentCall(), value); }
            function inOneGo(steps: int): int {
                const call = scriptServer.currentCall();
                for (let step = 1; step <= steps; ++step)
                    call.progress(step, 0, steps, "step " + step);
                return steps;
            }
        }
    }

    RpcClient {
        id: opposite
        url: scriptServer.url
        exposes: QtObject {
            function twice(value) { return 2 * value; }
            function pushed(value) { return testCase.answerLater(opposite.currentCall(), value); }
        }
    }

    Component {
        id: boundComponent

        RpcCall {
            id: bound

            readonly property int value: bound.progress.value

            method: "later"
            params: ["bound"]
        }
    }

    Component {
        id: unboundComponent

        RpcCall {
            method: "later"
            params: ["unbound"]
        }
    }

    Component {
        id: contextComponent

        QtObject { }
    }

    Component {
        id: countedComponent

        QtObject {
            id: counted

            property var counter

            Component.onDestruction: ++counted.counter.destroyed
        }
    }

    function init() {
        heard = [];
        current = null;
        resolveCurrent = null;
        tryCompare(rpc, "connected", true);
        tryCompare(opposite, "connected", true);
    }

    function answerLater(call, value) {
        current = call;
        return new Promise(resolve => testCase.resolveCurrent = () => resolve(value));
    }

    function create(component, properties) {
        return createTemporaryObject(component, testCase, Object.assign({client: rpc}, properties));
    }

    // Makes a call of later(), and returns its number.
    function callLater(make) {
        const index = server.waitingCalls();
        make();
        tryVerify(() => server.waitingCalls() === index + 1);
        return index;
    }

    function record(progress) {
        heard.push([progress.value, progress.minimum, progress.maximum, progress.text]);
    }

    // What is told before this has arrived when it returns.
    function waitForServer() {
        const answers = [];
        rpc.other.add(1, 2).then(sum => answers.push(sum));
        tryVerify(() => answers.length === 1);
    }

    function test_progressIsBound() {
        let call = null;
        const index = callLater(() => call = create(boundComponent));
        verify(server.wantsProgress(index));
        compare(call.value, 0);
        server.tellProgress(index, 3, 10, "three");
        tryCompare(call, "value", 3);
        compare(call.progress.minimum, 0);
        compare(call.progress.maximum, 10);
        compare(call.progress.text, "three");
        server.tellProgress(index, 10, 10, "all");
        server.answer(index);
        tryCompare(call, "result", "bound");
        compare(call.value, 10);
    }

    function test_progressIsResetWhenACallBegins_data() {
        return [
            {tag: "by itself", begin: call => call.params = ["again"]},
            {tag: "by reload()", begin: call => call.reload()}
        ];
    }

    function test_progressIsResetWhenACallBegins(row) {
        let call = null;
        const index = callLater(() => call = create(boundComponent));
        server.tellProgress(index, 3, 10, "three");
        tryCompare(call, "value", 3);
        row.begin(call);
        compare(call.value, 0);
        compare(call.progress.maximum, 0);
        compare(call.progress.text, "");
        tryVerify(() => server.waitingCalls() === index + 2);
        server.tellProgress(index + 1, 1, 2, "");
        tryCompare(call, "value", 1);
        tryVerify(() => server.isCancelled(index));
    }

    function test_nobodyAsksForProgressThatIsNotRead() {
        let call = null;
        const index = callLater(() => call = create(unboundComponent));
        waitForServer();
        verify(!server.wantsProgress(index));
        server.tellProgress(index, 3, 10, "three");
        compare(call.progress.value, 0); // this asks for it
        tryVerify(() => call.progress.value === 3);
        verify(server.wantsProgress(index));
        call.reload();
        tryVerify(() => server.waitingCalls() === index + 2);
        verify(server.wantsProgress(index + 1));
    }

    function test_promiseCallTellsItsProgress() {
        const answers = [];
        const index = callLater(() => rpc.call("later", ["x"], {progress: progress => testCase.record(progress)})
            .then(text => answers.push(text)));
        verify(server.wantsProgress(index));
        server.tellProgress(index, 1, 4, "one");
        tryVerify(() => heard.length === 1);
        server.tellProgress(index, 4, 4, "four");
        server.answer(index);
        tryVerify(() => answers.length === 1);
        compare(heard, [[1, 0, 4, "one"], [4, 0, 4, "four"]]);
        const other = callLater(() => rpc.other.later("y"));
        verify(!server.wantsProgress(other));
        server.answer(other);
    }

    function test_optionProgressIsAFunction_data() {
        return [{tag: "true", value: true}, {tag: "an object", value: {}}, {tag: "null", value: null}];
    }

    function test_optionProgressIsAFunction(row) {
        const errors = [];
        rpc.call("later", ["x"], {progress: row.value}).catch(error => errors.push(error));
        tryVerify(() => errors.length === 1);
        compare(errors[0].kind, "InvalidCall");
        verify(errors[0].message.includes("'progress'"), errors[0].message);
    }

    function test_optionProgressOfAnRpcCall() {
        let call = null;
        const options = () => ({progress: progress => testCase.record(progress)});
        const index = callLater(() => call = create(boundComponent, {options: options()}));
        server.tellProgress(index, 2, 4, "");
        tryCompare(call, "value", 2);
        compare(heard, [[2, 0, 4, ""]]);
        call.options = options(); // another function is no reason to call again
        wait(0);
        waitForServer();
        compare(server.waitingCalls(), index + 1);
        server.answer(index);
    }

    function test_mistakeInTheFunctionIsAWarning() {
        const answers = [];
        ignoreWarning(/the function that gets the progress of 'later' threw: .*mistake.*/);
        const index = callLater(() => rpc.call("later", ["x"], {progress: () => { throw new Error("mistake"); }})
            .then(text => answers.push(text)));
        server.tellProgress(index, 1, 4, "");
        waitForServer();
        server.answer(index);
        tryVerify(() => answers.length === 1);
    }

    function test_progressEndsWithItsContext() {
        const gone = contextComponent.createObject(testCase);
        const index = callLater(() => rpc.call("later", ["x"],
            {context: gone, progress: progress => testCase.record(progress)}));
        gone.destroy();
        wait(0);
        server.tellProgress(index, 1, 4, "");
        waitForServer();
        compare(heard, []);
        verify(server.isCancelled(index));
    }

    function test_cancellingReachesTheMethod_data() {
        return [
            {tag: "a promise", make: () => rpc.other.later("x")},
            {tag: "an RpcCall", make: () => create(unboundComponent)}
        ];
    }

    function test_cancellingReachesTheMethod(row) {
        let call = null;
        const index = callLater(() => call = row.make());
        verify(!server.isCancelled(index));
        if (call instanceof Promise)
            call.catch(() => {});
        call.cancel();
        tryVerify(() => server.isCancelled(index));
    }

    function test_functionTellsItsProgress_data() {
        return [
            {tag: "a handler", caller: opposite, method: "handled"},
            {tag: "an exposed function", caller: opposite, method: "exposed"},
            {tag: "a function that the server calls", caller: scriptServer.channels[0], method: "pushed"}
        ];
    }

    function test_functionTellsItsProgress(row) {
        const answers = [];
        row.caller.call(row.method, [5], {progress: progress => testCase.record(progress)})
            .then(value => answers.push(value));
        tryVerify(() => current !== null);
        compare(current.method, row.method);
        verify(current.channel !== row.caller && current.channel instanceof RpcChannel);
        current.progress(3, 0, 10, "three");
        tryVerify(() => heard.length > 0 && heard[heard.length - 1][0] === 3);
        current.progress(4);
        tryVerify(() => heard[heard.length - 1][0] === 4);
        compare(heard[heard.length - 1], [4, 0, 10, ""]);
        current.progress(11, 0, 10); // not in the range
        resolveCurrent();
        tryVerify(() => answers.length === 1);
        compare(answers[0], 5);
        compare(heard[heard.length - 1], [4, 0, 10, ""]);
        const before = heard.length;
        current.progress(5);
        waitForServer();
        compare(heard.length, before);
    }

    function test_functionThatBlocksTellsItsProgress() {
        const answers = [];
        opposite.call("inOneGo", [20], {progress: progress => testCase.record(progress)})
            .then(value => answers.push(value));
        tryVerify(() => answers.length === 1);
        compare(heard[heard.length - 1], [20, 0, 20, "step 20"]);
    }

    function test_functionSeesThatItsCallIsCancelled_data() {
        return test_functionTellsItsProgress_data();
    }

    function test_functionSeesThatItsCallIsCancelled(row) {
        const errors = [];
        const promise = row.caller.call(row.method, [5]);
        promise.catch(error => errors.push(error));
        tryVerify(() => current !== null);
        cancelledChanged.target = current;
        cancelledChanged.clear();
        current.onCancelled(() => heard.push("cancelled"));
        current.onCancelled(() => heard.push("again"));
        verify(!current.cancelled);
        promise.cancel();
        tryCompare(current, "cancelled", true);
        tryCompare(cancelledChanged, "count", 1);
        tryVerify(() => heard.length === 2);
        compare(heard, ["cancelled", "again"]);
        current.onCancelled(() => heard.push("late"));
        tryVerify(() => heard.length === 3);
        resolveCurrent();
        compare(errors[0].kind, "Cancelled");
    }

    SignalSpy {
        id: cancelledChanged
        signalName: "cancelledChanged"
    }

    // Nothing but the function given to onCancelled() refers to the context and to the promise.
    function test_functionIsToldAfterAGarbageCollection() {
        scriptServer.on("forgetful", () => {
            const call = scriptServer.currentCall();
            return new Promise((resolve, reject) => call.onCancelled(() => {
                testCase.heard.push(call.method);
                reject(new Error("cancelled"));
            }));
        });
        const promise = opposite.other.forgetful();
        promise.catch(() => {});
        const answers = [];
        opposite.other.inOneGo(1).then(value => answers.push(value));
        tryVerify(() => answers.length === 1);
        gc();
        wait(0);
        gc();
        promise.cancel();
        tryVerify(() => heard.length === 1);
        compare(heard[0], "forgetful");
        scriptServer.off("forgetful");
    }

    // The function refers to the call that it was given to.
    function test_functionIsDroppedWithTheAnswer() {
        const before = destroyed;
        scriptServer.on("held", () => {
            const call = scriptServer.currentCall();
            const object = countedComponent.createObject(null, {counter: testCase});
            return new Promise(resolve => {
                call.onCancelled(() => resolve(object));
                resolve(call.method);
            });
        });
        const answers = [];
        opposite.other.held().then(value => answers.push(value));
        tryVerify(() => answers.length === 1);
        tryVerify(() => {
            gc();
            return destroyed === before + 1;
        });
        scriptServer.off("held");
    }

    function test_answeredCallIsNotCancelled() {
        const answers = [];
        const promise = opposite.other.handled(5);
        promise.then(value => answers.push(value));
        tryVerify(() => current !== null);
        current.onCancelled(() => heard.push("cancelled"));
        resolveCurrent();
        tryVerify(() => answers.length === 1);
        promise.cancel();
        waitForServer();
        verify(!current.cancelled);
        compare(heard, []);
        ignoreWarning(/needs a function/);
        current.onCancelled(5);
    }

    function test_onlyAFunctionThatThePeerCallsHasACall() {
        compare(rpc.currentCall(), null);
        compare(scriptServer.currentCall(), null);
        const calls = [];
        opposite.other.handled(1).then(() => calls.push(scriptServer.currentCall()));
        tryVerify(() => current !== null);
        compare(scriptServer.currentCall(), null);
        resolveCurrent();
        tryVerify(() => calls.length === 1);
        compare(calls[0], null);
    }

    function test_functionCallsItsCallerBack() {
        const answers = [];
        opposite.other.calledBack(21).then(value => answers.push(value));
        tryVerify(() => answers.length === 1);
        compare(answers[0], 42);
    }
}
