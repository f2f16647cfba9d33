// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// echo.mjs [--compressed] [<url>]: as echo.py, with Node's "ws".

import { createRequire } from 'node:module'

const { WebSocket, WebSocketServer } = createRequire(`${process.env.PEER_MODULES}/`)('ws')
const sizes = [1, 2, 3, 5, 7]
const isCompressed = process.argv.includes('--compressed')
const perMessageDeflate = isCompressed && { threshold: 0 }
const url = process.argv.slice(2).find(argument => !argument.startsWith('--'))

function echo(peer) {
    let messages = 0
    if (isCompressed && !peer.extensions.includes('permessage-deflate')) peer.close(1010)
    peer.on('message', text => {
        const factor = text.length > 1000 ? 1001 : 1
        const size = sizes[messages++ % sizes.length] * factor
        for (let i = 0; i < text.length; i += size)
            peer.send(text.subarray(i, i + size), { binary: false, fin: i + size >= text.length })
    })
}

if (url) {
    const peer = new WebSocket(url, { perMessageDeflate })
    peer.on('open', () => echo(peer))
} else {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate })
    server.on('connection', echo)
    server.on('listening', () => console.log(`ws://127.0.0.1:${server.address().port}`))
}
