// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// node.mjs: the generated client of $INTEROP_SERVER in Node, with "ws".

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, test as anyTest } from 'node:test'

import { Server } from '../peers/interopclient.mjs'
import { built, compile, generate, timesIn } from './building.mjs'

const { WebSocket, WebSocketServer } = createRequire(`${process.env.PEER_MODULES}/`)('ws')
const { server, folder } = await built()
const { InteropServer, RpcError } = await import(join(folder, 'interopserver.js'))
const { RpcClient, optionalArguments } = await import(join(folder, 'websocketrpc.js'))
const { cases } = await import(join(folder, 'table.js'))
const { until } = await import(join(folder, 'checks.js'))

const methods = Object.getOwnPropertyNames(InteropServer.prototype).filter(name => name !== 'constructor')
const called = new Set()
for (const name of methods) {
    const method = InteropServer.prototype[name]
    InteropServer.prototype[name] = function (...args) {
        called.add(name)
        return method.apply(this, args)
    }
}

const test = (name, run) => anyTest(name, { timeout: 30_000 }, run)

let clients, fakes, sockets, errors, states

class KeptWebSocket extends WebSocket {
    constructor(url, protocols) {
        super(url, protocols)
        sockets.push(this)
    }
}

function connect(url = server.url, options = {}, Client = InteropServer) {
    const client = new Client(url, {
        webSocket: KeptWebSocket,
        reconnect: { firstDelay: 1, maximumDelay: 20 },
        onState: state => states.push(state),
        onError: error => errors.push(error),
        ...options,
    })
    clients.push(client)
    return client
}

async function failure(promise) {
    const error = await promise.then(() => undefined, error => error)
    assert.ok(error instanceof RpcError, `this should fail with an RpcError, not ${error}`)
    return error
}

/** A client of a server that gives for each message that it receives what `answer` makes of it, null by default. */
async function connectToFake(answer = () => [], Client = RpcClient) {
    const fake = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    const received = []
    fake.on('connection', peer => peer.on('message', text => {
        const message = JSON.parse(text)
        received.push(message)
        const answers = answer(message) ?? [{ id: message.id, result: null }]
        for (const one of answers) peer.send(typeof one === 'string' ? one : JSON.stringify(one))
    }))
    await new Promise(resolve => fake.on('listening', resolve))
    fakes.push(fake)
    return { client: connect(`ws://127.0.0.1:${fake.address().port}`, {}, Client), fake, received }
}

beforeEach(() => [clients, fakes, sockets, errors, states] = [[], [], [], [], []])
afterEach(() => {
    for (const client of clients) client.close()
    for (const fake of fakes) fake.close()
})

for (const [name, run] of Object.entries(cases)) {
    test(name, async () => {
        await run(connect())
        assert.deepEqual(errors, [])
    })
}

test('each method was called', () => {
    assert.deepEqual(methods.filter(name => !called.has(name)), [])
    assert.ok(methods.length > 45)
})

test('the guide tells the truth', async () => {
    const { visit } = await import(join(folder, 'typescript.js'))
    const lines = []
    await visit(server.url, WebSocket, line => lines.push(line))
    const isProgress = line => /\d of 2/.test(line)
    assert.deepEqual(lines.filter(line => !isProgress(line)).slice(1), ['set to 22', 'it is getting cold: 4',
        'number 0', 'number 1', 'number 2', '1: division by zero', 'asked for 42'])
    assert.equal(lines.findLast(isProgress), '2 of 2')
})

test('writing it again touches nothing', () => {
    const before = timesIn(folder)
    generate(server.url, folder)
    assert.deepEqual(timesIn(folder), before)
})

test('what is followed is followed again on the next connection', async () => {
    const [client, other] = [connect(), connect()]
    await other.thermostatFlood(20)
    const [values, alarms] = [[], []]
    client.watch('thermostat.temperature', value => values.push(value))
    client.on('thermostat.alarm', degrees => alarms.push(degrees))
    await client.bumps()
    sockets[0].terminate()
    await until(() => client.state !== 'connected')
    await other.thermostatHeat(2)
    await client.bumps() // waits for the connection, and comes after the value
    assert.deepEqual(values, [20, 22])
    await client.thermostatRaise_alarm(99)
    assert.deepEqual(alarms, [99])
    sockets[2].terminate()
    await until(() => client.state !== 'connected')
    await client.bumps()
    assert.deepEqual(values, [20, 22]) // it is the same
})

