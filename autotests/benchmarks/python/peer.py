# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""fastapi_websocket_rpc as one of the peers: its own client and its own server.

peer.py serve       prints its url and serves until its input ends
peer.py load <url>  connects, and for each line {"window": 1, "seconds": 0.5} prints a sample
"""

import asyncio
import json
import logging
import os
import sys
import threading
import time

import uvicorn
from fastapi import FastAPI
from fastapi_websocket_rpc import RpcMethodsBase, WebsocketRPCEndpoint, WebSocketRpcClient


class Adder(RpcMethodsBase):
    async def add(self, a: int, b: int) -> int:
        return a + b


class AnnouncingServer(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"ws://127.0.0.1:{port}/ws", flush=True)


def end_with_input():
    """Nothing is to be left over from a run that was cut short."""

    def wait():
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def serve():
    end_with_input()
    app = FastAPI()
    WebsocketRPCEndpoint(Adder()).register_route(app, "/ws")
    AnnouncingServer(uvicorn.Config(app, port=0, log_level="critical")).run()


async def call_until(client, end, latencies):
    while True:
        begin = time.perf_counter()
        answer = await client.other.add(a=1, b=2)
        if int(answer.result) != 3:
            sys.exit("wrong answer")
        now = time.perf_counter()
        latencies.append((now - begin) * 1e6)
        if now >= end:
            return


async def measure(client, window, seconds):
    latencies = []
    begin = time.perf_counter()
    await asyncio.gather(
        *(call_until(client, begin + seconds, latencies) for _ in range(window))
    )
    elapsed = time.perf_counter() - begin
    latencies.sort()

    def quantile(part):
        return latencies[int(part * (len(latencies) - 1))]

    return {
        "perSecond": len(latencies) / elapsed,
        "p50": quantile(0.5),
        "p99": quantile(0.99),
        "p999": quantile(0.999),
    }


async def load(url):
    loop = asyncio.get_running_loop()
    async with WebSocketRpcClient(url, RpcMethodsBase()) as client:
        print("connected", flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            amount = json.loads(line)
            sample = await measure(client, amount["window"], amount["seconds"])
            print(json.dumps(sample), flush=True)


if __name__ == "__main__":
    logging.disable()  # what it logs of each call is not what is measured
    if sys.argv[1] == "serve":
        serve()
    else:
        asyncio.run(load(sys.argv[2]))
