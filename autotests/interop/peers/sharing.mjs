// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// sharing.mjs: follows the thermostat of $INTEROP_SERVER with "ws" and JSON-RPC 2.0, as the page "Shared
// Objects" of the guide describes it.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, test } from 'node:test'

const { WebSocket } = createRequire(`${process.env.PEER_MODULES}/`)('ws')

class Client {
    static async connect(url) {
        const client = new Client(new WebSocket(url))
        await new Promise((resolve, reject) => client.socket.on('open', resolve).on('error', reject))
        return client
    }

    constructor(socket) {
        this.socket = socket
        this.calls = new Map()
        this.heard = [] // notifications and answers, in their order
        socket.on('message', text => this.receive(JSON.parse(text)))
    }

    call(method, params) {
        const id = this.calls.size
        this.socket.send(JSON.stringify({ jsonrpc: '2.0', method, params, id }))
        return new Promise((resolve, reject) => this.calls.set(id, { method, resolve, reject }))
    }

    receive(message) {
        if (message.id === undefined) {
            this.heard.push([message.method, message.params])
            return
        }
        const call = this.calls.get(message.id)
        this.heard.push([`${call.method} is answered`])
        if (message.error) call.reject(message.error)
        else call.resolve(message.result)
    }
}

let server, client

beforeEach(async () => {
    server = spawn(process.env.INTEROP_SERVER, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: server.stdout })
    const [, url] = await new Promise(resolve =>
        lines.once('line', line => resolve(line.match(/^listening on (.*)/))))
    client = await Client.connect(url)
})

afterEach(async () => {
    client.socket.terminate()
    server.kill()
    const status = await new Promise(resolve => server.on('exit', resolve))
    assert.equal(status, 0)
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