test('a call that was sent fails with its connection', async () => {
    const client = connect()
    const call = client.slow_echo('x', 60)
    await client.bumps()
    sockets[0].terminate()
    const error = await failure(call)
    assert.deepEqual([error.kind, error.mayHaveExecuted], ['connectionLost', true])
    assert.match(error.message, /1006/)
})

test('an idempotent call is sent again', async () => {
    const client = connect()
    let isFirst = true
    const onProgress = () => {
        if (isFirst) sockets[0].terminate()
        isFirst = false
    }
    assert.equal(await client.with({ idempotent: true, onProgress }).count_to(3), 3)
    assert.equal(sockets.length, 2)
})

test('a stream ends with its connection', async () => {
    const client = connect()
    const stream = client.numbers(1_000_000)
    await stream.next()
    sockets[0].terminate()
    const rest = (async () => {
        for await (const _ of stream);
    })()
    assert.equal((await failure(rest)).kind, 'connectionLost')
})

test('calls wait until there is a server', async () => {
    let isThere = false
    const client = connect(() => {
        if (!isThere) throw new Error('not yet')
        return server.url
    })
    const calls = [client.bumps(), client.notify('bump'), client.bumps()]
    await until(() => states.includes('waiting'))
    isThere = true
    client.retryNow()
    const [before, , behind] = await Promise.all(calls)
    assert.equal(behind, before + 1)
    assert.equal(sockets.length, 1)
})

test('a server that is gone is looked for', async () => {
    const first = await Server.start()
    let url = first.url
    const client = connect(() => url)
    assert.equal(await client.add(1, 2), 3)
    await first.stop()
    await until(() => sockets.length > 3) // they are refused
    url = server.url
    assert.equal(await client.add(3, 4), 7)
})

test('without reconnect it gives up', async () => {
    const client = connect(server.url, { reconnect: false })
    await client.bumps()
    sockets[0].terminate()
    await until(() => client.state === 'closed')
    assert.equal((await failure(client.bumps())).kind, 'connectionLost')
    assert.deepEqual(states, ['connected', 'closed'])
})

test('what is closed fails, and stays closed', async () => {
    const client = connect()
    const call = client.slow_echo('x', 60)
    client.close()
    assert.equal((await failure(call)).kind, 'closed')
    assert.equal((await failure(client.bumps())).kind, 'closed')
    client.notify('bump')
    client.retryNow()
    assert.equal(client.state, 'closed')
})

test('a url that is none is not tried again', async () => {
    const client = connect('no url')
    await assert.rejects(client.bumps(), SyntaxError)
    assert.equal(client.state, 'closed')
})

test('without a WebSocket it says so', async () => {
    const platform = globalThis.WebSocket
    globalThis.WebSocket = undefined
    const client = new InteropServer(server.url)
    assert.match((await failure(client.bumps())).message, /WebSocket/)
    globalThis.WebSocket = platform
})

test('what is refused and what throws is reported, and the rest goes on', async () => {
    const client = connect()
    const heard = []
    client.on('hidden.changed', () => {})
    client.on('thermostat.alarm', () => {
        throw new Error('mine')
    })
    client.on('thermostat.alarm', degrees => heard.push(degrees))
    await client.thermostatRaise_alarm(7)
    await until(() => errors.length > 1)
    assert.deepEqual(errors.map(error => error.code ?? error.message).sort(), [-32602, 'mine'])
    assert.deepEqual(heard, [7])
})

test('a stream is not read over another connection', async () => {
    const client = connect()
    const stream = client.numbers(1_000_000)
    await stream.next()
    await client.bumps() // more values are there
    sockets[0].terminate()
    await until(() => client.state !== 'connected')
    await client.bumps()
    const rest = (async () => {
        for await (const _ of stream);
    })()
    assert.equal((await failure(rest)).kind, 'connectionLost')
})

