// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// What a test says of values, without anything that a browser does not have.

export function check(isTrue: boolean, text = 'this is not so'): asserts isTrue {
    if (!isTrue) throw new Error(text)
}

function isSame(a: unknown, b: unknown): boolean {
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
    const [keys, others] = [Object.keys(a), Object.keys(b)]
    const members = a as Record<string, unknown>
    return Array.isArray(a) === Array.isArray(b) && keys.length === others.length
        && keys.every(key => Object.hasOwn(b, key) && isSame(members[key], (b as Record<string, unknown>)[key]))
}

export function equal(actual: unknown, expected: unknown): void {
    check(isSame(actual, expected), `${JSON.stringify(actual)} should be ${JSON.stringify(expected)}`)
}

/** What it is rejected with; of an RpcError, with all that it has. */
export async function rejects(promise: Promise<unknown>): Promise<any> {
    const result = await promise.then(value => ({ value }), (error: unknown) => ({ error }))
    if ('error' in result) return result.error
    throw new Error(`this should fail, but gives ${JSON.stringify(result.value)}`)
}

/** Asks over and over, in turns of the event loop. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 20_000
    while (!await isTrue()) {
        check(Date.now() < end, 'this does not become true')
        await new Promise(resolve => setTimeout(resolve, 0))
    }
}
