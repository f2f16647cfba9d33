// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    name: "RpcListModel"
    width: 200
    height: 300
    visible: true
    when: windowShown

    TestServer {
        id: server
    }

    RpcClient {
        id: rpc
        url: server.url
        reconnect {
            firstDelay: 20
            growth: 1
        }
    }

    Component {
        id: modelComponent

        RpcListModel {
            pageSize: 10
        }
    }

    // Another client, since a broken connection ends what the tests before left.
    Component {
        id: clientComponent

        RpcClient {
            reconnect {
                firstDelay: 20
                growth: 1
            }
        }
    }

    Component {
        id: contextComponent

        QtObject { }
    }

    Component {
        id: viewComponent

        ListView {
            width: 200
            height: 300
            cacheBuffer: 0
            delegate: Text {
                required property var modelData

                height: 20
                text: String(modelData)
            }
        }
    }

    Component {
        id: peopleComponent

        ListView {
            width: 200
            height: 300
            delegate: Text {
                required property string name
                required property int index
                required property var modelData

                height: 20
                text: index + ": " + name + ", " + (modelData.age ?? "?")
            }
        }
    }

    SignalSpy {
        id: callFailed
        target: rpc
        signalName: "callFailed"
    }

    SignalSpy {
        id: failed
        signalName: "failed"
    }

    SignalSpy {
        id: reset
        signalName: "modelReset"
    }

    function init() {
        callFailed.clear();
        failed.target = null;
        tryCompare(rpc, "connected", true);
        tryVerify(() => server.openStreams() === 0);
    }

    function create(properties) {
        const model = createTemporaryObject(modelComponent, testCase, Object.assign({client: rpc}, properties));
        failed.target = model;
        failed.clear();
        reset.target = model;
        reset.clear();
        return model;
    }

    function createView(component, model) {
        const view = createTemporaryObject(component, testCase, {model: model});
        waitForRendering(view);
        return view;
    }

    function valuesOf(model) {
        return Array.from({length: model.count}, (_, row) => model.get(row));
    }

    function test_firstPageIsFetched() {
        const model = create({method: "numbers", params: [25]});
        verify(model.running);
        compare(model.count, 0);
        tryCompare(model, "running", false);
        compare(model.count, 10);
        compare(model.rowCount(), 10);
        verify(!model.finished);
        compare(model.error, null);
        compare(valuesOf(model), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        compare(model.get(-1), undefined);
        compare(model.get(10), undefined);
    }

    function test_pagesFollowUntilTheEnd() {
        const model = create({method: "numbers", params: [25]});
        tryCompare(model, "count", 10);
        tryCompare(model, "running", false);
        const root = model.index(-1, -1);
        verify(model.canFetchMore(root));
        model.fetchMore(root);
        verify(model.running);
        verify(!model.canFetchMore(root));
        model.fetchMore(root); // has no effect
        tryCompare(model, "count", 20);
        tryCompare(model, "running", false);
        model.pageSize = 3;
        model.fetchMore(root);
        tryCompare(model, "count", 23);
        tryCompare(model, "running", false);
        verify(!model.finished);
        model.fetchMore(root);
        tryCompare(model, "finished", true);
        compare(model.count, 25);
        verify(!model.running);
        verify(!model.canFetchMore(root));
        compare(valuesOf(model), Array.from({length: 25}, (_, row) => row));
        compare(reset.count, 1);
    }

    function test_emptyStreamIsFinished() {
        const model = create({method: "numbers", params: [0]});
        tryCompare(model, "finished", true);
        compare(model.count, 0);
        verify(!model.running);
    }

    function test_viewFetchesMoreAsItScrolls() {
        const before = server.madeNumbers();
        const model = create({method: "numbers", params: [-1], pageSize: 50});
        const view = createView(viewComponent, model);
        tryCompare(model, "count", 50);
        waitForRendering(view);
        compare(view.itemAtIndex(0).text, "0");
        compare(model.count, 50);
        for (let page = 2; page < 6; ++page) {
            view.positionViewAtEnd();
            tryCompare(model, "count", 50 * page);
            tryCompare(model, "running", false);
        }
        view.positionViewAtEnd();
        tryVerify(() => view.itemAtIndex(model.count - 1)?.text === String(model.count - 1));
        verify(model.count <= 300);
        verify(server.madeNumbers() - before < 100000);
        compare(reset.count, 1);
    }

    function test_viewShowsAListToItsEnd() {
        const model = create({method: "numbers", params: [95], pageSize: 30});
        const view = createView(viewComponent, model);
        tryVerify(() => {
            view.positionViewAtEnd();
            return model.finished;
        });
        compare(view.count, 95);
        tryVerify(() => view.itemAtIndex(94)?.text === "94");
    }

    function test_membersAreRoles() {
        const people = [{name: "Ada", age: 36}, {name: "Grace", age: 85}];
        const view = createView(peopleComponent, create({method: "values", params: [people]}));
        tryCompare(view, "count", 2);
        tryVerify(() => view.itemAtIndex(1)?.text === "1: Grace, 85");
        compare(view.itemAtIndex(0).text, "0: Ada, 36");
    }

    function test_rolesComeWithTheFirstValue() {
        const model = create({method: "values", params: [[]]});
        const view = createView(peopleComponent, model);
        tryCompare(model, "finished", true);
        model.params = [[{name: "Ada"}]];
        tryVerify(() => view.count === 1 && view.itemAtIndex(0)?.text === "0: Ada, ?");
    }

    function test_rolesKeepTheirNumbers() {
        const model = create({method: "values", params: [[{name: "Ada"}]]});
        const view = createView(peopleComponent, model);
        tryVerify(() => view.itemAtIndex(0)?.text === "0: Ada, ?");
        model.params = [[{age: 85, name: "Grace"}, {name: "Mary"}]];
        tryVerify(() => view.count === 2 && view.itemAtIndex(1)?.text === "1: Mary, ?");
        compare(view.itemAtIndex(0).text, "0: Grace, 85");
    }

    function test_valuesOfAnotherShapeAreKept() {
        const values = [{a: 1}, {a: 2, b: [3]}, 4, "text", {b: 5}, [6], null];
        const model = create({method: "values", params: [values]});
        tryCompare(model, "finished", true);
        compare(JSON.stringify(valuesOf(model)), JSON.stringify(values));
        const rows = createTemporaryObject(instantiatorComponent, testCase, {model: model}).rows;
        compare(JSON.stringify(rows.map(row => row.a)), "[1,2,null,null,null,null,null]");
        compare(rows[2].a, undefined);
        compare(rows[2].modelData, 4);
        compare(rows[1].modelData.b[0], 3);
        compare(rows[4].modelData.b, 5);
        compare(rows[6].modelData, null);
    }

    Component {
        id: instantiatorComponent

        Item {
            id: item

            property alias model: repeater.model
            readonly property var rows: Array.from({length: repeater.count}, (_, row) => repeater.itemAt(row).row)

            Repeater {
                id: repeater

                delegate: Item {
                    required property var model
                    readonly property var row: ({a: model.a, modelData: model.modelData})
                }
            }
        }
    }

    function test_valuesAreConverted() {
        const values = [{day: "2026-02-28T12:00:00Z", other: "2026-02-28T12:00:00Z"}];
        const model = create({method: "values", params: [values], options: {dates: ["day"]}});
        tryCompare(model, "count", 1);
        verify(model.get(0).day instanceof Date);
        compare(typeof model.get(0).other, "string");
        const day = model.data(model.index(0, 0), Qt.UserRole + 1);
        verify(day instanceof Date);
        compare(model.data(model.index(0, 0), Qt.UserRole + 2), values[0].other);
        compare(model.data(model.index(0, 0), Qt.UserRole + 3), undefined);
    }

    function test_changesStartAnew_data() {
        return [
            {tag: "params", change: model => model.params = [3], values: [0, 1, 2]},
            {tag: "the method", change: model => { model.method = "values"; model.params = [[7]]; }, values: [7]},
            {tag: "to no values", change: model => model.params = [0], values: []},
            {tag: "reload()", change: model => { model.pageSize = 4; model.reload(); }, values: [0, 1, 2, 3]}
        ];
    }

    function test_changesStartAnew(row) {
        const model = create({method: "numbers", params: [-1]});
        tryCompare(model, "running", false);
        row.change(model);
        verify(model.running);
        compare(model.count, 10); // the old rows
        verify(!model.canFetchMore(model.index(-1, -1)));
        tryCompare(model, "running", false);
        compare(valuesOf(model), row.values);
        compare(reset.count, 2);
        tryVerify(() => server.openStreams() === (row.tag === "reload()" ? 1 : 0));
    }

    function test_equalParamsChangeNothing() {
        const model = create({method: "numbers", params: [3]});
        tryCompare(model, "finished", true);
        model.params = [3];
        model.options = {};
        verify(!model.running);
        compare(reset.count, 1);
    }

    function test_failureIsAnError() {
        const model = create({method: "failingNumbers", params: [15]});
        tryCompare(model, "count", 10);
        tryCompare(model, "running", false);
        compare(model.error, null);
        model.fetchMore(model.index(-1, -1));
        tryCompare(failed, "count", 1);
        compare(model.error.code, 42);
        compare(model.count, 15);
        verify(!model.running);
        verify(!model.finished);
        verify(!model.canFetchMore(model.index(-1, -1)));
        compare(callFailed.count, 0);
        model.method = "numbers";
        tryCompare(model, "count", 10);
        compare(model.error, null);
    }

    function test_failureThatNobodyHandlesIsAWarning() {
        const model = create({method: "failingNumbers", params: [0]});
        failed.target = null;
        ignoreWarning(/nobody handles that a call of 'failingNumbers' failed: no more numbers/);
        tryCompare(callFailed, "count", 1);
        compare(model.error.code, 42);
        compare(model.count, 0);
    }

    function test_localErrorIsAnError_data() {
        return [
            {tag: "params", properties: {params: 5}},
            {tag: "options", properties: {options: {tiemout: 1}}},
            {tag: "no such method", properties: {method: "noSuchMethod"}}
        ];
    }

    function test_localErrorIsAnError(row) {
        const model = create(Object.assign({method: "numbers", params: [3]}, row.properties));
        tryCompare(failed, "count", 1);
        verify(!model.running);
        compare(model.count, 0);
    }

    function test_cancelledModelKeepsItsRows() {
        const model = create({method: "numbers", params: [-1]});
        tryCompare(model, "running", false);
        model.fetchMore(model.index(-1, -1));
        model.cancel();
        verify(!model.running);
        tryVerify(() => server.openStreams() === 0);
        compare(model.count, 10);
        verify(!model.finished);
        verify(!model.canFetchMore(model.index(-1, -1)));
        compare(failed.count, 0);
        model.reload();
        verify(model.running);
        tryCompare(model, "running", false);
        compare(reset.count, 2);
        model.cancel();
    }

    function test_streamEndsThatAModelWaitsFor_data() {
        return [
            {tag: "cancelled", end: model => model.cancel()},
            {tag: "other params", end: model => { model.method = "numbers"; model.params = [3]; }}
        ];
    }

    function test_streamEndsThatAModelWaitsFor(row) {
        const model = create({method: "written"});
        tryVerify(() => server.hasWriter());
        row.end(model);
        tryVerify(() => server.isWriterClosed());
        server.finishWriting();
    }

    function test_rowsAppearAsTheyCome() {
        const model = create({method: "written"});
        tryVerify(() => server.hasWriter());
        server.write("first");
        tryCompare(model, "count", 1);
        verify(model.running);
        server.write("second");
        tryCompare(model, "count", 2);
        compare(model.get(1), "second");
        verify(model.running);
        server.finishWriting();
        tryCompare(model, "finished", true);
        verify(!model.running);
        compare(reset.count, 1);
    }

    function test_modelStartsAnewWhenALostConnectionIsBack() {
        const model = create({method: "written"});
        tryVerify(() => server.hasWriter());
        server.write("before");
        tryCompare(model, "count", 1);
        server.stop();
        tryVerify(() => model.error !== null);
        compare(model.error.kind, "ConnectionLost");
        compare(model.count, 1);
        verify(!model.running);
        server.finishWriting();
        server.restart();
        tryVerify(() => server.hasWriter());
        verify(model.running);
        server.write("after");
        tryVerify(() => model.get(0) === "after");
        compare(model.error, null);
        compare(model.count, 1);
        compare(reset.count, 2);
        server.finishWriting();
        tryCompare(model, "finished", true);
    }

    // What was lost is found only when the next page is fetched.
    function test_modelStartsAnewWhenItFindsItsStreamLost() {
        const model = create({method: "numbers", params: [-1], pageSize: 2000});
        tryCompare(model, "running", false);
        server.stop();
        tryCompare(rpc, "connected", false);
        server.restart();
        tryCompare(rpc, "connected", true);
        model.pageSize = 10000; // more than is read ahead
        model.fetchMore(model.index(-1, -1));
        tryCompare(reset, "count", 2);
        tryCompare(model, "running", false);
        compare(model.count, 10000);
        compare(model.error, null);
        compare(callFailed.count, 0);
    }

    function test_modelEndsWithItsClient() {
        const client = createTemporaryObject(clientComponent, testCase, {url: server.url});
        const model = create({client: client, method: "numbers", params: [-1]});
        tryCompare(model, "running", false);
        model.fetchMore(model.index(-1, -1));
        client.destroy();
        tryCompare(model, "client", null);
        verify(!model.running);
        verify(!model.canFetchMore(model.index(-1, -1)));
        tryVerify(() => server.openStreams() === 0);
        compare(failed.count, 0);
        compare(typeof model.get(0), "number");
    }

    function test_modelEndsWithItsContext() {
        const gone = contextComponent.createObject(testCase);
        const model = create({method: "numbers", params: [-1], options: {context: gone}});
        tryCompare(model, "running", false);
        gone.destroy();
        tryVerify(() => server.openStreams() === 0);
        verify(!model.canFetchMore(model.index(-1, -1)));
        compare(failed.count, 0);
    }

    function test_streamEndsWithItsModel() {
        const model = modelComponent.createObject(testCase, {client: rpc, method: "numbers", params: [-1]});
        tryCompare(model, "running", false);
        compare(server.openStreams(), 1);
        model.destroy();
        tryVerify(() => server.openStreams() === 0);
    }
}
