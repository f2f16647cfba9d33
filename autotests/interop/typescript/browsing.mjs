// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// browsing.mjs: a site on this machine, and the Chromium that $BROWSER names.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { after } from 'node:test'

const types = { '.html': 'text/html', '.js': 'text/javascript' }

/** Serves the files of `site.folder`, which may come later. Returns itself with its origin. */
export async function openSite() {
    const site = {}
    const server = createServer((request, response) => {
        const name = request.url === '/' ? 'index.html' : request.url.slice(1)
        const isThere = /^[a-z]+\.(html|js)$/.test(name) && existsSync(join(site.folder, name))
        response.writeHead(isThere ? 200 : 404, { 'Content-Type': types[extname(name)] ?? 'text/plain' })
        response.end(isThere ? readFileSync(join(site.folder, name)) : '')
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    after(() => server.close().closeAllConnections())
    site.origin = `http://127.0.0.1:${server.address().port}`
    return site
}

/** A page in a browser, which is asked over the pipes of its protocol for tools and ends with them. */
export class Page {
    static async open(url) {
        const page = new Page(url)
        const { targetInfos } = await page.#send('Target.getTargets')
        const { targetId } = targetInfos.find(target => target.type === 'page')
        page.#session = (await page.#send('Target.attachToTarget', { targetId, flatten: true })).sessionId
        return page
    }

    #browser
    #session
    #answers = new Map()
    #text = ''

    constructor(url) {
        const options = ['--headless', '--no-sandbox', '--disable-gpu', '--log-level=3', '--remote-debugging-pipe',
            '--window-size=800,640', '--hide-scrollbars']
        this.#browser = spawn(process.env.BROWSER, [...options, url],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
        this.#browser.stdio[4].on('data', part => {
            const messages = (this.#text += part).split('\0')
            this.#text = messages.pop()
            for (const message of messages.map(JSON.parse)) this.#answers.get(message.id)?.(message)
        })
    }

    /** The value of an expression, or of its promise. */
    async value(expression) {
        const { result, exceptionDetails } = await this.#send('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true })
        if (exceptionDetails) throw new Error(exceptionDetails.exception.description)
        return result.value
    }

    async screenshot() {
        return Buffer.from((await this.#send('Page.captureScreenshot')).data, 'base64')
    }

    async close() {
        const isGone = new Promise(resolve => this.#browser.on('exit', resolve))
        this.#browser.stdio[3].end()
        this.#browser.stdio[4].destroy()
        await isGone
    }

    #send(method, params = {}) {
        const id = this.#answers.size
        this.#browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.#session }) + '\0')
        return new Promise((resolve, reject) => this.#answers.set(id, ({ result, error }) =>
            error ? reject(new Error(error.message)) : resolve(result)))
    }
}
