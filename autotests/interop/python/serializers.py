# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

import json

from fastapi_websocket_rpc.simplewebsocket import SimpleWebSocket


class BinarySocket(SimpleWebSocket):
    """A serializing socket whose frames are binary, in both directions."""

    def __init__(self, websocket):
        self._websocket = websocket

    async def connect(self, uri, **arguments):
        await self._websocket.connect(uri, **arguments)

    async def send(self, message):
        await self._websocket.send(message.model_dump_json().encode())

    async def recv(self):
        frame = await self._websocket.recv()
        return None if frame is None else json.loads(frame.decode())

    async def close(self, code=1000):
        await self._websocket.close(code)
