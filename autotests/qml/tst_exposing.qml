// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    property var settled: []
    property var resolveLater: null

    name: "Exposing"

    TestServer {
        id: server
    }

    // The many methods of Item must not be exposed.
    Item {
        id: functions

        property int factor: 10

        function scaled(value) { return value * factor; }
        function joined(first: string, second: string): string { return first + second; }
        function record(value) { return {kind: typeof value, isArray: Array.isArray(value), value: value}; }
        function nothing() { }
        function broken() { throw new Error("secret"); }
        function refusing() { throw {code: 7, message: "not now", data: {after: 5}}; }
        function later(value) {
            return new Promise(resolve => testCase.resolveLater = () => resolve(value + "!"));
        }
        function laterRefusing() { return Promise.reject({code: 8, message: "never"}); }
        function nested(a, b) { return rpc.other.add(a, b).then(sum => sum * functions.factor); }
        function _hidden() { return "hidden"; }
    }

    QtObject {
        id: more

        function another() { return "another"; }
    }

    RpcClient {
        id: rpc
        url: server.url
        exposes: [functions, more]
    }

    function init() {
        settled = [];
    }

    // The result that the server gets when it calls a function here.
    function callBack(method, values) {
        const before = settled.length;
        rpc.other.callBack(method, values || [])
            .then(value => settled.push({value: value}), error => settled.push({error: error}));
        return before;
    }

    function valueOf(method, values) {
        const index = callBack(method, values);
        tryVerify(() => settled.length > index);
        verify(!settled[index].error, settled[index].error);
        return settled[index].value;
    }

    function errorOf(method, values) {
        const index = callBack(method, values);
        tryVerify(() => settled.length > index);
        verify(settled[index].error);
        return settled[index].error;
    }

    function test_serverCallsFunctions() {
        compare(valueOf("scaled", [4]), 40);
        compare(valueOf("joined", ["a", "b"]), "ab");
        compare(valueOf("nothing"), null);
        compare(valueOf("another"), "another");
        functions.factor = 3;
        compare(valueOf("scaled", [4]), 12);
        functions.factor = 10;
    }

    function test_valuesArriveAsJavaScriptExpectsThem() {
        compare(valueOf("record", [[1, 2]]), {kind: "object", isArray: true, value: [1, 2]});
        compare(valueOf("record", [{a: {b: 1}}]).value.a.b, 1);
        compare(valueOf("record", ["x"]).kind, "string");
        compare(valueOf("record", [null]), {kind: "object", isArray: false, value: null});
    }

    function test_argumentsAreChecked() {
        compare(errorOf("joined", ["a", 2]).code, -32602);
        compare(errorOf("joined", ["a"]).code, -32602);
    }

    function test_onlyFunctionsDeclaredInQmlAreThere_data() {
        return [{tag: "_hidden"}, {tag: "mapToGlobal"}, {tag: "forceActiveFocus"}, {tag: "factorChanged"},
            {tag: "destroy"}];
    }

    function test_onlyFunctionsDeclaredInQmlAreThere(row) {
        compare(errorOf(row.tag).code, -32601);
    }

    function test_whatIsThrownIsTheError() {
        const refused = errorOf("refusing");
        compare(refused.code, 7);
        compare(refused.message, "not now");
        compare(refused.data.after, 5);
        const broken = errorOf("broken");
        compare(broken.code, -32603);
        compare(broken.message.indexOf("secret"), -1);
    }

    function test_promisesAreWaitedFor() {
        const index = callBack("later", ["done"]);
        tryVerify(() => resolveLater !== null);
        compare(valueOf("scaled", [1]), 10); // the waiting call blocks no other call
        compare(settled.length, index + 1);
        resolveLater();
        tryCompare(settled, "length", index + 2);
        compare(settled[index + 1].value, "done!");
        compare(errorOf("laterRefusing").code, 8);
        compare(valueOf("nested", [1, 2]), 30);
    }

    function test_objectsComeAndGo() {
        const object = createTemporaryQmlObject("import QtQml; QtObject { function hello() { return 'hello' } }",
            testCase);
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        client.exposes = [object];
        const answers = [];
        const record = () => client.other.callBack("hello", [])
            .then(value => answers.push(value), error => answers.push(error.code));
        record();
        tryVerify(() => answers.length === 1);
        compare(answers[0], "hello");
        client.exposes = [];
        record();
        tryVerify(() => answers.length === 2);
        compare(answers[1], -32601);
        client.exposes = [object];
        object.destroy();
        wait(0);
        record();
        tryVerify(() => answers.length === 3);
        compare(answers[2], -32601);
    }

    Component {
        id: clientComponent

        RpcClient { }
    }
}
