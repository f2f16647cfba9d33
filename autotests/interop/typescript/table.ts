// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// What the generated client of interop-server does with it, in Node and in a browser.

import { check, equal, rejects, until } from './checks.js'
import { InteropServer, RpcError } from './interopserver.js'

export type Case = (client: InteropServer) => Promise<void>

async function collected<T>(values: AsyncIterable<T>): Promise<T[]> {
    const all: T[] = []
    for await (const value of values) all.push(value)
    return all
}

export const cases: Record<string, Case> = {
    async 'calls have results'(client) {
        equal(await client.add(2, 3), 5)
        equal(await client.multiply(2, 0.25), 0.5)
        equal(await client.multiply(1e308, 10), NaN) // which JSON cannot tell from infinity
        equal(await client.divide(1, 4), 0.25)
        equal(await client.echo('héllo €😀'), 'héllo €😀')
        equal(await client.echo_value({ a: [1, null, 'x'] }), { a: [1, null, 'x'] })
        equal(await client.many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 78)
        equal(await client.slow_echo('later', 0.01), 'later')
        equal((await client.blob(4)).length, 8)
        check((await client.whoami()).peer.startsWith('127.0.0.1:'))
        check((await client.get_process_details()).pid > 0)
        equal(await client.hiddenBump(), await client.hiddenBump() - 1)
    },

    async 'what is optional may be left out'(client) {
        equal(await client.concat(), '')
        equal(await client.concat('a'), 'a')
        equal(await client.concat('a', 'b'), 'ab')
        equal(await client.defaults(1), '1-10-x')
        equal(await client.defaults(1, 2, 'z'), '1-2-z')
        const error = await rejects(client.concat(undefined, 'b')) // which C++ cannot do
        check(error.code === -32602 && error.message.includes("'a'"))
    },

    async 'the peer chooses the overload'(client) {
        equal(await client.overloaded(1), 'int:1')
        equal(await client.overloaded(1.5), 'double:1.5')
        equal(await client.overloaded('a'), 'string:a')
        equal(await client.overloaded([1, 2]), 'list:1,2')
    },

    async 'values come back as they were'(client) {
        equal(await client.round_trip_bool(true), true)
        equal(await client.round_trip_float(0.5), 0.5)
        equal(await client.round_trip_int64(2 ** 53 - 1), 2 ** 53 - 1)
        equal(await client.round_trip_uint64(7), 7)
        equal(await client.round_trip_bytes('AAEC'), 'AAEC')
        equal(await client.round_trip_color('Green'), 'Green')
        equal(await client.round_trip_flags('A|C'), 'A|C')
        equal(await client.round_trip_url('https://example.org/a'), 'https://example.org/a')
        equal(await client.round_trip_datetime(null), null)
        equal(await client.round_trip_datetime('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.678Z')
        const uuid = '12345678-1234-1234-1234-123456789abc'
        equal(await client.round_trip_uuid(uuid), uuid)
        equal(await client.round_trip_ints([3, 1, 2]), [3, 1, 2])
        equal(await client.round_trip_map({ b: 2, a: 1 }), { a: 1, b: 2 })
        equal(await client.round_trip_optional(null), null)
        equal(await client.round_trip_optional(5), 5)
    },

    async 'a gadget may be sent in part, and comes whole'(client) {
        equal(await client.round_trip_point({ x: 1 }), { x: 1, y: 0 })
        equal(await client.round_trip_points([{ x: 1, y: 2 }, {}]), [{ x: 1, y: 2 }, { x: 0, y: 0 }])
        const shape = await client.round_trip_shape({ name: 'line', points: [{ x: 1, y: 2 }], color: 'Blue' })
        equal(shape, { name: 'line', points: [{ x: 1, y: 2 }], color: 'Blue', tags: {} })
    },

    async 'an error says what the peer says'(client) {
        const error = await rejects(client.divide(1, 0))
        check(error instanceof RpcError)
        equal([error.kind, error.code, error.message, error.data], ['remote', 1, 'division by zero', { dividend: 1 }])
        equal((await rejects(client.crash())).code, -32603)
        equal((await rejects(client.call('missing'))).code, -32601)
        equal((await rejects(client.set('thermostat.setpoint', 31))).code, 3)
    },

    async 'a notification runs the method'(client) {
        const before = await client.bumps()
        client.notify('bump')
        equal(await client.bumps(), before + 1)
        equal(await client.bump(), before + 2)
    },

    async 'a call that takes too long fails'(client) {
        await client.bumps() // there is a connection
        const error = await rejects(client.with({ timeout: 20 }).slow_echo('x', 60))
        equal([error.kind, error.mayHaveExecuted], ['timeout', true])
    },

    async 'a call is cancelled at the peer'(client) {
        const before = await client.cancellations()
        const controller = new AbortController()
        const onProgress = () => controller.abort(new Error('enough'))
        const call = client.with({ signal: controller.signal, onProgress }).count_to(100_000)
        equal((await rejects(call)).message, 'enough')
        await until(async () => await client.cancellations() > before)
        equal((await rejects(client.with({ signal: controller.signal }).bumps())).message, 'enough')
    },

    async 'progress comes before the answer'(client) {
        const steps: [number, string | undefined][] = []
        const onProgress = (progress: { value: number, text?: string }) => steps.push([progress.value, progress.text])
        equal(await client.with({ onProgress }).count_to(3), 3)
        equal(steps.at(-1), [3, 'step 3'])
    },

    async 'a stream has all values'(client) {
        equal((await collected(client.numbers(10_000))).length, 10_000)
        equal(await collected(client.numbers(3, 0.01)), [0, 1, 2])
        equal(await collected(client.numbers(0)), [])
    },

    async 'a stream that is left early ends at the peer'(client) {
        const before = await client.open_streams()
        for await (const value of client.numbers(1_000_000)) if (value === 2_000) break
        await until(async () => await client.open_streams() === before)
        check(await client.produced() < 1_000_000)
    },

    async 'a stream is cancelled while it waits'(client) {
        const controller = new AbortController()
        const slow = client.with({ signal: controller.signal }).numbers(3, 60)
        const next = slow.next()
        await client.bumps()
        controller.abort(new Error('enough'))
        equal((await rejects(next)).message, 'enough')
    },

    async 'a stream tells its error after its values'(client) {
        const values: number[] = []
        const error = await rejects((async () => {
            for await (const value of client.failing_numbers(200)) values.push(value)
        })())
        equal([error.code, error.message, values.length], [7, 'no more', 200])
        equal((await rejects(client.numbers(-1).next())).code, -32602)
    },

    async 'a stream is an argument'(client) {
        let isEnded = false
        async function* numbers() {
            try {
                for (let i = 0; i < 2_500; ++i) yield i
            } finally {
                isEnded = true
            }
        }
        equal(await client.sum_stream(numbers()), 2_500 * 2_499 / 2)
        check(isEnded)
        equal(await client.sum_stream(new Set([1, 2])), 3)
        equal(await client.sum_stream([]), 0)
    },

    async 'a signal is heard until it is let go'(client) {
        const heard: unknown[] = []
        const stop = client.on('thermostat.alarm', degrees => heard.push(degrees))
        const stopOther = client.on('thermostat.said', (text, times) => heard.push([text, times]))
        await client.thermostatRaise_alarm(99.5)
        await client.thermostatSay('hot', 2)
        stop()
        await client.thermostatRaise_alarm(100)
        stopOther()
        equal(heard, [99.5, ['hot', 2]])
    },

    async 'a property is followed'(client) {
        const values: number[] = []
        await client.thermostatFlood(20)
        const stop = client.watch('thermostat.temperature', value => values.push(value))
        await until(() => values.length > 0)
        equal(client.value('thermostat.temperature'), 20)
        equal(await client.thermostatHeat(2), 22)
        equal(values, [20, 22]) // the change comes before the answer
        const late: number[] = []
        const stopLate = client.watch('thermostat.temperature', value => late.push(value))
        await client.bumps()
        equal(late, [22])
        stop()
        equal(await client.thermostatHeat(1), 23)
        stopLate()
        await client.thermostatHeat(1)
        equal([values, late], [[20, 22], [22, 23]])
        equal(client.value('thermostat.temperature'), undefined)
    },

    async 'a property is read and set'(client) {
        equal(await client.get('thermostat.name'), 'hall')
        await client.set('thermostat.setpoint', 19)
        equal(await client.get('thermostat.setpoint'), 19)
    },

    async 'a model is read, changed and followed'(client) {
        const parcels = client.model('parcels')
        const steps: string[] = []
        await client.parcels_reset()
        const stop = parcels.follow(changes => steps.push(...changes.steps.map(step => step.change)))
        const { root, roles } = await parcels.open()
        check(roles.some(role => role.name === 'recipient'))
        equal(root.rows, 1000)
        equal(await parcels.rows(2, 2, ['recipient']), [{ recipient: 'recipient 2' }, { recipient: 'recipient 3' }])
        equal((await parcels.rows(998, 5)).map(row => row.recipient), ['recipient 998', 'recipient 999'])
        equal(await parcels.rows(0, 5, ['weight'], 99), [])
        await client.parcels_insert(2, 'Ada')
        await client.parcels_move(2, 5)
        await client.parcels_set(5, 'weight', 3)
        equal(await parcels.rows(5, 1, ['recipient', 'weight']), [{ recipient: 'Ada', weight: 3 }])
        await client.parcels_remove(5)
        await parcels.set(1, 'recipient', 'Grace')
        await parcels.insertRows(0, 2)
        await parcels.removeRows(1, 1)
        equal((await parcels.rows(2, 1))[0]?.recipient, 'Grace')
        equal((await rejects(parcels.sort(0, 'descending'))).code, -32601) // which this one does not allow
        stop()
        equal(steps, ['InsertRows', 'MoveRows', 'RemoveRows', 'InsertRows', 'RemoveRows'])
        await client.parcels_insert(0, 'Eve')
        equal((await rejects(parcels.removeRows(0, 1))).code, -32012) // the change was not told
        const stopAgain = parcels.follow(() => {})
        await parcels.open()
        await parcels.removeRows(0, 1)
        stopAgain()
    },

    async 'the peer calls, too'(client) {
        let wake: (args: unknown) => void = () => {}
        const isAwake = new Promise(resolve => wake = resolve)
        client.expose({
            double: ({ value }: { value: number }) => 2 * value,
            refuse: () => { throw new RpcError('not now', 5, 'busy') },
            async wake_up(args: unknown) { wake(args) },
        })
        equal(await client.ask('double', { value: 21 }), 42)
        equal((await rejects(client.ask('refuse', {}))).code, 5)
        equal((await rejects(client.ask('missing', {}))).code, -32601)
        const id = await client.call_me_back('double', { value: 4 })
        equal((await client.get_response(id)).result, 8)
        equal(await client.register_wake_up_call(0, 'Ada'), true)
        equal(await isAwake, { message: 'Good morning!', name: 'Ada' })
        await client.bumps() // the answer is sent before
    },
}
