// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

// The code in README.md and in the guide runs and does what these say.
TestCase {
    id: testCase

    property var log: []

    name: "Snippets"

    RpcServer {
        id: server

        exposes: QtObject {
            function add(a, b) { return a + b; }
            function find(name) { return {name: name, born: "1815-12-10T00:00:00Z"}; }
            function log(text) { testCase.log.push(text); }
            function login(name, token) {
                if (token !== "secret")
                    throw {code: 401, message: "no such token"};
                testCase.log.push("login of " + name);
            }
            function jobs() { return [{id: 7, name: "backup", percent: 40}]; }
        }
    }

    function create(file, properties) {
        const component = Qt.createComponent("../../doc/snippets/qml/" + file);
        verify(component.status === Component.Ready, component.errorString());
        return createTemporaryObject(component, testCase, properties);
    }

    // The items of a window from top to bottom.
    function itemsOf(window) {
        return Array.from(window.contentItem.children[0].children);
    }

    function test_calculator() {
        const [left, right, sums, sum, button, greeting] = itemsOf(create("Calculator.qml"));
        tryCompare(sum, "text", "The sum is 3");
        compare(sums.text, "1 sums so far");
        left.increase();
        right.increase();
        tryCompare(sum, "text", "The sum is 5");
        compare(sums.text, "2 sums so far");
        tryCompare(button, "enabled", true);
        button.clicked();
        tryCompare(greeting, "text", "hello world");
    }

    function test_thermostat() {
        const page = create("Thermostat.qml");
        const [temperature, setpoint, button] = Array.from(page.children);
        tryCompare(temperature, "text", "20 °C");
        page.hearAlarms();
        setpoint.increase();
        setpoint.valueModified();
        tryCompare(setpoint, "value", 22);
        for (let i = 0; i < 3; ++i)
            button.clicked();
        tryCompare(temperature, "text", "35 °C");
        tryCompare(page, "notice", "It has 35 °C!");
        tryCompare(page, "log", "alarm 35");
    }

    function test_parcels() {
        const page = create("Parcels.qml");
        const view = page.children[0];
        tryCompare(view, "count", 2);
        const first = view.itemAtIndex(0);
        tryCompare(first, "text", "Ada, 5 kg");
        compare(view.itemAtIndex(1).text, "Grace, 12 kg");
        first.clicked();
        tryCompare(first, "text", "Ada, 6 kg");
        compare(page.stock.get(0).weight, 6);
        page.stock.insert(0, {recipient: "Edsger", weight: 1});
        tryCompare(view, "count", 3);
        view.forceLayout();
        tryVerify(() => view.itemAtIndex(0)?.text === "Edsger, 1 kg");
        compare(first.text, "Ada, 6 kg");
        compare(page.notice, "");
    }

    function test_pushing() {
        const page = create("Pushing.qml");
        tryCompare(page.client, "connected", true);
        page.changeVolume(11);
        tryCompare(page, "log", "yes, 11");
        compare(page.level, 11);
        page.play();
        tryCompare(page, "log", "yes, 11seek 30");
        compare(page.title, "So What");
    }

    function test_guide() {
        const page = create("Snippets.qml", {server: server.url});
        tryCompare(page.client, "connected", true);
        page.makeCalls();
        tryCompare(page, "outcome", 3);
        tryCompare(page, "notice", "born in 1815");
        tryVerify(() => log.length === 1);
        page.find("Grace");
        page.find("Mary");
        tryCompare(page, "outcome", "Mary");
        compare(page.notice, "born in 1815");

        const answers = [];
        const record = promise => promise.then(value => answers.push(value), error => answers.push(error.code));
        const other = server.channels[0].other;
        record(other.askUser("Ready?"));
        tryVerify(() => answers.length === 1);
        compare(answers[0], true);
        compare(page.notice, "Ready?");
        record(other.lookUp("Grace"));
        tryVerify(() => answers.length === 2);
        compare(answers[1].name, "Grace");
        record(other.lookUp(""));
        tryVerify(() => answers.length === 3);
        compare(answers[2], 1);
    }

    function test_longCalls() {
        const page = create("LongCalls.qml");
        tryCompare(page.report, "result", "3 pages");
        compare(page.bar.to, 3);
        compare(page.bar.value, 3);
        page.analyse(["four", "five"]);
        tryCompare(page, "text", "2 pages");
        compare(page.step, "five");
    }

    TestServer {
        id: streamServer
    }

    function test_streams() {
        const page = create("Streams.qml", {url: streamServer.url, width: 200, height: 200});
        tryCompare(page.people, "finished", true);
        compare(page.people.count, 2);
        page.sum();
        tryCompare(page, "total", 10);
        page.findFirst(number => number * number > 50);
        tryCompare(page, "found", 8);
        tryVerify(() => streamServer.openStreams() === 0);
    }

    function test_opening() {
        const clientOf = page => Array.from(page.resources).find(object => object.opening);
        log = [];
        const client = clientOf(create("Snippets.qml", {archive: server.url}));
        tryCompare(client, "connected", true);
        compare(log, ["login of me"]);
        const stranger = clientOf(create("Snippets.qml", {archive: server.url, token: "guess"}));
        tryCompare(stranger, "active", false);
        compare(stranger.attempt, 1);
    }

    function test_jobs() {
        const view = create("Jobs.qml", {url: server.url, width: 200, height: 200});
        tryCompare(view, "count", 1);
        const isShown = (row, text) => tryVerify(() => {
            view.forceLayout(); // there is no window to do it
            return view.itemAtIndex(row)?.text === text;
        });
        isShown(0, "backup: 40 %");
        const channel = server.channels[server.channels.length - 1];
        channel.notify("jobChanged", [{id: 7, name: "backup", percent: 60}]);
        isShown(0, "backup: 60 %");
        channel.notify("jobChanged", [{id: 8, name: "copy", percent: 0}]);
        isShown(1, "copy: 0 %");
    }
}
