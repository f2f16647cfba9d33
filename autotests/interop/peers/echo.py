#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""echo.py [--compressed] [<url>]

Sends each text back, cut every 1, 2, 3, 5 and 7 bytes in turn, a long one every 1001 times as many:
over a connection to <url>, or as a server that prints where it is. With --compressed it ends a
connection without permessage-deflate.
"""

import itertools
import sys

from websockets.sync.client import connect
from websockets.sync.server import serve

LONG = 1000
LARGEST = 64 * 1024 * 1024


COMPRESSED = "--compressed" in sys.argv
OPTIONS = {"max_size": LARGEST, "compression": "deflate" if COMPRESSED else None}
URLS = [argument for argument in sys.argv[1:] if not argument.startswith("--")]


def echo(peer):
    if COMPRESSED and not peer.protocol.extensions:
        peer.close(1010)
    for size in itertools.cycle([1, 2, 3, 5, 7]):
        try:
            text = peer.recv(decode=False)
        except Exception:  # the end of the connection, for any reason
            return
        if len(text) > LONG:
            size *= 1001
        peer.send([text[i : i + size] for i in range(0, len(text), size)], text=True)


if URLS:
    with connect(URLS[0], **OPTIONS) as peer:
        echo(peer)
else:
    with serve(echo, "127.0.0.1", 0, **OPTIONS) as server:
        print(f"ws://127.0.0.1:{server.socket.getsockname()[1]}", flush=True)
        server.serve_forever()
