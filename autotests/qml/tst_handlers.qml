// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQml
import QtQuick
import QtTest
import WebSocketRpc

// Functions that the other side calls: handlers by name, and functions of exposed objects.
TestCase {
    id: testCase

    property var settled: []
    property var heard: []
    property RpcChannel peer: server.channels[0] ?? null // the caller

    name: "Handlers"

    RpcServer {
        id: server
    }

    RpcClient {
        id: rpc

        url: server.url
        conversions {
            dates: ["when", "day"]
            bytes: ["content"]
            bigIntegers: ["id"]
        }
        exposes: QtObject {
            function withDefault(a, b = 5) { return [a, b]; }
            function withTwo(a, b = "b", c = "c") { return [a, b, c]; }
            function withRest(a, ...rest) { return [a, rest]; }
            function withAll(a, b = 2, ...rest) { return [a, b, rest]; }
            function typed(a: int, b = 5) { return a + b; }
            function arrived(when, content) {
                return [when instanceof Date, content instanceof ArrayBuffer];
            }
            function arrivedIn(event) { return [event.day instanceof Date, typeof event.title]; }
            function arrivedTyped(when: date): int { return when.getUTCFullYear(); }
            function arrivedMore(...when) { return when.map(value => value instanceof Date); }
        }
        handlers: ({
            plain: value => "plain " + value,
            "dotted.name": (a, b) => a + b,
            Player: {
                OnPlay: event => event.title,
                Volume: {OnChanged: level => level}
            },
            Screen: screen
        })
    }

    QtObject {
        id: screen

        function brightness(percent: int): real { return percent / 100; }
    }

    QtObject {
        id: context
    }

    Component {
        id: contextComponent

        QtObject { }
    }

    function init() {
        settled = [];
        heard = [];
        tryVerify(() => peer !== null);
    }

    function outcomeOf(promise) {
        const before = settled.length;
        promise.then(value => settled.push({value: value}), error => settled.push({error: error}));
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

    function test_defaultsAndRestWork_data() {
        return [
            {tag: "a default left out", method: "withDefault", params: [1], result: [1, 5]},
            {tag: "a default given", method: "withDefault", params: [1, 2], result: [1, 2]},
            {tag: "a default left out by name", method: "withDefault", params: {a: 1}, result: [1, 5]},
            {tag: "a default given by name", method: "withDefault", params: {b: 2, a: 1}, result: [1, 2]},
            {tag: "the second default", method: "withTwo", params: ["x", "y"], result: ["x", "y", "c"]},
            {tag: "null is no default", method: "withDefault", params: [1, null], result: [1, null]},
            {tag: "no rest", method: "withRest", params: [1], result: [1, []]},
            {tag: "one more", method: "withRest", params: [1, 2], result: [1, [2]]},
            {tag: "many more", method: "withRest", params: [1, 2, "three", [4]], result: [1, [2, "three", [4]]]},
            {tag: "a default before the rest", method: "withAll", params: [1], result: [1, 2, []]},
            {tag: "a rest after a default", method: "withAll", params: [1, 3, 4, 5], result: [1, 3, [4, 5]]},
            {tag: "a default after a type", method: "typed", params: [1], result: 6},
            {tag: "both after a type", method: "typed", params: [1, 2], result: 3}
        ];
    }

    function test_defaultsAndRestWork(row) {
        compare(valueOf(peer.call(row.method, row.params)), row.result);
    }

    function test_whatHasNoDefaultMustBeThere_data() {
        return [
            {tag: "nothing given", method: "withDefault", params: [], reason: "'a'"},
            {tag: "not given by name", method: "withDefault", params: {b: 1}, reason: "'a'"},
            {tag: "nothing for the rest's first", method: "withRest", params: [], reason: "'a'"},
            {tag: "an earlier default left out", method: "withTwo", params: {a: 1, c: 2}, reason: "'b'"},
            {tag: "a wrong type", method: "typed", params: ["one"], reason: "'a'"},
            {tag: "an unknown name", method: "withDefault", params: {a: 1, d: 1}, reason: "'d'"}
        ];
    }

    function test_whatHasNoDefaultMustBeThere(row) {
        const error = errorOf(peer.call(row.method, row.params));
        compare(error.code, -32602);
        verify(error.message.includes(row.reason), error.message);
    }

    function test_whatIsPushedIsConverted() {
        const day = "2026-02-28T12:00:00Z";
        compare(valueOf(peer.call("arrived", [day, "AQID"])), [true, true]);
        compare(valueOf(peer.call("arrived", {when: day, content: "AQID"})), [true, true]);
        compare(valueOf(peer.call("arrived", ["no date", "no bytes"])), [false, false]);
        compare(valueOf(peer.call("arrivedIn", [{day: day, title: day}])), [true, "string"]);
        compare(valueOf(peer.call("arrivedTyped", [day])), 2026);
        compare(valueOf(peer.call("arrivedMore", [day, day])), [true, true]);
        rpc.on("event", event => [event.day instanceof Date, typeof event.title], context);
        compare(valueOf(peer.call("event", {day: day, title: day})), [true, "string"]);
        rpc.off("event");
    }

    function test_conversionsAreThoseOfTheChannelThatBringsACall() {
        const day = "2026-02-28T12:00:00Z";
        const opposite = rpc;
        server.on("arrived", event => event.day instanceof Date, context);
        compare(valueOf(opposite.call("arrived", {day: day})), false);
        server.conversions.dates = true;
        compare(valueOf(opposite.call("arrived", {day: day})), true);
        server.conversions.dates = false;
        server.off("arrived");
    }

    function test_handlersAreFoundByName() {
        compare(valueOf(peer.other.plain(1)), "plain 1");
        compare(valueOf(peer.other["dotted.name"](1, 2)), 3);
        compare(valueOf(peer.other.Player.OnPlay({title: "So What"})), "So What");
        compare(valueOf(peer.other.Player.Volume.OnChanged(11)), 11);
        compare(valueOf(peer.other.Screen.brightness(50)), 0.5);
        compare(errorOf(peer.other.Screen.brightness("much")).code, -32602);
        compare(errorOf(peer.other.Player.Stop()).code, -32601);
    }

    function test_onHearsCallsAndNotifications() {
        rpc.on("OnVolumeChanged", (level, isMuted) => { heard.push([level, isMuted]); }, context);
        server.notifyAll("OnVolumeChanged", [11, false]);
        compare(valueOf(peer.call("OnVolumeChanged", [12, true])), null);
        compare(heard, [[11, false], [12, true]]);
        rpc.on("OnVolumeChanged", value => value.level, context); // replaces the first
        compare(valueOf(peer.call("OnVolumeChanged", {level: 13})), 13);
        rpc.on("later", value => Promise.resolve(value + 1), context);
        compare(valueOf(peer.other.later(1)), 2);
        rpc.on("refusing", () => { throw {code: 7, message: "not now"}; }, context);
        compare(errorOf(peer.other.refusing()).code, 7);
        rpc.off("OnVolumeChanged");
        compare(errorOf(peer.call("OnVolumeChanged", [14])).code, -32601);
        ignoreWarning(/a handler must be a function/);
        rpc.on("nothing", 5);
    }

    SignalSpy {
        id: notificationFailed
        target: rpc
        signalName: "notificationFailed"
    }

    function test_notificationWithoutEffectIsASignal_data() {
        return [
            {tag: "no such method", method: "misspelled", params: [], code: -32601},
            {tag: "a wrong argument", method: "typed", params: ["one"], code: -32602},
            {tag: "thrown", method: "refuseTo", params: [], code: 7},
            {tag: "rejected later", method: "refuseLater", params: [], code: 8}
        ];
    }

    function test_notificationWithoutEffectIsASignal(row) {
        rpc.on("refuseTo", () => { throw {code: 7, message: "not now"}; }, context);
        rpc.on("refuseLater", () => Promise.reject({code: 8, message: "nor later"}), context);
        const before = notificationFailed.count;
        ignoreWarning(new RegExp("the notification \"" + row.method + "\" had no effect: .*"));
        peer.notify(row.method, row.params);
        tryCompare(notificationFailed, "count", before + 1);
        const [method, error] = notificationFailed.signalArguments[before];
        compare(method, row.method);
        compare(error.kind, "Remote");
        compare(error.code, row.code);
        compare(valueOf(peer.other.plain(1)), "plain 1");
        compare(notificationFailed.count, before + 1);
    }

    function test_handlerEndsWithItsContext() {
        const gone = contextComponent.createObject(testCase);
        rpc.on("brief", () => "here", gone);
        compare(valueOf(peer.other.brief()), "here");
        gone.destroy();
        wait(0);
        compare(errorOf(peer.other.brief()).code, -32601);
    }

    function test_onAnyGetsWhatNobodyElseTakes() {
        rpc.onAny((method, params) => {
            heard.push([method, params]);
            if (method.startsWith("any."))
                return params.length;
        }, context);
        compare(valueOf(peer.other.any.thing(1, 2)), 2);
        compare(valueOf(peer.other.plain(1)), "plain 1");
        compare(errorOf(peer.other.unknown({a: 1})).code, -32601);
        compare(heard, [["any.thing", [1, 2]], ["unknown", {a: 1}]]);
        rpc.offAny();
        compare(errorOf(peer.other.any.thing(1)).code, -32601);
    }

    function test_handlersOfAServerAreForAllItsClients() {
        server.handlers = {greet: name => "Hello, " + name + "!"};
        compare(valueOf(rpc.other.greet("Ada")), "Hello, Ada!");
        server.handlers = {};
        compare(errorOf(rpc.other.greet("Ada")).code, -32601);
        server.on("whisper", () => "psst");
        compare(valueOf(rpc.other.whisper()), "psst");
        server.off("whisper");
        peer.on("greet", name => name, context); // for one client
        compare(valueOf(rpc.other.greet("Grace")), "Grace");
        peer.off("greet");
    }
}
