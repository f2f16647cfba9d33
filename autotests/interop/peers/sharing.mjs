// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// sharing.mjs: follows the thermostat of $INTEROP_SERVER with "ws" and JSON-RPC 2.0, as the page "Shared
// Objects" of the guide describes it.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'

import { Client, Server } from './interopclient.mjs'

let server, client

beforeEach(async () => {
    server = await Server.start()
    client = await Client.connect(server.url)
})

afterEach(async () => {
    client.socket.terminate()
    await server.stop()
})

test('a signal is heard until it is unsubscribed', async () => {
    const names = ['thermostat.alarm', 'thermostat.said']
    assert.equal(await client.call('rpc.subscribe', { names }), null)
    await client.call('thermostat.raise_alarm', { degrees: 99.5 })
    await client.call('thermostat.say', ['hot', 2])
    assert.equal(await client.call('rpc.unsubscribe', { names: ['thermostat.alarm'] }), null)
    await client.call('thermostat.raise_alarm', [100])
    const signals = client.heard.filter(([, params]) => params)
    assert.deepEqual(signals, [
        ['thermostat.alarm', [99.5]],
        ['thermostat.said', ['hot', 2]],
    ])
})

test('a change comes before the answer of the call that caused it', async () => {
    assert.deepEqual(await client.call('rpc.watch', { names: ['thermostat'] }), {
        thermostat: { temperature: 20, setpoint: 21, name: 'hall' },
    })
    assert.equal(await client.call('thermostat.heat', [2]), 22)
    assert.equal(await client.call('rpc.set', { name: 'thermostat.setpoint', value: 19 }), null)
    assert.equal(await client.call('rpc.unwatch', { names: ['thermostat.temperature'] }), null)
    await client.call('thermostat.heat', [2])
    assert.deepEqual(client.heard, [
        ['rpc.watch is answered'],
        ['rpc.changed', { thermostat: { temperature: 22 } }],
        ['thermostat.heat is answered'],
        ['rpc.changed', { thermostat: { setpoint: 19 } }],
        ['rpc.set is answered'],
        ['rpc.unwatch is answered'],
        ['thermostat.heat is answered'],
    ])
})

test('what other clients do is heard, too', async () => {
    await client.call('rpc.watch', [['thermostat.setpoint']])
    const other = await Client.connect(client.socket.url)
    await other.call('rpc.set', ['thermostat.setpoint', 7])
    other.socket.terminate()
    await client.call('rpc.unwatch', [['thermostat.setpoint']])
    assert.deepEqual(client.heard[1], ['rpc.changed', { thermostat: { setpoint: 7 } }])
})

test('what is refused says why', async () => {
    const refusals = [
        ['rpc.set', { name: 'thermostat.setpoint', value: 31 }, 3, /5 to 30/],
        ['rpc.set', { name: 'thermostat.setpoint', value: 'warm' }, -32602, /thermostat\.setpoint/],
        ['rpc.set', { name: 'thermostat.temperature', value: 22 }, -32602, /cannot be written/],
        ['rpc.subscribe', { names: ['thermostat.alarm', 'hidden.changed'] }, -32602, /'hidden\.changed'/],
        ['rpc.watch', { names: ['hidden.state'] }, -32602, /'hidden\.state'/],
    ]
    for (const [method, params, code, message] of refusals)
        await assert.rejects(client.call(method, params), { code, message })
    await client.call('thermostat.raise_alarm', [99.5])
    assert.deepEqual(client.heard.filter(([, params]) => params), []) // all or nothing
})
