# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""Clients that do what they should not; one that behaves must not feel it."""

import asyncio
import json
import random
import time

import websockets
from fastapi_websocket_rpc import RpcMethodsBase, WebSocketRpcClient


def connect(uri):
    return WebSocketRpcClient(uri, RpcMethodsBase(), default_response_timeout=20)


async def slowest_echo(client, calls=50):
    """Returns how long the slowest of some calls took, in seconds."""
    slowest = 0
    for number in range(calls):
        start = time.monotonic()
        response = await client.other.echo(text=str(number))
        assert response.result == str(number)
        slowest = max(slowest, time.monotonic() - start)
    return slowest


def request(number, method="echo", **arguments):
    call = {"method": method, "arguments": arguments, "call_id": f"call-{number}"}
    return json.dumps({"request": call, "response": None})


async def test_rubbish(server):
    source = random.Random(1)
    rubbish = [
        "",
        "{",
        "null",
        "{}",
        "[]",
        "[[[[",
        '{"request": 1}',
        '{"request": {"method": 1}}',
        '{"request": {"method": "echo", "arguments": [1]}}',
        '{"request": {"method": "echo"}, "response": {"result": 1}}',
        '{"response": {"result": 1, "result_type": "int", "call_id": "1"}}',
        '{"response": null, "request": null}',
        "[" * 10_000,
        "x" * 1_000_000,
        b"\xff\xfe",
        source.randbytes(10_000),
    ]
    async with connect(server.uri) as client:
        async with websockets.connect(server.uri) as peer:
            for message in rubbish:
                await peer.send(message)
            await slowest_echo(client)
            # The connection stays open.
            await peer.send(request(1, text="now I behave"))
            while "now I behave" not in str(await peer.recv()):
                pass
        await slowest_echo(client)


async def test_text_that_is_not_unicode(server):
    async with connect(server.uri) as client:
        async with websockets.connect(server.uri) as peer:
            await peer.send(b"\xc3\x28", text=True)
            try:
                await peer.recv()
            except websockets.ConnectionClosed as closed:
                assert closed.rcvd.code == 1007
        await slowest_echo(client)


async def test_death_in_the_middle(server):
    async with connect(server.uri) as client:
        for _ in range(20):
            peer = await websockets.connect(server.uri)
            await peer.send(request(1, "slow_echo", text="for nobody", delay=0.1))
            await peer.send(request(2, "call_me_back", method_name="echo", args={"text": "a"}))
            # The beginning of a frame of 1000 bytes.
            peer.transport.write(b"\x81\xfe\x03\xe8" + bytes(100))
            peer.transport.abort()
        await slowest_echo(client)
        await asyncio.sleep(0.3)
        await slowest_echo(client)


async def test_flood_without_reading(server):
    calls = 10_000
    async with connect(server.uri) as client:
        before = server.memory()
        peer = await websockets.connect(server.uri, max_queue=1)
        peer.transport.pause_reading()

        async def flood():
            for number in range(calls):
                await peer.send(request(number, text="x" * 1000))

        flooding = asyncio.create_task(flood())
        slowest = await slowest_echo(client, 200)
        await flooding
        slowest = max(slowest, await slowest_echo(client, 200))
        assert slowest < 5
        assert server.memory() - before < 200 * 1024 * 1024

        # The data that it did not read is still there when it reads.
        peer.transport.resume_reading()
        for number in range(calls):
            answer = json.loads(await asyncio.wait_for(peer.recv(), 20))
            assert answer["response"]["call_id"] == f"call-{number}"
        await peer.close()
