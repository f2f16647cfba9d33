# SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
# SPDX-License-Identifier: MIT

"""Tells what public validators say.

The standard input is a JSON array. An entry {"schema", "definitions", "values"} has JSON texts as values, of which the
schema takes some; the answer is an array with a boolean for each. An entry {"document"} is an OpenRPC document; the
answer is an array of what is wrong with it. The schemas refer to the definitions as "#/components/schemas/...".
"""

import json
import pathlib
import sys

from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

here = pathlib.Path(__file__).parent


def load(name):
    return json.loads((here / name).read_text(encoding="utf-8"))


def verdicts(entry):
    schema = {"components": {"schemas": entry["definitions"]}, "allOf": [entry["schema"]]}
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    return [validator.is_valid(json.loads(text)) for text in entry["values"]]


def schemas_in(value):
    """All values of members that are called "schema", and the named ones."""
    if isinstance(value, list):
        for item in value:
            yield from schemas_in(item)
    if isinstance(value, dict):
        yield from value.get("schemas", {}).values()
        for name, item in value.items():
            if name == "schema":
                yield item
            yield from schemas_in(item)


def problems(document):
    json_schema = DRAFT7.create_resource(load("json-schema.json"))
    registry = Registry().with_resources(
        [("https://meta.json-schema.tools/", json_schema), ("https://meta.json-schema.tools", json_schema)]
    )
    validator = Draft7Validator(load("meta-schema.json"), registry=registry)
    found = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
    for schema in schemas_in(document):
        Draft7Validator.check_schema(schema)
        for reference in references_in(schema):
            target = document
            for token in reference.removeprefix("#/").split("/"):
                target = target.get(token, {})
            if not target:
                found.append(f"{reference} leads nowhere")
    return found


def references_in(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from references_in(item)


def answer(entry):
    return problems(entry["document"]) if "document" in entry else verdicts(entry)


json.dump([answer(entry) for entry in json.load(sys.stdin)], sys.stdout)
