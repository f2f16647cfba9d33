#!/bin/sh
# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

# The commands that the guide shows; url is that of a server with the methods concat() and log(), and
# with a thermostat that grows warmer and raises alarms, and a model of parcels that become more.
set -eu

wsrpc call "$url" concat a=hello b=" world"
wsrpc call "$url" concat hello " world"
wsrpc notify "$url" log text=started

wsrpc call "$url" concat a='"5"' b=:=   # a number as text, and what is no JSON
wsrpc call "$url" concat a:='"hello"'   # JSON and nothing else

printf hello >hello.txt
printf '"hello"' >hello.json
printf '{"a": "hello"}' >arguments.json

wsrpc call "$url" concat a=@hello.txt                 # the text of a file
wsrpc call "$url" concat a:=@hello.json               # the JSON of a file
wsrpc call "$url" concat a=@- b=" world" <hello.txt   # the text of the standard input
wsrpc call "$url" concat --params '{"a": "hello"}'    # all arguments
wsrpc call "$url" concat --params @arguments.json
wsrpc call "$url" concat - <arguments.json

printf secret >token
export TOKEN=secret

wsrpc call --token-file token "$url" concat a=hello   # Authorization: Bearer <token>
wsrpc call --token-env TOKEN "$url" concat a=hello
printf 'X-Api-Key: %s\n' "$TOKEN" | wsrpc call --header @- "$url" concat a=hello

wsrpc call --login "log text=@token" "$url" concat a=hello

wsrpc call --count 3 --interval 0.1 "$url" concat a=hello

wsrpc describe "$url"
wsrpc describe "$url" concat
wsrpc describe "$url" --json >offered.json
wsrpc describe offered.json --html >offered.html
wsrpc compare offered.json "$url"

wsrpc get "$url" thermostat.temperature
wsrpc get "$url" thermostat                # all of it
wsrpc set "$url" thermostat.setpoint 19
wsrpc watch --count 2 "$url" thermostat    # without --count, until the connection ends

wsrpc model "$url" parcels                 # the first 100 rows
wsrpc model --follow --count 21 --rows 0-19 --roles recipient,weight "$url" parcels

wsrpc listen --count 2 "$url" thermostat.temperature thermostat.alarm

wsrpc bench --calls 1000 "$url" concat a=hello
wsrpc bench --rate 200 --duration 0.5 --json "$url" concat a=hello
