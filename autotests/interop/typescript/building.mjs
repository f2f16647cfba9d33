// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// building.mjs: writes the client of a server with $WSRPC and compiles it, with what uses it here.

import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

import { Server } from '../peers/interopclient.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

export function generate(url, folder, ...options) {
    const command = ['generate', 'typescript', url, ...options, '--output', folder]
    execFileSync(process.env.WSRPC, command, { stdio: 'inherit' })
}

/** The server and a folder with a client of it; both go when the tests are over. */
export async function built(...serverOptions) {
    const server = await Server.start(...serverOptions)
    after(() => server.stop())
    try {
        return { server, folder: build(server.url) }
    } catch (error) {
        server.process.kill() // or node would wait for it
        throw error
    }
}

function build(url) {
    const folder = mkdtempSync(join(tmpdir(), 'websocketrpc-'))
    after(() => rmSync(folder, { recursive: true }))
    generate(url, folder)
    generate(url, folder, '--class', 'House') // for the guide
    for (const path of ['table.ts', 'table.html', 'checks.ts', 'tsconfig.json', '../../../doc/snippets/typescript.ts'])
        copyFileSync(join(here, path), join(folder, basename(path)))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    compile(folder)
    return folder
}

export function compile(folder) {
    execFileSync(`${process.env.PEER_MODULES}/node_modules/.bin/tsc`, ['--project', folder], { stdio: 'inherit' })
}

export function timesIn(folder) {
    return readdirSync(folder).map(name => [name, statSync(join(folder, name)).mtimeMs])
}
