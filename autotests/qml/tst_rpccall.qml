// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    name: "RpcCall"

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    Component {
        id: serverComponent

        TestServer { }
    }

    Component {
        id: clientComponent

        RpcClient {
            id: ownClient

            property RpcCall reloaded: null

            reconnect {
                firstDelay: 20
                growth: 1
            }
            onOpened: ownClient.reloaded?.reload()
        }
    }

    Component {
        id: sumComponent

        RpcCall {
            id: sum

            property int first: 1
            property int second: 2

            method: "add"
            params: ({a: sum.first, b: sum.second})
        }
    }

    Component {
        id: callComponent

        RpcCall { }
    }

    Component {
        id: contextComponent

        QtObject { }
    }

    SignalSpy {
        id: succeeded
        signalName: "succeeded"
    }

    SignalSpy {
        id: failed
        signalName: "failed"
    }

    function create(component, properties) {
        const call = createTemporaryObject(component, testCase, Object.assign({client: rpc}, properties));
        succeeded.target = call;
        succeeded.clear();
        failed.target = call;
        failed.clear();
        return call;
    }

    function test_calledByItself() {
        const sum = create(sumComponent, {});
        verify(sum.running);
        verify(!sum.loaded);
        compare(sum.result, undefined);
        compare(sum.error, null);
        tryCompare(sum, "running", false);
        compare(sum.result, 3);
        compare(sum.error, null);
        verify(sum.loaded);
        compare(succeeded.count, 1);
        compare(succeeded.signalArguments[0][0], 3);
        compare(failed.count, 0);
    }

    function test_calledAgainWhenABoundValueChanges() {
        const sum = create(sumComponent, {});
        tryCompare(sum, "result", 3);
        sum.first = 10;
        verify(sum.running);
        compare(sum.result, 3);
        tryCompare(sum, "result", 12);
        compare(succeeded.count, 2);
    }

    function test_changesOfOneTurnMakeOneCall() {
        const sum = create(sumComponent, {});
        sum.first = 3;
        sum.second = 4;
        sum.first = 5;
        tryCompare(sum, "running", false);
        compare(sum.result, 9);
        compare(succeeded.count, 1);
    }

    function test_equalParamsMakeNoNewCall() {
        const call = create(callComponent, {method: "echo", params: [{a: [1]}]});
        tryCompare(call, "running", false);
        call.params = [{a: [1]}];
        verify(!call.running);
        call.params = [{a: [2]}];
        verify(call.running);
        tryVerify(() => call.result.a[0] === 2);
    }

    function test_paramsThatChangeDuringACallOutdateIt_data() {
        return [
            {tag: "the old answer comes first", order: [0, 1]},
            {tag: "the old answer comes last", order: [1, 0]}
        ];
    }

    function test_paramsThatChangeDuringACallOutdateIt(row) {
        const from = server.waitingCalls();
        const call = create(callComponent, {method: "later", params: ["old"]});
        tryVerify(() => server.waitingCalls() === from + 1);
        call.params = ["new"];
        tryVerify(() => server.waitingCalls() === from + 2);
        server.answer(from + row.order[0]);
        server.answer(from + row.order[1]);
        tryCompare(call, "running", false);
        compare(call.result, "new");
        wait(20);
        compare(call.result, "new");
        compare(succeeded.count, 1);
        compare(failed.count, 0);
    }

    function test_errorKeepsTheLastResult() {
        const call = create(callComponent, {method: "add", params: [1, 2]});
        tryCompare(call, "result", 3);
        call.params = ["one", 2];
        tryCompare(call, "running", false);
        compare(call.result, 3);
        compare(call.error.code, -32602);
        compare(call.error.kind, "Remote");
        compare(failed.count, 1);
        compare(failed.signalArguments[0][0].code, -32602);
        verify(call.loaded);
        call.params = [2, 2];
        tryCompare(call, "result", 4);
        compare(call.error, null);
    }

    function test_wrongOptionsAreAnError() {
        const call = create(callComponent, {method: "add", params: [1, 2], options: {when: 1}});
        tryCompare(call, "running", false);
        compare(call.error.kind, "InvalidCall");
        call.options = {timeout: 5000};
        tryCompare(call, "result", 3);
    }

    function test_debounceWaitsForSilence() {
        const sum = create(sumComponent, {debounce: 60000});
        for (let i = 2; i < 5; ++i) {
            callsAt(server, rpc);
            sum.first = i;
            verify(sum.running);
        }
        callsAt(server, rpc);
        compare(succeeded.count, 0);
        sum.debounce = 1; // from the next change on
        sum.first = 5;
        tryCompare(sum, "running", false);
        compare(sum.result, 7);
        compare(succeeded.count, 1);
    }

    function test_disabledCallsOnlyOnReload() {
        const sum = create(sumComponent, {enabled: false});
        verify(!sum.running);
        sum.first = 5;
        verify(!sum.running);
        sum.reload();
        verify(sum.running);
        tryCompare(sum, "result", 7);
        sum.enabled = true;
        tryVerify(() => succeeded.count === 2);
    }

    function test_reloadCallsAgain() {
        const sum = create(sumComponent, {});
        tryCompare(sum, "running", false);
        sum.reload();
        tryCompare(sum, "running", false);
        compare(succeeded.count, 2);
    }

    function test_disablingEndsACall() {
        const from = server.waitingCalls();
        const call = create(callComponent, {method: "later", params: ["x"]});
        tryVerify(() => server.waitingCalls() === from + 1);
        call.enabled = false;
        verify(!call.running);
        server.answer(from);
        wait(20);
        compare(succeeded.count, 0);
        compare(call.result, undefined);
    }

    function test_nothingToCallIsNoError() {
        const call = create(callComponent, {method: ""});
        verify(!call.running);
        call.reload();
        verify(!call.running);
        call.client = null;
        call.method = "add";
        verify(!call.running);
        compare(failed.count, 0);
    }

    function test_resultMayBeADate() {
        const call = create(callComponent,
            {method: "echo", params: ["2026-02-28T12:00:00Z"], options: {dates: true}});
        tryVerify(() => call.result instanceof Date);
    }

    function loseConnection(ownServer, client) {
        ownServer.stop();
        tryCompare(client, "connected", false);
        ownServer.restart();
        tryCompare(client, "connected", true);
    }

    // Earlier messages have arrived.
    function callsAt(ownServer, client) {
        let answered = false;
        client.other.add(1, 2).then(() => answered = true);
        tryVerify(() => answered);
        return ownServer.unwantedCalls();
    }

    function test_calledAgainWhenTheConnectionIsBack_data() {
        return [
            {tag: "by itself", properties: {}, reloads: false, calls: 2},
            {tag: "with a reload at each opening", properties: {}, reloads: true, calls: 2},
            {tag: "disabled", properties: {enabled: false}, reloads: false, calls: 0},
            {tag: "disabled, with a reload at each opening", properties: {enabled: false}, reloads: true,
                calls: 2}
        ];
    }

    function test_calledAgainWhenTheConnectionIsBack(row) {
        const ownServer = createTemporaryObject(serverComponent, testCase);
        const client = createTemporaryObject(clientComponent, testCase, {url: ownServer.url});
        const call = create(callComponent,
            Object.assign({client: client, method: "toString"}, row.properties));
        if (row.reloads)
            client.reloaded = call;
        tryCompare(client, "connected", true);
        compare(callsAt(ownServer, client), row.calls / 2);
        loseConnection(ownServer, client);
        tryCompare(call, "running", false);
        compare(callsAt(ownServer, client), row.calls);
        compare(succeeded.count, row.calls);
    }

    function test_callThatIsSentAgainIsNotMadeAgain() {
        const ownServer = createTemporaryObject(serverComponent, testCase);
        const client = createTemporaryObject(clientComponent, testCase, {url: ownServer.url});
        create(callComponent,
            {client: client, method: "later", params: ["x"], options: {idempotent: true}});
        tryVerify(() => ownServer.waitingCalls() === 1);
        loseConnection(ownServer, client);
        callsAt(ownServer, client);
        compare(ownServer.waitingCalls(), 2);
        ownServer.answer(1);
        tryCompare(succeeded, "count", 1);
    }

    function test_callThatWasLostIsMadeAgain() {
        const ownServer = createTemporaryObject(serverComponent, testCase);
        const client = createTemporaryObject(clientComponent, testCase, {url: ownServer.url});
        const call = create(callComponent, {client: client, method: "later", params: ["x"]});
        tryVerify(() => ownServer.waitingCalls() === 1);
        loseConnection(ownServer, client);
        compare(failed.count, 1);
        tryVerify(() => ownServer.waitingCalls() === 2);
        ownServer.answer(1);
        tryCompare(call, "result", "x");
        compare(call.error, null);
    }

    function test_cancelEndsACall() {
        const from = server.waitingCalls();
        const call = create(callComponent, {method: "later", params: ["x"]});
        tryVerify(() => server.waitingCalls() === from + 1);
        call.cancel();
        verify(!call.running);
        server.answer(from);
        callsAt(server, rpc);
        compare(succeeded.count, 0);
        compare(failed.count, 0);
        compare(call.result, undefined);
        compare(call.error, null);
        call.reload();
        verify(call.running);
    }

    function test_callEndsWithItsContext() {
        const gone = createTemporaryObject(contextComponent, testCase);
        const from = server.waitingCalls();
        const call = create(callComponent, {method: "later", params: ["x"], options: {context: gone}});
        tryVerify(() => server.waitingCalls() === from + 1);
        gone.destroy();
        tryCompare(call, "running", false);
        server.answer(from);
        callsAt(server, rpc);
        compare(succeeded.count, 0);
        compare(failed.count, 0);
        compare(call.error, null);
    }

    function test_failureThatNobodySeesIsAWarning() {
        const call = createTemporaryObject(callComponent, testCase, {enabled: false, client: rpc,
            method: "fail", params: [5, "not today", null]});
        ignoreWarning(/nobody handles that a call of 'fail' failed: not today/);
        const before = callFailed.count;
        call.reload();
        tryCompare(call, "running", false);
        compare(callFailed.count, before + 1);
        compare(callFailed.signalArguments[before][0], "fail");
        compare(callFailed.signalArguments[before][1].code, 5);
        failed.target = call;
        call.reload();
        tryCompare(call, "running", false);
        failed.target = null;
        const watched = createTemporaryObject(watchedComponent, testCase, {client: rpc});
        tryCompare(watched, "running", false);
        compare(callFailed.count, before + 1);
    }

    function test_invalidParamsFailOnce() {
        const client = createTemporaryObject(clientComponent, testCase);
        const call = createTemporaryObject(callComponent, testCase, {client: client, method: "echo", params: 5});
        failed.target = call;
        failed.clear();
        tryCompare(failed, "count", 1);
        client.url = server.url;
        tryCompare(client, "connected", true);
        wait(0);
        tryCompare(call, "running", false);
        compare(failed.count, 1);
        call.params = [5];
        tryCompare(call, "loaded", true);
        compare(failed.count, 1);
    }

    SignalSpy {
        id: callFailed
        target: rpc
        signalName: "callFailed"
    }

    Component {
        id: watchedComponent

        RpcCall {
            id: watched

            readonly property string problem: watched.error ? watched.error.message : ""

            method: "fail"
            params: [6, "nor tomorrow", null]
        }
    }
}
