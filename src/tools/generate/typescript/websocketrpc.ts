// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// What all generated clients have in common: JSON-RPC 2.0 over a WebSocket, in both directions. It needs nothing but
// the platform's WebSocket. `wsrpc generate typescript` writes this file next to the client; do not edit it.

/** The part of a WebSocket that is used here. Those of browsers, of Node and of the package ws have it. */
export interface WebSocketLike {
    send(text: string): void
    close(code?: number): void
    addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: any) => void): void
}

export type WebSocketConstructor = new (url: string, protocols?: string[]) => WebSocketLike

/** A connection that is lost, or cannot be made, is tried again after a delay that grows from time to time. */
export interface ReconnectPolicy {
    /** In ms, 100 by default. */
    firstDelay?: number
    /** In ms, 120000 by default. */
    maximumDelay?: number
    /** 2 by default. */
    growth?: number
    /** Whether to wait for a random part of the delay only, so that many clients do not all return at once. */
    jitter?: boolean
    /** In ms: a connection that has lasted as long begins again with the first delay. 10000 by default. */
    stableTime?: number
}

export interface ClientOptions {
    /** By default the one of the platform, which Node has from version 22 on. */
    webSocket?: WebSocketConstructor
    /** The subprotocols to offer; none by default. */
    protocols?: string[]
    /** How to reconnect; `false` gives up at the first failure. */
    reconnect?: ReconnectPolicy | false
    /** In ms, for calls that have none of their own. 60000 by default, `Infinity` for none. */
    timeout?: number
    /** Is called whenever the state changes. */
    onState?: (state: ConnectionState) => void
    /** Is told of what fails outside calls: a signal is refused, a handler throws. By default it is logged. */
    onError?: (error: unknown) => void
}

export interface CallOptions {
    /** Cancels the call, also at the peer. The promise is rejected with the reason of the signal. */
    signal?: AbortSignal
    /** In ms, including the time until there is a connection. */
    timeout?: number
    /** Whether it may be sent again after the connection was lost. */
    idempotent?: boolean
    /** Is called as the method gets on, if it tells that. */
    onProgress?: (progress: Progress) => void
}

export interface Progress {
    value: number
    minimum: number
    maximum: number
    text?: string
}

export type ConnectionState = 'connecting' | 'connected' | 'waiting' | 'closed'

/** The values of a stream, one by one. Leave the loop, or call `return()`, to end it early. */
export type RpcStream<T> = AsyncGenerator<T, void, undefined>

/**
 * Why a call failed: the peer answered with an error, it did not answer in time, the connection was lost, the client
 * was closed, or the answer was none.
 */
export type ErrorKind = 'remote' | 'timeout' | 'connectionLost' | 'closed' | 'invalidAnswer'

/** A call that failed. `code` and `data` are those of the peer; without an answer of the peer `code` is 0. */
export class RpcError extends Error {
    readonly kind: ErrorKind
    readonly code: number
    readonly data: unknown
    /** `false` if the method has certainly not run. */
    readonly mayHaveExecuted: boolean

    constructor(message: string, code = 0, data?: unknown, kind: ErrorKind = 'remote', mayHaveExecuted = true) {
        super(message)
        this.name = 'RpcError'
        this.kind = kind
        this.code = code
        this.data = data
        this.mayHaveExecuted = mayHaveExecuted
    }
}

const methodNotFound = -32601
const internalError = -32603
const unknownStream = -32001
const longestTimer = 2 ** 31 - 1

type Json = Record<string, any>
const platform: Json = globalThis
type Params = readonly unknown[] | object | undefined