test('answers of other servers are understood', async () => {
    const answers = {
        list: id => [{ id, result: [1, 2] }],
        stream: id => [{ id, result: { token: 'a', values: [1, 2] } }],
        '$/enumerator/next': id => [{ id, result: { values: [3], finished: true } }],
        nothing: id => [{ id }],
        garbage: id => ['{', 'null', '7', { id, result: 1 }, { id, result: 2 }],
    }
    const { client } = await connectToFake(({ id, method }) => answers[method](id))
    const values = []
    for await (const value of client.stream('list')) values.push(value)
    for await (const value of client.stream('stream')) values.push(value)
    assert.deepEqual(values, [1, 2, 1, 2, 3])
    assert.equal((await failure(client.call('nothing'))).kind, 'invalidAnswer')
    assert.equal(await client.call('garbage'), 1)
    assert.equal(errors.length, 1) // what is no JSON
})

test('a batch is answered', async () => {
    const { client, fake, received } = await connectToFake()
    client.notify('here')
    client.expose({ add: (a, b) => a + b })
    await until(() => received.length > 0)
    const sum = { id: 1, method: 'add', params: [1, 2] }
    const batch = [sum, { method: 'add', params: [1, 2] }, { id: 'b', method: 'toString' }]
    for (const peer of fake.clients) peer.send(JSON.stringify(batch))
    await until(() => received.length > 1)
    const [three, unknown, ...more] = received[1]
    assert.deepEqual([three.id, three.result, unknown.id, unknown.error.code, more], [1, 3, 'b', -32601, []])
})

test('what is not followed any more is not asked for', async () => {
    const { client, received } = await connectToFake(message => message.method === 'rpc.watch'
        ? [{ id: message.id, result: { a: { b: 1 } } }] : null)
    await client.call('first')
    const stops = [client.on('s', () => {}), client.on('s', () => {}), client.watch('a.b', () => {})]
    for (const stop of [...stops, ...stops]) stop()
    assert.equal(await client.get('a.b'), 1)
    const stop = client.watch('a.b', () => {})
    assert.equal(await client.get('a.b'), 1) // which somebody follows
    await client.call('last')
    stop()
    assert.deepEqual(received.map(message => message.method), ['first', 'rpc.subscribe', 'rpc.watch',
        'rpc.unsubscribe', 'rpc.unwatch', 'rpc.watch', 'rpc.unwatch', 'rpc.watch', 'rpc.watch', 'last'])
})

test('names have a prefix', async () => {
    const folderOfOne = join(folder, 'one')
    generate(server.url, folderOfOne, '--prefix', 'thermostat.', '--class', 'Thermostat')
    compile(folder)
    const { Thermostat } = await import(join(folderOfOne, 'thermostat.js'))
    const thermostat = connect(server.url, {}, Thermostat)
    const heard = []
    await thermostat.set('setpoint', 18)
    thermostat.watch('setpoint', degrees => heard.push(degrees))
    thermostat.on('alarm', degrees => heard.push(degrees))
    await thermostat.raise_alarm(5)
    assert.deepEqual([heard, thermostat.value('setpoint'), await thermostat.get('name')], [[18, 5], 18, 'hall'])
})

test('a table has values of all columns, and its name a prefix', async () => {
    class Prefixed extends RpcClient {
        constructor(url, options) {
            super(url, options, 'a.')
        }
    }
    const block = { node: 0, first: 0, count: 2, firstColumn: 0, columns: 2, values: { display: [1, 2, 3, 4] } }
    const { client, received } = await connectToFake(({ id, params }) =>
        [{ id, result: params[0][0].first === 0 ? [block] : [] }], Prefixed)
    assert.deepEqual(await client.model('table').rows(0, 9), [{ display: [1, 2] }, { display: [3, 4] }])
    assert.equal(received[0].method, 'a.table.rows')
})

test('arguments are passed as they are given', async () => {
    const { client, received } = await connectToFake(() => null)
    await client.call('m', optionalArguments([1, undefined, undefined]))
    await client.call('m', optionalArguments([undefined, 2], ['a', '__proto__']))
    await client.call('m')
    const [last, named, none] = received.map(message => JSON.stringify(message.params))
    assert.deepEqual([last, named, none], ['[1]', '{"__proto__":2}', undefined])
})

test('a stream that nobody reads any more is ended', async () => {
    const { client } = await connectToFake(() => null)
    let isEnded = false
    const stream = {
        [Symbol.asyncIterator]: () => ({
            next: async () => ({ done: false, value: 1 }),
            return: async () => ({ done: isEnded = true, value: undefined }),
        }),
    }
    await client.call('ignore', [stream])
    assert.ok(isEnded)
})
