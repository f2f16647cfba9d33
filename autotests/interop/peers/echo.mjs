// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// echo.mjs [<url>]: as echo.py, with Node's "ws".

import { createRequire } from 'node:module'

const { WebSocket, WebSocketServer } = createRequire(`${process.env.PEER_MODULES}/`)('ws')
const sizes = [1, 2, 3, 5, 7]

function echo(peer) {
    let messages = 0
    peer.on('message', text => {
        const factor = text.length > 1000 ? 1001 : 1
        const size = sizes[messages++ % sizes.length] * factor
        for (let i = 0; i < text.length; i += size)
            peer.send(text.subarray(i, i + size), { binary: false, fin: i + size >= text.length })
    })
}

if (process.argv.length > 2) {
    echo(new WebSocket(process.argv[2], { perMessageDeflate: false }))
} else {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    server.on('connection', echo)
    server.on('listening', () => console.log(`ws://127.0.0.1:${server.address().port}`))
}
