// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

import QtQuick
import QtTest
import TestSupport
import WebSocketRpc

TestCase {
    id: testCase

    name: "Connection"

    Component {
        id: serverComponent

        TestServer { }
    }

    Component {
        id: clientComponent

        RpcClient {
            id: rpc

            readonly property string description: rpc.connected ? "connected"
                : rpc.state === RpcClient.Waiting ? "waits, " + rpc.attempt + " failed" : "not connected"
            property var states: []

            reconnect {
                firstDelay: 20
                growth: 1
                jitter: false
            }
            onStateChanged: rpc.states.push(rpc.state)
        }
    }

    SignalSpy {
        id: opened
        signalName: "opened"
    }

    SignalSpy {
        id: closed
        signalName: "closed"
    }

    SignalSpy {
        id: reconnecting
        signalName: "reconnecting"
    }

    SignalSpy {
        id: failed
        signalName: "failed"
    }

    function createServer() {
        return createTemporaryObject(serverComponent, testCase);
    }

    function createClient(properties) {
        const client = createTemporaryObject(clientComponent, testCase, properties);
        for (const spy of [opened, closed, reconnecting, failed]) {
            spy.target = client;
            spy.clear();
        }
        return client;
    }

    function test_connectsByItself() {
        const server = createServer();
        const client = createClient({url: server.url});
        compare(client.state, RpcClient.Connecting);
        compare(client.description, "not connected");
        compare(client.lastError, null);
        verify(isNaN(client.roundTripTime));
        tryCompare(client, "connected", true);
        compare(client.state, RpcClient.Connected);
        compare(client.description, "connected");
        compare(opened.count, 1);
        compare(client.retryIn, 0);
    }

    function test_waitsForItsUrl() {
        const server = createServer();
        const client = createClient({});
        compare(client.state, RpcClient.Closed);
        client.url = server.url;
        tryCompare(client, "connected", true);
        client.url = "";
        tryCompare(client, "state", RpcClient.Closed);
        tryCompare(client, "connected", false);
    }

    function test_activeOpensAndCloses() {
        const server = createServer();
        const client = createClient({url: server.url, active: false});
        compare(client.state, RpcClient.Closed);
        client.active = true;
        tryCompare(client, "connected", true);
        client.active = false;
        compare(client.state, RpcClient.Closed);
        tryCompare(closed, "count", 1);
        compare(closed.signalArguments[0][0], 1000);
        client.active = true;
        tryCompare(client, "connected", true);
    }

    function test_followsItsUrlToAnotherServer() {
        const first = createServer();
        const second = createServer();
        const client = createClient({url: first.url});
        tryCompare(client, "connected", true);
        client.url = second.url;
        tryCompare(opened, "count", 2);
        first.stop();
        verify(client.connected);
    }

    function test_reconnectIsSeenInBindings() {
        const server = createServer();
        const client = createClient({url: server.url});
        tryCompare(client, "connected", true);
        server.stop();
        tryVerify(() => client.attempt >= 2);
        tryVerify(() => client.description.startsWith("waits, "));
        verify(client.lastError.message.length > 0);
        compare(client.lastError.kind, "ConnectionLost");
        verify(reconnecting.count >= 2);
        compare(reconnecting.signalArguments[0][0], 1);
        compare(reconnecting.signalArguments[0][1], 20);
        compare(closed.count, 1);
        server.restart();
        tryCompare(client, "description", "connected");
        compare(opened.count, 2);
        verify(client.states.includes(RpcClient.Waiting));
        compare(client.retryIn, 0);
    }

    function test_retryInCountsDown() {
        const server = createServer();
        const client = createClient({url: server.url, "reconnect.firstDelay": 60000});
        tryCompare(client, "connected", true);
        server.stop();
        tryCompare(client, "state", RpcClient.Waiting);
        verify(client.retryIn > 50000);
        const before = client.retryIn;
        tryVerify(() => client.retryIn < before);
        server.restart();
        client.retryNow();
        compare(client.retryIn, 0);
        tryCompare(client, "connected", true);
    }

    function test_givesUpAsToldAndTriesAgainOnRequest() {
        const server = createServer();
        const client = createClient({url: server.url, "reconnect.maximumAttempts": 0});
        tryCompare(client, "connected", true);
        server.stop();
        tryCompare(failed, "count", 1);
        compare(failed.signalArguments[0][0].message, client.lastError.message);
        compare(client.state, RpcClient.Closed);
        verify(client.active);
        server.restart();
        client.retryNow();
        tryCompare(client, "connected", true);
    }

    function test_reconnectSettingsHaveTheirDefaults() {
        const client = createTemporaryObject(plainComponent, testCase);
        compare(client.reconnect.firstDelay, 100);
        compare(client.reconnect.growth, 2);
        compare(client.reconnect.maximumAttempts, Infinity);
        compare(client.reconnect.maximumTime, Infinity);
        verify(client.reconnect.jitter);
    }

    Component {
        id: plainComponent

        RpcClient { }
    }

    function test_headersAreSent() {
        const server = createServer();
        const client = createClient({url: server.url, headers: {"X-Token": "one", "X-Other": "other"}});
        tryCompare(client, "connected", true);
        compare(server.header("x-token"), "one");
        compare(server.header("x-other"), "other");
        client.headers = {"X-Token": "two"};
        client.active = false;
        client.active = true;
        tryCompare(opened, "count", 2);
        compare(server.header("x-token"), "two");
        compare(server.header("x-other"), "");
    }

    function test_dialectCanBeChanged() {
        const server = createServer();
        const client = createClient({url: server.url, dialect: RpcClient.FastApi});
        tryCompare(client, "connected", true);
        let sum = 0;
        client.other.add({a: 1, b: 2}).then(value => sum = value);
        tryVerify(() => sum === 3);
        let error = null;
        client.other.add(1, 2).catch(caught => error = caught);
        tryVerify(() => error !== null);
        compare(error.kind, "InvalidCall");
        client.dialect = RpcClient.JsonRpc2;
        client.other.add(3, 4).then(value => sum = value);
        tryVerify(() => sum === 7);
    }

    function test_timeoutIsThatOfCallsWithoutTheirOwn() {
        const server = createServer();
        const client = createClient({url: server.url});
        compare(client.timeout, 60000);
        client.timeout = 20;
        compare(client.timeout, 20);
        let error = null;
        client.other.later("x").catch(caught => error = caught);
        tryVerify(() => error !== null);
        compare(error.kind, "Timeout");
        client.timeout = Infinity;
        compare(client.timeout, Infinity);
    }

    SecureServer {
        id: secureServer
    }

    function test_tlsSettings_data() {
        return [
            {tag: "the authority", tls: server => ({caCertificates: server.authority}), connects: true},
            {tag: "the system's authorities", tls: () => ({}), connects: false},
            {tag: "no verification", tls: () => ({verifyPeer: false}), connects: true,
                warnings: [/tls.verifyPeer is false: .*/]},
            {tag: "a file that is not there", tls: () => ({caCertificates: "file:///nowhere.pem"}),
                connects: false, warnings: [/'file:\/\/\/nowhere.pem' cannot be read: .*/,
                    /tls.caCertificates contains no certificate; .*/]},
            {tag: "a certificate with its key", connects: true, name: "a client",
                tls: server => ({caCertificates: server.authority, certificate: server.identity})},
            {tag: "a certificate and its key", connects: true, name: "a client",
                tls: server => ({caCertificates: server.authority, certificate: server.certificate,
                    privateKey: server.key})},
            {tag: "a certificate without a key", connects: true, warnings: [/tls.certificate has no readable private key.*/],
                tls: server => ({caCertificates: server.authority, certificate: server.certificate})}
        ];
    }

    function test_tlsSettings(row) {
        const properties = {url: secureServer.url, "reconnect.maximumAttempts": 0};
        const tls = row.tls(secureServer);
        for (const name in tls)
            properties["tls." + name] = tls[name];
        for (const warning of row.warnings || [])
            ignoreWarning(warning);
        const client = createClient(properties);
        tryVerify(() => client.connected || failed.count === 1);
        compare(client.connected, row.connects);
        if (row.connects)
            compare(secureServer.clientName(), row.name || "");
    }

    RpcServer {
        id: lockedServer

        onChannelOpened: channel => {
            channel.onAny(method => { testCase.heard.push("unexpected " + method); });
            channel.on("never", () => new Promise(() => {}));
            channel.on("login", password => {
                testCase.heard.push("login");
                if (password !== "secret")
                    throw {code: 401, message: "wrong password", data: {attemptsLeft: 2}};
                channel.on("balance", () => {
                    testCase.heard.push("balance");
                    return 42;
                });
            });
        }
    }

    property var heard: [] // messages received by the server, in order

    function test_openingComesBeforeAllCalls() {
        heard = [];
        const client = createClient({opening: server => server.login("secret"), active: false});
        const balances = [];
        client.other.balance().then(value => balances.push(value));
        client.call("balance", [], {idempotent: true}).then(value => balances.push(value));
        client.url = lockedServer.url;
        client.active = true;
        tryCompare(balances, "length", 2);
        compare(balances, [42, 42]);
        compare(heard, ["login", "balance", "balance"]);
        compare(client.states, [RpcClient.Connecting, RpcClient.Opening, RpcClient.Connected]);
        compare(opened.count, 1);
        compare(client.openingError, null);
    }

    function test_openingRunsOnEachConnection() {
        heard = [];
        let runs = 0;
        const opening = server => server.login("secret")
            .then(() => server.balance()) // several calls, one after the other
            .then(balance => runs += balance === 42);
        const client = createClient({url: lockedServer.url, opening: opening});
        tryCompare(client, "connected", true);
        lockedServer.active = false;
        tryCompare(client, "connected", false);
        lockedServer.active = true;
        client.url = lockedServer.url;
        tryCompare(client, "connected", true);
        compare(runs, 2);
        compare(heard, ["login", "balance", "login", "balance"]);
        compare(opened.count, 2);
        client.opening = null; // from the next connection on
        client.active = false;
        client.active = true;
        tryCompare(opened, "count", 3);
        compare(runs, 2);
    }

    function test_openingThatFailsIsAFailedAttempt_data() {
        return [
            {tag: "rejected by the server", opening: server => server.login("guess"),
                kind: "Remote", code: 401, message: "wrong password", data: {attemptsLeft: 2}},
            {tag: "no answer in time", opening: server => server.never(), timeout: 20,
                kind: "Timeout", code: 0, message: /within/},
            {tag: "cancelled", kind: "Cancelled", code: -32800, message: /cancelled/, opening: server => {
                const login = server.login("secret");
                login.cancel();
                return login;
            }},
            {tag: "thrown", opening: () => { throw {code: 5, message: "no password"}; },
                kind: "Remote", code: 5, message: "no password"},
            {tag: "a mistake", opening: server => server.login(noSuchVariable), // qmllint disable unqualified
                kind: "Remote", code: -32603, message: /noSuchVariable is not defined/}
        ];
    }

    function test_openingThatFailsIsAFailedAttempt(row) {
        const client = createClient({url: lockedServer.url, opening: row.opening,
            timeout: row.timeout ?? 60000, "reconnect.maximumAttempts": 0});
        tryCompare(failed, "count", 1);
        compare(opened.count, 0);
        compare(client.lastError.kind, "ConnectionLost");
        compare(client.openingError.kind, row.kind);
        compare(client.openingError.code, row.code);
        compare(client.openingError.data, row.data);
        verify(client.openingError.message.match(row.message), client.openingError.message);
        verify(client.lastError.message.includes(client.openingError.message));
        client.opening = server => server.login("secret");
        client.timeout = 60000;
        client.retryNow();
        tryCompare(client, "connected", true);
        lockedServer.active = false;
        tryCompare(client, "connected", false);
        compare(client.openingError, null); // the connection was lost for a different reason
        lockedServer.active = true;
    }

    function test_openingErrorCanEndTheAttempts() {
        const client = createClient({url: lockedServer.url, opening: server => server.login("guess")});
        client.lastErrorChanged.connect(() => client.active = client.openingError === null);
        tryCompare(client, "active", false);
        compare(client.state, RpcClient.Closed);
        compare(client.attempt, 1);
    }

    function test_openingIsAFunction() {
        ignoreWarning(/opening must be a function/);
        const client = createClient({url: lockedServer.url, opening: "login"});
        tryCompare(client, "connected", true);
    }
}
