// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QLatin1StringView>

inline constexpr QLatin1StringView htmlStyle{R"css(
:root { color-scheme: light dark; --line: #8884; --type: #0b6e6e; --faint: #666; }
@media (prefers-color-scheme: dark) { :root { --type: #6cc; --faint: #999; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: flex; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; flex: 0 0 17rem; padding: 1rem;
      border-right: 1px solid var(--line); font-size: 14px; }
nav h2 { font-size: 13px; margin: 1rem 0 .25rem; color: var(--faint); border: 0; }
nav a { display: block; color: inherit; text-decoration: none; overflow-wrap: anywhere; padding: .1rem 0; }
nav a:hover { text-decoration: underline; }
main { flex: 1; min-width: 0; max-width: 60rem; padding: 1rem 2rem 4rem; }
h1 { margin-top: .5rem; }
h2 { border-bottom: 1px solid var(--line); margin-top: 2.5rem; }
h3 { margin: 2rem 0 .5rem; font-family: ui-monospace, monospace; font-size: 17px; overflow-wrap: anywhere; }
section:target h3 { text-decoration: underline; }
pre, code { font: 14px/1.5 ui-monospace, monospace; }
pre { padding: .6rem .8rem; margin: .5rem 0; border: 1px solid var(--line); border-radius: 6px;
      white-space: pre-wrap; overflow-wrap: anywhere; }
var { color: var(--type); font-style: normal; }
i { color: var(--faint); }
.text { white-space: pre-line; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; table-layout: fixed; }
td { border-top: 1px solid var(--line); padding: .3rem .8rem .3rem 0; vertical-align: top;
     overflow-wrap: anywhere; }
td:first-child { width: 14rem; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; }
    main { padding: 1rem; } }
)css"};
