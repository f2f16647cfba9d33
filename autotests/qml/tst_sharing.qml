// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import WebSocketRpc

// Objects in QML that share signals and properties, followed from QML.
TestCase {
    id: testCase

    property var heard: []

    name: "Sharing"

    QtObject {
        id: heater

        property real temperature: 20
        property int setpoint: 21
        property var schedule: ({day: [20, 21], night: null})
        property list<string> rooms: ["hall", "cellar"]
        property string secret: "1234"
        readonly property bool heating: temperature < setpoint

        signal alarm(degrees: real)
        signal told(what: var, times: int)

        function heat(degrees: real): real { return temperature += degrees; }
    }

    RpcServer {
        id: server

        exposes: RpcExposed {
            id: exposed

            name: "thermostat"
            object: heater
            sharedSignals: ["alarm", "told"]
            sharedProperties: ["temperature", "heating", "rooms"]
            writableProperties: ["setpoint", "schedule"]
        }
    }

    RpcClient {
        id: rpc

        url: server.url
        exposes: [
            QtObject {
                function greet() { return "hello"; }
            },
            RpcExposed {
                name: "display"
                sharedSignals: ["touched"]
                writableProperties: ["text"]

                QtObject {
                    id: display

                    property string text: "ready"

                    signal touched(place: int)
                }
            }
        ]
    }

    RpcObject {
        id: thermostat

        client: rpc
        name: "thermostat"
        signals: ["alarm", "told"]
        onReceived: (name, args) => testCase.heard.push([name, args])
    }

    RpcObject {
        id: remoteDisplay

        client: server.channels[0] ?? null
        name: "display"
    }

    Text {
        id: label
        text: thermostat.temperature + (thermostat.heating ? " heating" : " idle")
    }

    Connections {
        function onReceived(name: string, args: var) {
            testCase.heard.push("also " + name);
        }

        target: thermostat
    }

    SignalSpy {
        id: setFailed
        target: thermostat
        signalName: "setFailed"
    }

    function init() {
        heard = [];
        setFailed.clear();
        tryVerify(() => thermostat.synchronised);
    }

    function test_bindingsFollow() {
        compare(label.text, "20 heating");
        heater.temperature = 22;
        tryCompare(label, "text", "22 idle");
        heater.temperature = 20;
        tryCompare(label, "text", "20 heating");
        compare(thermostat.values.rooms, ["hall", "cellar"]);
        compare(thermostat.values.schedule, heater.schedule);
        verify(!("secret" in thermostat.values));
    }

    function test_assignmentsReachTheOtherEnd() {
        thermostat.setpoint = 25;
        compare(thermostat.setpoint, 21);
        tryVerify(() => thermostat.setpoint === 25);
        compare(heater.setpoint, 25);
        thermostat.setpoint = 21;
        thermostat.schedule = {day: [18], night: {from: 22}};
        tryVerify(() => thermostat.schedule?.night?.from === 22);
        compare(heater.schedule, {day: [18], night: {from: 22}});
        compare(heater.setpoint, 21);
    }

    function test_assignmentsAreChecked_data() {
        return [
            {tag: "a wrong type", member: "setpoint", value: 2.5},
            {tag: "read-only", member: "temperature", value: 3},
            {tag: "not shared", member: "secret", value: "x"}
        ];
    }

    function test_assignmentsAreChecked(row) {
        thermostat[row.member] = row.value;
        tryCompare(setFailed, "count", 1);
        compare(setFailed.signalArguments[0][0], row.member);
        compare(setFailed.signalArguments[0][1].code, -32602);
        compare(heater.secret, "1234");
    }

    function test_signalsAreHeard() {
        const subscription = thermostat.on("alarm", degrees => heard.push(degrees));
        thermostat.call("heat", 0).then(() => heater.alarm(99.5)); // subscribed by then
        tryVerify(() => heard.length === 3);
        compare(heard.filter(entry => entry === 99.5 || entry === "also alarm").length, 2);
        subscription.end();
        heard = [];
        heater.told({a: [1, null]}, 2);
        tryVerify(() => heard.length === 2);
        compare(heard[0], ["told", [{a: [1, null]}, 2]]);
    }

    function test_callsAreMade() {
        thermostat.call("heat", 1).then(value => heard.push([value, label.text]));
        tryVerify(() => heard.length === 1);
        compare(heard[0], [21, "21 idle"]); // the change comes before the answer
        heater.temperature = 20;
        tryCompare(label, "text", "20 heating");
    }

    function test_clientsShareAsWell() {
        tryVerify(() => remoteDisplay.synchronised);
        remoteDisplay.text = "warm";
        tryCompare(display, "text", "warm");
        tryVerify(() => remoteDisplay.text === "warm");
        const greetings = [];
        server.channels[0].other.greet().then(greeting => greetings.push(greeting));
        tryCompare(greetings, "length", 1);
    }

    function followAgain() {
        thermostat.name = "";
        thermostat.name = "thermostat";
    }

    function test_sharingCanChange() {
        exposed.sharedProperties = ["secret"];
        followAgain();
        tryVerify(() => thermostat.secret === "1234");
        compare(Object.keys(thermostat.values), ["schedule", "secret", "setpoint"]);
        exposed.name = "renamed";
        thermostat.call("heat", 0).catch(error => heard.push(error.code));
        tryCompare(testCase, "heard", [-32601]);
        exposed.name = "thermostat";
        exposed.sharedProperties = ["temperature", "heating", "rooms"];
        followAgain();
        tryCompare(label, "text", "20 heating");
    }

    Component {
        id: exposedComponent

        RpcExposed {
            QtObject { }
        }
    }

    function test_whatCannotBeSharedIsReported() {
        const before = Array.from(server.exposes);
        ignoreWarning(/the property 'nothing' is not shared: there is no such property/);
        const wrong = createTemporaryObject(exposedComponent, testCase,
            {name: "wrong", sharedProperties: ["nothing"]});
        server.exposes = before.concat(wrong);
        server.exposes = before;
        followAgain();
    }
}
