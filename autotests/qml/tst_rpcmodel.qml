// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import WebSocketRpc

// A ListModel that is exposed, and views of the RpcModel that follows it.
TestCase {
    id: testCase

    property int counted: 0

    name: "RpcModel"
    when: windowShown
    width: 400
    height: 400
    visible: true

    ListModel {
        id: shelf
    }

    RpcServer {
        id: server

        exposes: RpcExposedModel {
            id: exposed

            name: "parcels"
            model: shelf
            writable: true
        }
    }

    ListModel {
        id: growing
    }

    RpcServer {
        id: otherServer

        exposes: [
            RpcExposedModel {
                name: "parcels"

                ListModel {
                    ListElement { recipient: "Linus"; weight: 1 }
                }
            },
            RpcExposedModel {
                name: "growing"
                model: growing
            }
        ]
    }

    RpcClient {
        id: rpc
        url: server.url
    }

    RpcClient {
        id: otherClient
        url: otherServer.url
    }

    RpcModel {
        id: parcels

        client: rpc
        name: "parcels"
        onCountChanged: ++testCase.counted
    }

    SignalSpy {
        id: failed
        target: parcels
        signalName: "failed"
    }

    Component {
        id: listView

        ListView {
            width: 200
            height: 100
            delegate: Text {
                required property int index
                required property var model


                height: 20
                text: index + ": " + (model.recipient ?? "…") + " " + (model.weight ?? "…")
            }
        }
    }

    Component {
        id: typedListView

        ListView {
            width: 200
            height: 100
            delegate: Text {
                id: parcel

                required property string recipient
                required property int weight
                required property bool loaded

                height: 20
                text: parcel.loaded ? parcel.recipient + " " + parcel.weight : "…"
            }
        }
    }

    Component {
        id: tableView

        TableView {
            width: 200
            height: 100
            delegate: Item {
                required property var model
                readonly property string text: model.recipient ?? "…"

                implicitWidth: 100
                implicitHeight: 20
            }
        }
    }

    Component {
        id: treeView

        TreeView {
            width: 200
            height: 100
            delegate: Item {
                required property var model
                readonly property string text: model.recipient ?? "…"

                implicitWidth: 100
                implicitHeight: 20
            }
        }
    }

    Component {
        id: modelComponent

        RpcModel {
            name: "parcels"
        }
    }

    function init() {
        shelf.clear();
        for (let i = 0; i < 500; ++i)
            shelf.append({recipient: "r" + i, weight: i});
        parcels.client = null;
        parcels.client = rpc;
        tryCompare(parcels, "count", 500);
        failed.clear();
        counted = 0;
    }

    function cleanup() {
        parcels.client = rpc;
        parcels.name = "parcels";
        exposed.writable = true;
    }

    function show(component) {
        return createTemporaryObject(component, testCase, {model: parcels});
    }

    function test_listShowsRows() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(4)?.text === "4: r4 4");
        compare(view.itemAtIndex(0).text, "0: r0 0");
        verify(view.itemAtIndex(0).model.loaded);
    }

    function test_typedDelegatesShowRows() {
        const view = show(typedListView);
        tryVerify(() => view.itemAtIndex(4)?.text === "r4 4");
    }

    function test_tableShowsRows() {
        const view = show(tableView);
        tryVerify(() => view.itemAtCell(0, 3)?.text === "r3");
        view.contentY = 20 * 400;
        tryVerify(() => view.itemAtCell(0, 402)?.text === "r402");
    }

    function test_treeShowsRows() {
        const view = show(treeView);
        tryVerify(() => view.itemAtCell(0, 1)?.text === "r1");
    }

    function test_viewScrolls() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
        view.positionViewAtIndex(400, ListView.Beginning);
        tryVerify(() => view.itemAtIndex(402)?.text === "402: r402 402");
        view.positionViewAtEnd();
        tryVerify(() => view.itemAtIndex(499)?.text === "499: r499 499");
    }

    function test_viewFollows() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
        const first = view.itemAtIndex(0);
        shelf.setProperty(0, "recipient", "Ada");
        tryCompare(first, "text", "0: Ada 0");
        shelf.insert(0, {recipient: "Grace", weight: 7});
        tryVerify(() => view.itemAtIndex(0)?.text === "0: Grace 7");
        compare(first.text, "1: Ada 0");
        compare(parcels.count, 501);
        shelf.move(0, 2, 1);
        tryCompare(first, "text", "0: Ada 0");
        shelf.remove(1);
        tryVerify(() => view.itemAtIndex(1)?.text === "1: Grace 7");
        shelf.clear();
        tryCompare(view, "count", 0);
        compare(parcels.count, 0);
        shelf.append({recipient: "Edsger", weight: 9});
        tryVerify(() => view.itemAtIndex(0)?.text === "0: Edsger 9");
    }

    function test_assignmentIsAskedOfThePeer() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(1)?.text === "1: r1 1");
        const item = view.itemAtIndex(1);
        item.model.weight = 5;
        compare(item.model.weight, 1); // until the peer has told
        tryCompare(item, "text", "1: r1 5");
        compare(shelf.get(1).weight, 5);
        item.model.recipient = "Ada";
        tryCompare(item, "text", "1: Ada 5");
        compare(failed.count, 0);
    }

    function test_refusedAssignmentIsTold() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(1)?.text === "1: r1 1");
        view.itemAtIndex(1).model.weight = "heavy";
        tryCompare(failed, "count", 1);
        compare(failed.signalArguments[0][0].code, -32602);
        compare(parcels.lastError.code, -32602);
        compare(parcels.lastError.kind, "Remote");
        compare(view.itemAtIndex(1).text, "1: r1 1");
        compare(shelf.get(1).weight, 1);
    }

    function test_readOnlyModelTakesNothing() {
        exposed.writable = false;
        parcels.name = "";
        parcels.name = "parcels";
        tryCompare(parcels, "count", 500);
        compare(parcels.set(0, "weight", 7), false);
        compare(parcels.removeRows(0, 1), false);
        compare(parcels.insertRows(0, 1), false);
        compare(failed.count, 0);
    }

    function test_scriptsReadAndWrite() {
        compare(parcels.get(-1), undefined);
        compare(parcels.get(500), undefined);
        compare(parcels.get(3).loaded, false); // and asks for it
        tryVerify(() => parcels.get(3).loaded);
        compare(parcels.get(3), {recipient: "r3", weight: 3, loaded: true});
        verify(parcels.set(3, "recipient", "Ada"));
        tryVerify(() => parcels.get(3).recipient === "Ada");
        compare(parcels.set(3, "colour", "red"), false);
        compare(parcels.set(500, "weight", 1), false);
    }

    function test_unknownModelIsReported() {
        parcels.name = "nothing";
        tryCompare(failed, "count", 1);
        compare(failed.signalArguments[0][0].code, -32602);
        compare(parcels.count, 0);
        compare(counted, 1);
        compare(parcels.synchronised, false);
    }

    function test_refusalWarnsWhereNobodyListens() {
        ignoreWarning(/the model 'nothing': /);
        const model = createTemporaryObject(modelComponent, testCase, {client: rpc, name: "nothing"});
        tryVerify(() => model.lastError !== null);
    }

    function test_clientCanBeReplaced() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
        parcels.client = otherClient;
        tryCompare(view, "count", 1);
        tryVerify(() => parcels.get(0)?.loaded);
        compare(parcels.get(0), {recipient: "Linus", weight: 1, loaded: true});
        parcels.client = null;
        compare(parcels.count, 0);
        compare(view.count, 0);
        parcels.client = rpc;
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
    }

    function test_followsAfterAReconnect() {
        const view = show(listView);
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
        const first = view.itemAtIndex(0);
        const port = server.port;
        server.port = Number(String(server.url).match(/:(\d+)/)[1]); // restarts it
        shelf.setProperty(0, "weight", 70);
        tryCompare(first, "text", "0: r0 70");
        compare(view.itemAtIndex(0), first); // no reset
        tryCompare(parcels, "synchronised", true);
        server.port = port;
    }

    function test_modelMayBeDestroyedWhileItLoads() {
        const view = show(listView);
        const models = [0, 1].map(() => createTemporaryObject(modelComponent, testCase, {client: rpc}));
        let destroyed = 0;
        for (const model of models)
            model.Component.destruction.connect(() => ++destroyed);
        view.model = models[0];
        models[1].destroy(); // before it has been opened
        tryVerify(() => destroyed === 1);
        tryVerify(() => models[0].count === 500);
        models[0].destroy(); // while rows are on their way
        tryVerify(() => destroyed === 2);
        view.model = parcels;
        tryVerify(() => view.itemAtIndex(0)?.text === "0: r0 0");
    }

    function test_clientMayBeDestroyed() {
        const client = createTemporaryQmlObject(
            "import WebSocketRpc; RpcClient { url: \"" + server.url + "\" }", testCase);
        const model = createTemporaryObject(modelComponent, testCase, {client: client});
        tryCompare(model, "count", 500);
        client.destroy();
        tryVerify(() => model.client === null);
        compare(model.count, 0);
    }

    function test_rolesCanBeChosen() {
        exposed.roles = ["recipient"];
        parcels.name = "";
        parcels.name = "parcels";
        tryVerify(() => parcels.get(0)?.loaded);
        compare(parcels.get(0), {recipient: "r0", loaded: true});
        exposed.roles = [];
    }

    // A ListModel has no roles before that.
    function test_rolesComeWithTheFirstRow() {
        const model = createTemporaryObject(modelComponent, testCase,
            {client: otherClient, name: "growing"});
        const view = createTemporaryObject(listView, testCase, {model: model});
        tryVerify(() => model.synchronised);
        compare(view.count, 0);
        growing.append({recipient: "Ada", weight: 1});
        tryVerify(() => view.itemAtIndex(0)?.text === "0: Ada 1");
        growing.append({recipient: "Grace", weight: 2, fragile: true});
        tryVerify(() => view.itemAtIndex(1)?.text === "1: Grace 2");
        tryVerify(() => model.get(1).fragile === true);
    }

    function test_countIsToldWhenItIsAnother() {
        shelf.append({recipient: "Ada", weight: 1});
        tryCompare(parcels, "count", 501);
        compare(counted, 1);
        shelf.remove(0);
        tryCompare(parcels, "count", 500);
        compare(counted, 2);
        shelf.move(0, 5, 1);
        shelf.setProperty(0, "recipient", "Grace");
        tryVerify(() => parcels.get(0).recipient === "Grace");
        compare(counted, 2);
        shelf.clear();
        tryCompare(testCase, "counted", 3);
        compare(parcels.count, 0);
    }

    function test_clientIsToldWhenItIsAnother() {
        const model = createTemporaryObject(modelComponent, testCase, {client: rpc});
        const spy = createTemporaryQmlObject(
            "import QtTest; SignalSpy { signalName: \"clientChanged\" }", testCase);
        spy.target = model;
        tryCompare(model, "count", 500);
        model.client = rpc;
        compare(spy.count, 0);
        compare(model.count, 500);
        const client = createTemporaryQmlObject(
            "import WebSocketRpc; RpcClient { url: \"" + otherServer.url + "\" }", testCase);
        model.client = client;
        compare(spy.count, 1);
        tryCompare(model, "count", 1);
        model.client = rpc;
        compare(spy.count, 2);
        tryCompare(model, "count", 500);
        client.destroy(); // it is not that of the model any more
        wait(0);
        compare(model.client, rpc);
        compare(model.count, 500);
        compare(spy.count, 2);
    }

    function test_boundLastErrorIsEnough() {
        const model = createTemporaryQmlObject(
            "import WebSocketRpc; RpcModel { property int told; onLastErrorChanged: ++told }", testCase);
        model.client = rpc;
        failOnWarning(/the model .nothing./);
        model.name = "nothing"; // which would warn otherwise
        tryCompare(model, "told", 1);
        compare(model.lastError.code, -32602);
    }

    // What a ListModel does not do is refused when it is tried.
    function test_peersMayTryWhatIsAllowed() {
        exposed.insertable = true;
        exposed.removable = true;
        exposed.sortable = true;
        parcels.name = "";
        parcels.name = "parcels";
        tryCompare(parcels, "count", 500);
        failed.clear();
        verify(parcels.insertRows(0, 1));
        tryCompare(failed, "count", 1);
        verify(parcels.removeRows(0, 1));
        tryCompare(failed, "count", 2);
        parcels.sort(7);
        tryCompare(failed, "count", 3);
        verify(failed.signalArguments[2][0].message.includes("column"));
        exposed.insertable = false;
        exposed.removable = false;
        exposed.sortable = false;
    }

    function test_modelCanBeReplaced() {
        exposed.model = growing;
        parcels.name = "";
        parcels.name = "parcels";
        tryCompare(parcels, "synchronised", true);
        compare(parcels.count, growing.count);
        exposed.model = shelf;
        parcels.name = "";
        parcels.name = "parcels";
        tryCompare(parcels, "count", 500);
    }

    function test_unknownRoleIsReported() {
        ignoreWarning(/the role 'colour' is not shared: there is no such role/);
        exposed.roles = ["colour"];
        parcels.name = "";
        parcels.name = "parcels";
        tryCompare(parcels, "count", 500);
        compare(parcels.get(0), {loaded: false}); // no role is not all of them
        ignoreWarning(/the role 'colour' is not shared: there is no such role/);
        exposed.roles = ["colour", "recipient"];
        parcels.name = "";
        parcels.name = "parcels";
        tryVerify(() => parcels.get(0)?.loaded);
        compare(parcels.get(0), {recipient: "r0", loaded: true});
        exposed.roles = [];
    }
}
