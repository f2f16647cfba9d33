# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""The client of fastapi_websocket_rpc against interop-server."""

import asyncio
import json

import pytest
import websockets
from fastapi_websocket_rpc import RpcMethodsBase, WebSocketRpcClient
from fastapi_websocket_rpc.rpc_methods import RpcUtilityMethods
from serializers import BinarySocket

TOKEN = "a-secret"


class ClientMethods(RpcUtilityMethods):
    """What the server may call."""

    def __init__(self):
        super().__init__()
        self.woken_up = asyncio.Event()
        self.wake_ups = []

    async def wake_up(self, message=None, name=None):
        self.wake_ups.append((message, name))
        self.woken_up.set()

    async def double(self, number: int) -> int:
        return 2 * number

    async def fail(self):
        raise RuntimeError("as planned")

    async def ask_back(self):
        return await self.channel.other.echo(text="never read: this coroutine keeps the reader")


def connect(uri, methods=None, **options):
    return WebSocketRpcClient(
        uri, methods or ClientMethods(), default_response_timeout=20, **options
    )


async def result_of(call):
    return (await call).result


async def test_echo(server):
    async with connect(server.uri) as client:
        for text in ("hello", "", 'ä€😀 "\\\n\x00', "x" * 100_000):
            response = await client.other.echo(text=text)
            assert (response.result, response.result_type) == (text, "str")


async def test_ping(server):
    async with connect(server.uri) as client:
        assert (await client.ping()).result == "pong"


async def test_channel_ids_of_both_sides(server):
    async with connect(server.uri) as client:
        theirs = await result_of(client.other._get_channel_id_())
        assert theirs == (await result_of(client.other.whoami()))["channel"]
        assert theirs != client.channel.id
        asked = await result_of(client.other.ask(method="_get_channel_id_", args={}))
        assert asked == client.channel.id


async def test_channel_id_is_synchronised(server):
    async with connect(server.uri) as client:
        client.channel._sync_channel_id = True
        await client.channel.on_connect()
        assert (
            await client.channel.get_other_channel_id()
            == (await client.other.whoami()).result["channel"]
        )


async def test_keep_alive(server):
    async with connect(server.uri, keep_alive=0.05) as client:
        await asyncio.sleep(0.5)
        assert not client._keep_alive_task.done()
        assert await result_of(client.other.echo(text="still there")) == "still there"


async def test_structured_response(server):
    async with connect(server.uri) as client:
        response = await client.other.get_process_details()
        assert response.result_type == "ProcessDetails"
        assert response.result["pid"] == server.process.pid
        assert "interop-server" in response.result["cmd"][0]


async def test_recursive_call(server):
    async with connect(server.uri) as client:
        promise = await client.other.call_me_back(method_name="echo", args={"text": "back"})
        response = await client.other.get_response(call_id=promise.result)
        assert response.result == {
            "result": "back",
            "result_type": "str",
            "call_id": promise.result,
        }


async def test_binary_frames(server):
    async with connect(server.uri, serializing_socket_cls=BinarySocket) as client:
        assert await result_of(client.other.echo(text="binary")) == "binary"
        assert (await result_of(client.other.get_process_details()))["pid"] == server.process.pid
        assert await result_of(client.other.ask(method="double", args={"number": 4})) == 8


async def test_custom_methods(server):
    async with connect(server.uri, RpcMethodsBase()) as client:
        assert await result_of(client.other.add(a=1, b=2)) == 3
        assert await result_of(client.other.add(a=0.1, b=0.7)) == 0.1 + 0.7
        assert await result_of(client.other.multiply(a=0.1, b=0.7)) == 0.1 * 0.7
        assert await result_of(client.other.concat(a="a")) == "a"
        assert await result_of(client.other.defaults(a=1)) == "1-10-x"


@pytest.mark.parametrize(
    "method, value, type_name",
    [
        ("round_trip_int64", -(2**63), "int"),
        ("round_trip_uint64", 2**64 - 1, "int"),
        ("round_trip_float", 0.5, "float"),
        ("round_trip_bool", True, "bool"),
        ("round_trip_ints", [1, 2], "list"),
        ("round_trip_map", {"a": 0.5}, "dict"),
        ("round_trip_optional", None, "Optional"),
        ("round_trip_color", "Green", "Color"),
        ("round_trip_point", {"x": 1, "y": 2}, "Point"),
        ("echo_value", [None, {"a": [1.5, "b"]}], "Any"),
    ],
)
async def test_values_and_their_types(server, method, value, type_name):
    async with connect(server.uri) as client:
        response = await client.call(method, {"value": value})
        assert (response.result, response.result_type) == (value, type_name)


async def test_errors_are_none_and_leave_the_connection(server):
    async with connect(server.uri) as client:
        for method, arguments in (
            ("nothing", {}),
            ("add", {"a": 1}),
            ("add", {"a": 1, "b": "2"}),
            ("add", {"a": 2**31 - 1, "b": 1}),
            ("divide", {"a": 1, "b": 0}),
            ("crash", {}),
            ("_hidden", {}),
        ):
            response = await client.call(method, arguments)
            assert (response.result, response.result_type) == (None, None)
        assert await result_of(client.other.echo(text="still there")) == "still there"


async def test_error_extension_on_the_wire(server):
    async with websockets.connect(server.uri) as peer:
        request = {"method": "divide", "arguments": {"a": 1, "b": 0}, "call_id": "17"}
        await peer.send(json.dumps({"request": request, "response": None}))
        assert json.loads(await peer.recv()) == {
            "request": None,
            "response": {
                "result": None,
                "result_type": None,
                "call_id": "17",
                "error": {"code": 1, "message": "division by zero", "data": {"dividend": 1}},
            },
        }


