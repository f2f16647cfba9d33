# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""A guest of the Qt server whose url is given."""

import asyncio
import sys

from fastapi_websocket_rpc import RpcMethodsBase, WebSocketRpcClient


class Guest(RpcMethodsBase):
    def __init__(self):
        super().__init__()
        self.served = asyncio.Event()

    async def serve(self, dish: str):
        print(f"Python guest: served with {dish}")
        self.served.set()


async def main(url):
    async with WebSocketRpcClient(url, Guest(), default_response_timeout=5) as client:
        response = await client.other.order(dish="pasta")
        print(f"Python guest: ordered {response.result}")
        await asyncio.wait_for(client.channel.methods.served.wait(), 5)


asyncio.run(main(sys.argv[1]))