function isObject(value: unknown): value is Json {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
    return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function isIterable(value: unknown): value is Iterable<unknown> {
    return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/**
 * Arguments some of which may be `undefined`. They are passed by position as long as only the last ones are missing,
 * else by name, if they have names.
 */
export function optionalArguments(values: readonly unknown[], names?: readonly string[]): Params {
    let count = values.length
    while (count > 0 && values[count - 1] === undefined) --count
    const given = values.slice(0, count)
    if (!names || !given.includes(undefined)) return given
    return Object.fromEntries(given.map((value, i) => [names[i], value])) // JSON leaves out those that are undefined
}

/** A number that is no number is `null` in JSON. */
export function nullAsNaN(value: number | null): number {
    return value ?? NaN
}

/** A connection that comes back when it is lost. */
class Connection {
    state: ConnectionState = 'connecting'
    socket: WebSocketLike | undefined // while it is open
    readonly #url: () => string | Promise<string>
    readonly #options: ClientOptions
    readonly #owner: Core
    #current: WebSocketLike | undefined // also while it is being opened
    #failures = 0
    #openSince = 0
    #timer: ReturnType<typeof setTimeout> | undefined

    constructor(url: () => string | Promise<string>, options: ClientOptions, owner: Core) {
        this.#url = url
        this.#options = options
        this.#owner = owner
        platform['addEventListener']?.('online', this.retryNow)
    }

    async connect(): Promise<void> {
        let url: string
        try {
            url = await this.#url()
        } catch (error) {
            return this.#lost(`there is no url: ${error}`)
        }
        if (this.state === 'closed') return
        try {
            const constructor: WebSocketConstructor | undefined = this.#options.webSocket ?? platform['WebSocket']
            if (!constructor)
                throw new RpcError('there is no WebSocket: pass one in the options', 0, undefined, 'closed', false)
            this.#follow(new constructor(url, this.#options.protocols ?? []))
        } catch (error) { // the url is none
            this.close(error)
        }
    }

    readonly retryNow = (): void => {
        if (this.state !== 'waiting') return
        clearTimeout(this.#timer)
        this.#setState('connecting')
        void this.connect()
    }

    close(reason: unknown): void {
        if (this.state === 'closed') return
        clearTimeout(this.#timer)
        platform['removeEventListener']?.('online', this.retryNow)
        const socket = this.#current
        this.#current = this.socket = undefined
        this.#setState('closed')
        socket?.close(1000)
        this.#owner.ended(reason)
    }

    #setState(state: ConnectionState): void {
        this.state = state
        this.#owner.guard(() => this.#options.onState?.(state))
    }

    #follow(socket: WebSocketLike): void {
        this.#current = socket
        socket.addEventListener('open', () => {
            if (socket !== this.#current) return
            this.socket = socket
            this.#openSince = Date.now()
            this.#setState('connected')
            this.#owner.connected()
        })
        socket.addEventListener('message', event => {
            if (socket === this.#current) this.#owner.received(String(event.data))
        })
        socket.addEventListener('error', () => {}) // it is closed, too
        socket.addEventListener('close', event => {
            const reason = event.reason ? `: ${event.reason}` : ''
            if (socket === this.#current) this.#lost(`the connection ended with ${event.code}${reason}`)
        })
    }

    #lost(why: string): void {
        if (this.state === 'closed') return
        const wasOpen = this.socket !== undefined
        this.#current = this.socket = undefined
        const policy = this.#options.reconnect ?? {}
        if (policy === false) return this.close(new RpcError(why, 0, undefined, 'connectionLost'))
        if (wasOpen && Date.now() - this.#openSince >= (policy.stableTime ?? 10_000)) this.#failures = 0
        this.#timer = setTimeout(this.retryNow, this.#delay(policy))
        this.#setState('waiting')
        if (wasOpen) this.#owner.lost(why)
    }

    #delay(policy: ReconnectPolicy): number {
        const { firstDelay = 100, maximumDelay = 120_000, growth = 2, jitter = true } = policy
        const delay = Math.min(firstDelay * growth ** this.#failures++, maximumDelay, longestTimer)
        return jitter ? delay * Math.random() : delay
    }
}

interface Call {
    text: string
    isSent: boolean
    only: WebSocketLike | undefined // the connection to which it belongs
    options: CallOptions
    settle: (error: unknown, result?: unknown) => void
    isNotification?: boolean
}

/** Calls that are not answered yet, in their order. */
class Calls {
    readonly #core: Core
    readonly #calls = new Map<number, Call>()
    #nextId = 1

    constructor(core: Core) {
        this.#core = core
    }

    /** `take` gets the result before any other message is read; who waits for the promise may be later. */
    make(
        method: string, params: Params, options: CallOptions, only?: WebSocketLike, take?: (result: unknown) => void,
    ): Promise<unknown> {
        return new Promise((resolve, reject) => {
            const signal = options.signal
            signal?.throwIfAborted()
            if (this.#core.endedWith) throw this.#core.endedWith.error
            const id = this.#nextId++
            const streams = this.#core.outgoing.replace(params)
            const progressToken = options.onProgress && id
            const text = JSON.stringify({ jsonrpc: '2.0', id, method, params: streams.params, progressToken })
            const abort = (): void => this.#abandon(id, signal?.reason)
            const timer = this.#startTimer(id, options)
            signal?.addEventListener('abort', abort)
            const settle = (error: unknown, result?: unknown): void => {
                this.#calls.delete(id)
                clearTimeout(timer)
                signal?.removeEventListener('abort', abort)
                streams.end()
                if (error !== undefined) return reject(error)
                take?.(result)
                resolve(result)
            }
            this.#start(id, { text, isSent: false, only, options, settle })
        })
    }

    // It waits in line like a call, and is done when it is sent.
    notify(method: string, params: Params): void {
        if (this.#core.endedWith) return
        const id = this.#nextId++
        const text = JSON.stringify({ jsonrpc: '2.0', method, params })
        const settle = (): void => void this.#calls.delete(id)
        this.#start(id, { text, isSent: false, only: undefined, options: {}, settle, isNotification: true })
    }

    sendWaiting(): void {
        for (const call of [...this.#calls.values()]) this.#send(call)
    }

    lost(why: string): void {
        for (const call of [...this.#calls.values()]) {
            if (call.isSent && call.options.idempotent && !call.only) call.isSent = false
            else if (call.isSent) call.settle(new RpcError(why, 0, undefined, 'connectionLost'))
        }
    }

    failAll(error: unknown): void {
        for (const call of [...this.#calls.values()]) call.settle(error)
    }

    answered(answer: Json): void {
        const call = this.#calls.get(answer['id'])
        const error = answer['error']
        if (!call) return // it was given up
        if (isObject(error))
            call.settle(new RpcError(String(error['message']), Number(error['code']), error['data']))
        else if ('result' in answer) call.settle(undefined, answer['result'])
        else call.settle(new RpcError('the answer has no result', 0, answer, 'invalidAnswer'))
    }

    progressed(params: unknown): void {
        if (!isObject(params) || !isObject(params['value'])) return
        const call = this.#calls.get(params['token'])
        this.#core.guard(() => call?.options.onProgress?.(params['value'] as Progress))
    }

    #start(id: number, call: Call): void {
        this.#calls.set(id, call)
        this.#send(call)
    }

    #send(call: Call): void {
        const socket = this.#core.connection.socket
        if (call.isSent) return
        if (call.only && call.only !== socket)
            return call.settle(new RpcError('the connection was lost', 0, undefined, 'connectionLost'))
        if (!socket) return
        call.isSent = true
        socket.send(call.text)
        if (call.isNotification) call.settle(undefined)
    }

    #startTimer(id: number, options: CallOptions): ReturnType<typeof setTimeout> | undefined {
        const timeout = options.timeout ?? this.#core.options.timeout ?? 60_000
        if (timeout > longestTimer) return undefined
        return setTimeout(() => {
            const isSent = this.#calls.get(id)?.isSent ?? false
            this.#abandon(id, new RpcError(`no answer within ${timeout} ms`, 0, undefined, 'timeout', isSent))
        }, timeout)
    }

    #abandon(id: number, error: unknown): void {
        const call = this.#calls.get(id)
        if (call?.isSent) this.notify('$/cancelRequest', { id })
        call?.settle(error)
    }
}

/** Reads the stream that a method returns. The messages are those of the page "Streams" of the guide. */
async function* readStream(core: Core, method: string, params: Params, options: CallOptions): RpcStream<any> {
    const first = await core.calls.make(method, params, options)
    if (Array.isArray(first)) return yield* first
    if (!isObject(first)) throw new RpcError('the result is no stream', 0, first, 'invalidAnswer')
    const token = first['token']
    const only = core.connection.socket
    const nextOptions: CallOptions = { ...options, timeout: Infinity, idempotent: false }
    const next = (): Promise<any> => {
        const portion = core.calls.make('$/enumerator/next', { token }, nextOptions, only)
        portion.catch(() => {}) // nobody waits for it when the reader stops
        return portion
    }
    let isFinished = token === undefined || token === null
    let portion = isFinished ? undefined : next() // on its way while the values before it are used
    try {
        yield* first['values'] ?? []
        while (!isFinished) {
            const { values = [], finished } = await portion
            isFinished = finished === true
            if (!isFinished) portion = next()
            yield* values
        }
    } catch (error) {
        isFinished = error instanceof RpcError // the stream has ended with it
        throw error
    } finally {
        if (!isFinished && only && only === core.connection.socket) core.calls.notify('$/enumerator/abort', { token })
    }
}

interface Reading {
    iterator: AsyncIterator<unknown>
    next: Promise<IteratorResult<unknown>> | undefined
}

/** The streams that are arguments. The peer may read them until its method has answered. */
class OutgoingStreams {
    readonly #readings = new Map<number, Reading>()
    #nextToken = 1

    replace(params: Params): { params: Params, end: () => void } {
        const tokens: number[] = []
        const replaced = (value: unknown): unknown => {
            if (!isAsyncIterable(value)) return isIterable(value) ? [...value] : value
            tokens.push(this.#nextToken)
            this.#readings.set(this.#nextToken, { iterator: value[Symbol.asyncIterator](), next: undefined })
            return { token: this.#nextToken++ }
        }
        const all = Array.isArray(params) ? params.map(replaced)
            : params && Object.fromEntries(Object.entries(params).map(([name, value]) => [name, replaced(value)]))
        return { params: all, end: () => tokens.forEach(token => this.abort(token)) }
    }

    /** Its next values: at least one, and what comes at once after it. */
    async next(token: number): Promise<{ values: unknown[], finished: boolean }> {
        const reading = this.#readings.get(token)
        if (!reading) throw new RpcError('there is no such stream', unknownStream)
        const isLate = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), 5))
        const values: unknown[] = []
        while (values.length < 1000) {
            reading.next ??= reading.iterator.next()
            const result = await (values.length > 0 ? Promise.race([reading.next, isLate]) : reading.next)
            if (!result) break
            reading.next = undefined
            if (result.done) {
                this.#readings.delete(token)
                return { values, finished: true }
            }
            values.push(result.value)
        }
        return { values, finished: false }
    }

    abort(token: number): void {
        const reading = this.#readings.get(token)
        this.#readings.delete(token)
        reading?.next?.catch(() => {})
        reading?.iterator.return?.().catch(() => {})
    }
}

type Handler = (...values: any[]) => void

interface Watched {
    handlers: Set<Handler>
    value?: unknown // missing until it is known
}

/** The signals and properties that somebody here follows, of which the peer is asked anew on each connection. */
class Sharing {
    readonly #core: Core
    readonly #signals = new Map<string, Set<Handler>>()
    readonly #properties = new Map<string, Watched>()

    constructor(core: Core) {
        this.#core = core
    }

    subscribe(name: string, handler: Handler): () => void {
        const own: Handler = (...values) => handler(...values) // the same function may be given twice
        const handlers = this.#signals.get(name) ?? new Set()
        if (handlers.size === 0) {
            this.#signals.set(name, handlers)
            this.#ask('rpc.subscribe', name)
        }
        handlers.add(own)
        return () => {
            if (!handlers.delete(own) || handlers.size > 0) return
            this.#signals.delete(name)
            this.#ask('rpc.unsubscribe', name)
        }
    }

    watch(name: string, handler: Handler): () => void {
        const own: Handler = value => handler(value)
        let watched = this.#properties.get(name)
        if (!watched) {
            this.#properties.set(name, watched = { handlers: new Set() })
            this.#ask('rpc.watch', name)
        } else if ('value' in watched) {
            const { handlers, value } = watched
            queueMicrotask(() => handlers.has(own) && this.#core.guard(() => own(value)))
        }
        const handlers = watched.handlers.add(own)
        return () => {
            if (!handlers.delete(own) || handlers.size > 0) return
            this.#properties.delete(name)
            this.#ask('rpc.unwatch', name)
        }
    }

    value(name: string): unknown {
        return this.#properties.get(name)?.value
    }

    isWatched(name: string): boolean {
        return this.#properties.has(name)
    }

    restore(): void {
        for (const name of this.#signals.keys()) this.#ask('rpc.subscribe', name)
        for (const name of this.#properties.keys()) this.#ask('rpc.watch', name)
    }

    /** Returns false if nobody has asked for it. */
    emitted(name: string, params: unknown): boolean {
        const handlers = this.#signals.get(name)
        for (const handler of [...handlers ?? []])
            this.#core.guard(() => handler(...(Array.isArray(params) ? params : [])))
        return handlers !== undefined
    }

    changed(objects: unknown): void {
        for (const [name, value] of propertiesIn(objects)) {
            const watched = this.#properties.get(name)
            if (!watched) continue
            if ('value' in watched && JSON.stringify(watched.value) === JSON.stringify(value)) continue
            watched.value = value
            for (const handler of [...watched.handlers]) this.#core.guard(() => handler(value))
        }
    }

    // Without a connection it is asked for when there is one.
    #ask(method: string, name: string): void {
        const socket = this.#core.connection.socket
        if (!socket) return
        const take = (result: unknown): void => {
            if (method === 'rpc.watch') this.changed(result)
        }
        this.#core.calls.make(method, { names: [name] }, { timeout: Infinity }, socket, take)
            .catch(error => error.kind === 'remote' && this.#core.report(error))
    }
}

/** `{"thermostat": {"temperature": 20}}` as names and values: `["thermostat.temperature", 20]` */
function propertiesIn(objects: unknown): [string, unknown][] {
    if (!isObject(objects)) return []
    return Object.entries(objects).flatMap(([object, properties]) =>
        Object.entries(isObject(properties) ? properties : {})
            .map(([name, value]): [string, unknown] => [`${object}.${name}`, value]))
}

type Method = (...args: any[]) => unknown

/** What the peer may call. */
class Exposed {
    readonly methods = new Map<string, Method>()
    readonly #core: Core

    constructor(core: Core) {
        this.#core = core
    }

    async answer(request: Json): Promise<Json | undefined> {
        const id = request['id']
        const answer: Json = { jsonrpc: '2.0', id }
        try {
            answer['result'] = await this.#run(request['method'], request['params']) ?? null
        } catch (error) {
            if (!(error instanceof RpcError)) this.#core.report(error)
            answer['error'] = error instanceof RpcError && error.kind === 'remote'
                ? { code: error.code, message: error.message, data: error.data }
                : { code: internalError, message: 'internal error' }
        }
        return id === undefined ? undefined : answer
    }

    #run(name: unknown, params: unknown): unknown {
        const token = isObject(params) ? params['token'] : undefined
        if (name === '$/enumerator/next') return this.#core.outgoing.next(token)
        if (name === '$/enumerator/abort') return this.#core.outgoing.abort(token)
        const method = this.methods.get(String(name))
        if (!method) throw new RpcError(`there is no method '${name}'`, methodNotFound)
        return method(...(Array.isArray(params) ? params : params === undefined ? [] : [params]))
    }
}

/** All parts of a client. */
class Core {
    readonly options: ClientOptions
    readonly calls = new Calls(this)
    readonly outgoing = new OutgoingStreams()
    readonly sharing = new Sharing(this)
    readonly exposed = new Exposed(this)
    readonly connection: Connection
    endedWith: { error: unknown } | undefined

    constructor(url: () => string | Promise<string>, options: ClientOptions) {
        this.options = options
        this.connection = new Connection(url, options, this)
        void this.connection.connect()
    }

    connected(): void {
        this.sharing.restore() // before the calls, so that nothing that they cause is missed
        this.calls.sendWaiting()
    }

    lost(why: string): void {
        this.calls.lost(why)
    }

    ended(error: unknown): void {
        this.endedWith = { error }
        this.calls.failAll(error)
    }

    received(text: string): void {
        let message: unknown
        try {
            message = JSON.parse(text)
        } catch (error) {
            return this.report(error)
        }
        if (Array.isArray(message)) void this.#receiveBatch(message)
        else void this.#receive(message).then(answer => answer && this.#send(answer))
    }

    guard(run: () => unknown): void {
        try {
            run()
        } catch (error) {
            this.report(error)
        }
    }

    report(error: unknown): void {
        if (this.options.onError) this.options.onError(error)
        else console.error(error)
    }

    async #receiveBatch(messages: unknown[]): Promise<void> {
        const answers = await Promise.all(messages.map(message => this.#receive(message)))
        const given = answers.filter(answer => answer !== undefined)
        if (given.length > 0) this.#send(given)
    }

    // Returns the answer, if it is a request. All but that happens at once, in the order of messages.
    async #receive(message: unknown): Promise<Json | undefined> {
        if (!isObject(message)) return undefined
        if (message['method'] === undefined) return void this.calls.answered(message)
        if (message['id'] === undefined) {
            if (message['method'] === 'rpc.changed') return this.sharing.changed(message['params']), undefined
            if (message['method'] === '$/progress') return this.calls.progressed(message['params']), undefined
            if (this.sharing.emitted(String(message['method']), message['params'])) return undefined
            if (!this.exposed.methods.has(String(message['method'])) && message['method'] !== '$/enumerator/abort')
                return undefined
        }
        return this.exposed.answer(message)
    }

    #send(answer: unknown): void {
        this.connection.socket?.send(JSON.stringify(answer))
    }
}

/** What a model is when it is opened; see the page "Models" of the guide. */
export interface ModelDescription {
    revision: number
    root: { node: number, rows: number, columns: number, hasMore: boolean }
    roles: { role: number, name: string }[]
    headers: unknown[]
    writable: boolean
    insertable: boolean
    removable: boolean
    sortable: boolean
}

export interface ModelChanges {
    revision: number
    /** Everything may be different. */
    reset: boolean
    steps: { change: string, node: number, first: number, count: number, toNode: number | null, to: number | null }[]
    /** New values, where the peer tells them. */
    values: { node: number, first: number, count: number, values: Record<string, unknown[]> }[]
    /** Rows whose values are different. */
    changed: { node: number, first: number, count: number }[]
}

/**
 * A model of the peer: a list, a table or a tree. `Row` has a member for each role; where there are several columns,
 * its value is an array. A node is 0, for the top level, or a row that has children.
 */
export class RpcModel<Row> {
    readonly #core: Core
    readonly #name: string
    readonly #options: CallOptions
    #revision = 0

    /** Made by RpcClient.model(). */
    constructor(core: unknown, name: string, options: CallOptions) {
        this.#core = core as Core
        this.#name = name
        this.#options = options
    }

    /** Follow the model before, so that no change is missed; who does not follow it cannot change it. */
    async open(): Promise<ModelDescription> {
        const description = await this.#call('open', []) as ModelDescription
        this.#revision = description.revision
        return description
    }

    /** Reads rows, all of their roles by default. There are fewer of them where the model ends. */
    async rows<Role extends keyof Row & string = keyof Row & string>(
        first: number, count: number, roles: Role[] = [], node = 0,
    ): Promise<Pick<Row, Role>[]> {
        const rows: Json[] = []
        while (rows.length < count) { // an answer has a limit
            const range = { node, first: first + rows.length, count: count - rows.length }
            const [block] = await this.#call('rows', [[range], roles]) as Json[]
            if (!block?.['count']) break
            for (let row = 0; row < block['count']; ++row) rows.push(rowOf(block, row))
        }
        return rows as Pick<Row, Role>[]
    }

    /** Calls a function with all changes; after them, the rows are others. Open the model when it is reset. */
    follow(handler: (changes: ModelChanges) => void): () => void {
        return this.#core.sharing.subscribe(`${this.#name}.changed`, (changes: ModelChanges) => {
            this.#revision = changes.revision
            handler(changes)
        })
    }

    /** Sets a value in a row as it was at the last change that was told, or when the model was opened. */
    async set<Role extends keyof Row & string>(
        row: number, role: Role, value: Row[Role], column = 0, node = 0,
    ): Promise<void> {
        await this.#call('set', [this.#revision, node, row, column, role, value])
    }

    async insertRows(row: number, count: number, node = 0): Promise<void> {
        await this.#call('insertRows', [this.#revision, node, row, count])
    }

    async removeRows(row: number, count: number, node = 0): Promise<void> {
        await this.#call('removeRows', [this.#revision, node, row, count])
    }

    async sort(column: number, order: 'ascending' | 'descending' = 'ascending'): Promise<void> {
        await this.#call('sort', [column, order])
    }

    #call(method: string, params: unknown[]): Promise<unknown> {
        return this.#core.calls.make(`${this.#name}.${method}`, params, this.#options)
    }
}

function rowOf(block: Json, row: number): Json {
    const columns: number = block['columns'] ?? 1
    return Object.fromEntries(Object.entries<unknown[]>(block['values']).map(([role, values]) =>
        [role, columns === 1 ? values[row] : values.slice(row * columns, (row + 1) * columns)]))
}

const core: unique symbol = Symbol('core')
const optionsOfCalls: unique symbol = Symbol('options')
const prefix: unique symbol = Symbol('prefix')

/** Where the peer is. A function is called before each attempt to connect, such as for a token that changes. */
export type RpcUrl = string | URL | (() => string | Promise<string>)

/**
 * Calls the methods of a peer and follows its signals and properties. It connects at once and comes back when the
 * connection is lost; calls wait until there is one. `Signals` has the arguments of each signal, `Properties` the type
 * of each property, `Writable` the names of those that can be set, `Models` the rows of each model.
 */
export class RpcClient<
    Signals extends { [Name in keyof Signals]: unknown[] } = {},
    Properties = {},
    Writable extends keyof Properties = never,
    Models = {},
> {
    private readonly [core]: Core
    private readonly [optionsOfCalls]: CallOptions
    private readonly [prefix]: string

    /** `namePrefix` is in front of the names of signals, properties and models at the peer. */
    constructor(url: RpcUrl, options: ClientOptions = {}, namePrefix = '') {
        this[core] = new Core(typeof url === 'function' ? url : () => String(url), options)
        this[optionsOfCalls] = {}
        this[prefix] = namePrefix
    }

    /** The same client for calls with these options: `client.with({ timeout: 500 }).heat(2)`. */
    with(options: CallOptions): this {
        return Object.create(this, { [optionsOfCalls]: { value: { ...this[optionsOfCalls], ...options } } }) as this
    }

    /** Calls a method by its name, with arguments by position or by name. */
    call<T = unknown>(method: string, params?: Params): Promise<T> {
        return this[core].calls.make(method, params, this[optionsOfCalls]) as Promise<T>
    }

    /** The same for a method that returns a stream. It is called when the first value is asked for. */
    stream<T = unknown>(method: string, params?: Params): RpcStream<T> {
        return readStream(this[core], method, params, this[optionsOfCalls])
    }

    /** Sends a message that is not answered. It waits for a connection as calls do. */
    notify(method: string, params?: Params): void {
        this[core].calls.notify(method, params)
    }

    /** Calls a function with each signal of that name. Returns what ends that. */
    on<Name extends keyof Signals & string>(name: Name, handler: (...args: Signals[Name]) => void): () => void {
        return this[core].sharing.subscribe(this[prefix] + name, handler as Handler)
    }

    /** Calls a function with the value of a property, and then with each new one. Returns what ends that. */
    watch<Name extends keyof Properties & string>(name: Name, handler: (value: Properties[Name]) => void): () => void {
        return this[core].sharing.watch(this[prefix] + name, handler)
    }

    /** The last known value of a property that is watched. */
    value<Name extends keyof Properties & string>(name: Name): Properties[Name] | undefined {
        return this[core].sharing.value(this[prefix] + name) as Properties[Name] | undefined
    }

    /** Asks for the value of a property. */
    async get<Name extends keyof Properties & string>(name: Name): Promise<Properties[Name]> {
        const names = [this[prefix] + name]
        const objects = await this.call('rpc.watch', { names })
        if (!names.some(whole => this[core].sharing.isWatched(whole))) this.notify('rpc.unwatch', { names })
        const found = propertiesIn(objects).find(([whole]) => names.includes(whole))
        if (!found) throw new RpcError(`the value of '${name}' is missing`, 0, objects, 'invalidAnswer')
        return found[1] as Properties[Name]
    }

    /** Sets a property. */
    async set<Name extends Writable & string>(name: Name, value: Properties[Name]): Promise<void> {
        await this.call('rpc.set', { name: this[prefix] + name, value })
    }

    model<Name extends keyof Models & string>(name: Name): RpcModel<Models[Name]> {
        return new RpcModel(this[core], this[prefix] + name, this[optionsOfCalls])
    }

    /**
     * Lets the peer call these functions, with the arguments that it passes by position, or else all in one object.
     * What they return, or what their promise gives, is the answer; an RpcError that they throw is the error.
     */
    expose(methods: Record<string, (...args: any[]) => unknown>): void {
        for (const [name, method] of Object.entries(methods)) this[core].exposed.methods.set(name, method)
    }

    get state(): ConnectionState {
        return this[core].connection.state
    }

    /** Tries to connect now if it waits for the next attempt. */
    retryNow(): void {
        this[core].connection.retryNow()
    }

    /** Ends the connection for good. Calls that are not answered fail. */
    close(): void {
        this[core].connection.close(new RpcError('the client was closed', 0, undefined, 'closed'))
    }
}
