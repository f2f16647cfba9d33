// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// models.mjs: follows the model `parcels` of $INTEROP_SERVER with "ws" and JSON-RPC 2.0.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'

import { Client, Server } from './interopclient.mjs'

let server, client, description

const changes = () => client.heard.filter(([method]) => method === 'parcels.changed').map(([, params]) => params[0])
const rows = (first, count, roles = []) => client.call('parcels.rows', [[{ node: 0, first, count }], roles])

beforeEach(async () => {
    server = await Server.start()
    client = await Client.connect(server.url)
    await client.call('rpc.subscribe', { names: ['parcels.changed'] })
    description = await client.call('parcels.open', [])
})

afterEach(async () => {
    client.socket.terminate()
    await server.stop()
})

test('the description tells what the model has', () => {
    assert.equal(description.root.rows, 1000)
    assert.equal(description.root.columns, 1)
    assert.deepEqual(description.roles.map(role => role.name).sort(), ['recipient', 'state', 'weight'])
    assert.deepEqual([description.writable, description.insertable, description.removable, description.sortable],
        [true, true, true, false])
})

test('rows are read by the roles that are asked for', async () => {
    const [block] = await rows(10, 3, ['recipient', 'weight'])
    assert.deepEqual([block.node, block.first, block.count], [0, 10, 3])
    assert.deepEqual(block.values, {
        recipient: ['recipient 10', 'recipient 11', 'recipient 12'],
        weight: [10, 11, 12],
    })
    const [last] = await rows(998, 100, ['recipient'])
    assert.deepEqual([last.count, last.values.recipient], [2, ['recipient 998', 'recipient 999']])
})

test('rows that are inserted, moved and removed are told', async () => {
    await rows(0, 10)
    await client.call('parcels_insert', [2, 'Ada'])
    await client.call('parcels_move', [2, 5])
    await client.call('parcels_remove', [0])
    const steps = changes().flatMap(change => change.steps)
    assert.deepEqual(steps.map(step => [step.change, step.first, step.count]),
        [['InsertRows', 2, 1], ['MoveRows', 2, 1], ['RemoveRows', 0, 1]])
    assert.equal(steps[1].to, 6) // the row before which it goes, as it was before the move
    const [block] = await rows(4, 1, ['recipient'])
    assert.deepEqual(block.values.recipient, ['Ada'])
})

test('a value that is set is told before the answer, to those who have the row', async () => {
    await rows(0, 10)
    await client.call('parcels_set', { row: 3, role: 'weight', value: 77 })
    await client.call('parcels_set', [500, 'weight', 78]) // which nobody has read
    const [change] = changes()
    assert.equal(changes().length, 1)
    assert.deepEqual([change.values[0].first, change.values[0].values.weight], [3, [77]])
    const heard = client.heard.map(([what]) => what)
    assert.ok(heard.indexOf('parcels.changed') < heard.indexOf('parcels_set is answered'))
})

test('a value is written with the revision that the writer knows', async () => {
    await client.call('parcels.set', [description.revision, 0, 4, 0, 'recipient', 'Grace'])
    const [block] = await rows(4, 1, ['recipient'])
    assert.deepEqual(block.values.recipient, ['Grace'])
    await client.call('parcels_remove', [0])
    const stale = client.call('parcels.set', [description.revision, 0, 4, 0, 'recipient', 'Eve'])
    await assert.rejects(stale, { code: -32012 })
})

test('a reset is told', async () => {
    await client.call('parcels_remove', [0])
    await client.call('parcels_reset', [])
    assert.equal(changes().at(-1).reset, true)
    assert.equal((await client.call('parcels.open', [])).root.rows, 1000)
})

test('what is refused says why', async () => {
    const refusals = [
        ['parcels.rows', [[{ node: 0, first: -1, count: 5 }], []]],
        ['parcels.rows', [[{ node: 0, first: 0, count: -5 }], []]],
        ['parcels.rows', [[{ node: 0, first: 0, count: 5 }], ['secret']]],
        ['parcels.set', [description.revision, 0, 4, 0, 'weight', 'heavy']],
        ['parcels.set', [description.revision, 0, 4000, 0, 'weight', 1]],
        ['parcels_set', [0, 'secret', 1]],
        ['parcels_remove', [1000]],
    ]
    for (const [method, params] of refusals)
        await assert.rejects(client.call(method, params), { code: -32602 }, `${method} ${JSON.stringify(params)}`)
    await assert.rejects(client.call('parcels.sort', [0, 'ascending']), { code: -32601 })
    assert.deepEqual(await client.call('parcels.rows', [[{ node: 99, first: 0, count: 5 }], []]), [])
})
