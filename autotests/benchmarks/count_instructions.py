#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""Counts the instructions of a call with callgrind, which other load on the machine does not change.

Each side of each way to call runs twice, with few calls and with many; the difference is what the
calls cost. What is compared with the record is the ratio to the bare echo, counted in the same run.
Fails where a ratio is more than the tolerance above the recorded one.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

KINDS = ("echo", "shared", "plain", "fastapi")
SIDES = ("client", "server")
WINDOW = 64
FEW, MANY = 2_000, 10_000
TOLERANCE = 0.05
TRIES = 3  # timing decides how many messages share a frame, so a count is sometimes too high
PATIENCE = 120  # s


def counted(command, output):
    return [
        "valgrind", "--tool=callgrind", "--quiet", f"--callgrind-out-file={output}", *command]


def total_in(output):
    return int(re.search(r"^(?:summary|totals): (\d+)", output.read_text(), re.MULTILINE)[1])


def instructions(program, kind, side, calls):
    """What one side of `calls` calls takes, its start and end included."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "callgrind.out"
        serve = [program, "--serve", kind]
        if side == "server":
            serve = counted(serve, output)
        with subprocess.Popen(
            serve, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                url = server.stdout.readline().strip()
                load = [program, "--load", kind, "--url", url,
                        "--window", str(WINDOW), "--calls", str(calls)]
                if side == "client":
                    load = counted(load, output)
                subprocess.run(load, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
                server.stdin.close()  # which ends it
                if server.wait(PATIENCE) != 0:
                    sys.exit(f"the server of '{kind}' failed")
            finally:
                server.kill()
        return total_in(output)


def per_call(program, kind, side):
    few, many = (instructions(program, kind, side, calls) for calls in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="the program benchmarks, of an optimised build")
    parser.add_argument("record", type=Path, help="the JSON file with the recorded ratios")
    parser.add_argument("--update", action="store_true", help="record what was counted")
    options = parser.parse_args()

    recorded = json.loads(options.record.read_text()) if options.record.exists() else {}
    ratios, worse = {}, []
    print(f"instructions per call, {WINDOW} in flight")
    for side in SIDES:
        echo = per_call(options.program, "echo", side)
        print(f"{side:7} {'echo':8} {echo:7.0f}")
        for kind in KINDS[1:]:
            name = f"{kind} {side}"
            limit = recorded.get(name, 0) * (1 + TOLERANCE)
            count = per_call(options.program, kind, side)
            for _ in range(TRIES - 1):
                if count <= limit * echo:
                    break
                count = min(count, per_call(options.program, kind, side))
            ratios[name] = round(count / echo, 3)
            print(f"{side:7} {kind:8} {count:7.0f}, {ratios[name]:.3f} of the echo,"
                  f" recorded {recorded.get(name, 'nothing')}", flush=True)
            if count > limit * echo:
                worse.append(name)
    if options.update:
        options.record.write_text(json.dumps(ratios, indent=4) + "\n")
    elif worse:
        sys.exit(f"more than {TOLERANCE:.0%} above the record: {', '.join(worse)}")


if __name__ == "__main__":
    main()
