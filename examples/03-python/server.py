# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""A FastAPI service. It prints its port, so that any free one will do."""

import asyncio

import uvicorn
from fastapi import FastAPI
from fastapi_websocket_rpc import RpcMethodsBase, WebsocketRPCEndpoint


class Kitchen(RpcMethodsBase):
    async def order(self, dish: str) -> str:
        async def serve():
            await asyncio.sleep(0.1)
            await self.channel.other.serve(dish=dish)

        # Not awaited: the original reads no answers while one of its methods runs.
        self.serving = asyncio.create_task(serve())
        return f"{dish}, it is in the oven"


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


app = FastAPI()
WebsocketRPCEndpoint(Kitchen()).register_route(app, "/ws")
Server(uvicorn.Config(app, port=0, log_level="warning")).run()
