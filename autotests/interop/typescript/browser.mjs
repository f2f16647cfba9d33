// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// browser.mjs: the generated client of $INTEROP_SERVER on a page in the Chromium that $BROWSER names.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { built } from './building.mjs'

const page = `<!DOCTYPE html>
<title>The table</title>
<script type="module">
import { cases } from './table.js'
import { InteropServer } from './interopserver.js'

const url = location.hash.slice(1)
const results = {}
for (const [name, run] of Object.entries(cases)) {
    const errors = []
    const client = new InteropServer(url, { onError: error => errors.push(String(error)) })
    await run(client).catch(error => errors.push(error.stack))
    client.close()
    results[name] = errors
}
await fetch('results', { method: 'POST', body: JSON.stringify(results) })
</script>`

let told
const results = new Promise(resolve => told = resolve)
const site = createServer((request, response) => {
    const name = request.url.slice(1)
    if (request.method === 'POST') {
        let text = ''
        request.on('data', part => text += part)
        request.on('end', () => told(JSON.parse(text)))
        response.end()
    } else if (/^[a-z]+\.js$/.test(name)) {
        response.setHeader('Content-Type', 'text/javascript')
        response.end(readFileSync(join(folder, name)))
    } else {
        response.setHeader('Content-Type', 'text/html')
        response.end(page)
    }
})
await new Promise(resolve => site.listen(0, '127.0.0.1', resolve))
after(() => site.close().closeAllConnections())
const origin = `http://127.0.0.1:${site.address().port}`
const { server, folder } = await built('--allow-origin', origin)

test('the table runs on a page', { timeout: 120_000 }, async () => {
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--log-level=3', '--remote-debugging-pipe']
    const browser = spawn(process.env.BROWSER, [...options, `${origin}/#${server.url}`],
        { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] }) // the last two are for the debugger
    try {
        const all = await results
        assert.ok(Object.keys(all).length > 15)
        assert.deepEqual(Object.entries(all).filter(([, errors]) => errors.length > 0), [])
    } finally {
        const isGone = new Promise(resolve => browser.on('exit', resolve))
        browser.stdio[3].end() // at which it ends
        browser.stdio[4].destroy()
        await isGone
    }
})
