// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A page that shows the greenhouse, with the client that is written from greenhouse.json. The url of the server is
// behind the "#".

import { Greenhouse, RpcError, type Bed } from './greenhouse.js'

function element<Name extends keyof HTMLElementTagNameMap>(
    name: Name, properties: Partial<HTMLElementTagNameMap[Name]>, ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
}

const temperature = document.querySelector('#temperature')!
const vents = document.querySelector<HTMLInputElement>('#vents')!
const beds = document.querySelector('#beds')!
const notice = document.querySelector('#notice')!
const forecast = document.querySelector('#forecast')!

//! [client]
const greenhouse = new Greenhouse(location.hash.slice(1), {
    onState: state => document.body.dataset['state'] = state,
})

greenhouse.watch('temperature', degrees => temperature.textContent = `${degrees.toFixed(1)} °C`)
greenhouse.watch('vents', percent => vents.valueAsNumber = percent)
greenhouse.watch('beds', all => showBeds(all))
greenhouse.on('dried', bed => notice.textContent = `The bed “${bed}” is dry.`)

vents.onchange = () => tell(greenhouse.set('vents', vents.valueAsNumber))
document.querySelector('#foretell')!.addEventListener('click', () => tell(foretell()))

async function foretell(): Promise<void> {
    forecast.replaceChildren()
    for await (const degrees of greenhouse.forecast(24)) {
        const bar = element('i', { title: `${degrees.toFixed(1)} °C` })
        bar.style.height = `${Math.max(0, Math.min(100, 3 * degrees))}%`
        forecast.append(bar)
    }
}
//! [client]

// What fails is told to the user.
function tell(result: Promise<unknown>): void {
    result.catch(error => notice.textContent = error instanceof RpcError ? error.message : String(error))
}

// A bed keeps its elements, so that a button can be pressed while values change.
const meters = new Map<string, HTMLMeterElement>()

function showBeds(all: Bed[]): void {
    for (const { name, plant, moisture } of all) {
        const meter = meters.get(name) ?? addBed(name, plant)
        meter.value = moisture
        meter.title = `${moisture} %`
    }
}

function addBed(name: string, plant: string): HTMLMeterElement {
    const meter = element('meter', { max: 100, low: 30, optimum: 60 })
    const onclick = (): void => tell(greenhouse.water(name))
    beds.append(element('li', {}, element('strong', {}, name), ` ${plant}`, meter,
        element('button', { onclick }, 'Water it')))
    meters.set(name, meter)
    return meter
}
