// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// greenhouse.mjs: the page of the example 11-generated, whose program is $GREENHOUSE, in the Chromium that $BROWSER
// names. Writes a picture of it to $SCREENSHOT.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test as anyTest } from 'node:test'
import { fileURLToPath } from 'node:url'

import { Page, openSite } from './browsing.mjs'

const test = (name, run) => anyTest(name, { timeout: 60_000 }, run)

function builtPage() {
    const folder = mkdtempSync(join(tmpdir(), 'websocketrpc-'))
    after(() => rmSync(folder, { recursive: true }))
    const script = fileURLToPath(new URL('../../../examples/11-generated/web/run', import.meta.url))
    const TSC = `${process.env.PEER_MODULES}/node_modules/.bin/tsc`
    execFileSync(script, ['--build', folder], { stdio: 'inherit', env: { ...process.env, TSC } })
    return folder
}

async function startedProgram(origin) {
    const program = spawn(process.env.GREENHOUSE, [origin], { stdio: ['ignore', 'pipe', 'inherit'] })
    after(() => program.kill())
    const lines = createInterface({ input: program.stdout })
    const line = await new Promise(resolve => lines.once('line', resolve))
    return { program, url: line.match(/^the greenhouse is at (.*)/)[1] }
}

const site = await openSite()
site.folder = builtPage()
const { program, url } = await startedProgram(site.origin)
const page = await Page.open(`${site.origin}/#${url}`)
after(() => page.close())

/** Waits until an expression is true on the page. */
async function becomes(expression) {
    const end = Date.now() + 30_000
    while (!await page.value(expression)) assert.ok(Date.now() < end, `this does not become true: ${expression}`)
}

test('what the server shares is shown', async () => {
    await becomes(`document.body?.dataset.state === 'connected'`)
    await becomes(`/^[0-9.]+ °C$/.test(temperature.textContent)`)
    await becomes(`document.querySelectorAll('#beds li').length === 3`)
    assert.equal(await page.value(`document.querySelector('#beds strong').textContent`), 'north')
    assert.equal(await page.value('vents.value'), '20')
})

test('a bed is watered', async () => {
    const north = `document.querySelector('#beds meter').value`
    await page.value(`document.querySelector('#beds').before = ${north}`)
    await page.value(`document.querySelector('#beds button').click()`)
    await becomes(`${north} > document.querySelector('#beds').before + 5`)
})

test('the vents are set', async () => {
    await page.value(`vents.value = 70, vents.dispatchEvent(new Event('change'))`)
    await becomes(`vents.value === '70'`)
    await page.value(`vents.max = 200, vents.value = 150, vents.dispatchEvent(new Event('change'))`)
    await becomes(`notice.textContent === 'vents are open from 0 to 100 percent'`)
    await page.value(`vents.max = 100, vents.value = 70`)
})

test('the forecast is drawn', async () => {
    await page.value('foretell.click()')
    await becomes(`forecast.children.length === 24`)
    writeFileSync(process.env.SCREENSHOT, await page.screenshot())
})

test('the end of the server is shown', async () => {
    program.kill()
    await becomes(`document.body.dataset.state !== 'connected'`)
})