async def test_path_with_a_client_id(server):
    async with connect(server.uri + "/8d9f") as client:
        assert await result_of(client.other.echo(text="hello")) == "hello"


async def test_valid_token(start_server):
    server = start_server("--token", TOKEN)
    async with connect(server.uri, additional_headers={"X-TOKEN": TOKEN}) as client:
        assert await result_of(client.other.echo(text="hello")) == "hello"


async def test_invalid_token(start_server):
    server = start_server("--token", TOKEN)
    for headers in ({}, {"X-TOKEN": "another"}):
        # The original does not try again after 403.
        with pytest.raises(Exception) as refusal:
            async with connect(server.uri, additional_headers=headers):
                pass
        assert "403" in str(refusal.value)


async def test_wake_up_call(server):
    async with connect(server.uri) as client:
        assert await result_of(client.other.register_wake_up_call(time_delta=0.1, name="Logan"))
        await asyncio.wait_for(client.channel.methods.woken_up.wait(), 10)
        assert client.channel.methods.wake_ups == [("Good morning!", "Logan")]


async def test_wake_up_call_from_on_connect(server):
    async def on_connect(channel):
        await channel.other.register_wake_up_call(time_delta=0.1, name="Logan")

    async with connect(server.uri, on_connect=[on_connect]) as client:
        await asyncio.wait_for(client.channel.methods.woken_up.wait(), 10)
        assert client.channel.methods.wake_ups == [("Good morning!", "Logan")]


async def test_on_disconnect(server):
    gone = asyncio.Event()

    async def on_disconnect(channel):
        gone.set()

    async with connect(server.uri, on_disconnect=[on_disconnect]) as client:
        assert await asyncio.to_thread(server.stop) == 0
        await asyncio.wait_for(gone.wait(), 10)
        assert client.channel.isClosed()


async def test_first_connection_is_retried(start_server):
    server = start_server()
    port = server.uri.split(":")[2].split("/")[0]
    server.stop()
    connecting = asyncio.create_task(connect(server.uri).__aenter__())
    await asyncio.sleep(0.2)
    start_server("--port", port)
    client = await asyncio.wait_for(connecting, 60)
    assert await result_of(client.other.echo(text="late")) == "late"
    await client.close()


async def test_method_that_awaits_its_caller(server):
    async with connect(server.uri) as client:
        for number in range(100):
            answer = await client.other.ask(method="double", args={"number": number})
            assert answer.result == 2 * number


async def test_method_of_the_client_that_awaits_the_server_hangs_nobody_else(server):
    async with connect(server.uri) as other:
        client = await connect(server.uri).__aenter__()
        # The original's reader waits for this method, so it never reads the answer that the method
        # waits for.
        hanging = asyncio.create_task(client.other.ask(method="ask_back", args={}))
        await asyncio.sleep(0.3)
        assert await result_of(other.other.echo(text="hello")) == "hello"
        assert not hanging.done()
        await client.close()
        with pytest.raises(Exception):
            await hanging
        assert await result_of(other.other.echo(text="hello")) == "hello"


async def test_failing_method_of_the_client(server):
    async with connect(server.uri) as other:
        client = await connect(server.uri).__aenter__()
        # It ends the original's reader.
        asking = asyncio.create_task(client.other.ask(method="fail", args={}))
        await asyncio.sleep(0.2)
        assert await result_of(other.other.echo(text="hello")) == "hello"
        await client.ws.close()
        asking.cancel()


@pytest.mark.parametrize("threads", [1, 2])
async def test_no_call_is_lost(start_server, threads):
    calls, at_once = 20_000, 500
    server = start_server("--threads", str(threads))
    async with connect(server.uri) as client:

        async def echo(number):
            return await result_of(client.other.echo(text=str(number)))

        for first in range(0, calls, at_once):
            numbers = range(first, first + at_once)
            answers = await asyncio.gather(*map(echo, numbers))
            assert answers == list(map(str, numbers))
        assert not client.channel.requests and not client.channel.responses


async def test_no_call_back_is_lost(server):
    calls, at_once = 20_000, 500
    async with connect(server.uri) as client:

        async def ask(number):
            return await result_of(client.other.ask(method="double", args={"number": number}))

        for first in range(0, calls, at_once):
            numbers = range(first, first + at_once)
            assert await asyncio.gather(*map(ask, numbers)) == [2 * n for n in numbers]


async def test_both_dialects_on_one_port(server):
    async with connect(server.uri) as client, websockets.connect(server.uri) as peer:
        for number in range(10):
            call = {"jsonrpc": "2.0", "method": "add", "params": [number, 1], "id": number}
            await peer.send(json.dumps(call))
            assert json.loads(await peer.recv()) == {
                "jsonrpc": "2.0",
                "result": number + 1,
                "id": number,
            }
            assert await result_of(client.other.add(a=number, b=1)) == number + 1


@pytest.mark.parametrize("dialect", ["jsonrpc", "fastapi"])
async def test_fixed_dialect(start_server, dialect):
    server = start_server("--dialect", dialect)
    async with websockets.connect(server.uri) as peer:
        await peer.send('{"request": {"method": "_ping_", "call_id": "1"}}')
        answer = json.loads(await peer.recv())
        assert ("jsonrpc" in answer) == (dialect == "jsonrpc")
        assert ("response" in answer) == (dialect == "fastapi")
