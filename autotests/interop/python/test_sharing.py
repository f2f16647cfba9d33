# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""The thermostat of interop-server, followed by the client of fastapi_websocket_rpc."""

import asyncio

import pytest
from fastapi_websocket_rpc import RpcMethodsBase, WebSocketRpcClient


class Follower(RpcMethodsBase):
    """Signals and changes arrive as calls; their names have dots, so they need setattr()."""

    def __init__(self):
        super().__init__()
        self.heard = asyncio.Queue()


def add_method(name):
    async def hear(self, **arguments):
        await self.heard.put((name, arguments))

    setattr(Follower, name, hear)


for method in ("thermostat.alarm", "thermostat.said", "rpc.changed"):
    add_method(method)


@pytest.fixture
async def client(server):
    async with WebSocketRpcClient(server.uri, Follower(), default_response_timeout=20) as client:
        yield client


async def next_heard(client):
    return await asyncio.wait_for(client.channel.methods.heard.get(), 20)


async def test_signals_arrive_with_named_arguments(client):
    answer = await client.call("rpc.subscribe", {"names": ["thermostat.alarm", "thermostat.said"]})
    assert answer.result is None
    await client.call("thermostat.raise_alarm", {"degrees": 99.5})
    assert await next_heard(client) == ("thermostat.alarm", {"degrees": 99.5})
    await client.call("thermostat.say", {"text": "hot", "times": 2})
    assert await next_heard(client) == ("thermostat.said", {"text": "hot", "times": 2})


async def test_changes_arrive_with_the_object_as_argument(client):
    answer = await client.call("rpc.watch", {"names": ["thermostat"]})
    assert answer.result == {"thermostat": {"temperature": 20, "setpoint": 21, "name": "hall"}}
    assert (await client.call("thermostat.heat", {"degrees": 2})).result == 22
    assert await next_heard(client) == ("rpc.changed", {"thermostat": {"temperature": 22}})
    await client.call("rpc.set", {"name": "thermostat.setpoint", "value": 19})
    assert await next_heard(client) == ("rpc.changed", {"thermostat": {"setpoint": 19}})


async def test_refused_value_changes_nothing(client):
    refused = await client.call("rpc.set", {"name": "thermostat.setpoint", "value": 31})
    assert (refused.result, refused.result_type) == (None, None)
    values = await client.call("rpc.watch", {"names": ["thermostat.setpoint"]})
    assert values.result == {"thermostat": {"setpoint": 21}}
