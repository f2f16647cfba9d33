# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""A server of fastapi_websocket_rpc for the client under test; prints its port and serves."""

import asyncio
import logging
import sys

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, WebSocket
from fastapi_websocket_rpc import WebSocketFrameType, WebsocketRPCEndpoint
from fastapi_websocket_rpc.rpc_methods import NoResponse, RpcUtilityMethods
from pydantic import BaseModel
from serializers import BinarySocket

TOKEN = "a-secret"


class Point(BaseModel):
    x: int
    y: int


class ServerMethods(RpcUtilityMethods):
    async def add(self, a: float, b: float) -> float:
        return a + b

    async def mirror(self, point: dict) -> Point:
        return Point(x=point["y"], y=point["x"])

    async def kind_of(self, value) -> str:
        return type(value).__name__

    async def unannotated(self):
        return {"a": 1}

    async def nothing(self) -> None:
        return None

    async def silent(self):
        return NoResponse

    async def fail(self):
        raise RuntimeError("as planned")

    async def slow(self, seconds: float) -> str:
        await asyncio.sleep(seconds)
        return "done"

    async def record(self, text: str) -> None:
        self.channel.context.setdefault("recorded", []).append(text)

    async def recorded(self) -> list:
        return self.channel.context.get("recorded", [])

    async def client_name(self) -> str:
        return self.channel.context["name"]

    async def remote_id(self) -> str:
        return await self.channel.get_other_channel_id()

    async def wake_me_up(self, name: str, delay: float) -> bool:
        async def wake_up():
            await asyncio.sleep(delay)
            await self.channel.other.wake_up(message="Good morning!", name=name)

        self.task = asyncio.create_task(wake_up())
        return True

    async def ask(self, method: str) -> str:
        """Waits for its caller, and so in vain: nothing is read meanwhile."""
        return (await self.channel.call(method)).result

    async def flood(self, count: int) -> str:
        """Calls the caller's `count` that often, at once; the caller sees how many there were."""

        async def call(number):
            answer = await self.channel.call("tally", {"number": number})
            if answer.result == 2 * number:
                self.channel.context["tallied"] = self.channel.context.get("tallied", 0) + 1

        async def all_calls():
            await asyncio.gather(*map(call, range(count)))

        self.task = asyncio.create_task(all_calls())
        return "started"

    async def tallied(self) -> int:
        return self.channel.context.get("tallied", 0)


async def greet(channel):
    """Calls the client from on_connect without waiting for it, as the original has it."""
    channel.greeting = asyncio.create_task(
        channel.other.wake_up(message="Welcome!", name="on_connect")
    )


async def greet_and_wait(channel):
    """Calls the client from on_connect and waits, which the original cannot do."""
    await asyncio.wait_for(channel.other.wake_up(message="Welcome!", name="waiting"), 2)


async def check_token(x_token: str = Header()):
    if x_token != TOKEN:
        raise HTTPException(status_code=403)


def make_app():
    app = FastAPI()
    methods = ServerMethods()
    endpoint = WebsocketRPCEndpoint(methods)
    endpoint.register_route(app, "/ws")
    WebsocketRPCEndpoint(
        methods,
        frame_type=WebSocketFrameType.Binary,
        serializing_socket_cls=BinarySocket,
    ).register_route(app, "/binary")
    WebsocketRPCEndpoint(methods, rpc_channel_get_remote_id=True).register_route(app, "/synced")
    WebsocketRPCEndpoint(methods, on_connect=[greet]).register_route(app, "/greeting")
    WebsocketRPCEndpoint(methods, on_connect=[greet_and_wait]).register_route(app, "/waiting")

    @app.websocket("/ws/{client_id}")
    async def named(websocket: WebSocket, client_id: str):
        await endpoint.main_loop(websocket, client_id, name=client_id)

    @app.websocket("/guarded")
    async def guarded(websocket: WebSocket, token=Depends(check_token)):
        await endpoint.main_loop(websocket)

    return app


class AnnouncingServer(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)


if __name__ == "__main__":
    logging.disable()  # the original logs what is expected here
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    AnnouncingServer(uvicorn.Config(make_app(), port=port, log_level="critical")).run()
