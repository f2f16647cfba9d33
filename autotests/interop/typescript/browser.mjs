// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// browser.mjs: the generated client of $INTEROP_SERVER on a page in the Chromium that $BROWSER names.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { Page, openSite } from './browsing.mjs'
import { built } from './building.mjs'

const site = await openSite()
const { server, folder } = await built('--allow-origin', site.origin)
site.folder = folder
const page = await Page.open(`${site.origin}/table.html#${server.url}`)
after(() => page.close())

test('the table runs on a page', { timeout: 120_000 }, async () => {
    let results
    while (!results) results = await page.value('globalThis.results')
    assert.ok(Object.keys(results).length > 15)
    assert.deepEqual(Object.entries(results).filter(([, errors]) => errors.length > 0), [])
})
