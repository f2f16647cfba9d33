# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

import os
import subprocess

import pytest


class QtServer:
    """An interop-server, running."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [os.environ["INTEROP_SERVER"], *options], stdout=subprocess.PIPE, text=True
        )
        self.uri = self.process.stdout.readline().removeprefix("listening on ").strip()

    def memory(self):
        """What it has in memory, in bytes."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)


@pytest.fixture
def start_server():
    servers = []

    def start(*options):
        servers.append(QtServer(*options))
        return servers[-1]

    yield start
    statuses = [server.stop() for server in servers]
    assert not any(statuses), "the server did not end as it should"


@pytest.fixture
def server(start_server):
    return start_server()
