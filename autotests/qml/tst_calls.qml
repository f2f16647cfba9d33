// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    property var settled: [] // the values and errors of promises, in the order of settling
    property list<int> numbers: [1, 2]

    function record(promise) {
        promise.then(value => settled.push({value: value}), error => settled.push({error: error}));
    }

    // The value of a promise; fails the test if it is rejected.
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

    function outcomeOf(promise) {
        const before = settled.length;
        record(promise);
        tryVerify(() => settled.length > before);
        return settled[before];
    }

    name: "Calls"

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    QtObject {
        id: context
    }

    Component {
        id: objectComponent

        QtObject { }
    }

    function init() {
        settled = [];
    }

    function test_argumentsGoByNameOrByPosition() {
        compare(valueOf(rpc.other.concat({a: "hello", b: " world"})), "hello world");
        compare(valueOf(rpc.other.concat("hello", " world")), "hello world");
        compare(valueOf(rpc.other.concat({b: "only b", a: ""})), "only b");
        compare(valueOf(rpc.other.concat()), "");
        compare(valueOf(rpc.call("concat", {a: "x", b: "y"})), "xy");
        compare(valueOf(rpc.call("concat", ["x", "y"])), "xy");
        compare(valueOf(rpc.call("concat")), "");
        compare(valueOf(rpc.call("echo", [{a: 1}])).a, 1);
    }

    function test_promiseIsReal() {
        const promise = rpc.other.add(1, 2);
        verify(promise instanceof Promise);
        compare(valueOf(Promise.all([promise, rpc.other.add(3, 4)])), [3, 7]);
        compare(valueOf(promise.then(sum => sum * 2)), 6);
        compare(valueOf(rpc.other.fail(1, "", null).catch(error => "caught " + error.code)), "caught 1");
    }

    function test_remoteErrorRejects() {
        const error = errorOf(rpc.other.fail(42, "not today", {reasons: ["rain"]}));
        verify(error instanceof Error);
        compare(error.kind, "Remote");
        compare(error.code, 42);
        compare(error.message, "not today");
        compare(error.data.reasons, ["rain"]);
        verify(Array.isArray(error.data.reasons));
        compare(errorOf(rpc.other.noSuchMethod()).code, -32601);
        compare(errorOf(rpc.other.add("one", 2)).code, -32602);
    }

    function test_localErrorRejects_data() {
        return [
            {tag: "params that are neither", method: "add", params: 5, options: {}, kind: "InvalidCall"},
            {tag: "an unknown option", method: "add", params: [], options: {tiemout: 1}, kind: "InvalidCall"},
            {tag: "an object of Qt", method: "echo", params: [server], options: {}, kind: "InvalidCall"},
            {tag: "a timeout that is no time", method: "add", params: [], options: {timeout: "soon"},
                kind: "InvalidCall"},
            {tag: "no answer in time", method: "later", params: ["x"], options: {timeout: 20}, kind: "Timeout"}
        ];
    }

    function test_localErrorRejects(row) {
        const error = errorOf(rpc.call(row.method, row.params, row.options));
        compare(error.kind, row.kind);
        compare(error.code, 0);
        verify(error.message.length > 0);
    }

    function test_callDoesNotWaitForAConnectionUnlessItShall() {
        const offline = createTemporaryObject(clientComponent, testCase, {active: false});
        compare(errorOf(offline.call("add", [1, 2], {waitForConnection: false})).kind, "ConnectionLost");
        record(offline.other.add(1, 2));
        wait(0);
        compare(settled.length, 1);
        offline.active = true;
        offline.url = server.url;
        tryCompare(settled, "length", 2);
        compare(settled[1].value, 3);
    }

    function test_valuesKeepTheirTypes_data() {
        return [
            {tag: "integer", value: 42},
            {tag: "largest integer", value: 9007199254740991},
            {tag: "fraction", value: -0.5},
            {tag: "text", value: "Grüße 👋"},
            {tag: "empty text", value: ""},
            {tag: "true", value: true},
            {tag: "null", value: null},
            {tag: "array", value: [1, "two", [3], {four: [4, []]}]},
            {tag: "empty array", value: []},
            {tag: "object", value: {a: {b: [null, false]}}},
            {tag: "empty object", value: {}},
            {tag: "names of the language", value: JSON.parse('{"__proto__":{"a":[1]},"3":[2],"length":4}')}
        ];
    }

    function test_valuesKeepTheirTypes(row) {
        const value = valueOf(rpc.call("echo", [row.value]));
        verify(haveSameTypes(value, row.value));
        compare(JSON.stringify(value), JSON.stringify(row.value));
    }

    function haveSameTypes(one, other) {
        if (typeof one !== typeof other || Array.isArray(one) !== Array.isArray(other))
            return false;
        if (one === null || typeof one !== "object")
            return true;
        return Object.getPrototypeOf(one) === Object.getPrototypeOf(other)
            && Object.keys(one).every(key => haveSameTypes(one[key], other[key]));
    }

    function test_listsOfQtAreArrays() {
        compare(valueOf(rpc.call("add", numbers)), 3);
        compare(valueOf(rpc.other.echo(numbers)), [1, 2]);
        compare(valueOf(rpc.call("echo", [{numbers: numbers}])), {numbers: [1, 2]});
        compare(valueOf(rpc.call("concat", server.words)), "ab");
        compare(errorOf(rpc.call("echo", "ab")).kind, "InvalidCall");
        compare(errorOf(rpc.call("echo", new ArrayBuffer(2))).kind, "InvalidCall");
    }

    function test_undefinedIsLeftOut() {
        compare(valueOf(rpc.other.concat({a: "a", b: undefined})), "a");
        compare(JSON.stringify(valueOf(rpc.call("echo", [{a: {b: undefined, c: 1}}]))), '{"a":{"c":1}}');
        compare(valueOf(rpc.call("echo", [[undefined, NaN]])), [null, null]);
        compare(valueOf(rpc.call("echo", [undefined])), null);
    }

    function test_datesTravelAsText() {
        const date = new Date(Date.UTC(2026, 1, 28, 12, 30, 15, 250));
        const text = valueOf(rpc.other.nextDay(date));
        compare(typeof text, "string");
        compare(new Date(text).getTime(), date.getTime() + 24 * 3600 * 1000);
        const next = valueOf(rpc.call("nextDay", [date], {dates: true}));
        verify(next instanceof Date);
        compare(next.getTime(), date.getTime() + 24 * 3600 * 1000);
    }

    function test_selectedStringsBecomeDatesAndBytes() {
        const sent = {day: "2026-02-28T12:00:00Z", title: "2026-02-28T12:00:00Z", days: ["2026-02-28"],
            content: "AQID", text: "AQID"};
        const value = valueOf(rpc.call("echo", [sent], {dates: ["day", "days"], bytes: ["content"]}));
        verify(value.day instanceof Date);
        verify(value.days[0] instanceof Date);
        compare(value.title, sent.title);
        verify(value.content instanceof ArrayBuffer);
        compare(value.content.byteLength, 3);
        compare(value.text, "AQID");
        compare(valueOf(rpc.call("echo", ["no date, no base64"], {dates: true, bytes: true})),
            "no date, no base64");
    }

    function test_bytesTravelAsBase64() {
        const bytes = new Uint8Array([1, 2, 250]).buffer;
        compare(valueOf(rpc.other.reversed(bytes)), "+gIB");
        const reversed = valueOf(rpc.call("reversed", [bytes], {bytes: true}));
        verify(reversed instanceof ArrayBuffer);
        compare(Array.from(new Uint8Array(reversed)), [250, 2, 1]);
    }

    function test_otherCallsNobodyByItself() {
        const before = server.unwantedCalls();
        const other = rpc.other;
        verify(other === rpc.other);
        compare(other.then, undefined);
        compare(other.toJSON, undefined);
        compare(other._hidden, undefined);
        for (const name of ["iterator", "toPrimitive", "toStringTag"])
            compare(other[Symbol[name]], undefined);
        compare(typeof ("" + other), "string");
        compare(JSON.stringify(other), "{}");
        verify(valueOf(Promise.resolve(other)) === other);
        compare(valueOf(rpc.other.add(1, 2)), 3); // any other call would have arrived by now
        compare(server.unwantedCalls(), before);
        valueOf(rpc.call("toString"));
        compare(server.unwantedCalls(), before + 1);
    }

    function test_notificationsArriveInOrder() {
        const before = server.unwantedCalls();
        rpc.notify("toString");
        rpc.notify("then", []);
        compare(valueOf(rpc.other.add(1, 2)), 3);
        compare(server.unwantedCalls(), before + 2);
        ignoreWarning(/params must be an array or an object/);
        rpc.notify("toString", 5);
    }

    function test_answersComeInAnyOrder() {
        const first = server.waitingCalls();
        record(rpc.other.later("slow"));
        record(rpc.other.later("quick"));
        tryVerify(() => server.waitingCalls() === first + 2);
        server.answer(first + 1);
        tryCompare(settled, "length", 1);
        compare(settled[0].value, "quick");
        server.answer(first);
        tryCompare(settled, "length", 2);
        compare(settled[1].value, "slow");
    }

    function test_promiseIsNotSettledWhenItsContextIsGone() {
        const gone = objectComponent.createObject(testCase);
        const first = server.waitingCalls();
        record(rpc.call("later", ["unwanted"], {context: gone}));
        record(rpc.call("later", ["wanted"], {context: context}));
        tryVerify(() => server.waitingCalls() === first + 2);
        gone.destroy();
        wait(0);
        server.answer(first);
        server.answer(first + 1);
        tryCompare(settled, "length", 1);
        compare(settled[0].value, "wanted");
    }

    function test_namesMayHaveDots() {
        compare(valueOf(rpc.other.Test.Service.add(1, 2)), 3);
        compare(valueOf(rpc.other.Test.Service.concat({a: "x", b: "y"})), "xy");
        compare(valueOf(rpc.other["Test.Service.add"](1, 2)), 3);
        const service = rpc.other.Test.Service;
        compare(valueOf(service.add(3, 4)), 7);
        compare(service.then, undefined);
        compare(errorOf(rpc.other.Test.add(1, 2)).code, -32601);
        compare(valueOf(rpc.other.add.apply(null, [1, 2])), 3);
    }

    function test_promiseCancelsItsCall_data() {
        return [
            {tag: "the promise of the call", derive: promise => promise},
            {tag: "one that comes of it", derive: promise => promise.then(value => value + "!")},
            {tag: "one further on", derive: promise => promise.then(value => value).then(value => value)}
        ];
    }

    function test_promiseCancelsItsCall(row) {
        const first = server.waitingCalls();
        const promise = row.derive(rpc.other.later("x"));
        record(promise);
        tryVerify(() => server.waitingCalls() === first + 1);
        compare(settled.length, 0);
        promise.cancel();
        tryCompare(settled, "length", 1);
        compare(settled[0].error.kind, "Cancelled");
        server.answer(first);
        compare(valueOf(rpc.other.add(1, 2)), 3);
        promise.cancel();
        compare(settled.length, 2);
    }

    function test_cancelledCallNeedsNoHandler() {
        callFailed.target = rpc;
        const before = callFailed.count;
        rpc.other.later("x").cancel();
        compare(valueOf(rpc.other.add(1, 2)), 3);
        compare(callFailed.count, before);
    }

    function test_callEndsWithItsContext() {
        const gone = objectComponent.createObject(testCase);
        callFailed.target = rpc;
        const before = callFailed.count;
        record(rpc.call("later", ["x"], {context: gone}));
        gone.destroy();
        wait(0);
        compare(valueOf(rpc.other.add(1, 2)), 3);
        compare(settled.length, 1); // the sum's
        compare(callFailed.count, before);
    }

    function test_failureThatNobodyHandlesIsAWarning_data() {
        return [
            {tag: "a promise alone", isHandled: false, use: rpc => rpc.other.fail(5, "not today", null)},
            {tag: "then", isHandled: false, use: rpc => rpc.other.fail(5, "not today", null).then(() => 1)},
            {tag: "a call that an answer makes", isHandled: false,
                use: rpc => rpc.other.add(1, 2).then(() => rpc.other.fail(5, "not today", null))},
            {tag: "a local failure", isHandled: false, kind: "InvalidCall", code: 0, message: "params",
                use: rpc => rpc.call("fail", 5)},
            {tag: "catch", isHandled: true, use: rpc => rpc.other.fail(5, "not today", null).catch(() => 1)},
            {tag: "then with two functions", isHandled: true,
                use: rpc => rpc.other.fail(5, "not today", null).then(() => 1, () => 1)},
            {tag: "catch further on", isHandled: true,
                use: rpc => rpc.other.fail(5, "not today", null).then(() => 1).catch(() => 1)},
            {tag: "all", isHandled: true,
                use: rpc => Promise.all([rpc.other.fail(5, "not today", null)]).catch(() => 1)},
            {tag: "a local failure, with catch", isHandled: true,
                use: rpc => Promise.resolve(rpc.call("fail", 5)).catch(() => 1)}
        ];
    }

    function test_failureThatNobodyHandlesIsAWarning(row) {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        callFailed.target = client;
        callFailed.clear();
        if (!row.isHandled)
            ignoreWarning(/nobody handles that a call of '(fail|add)' failed: .*/);
        row.use(client);
        compare(valueOf(client.other.add(1, 2)), 3);
        compare(valueOf(client.other.add(1, 2)), 3); // calls made by an answer are answered, too
        ignoreWarning(/nobody handles that a call of 'marker' failed: .*/);
        client.call("marker", 5);
        const last = row.isHandled ? 0 : 1;
        tryCompare(callFailed, "count", last + 1);
        compare(callFailed.signalArguments[last][0], "marker");
        if (row.isHandled)
            return;
        const error = callFailed.signalArguments[0][1];
        compare(callFailed.signalArguments[0][0], row.method || "fail");
        compare(error.kind, row.kind || "Remote");
        compare(error.code, row.code ?? 5);
        verify(error.message.includes(row.message || "not today"), error.message);
    }

    function test_mistakeInThenIsNoFailureOfTheCall_data() {
        const mistake = () => noSuchVariable; // qmllint disable unqualified
        return [
            {tag: "then", use: rpc => rpc.other.add(1, 2).then(mistake)},
            {tag: "then, not the last", use: rpc => rpc.other.add(1, 2).then(mistake).then(() => 1)},
            {tag: "with two functions", use: rpc => rpc.other.add(1, 2).then(mistake, () => 1)},
            {tag: "rejected later", use: rpc => rpc.other.add(1, 2).then(() => Promise.resolve(1).then(mistake))}
        ];
    }

    function test_mistakeInThenIsNoFailureOfTheCall(row) {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        callFailed.target = client;
        callFailed.clear();
        ignoreWarning(/the function that handles the answer of 'add' threw: ReferenceError: noSuchVariable is not/);
        row.use(client);
        compare(valueOf(client.other.add(1, 2)), 3);
        compare(valueOf(client.other.add(1, 2)), 3);
        ignoreWarning(/nobody handles that a call of 'marker' failed: .*/);
        client.call("marker", 5);
        tryCompare(callFailed, "count", 1);
        compare(callFailed.signalArguments[0][0], "marker");
    }

    function test_mistakeInThenCanBeHandled() {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        const mistake = () => { throw new Error("a mistake"); };
        compare(errorOf(client.other.add(1, 2).then(mistake)).message, "a mistake");
    }

    SignalSpy {
        id: callFailed
        signalName: "callFailed"
    }

    function test_bigIntegersAreTextOnRequest() {
        const some = valueOf(rpc.call("integers", [], {bigIntegers: ["large", "largest"]}));
        compare(some.exact, [9007199254740992, -9007199254740992]);
        compare(some.large, ["9007199254740993", "-9007199254740993"]);
        compare(some.largest, "18446744073709551615");
        compare(valueOf(rpc.call("integers", [], {bigIntegers: true})), some);
    }

    function test_bigIntegersThatAreRoundedAreAWarning() {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        ignoreWarning(/'integers': the integer \d+ was rounded, because .*/);
        compare(valueOf(client.other.integers()).large[0], 9007199254740992);
        valueOf(client.other.integers()); // once is enough
        const exact = createTemporaryObject(clientComponent, testCase,
            {url: server.url, "conversions.bigIntegers": true});
        compare(valueOf(exact.other.integers()).largest, "18446744073709551615");
    }

    function test_conversionsAreThoseOfTheClientWithoutOptions() {
        const client = createTemporaryObject(clientComponent, testCase,
            {url: server.url, "conversions.dates": ["day"], "conversions.bytes": true});
        const sent = {day: "2026-02-28T12:00:00Z", content: "AQID", title: "2026-02-28T12:00:00Z"};
        const value = valueOf(client.other.echo([sent]))[0];
        verify(value.day instanceof Date);
        verify(value.content instanceof ArrayBuffer);
        compare(typeof value.title, "string");
        client.conversions.dates = false;
        compare(typeof valueOf(client.other.echo([sent]))[0].day, "string");
        verify(valueOf(client.call("echo", [sent], {dates: true})).title instanceof Date);
    }

    Component {
        id: clientComponent

        RpcClient { }
    }
}
