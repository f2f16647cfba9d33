// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// longcalls.mjs <url>: connects to a server with "vscode-jsonrpc", calls it and answers its calls.

import { createRequire } from 'node:module'

const require = createRequire(`${process.env.PEER_MODULES}/`)
const { WebSocket } = require('ws')
const rpc = require('vscode-jsonrpc/node')

const progressType = new rpc.ProgressType()

// The package has no WebSocket, so that its users write these two classes. A request asks for progress
// beside its method; here that is what the Language Server Protocol has among the params.
class Writer extends rpc.AbstractMessageWriter {
    constructor(socket) {
        super()
        this.socket = socket
    }
    async write(message) {
        const progressToken = message.params?.workDoneToken
        if (progressToken !== undefined) message = { ...message, params: undefined, progressToken }
        this.socket.send(JSON.stringify(message))
    }
    end() {}
}

class Reader extends rpc.AbstractMessageReader {
    constructor(socket) {
        super()
        this.socket = socket
    }
    listen(callback) {
        this.socket.on('message', text => {
            const message = JSON.parse(text)
            if (message.progressToken !== undefined)
                message.params = { ...message.params, workDoneToken: message.progressToken }
            callback(message)
        })
        return { dispose() {} }
    }
}

const socket = new WebSocket(process.argv[2])
socket.on('open', () => {
    const connection = rpc.createMessageConnection(new Reader(socket), new Writer(socket))
    let tokens = 0
    let workWasCancelled = false

    connection.onRequest('callAndCancel', async () => {
        const source = new rpc.CancellationTokenSource()
        const workDoneToken = `token ${++tokens}`
        connection.onProgress(progressType, workDoneToken, () => source.cancel())
        try {
            return await connection.sendRequest('told', { workDoneToken }, source.token)
        } catch (error) {
            return error.code
        }
    })

    connection.onRequest('callWithProgress', async () => {
        const workDoneToken = `token ${++tokens}`
        const progress = []
        connection.onProgress(progressType, workDoneToken, value => progress.push(value))
        const result = await connection.sendRequest('told', { workDoneToken })
        return { progress, result }
    })

    connection.onRequest('work', (params, token) => new Promise(resolve => {
        connection.sendProgress(
            progressType, params.workDoneToken, { kind: 'report', percentage: 30, message: 'at it' })
        token.onCancellationRequested(() => {
            workWasCancelled = true
            resolve(1)
        })
    }))
    connection.onRequest('workWasCancelled', () => workWasCancelled)
    connection.listen()
})
