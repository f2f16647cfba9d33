// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// interopclient.mjs: a plain JSON-RPC 2.0 client of $INTEROP_SERVER with "ws", and the server in a process.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const { WebSocket } = createRequire(`${process.env.PEER_MODULES}/`)('ws')

export class Client {
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

export class Server {
    static async start(...options) {
        const server = new Server(options)
        const lines = createInterface({ input: server.process.stdout })
        const [, url] = await new Promise(resolve =>
            lines.once('line', line => resolve(line.match(/^listening on (.*)/))))
        server.url = url
        return server
    }

    constructor(options) {
        this.process = spawn(process.env.INTEROP_SERVER, options, { stdio: ['ignore', 'pipe', 'inherit'] })
    }

    async stop() {
        this.process.kill()
        const status = await new Promise(resolve => this.process.on('exit', resolve))
        assert.equal(status, 0)
    }
}
