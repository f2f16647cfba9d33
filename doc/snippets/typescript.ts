// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// What the guide shows of a generated client. autotests/interop/typescript/node.mjs runs it.

import { House, RpcError } from './house.js'
import type { WebSocketConstructor } from './websocketrpc.js'

export async function visit(url: string, WebSocket: WebSocketConstructor, log: (text: string) => void): Promise<void> {
    //! [client]
    const house = new House(url, { webSocket: WebSocket, timeout: 5_000 })

    const stop = house.on('thermostat.alarm', degrees => log(`it is getting cold: ${degrees}`))
    house.watch('thermostat.setpoint', degrees => log(`set to ${degrees}`))
    await house.set('thermostat.setpoint', 22)
    await house.thermostatRaise_alarm(4)
    stop()

    for await (const number of house.numbers(3)) log(`number ${number}`)

    try {
        await house.divide(1, 0)
    } catch (error) {
        if (error instanceof RpcError) log(`${error.code}: ${error.message}`)
    }
    //! [client]

    //! [options]
    const signal = AbortSignal.timeout(60_000)
    const onProgress = (progress: { value: number, maximum: number }) => log(`${progress.value} of ${progress.maximum}`)
    await house.with({ signal, onProgress }).count_to(2)
    //! [options]

    //! [expose]
    house.expose({ double: ({ value }: { value: number }) => 2 * value })
    //! [expose]
    log(`asked for ${await house.ask('double', { value: 21 })}`)
    house.close()
}
