"""Compares what a client has written with the samples that it has read, and with the image; validates the payloads."""

import json
import sys
from datetime import datetime
from pathlib import Path

from jsonschema import Draft202012Validator

samples, written = map(Path, sys.argv[1:3])
# Whether the payloads were read from files, or returned by a server.
origins = sys.argv[3:]
document = json.loads(Path("schemas/openapi.json").read_text("utf-8"))
IMAGE = "part.png"


def responses():
    """Yields the name of each payload that a successful call returns."""
    for call in (call for calls in document["paths"].values() for call in calls.values()):
        content = call["responses"]["200"]["content"]
        reference = content.get("application/json", {}).get("schema", {}).get("$ref")
        if reference:
            yield reference.rsplit("/", 1)[1]


expected = {(path.stem, "file") for path in samples.iterdir()} if "file" in origins else set()
expected |= {(name, "response") for name in responses()} if "response" in origins else set()


def values(payload, pointer=""):
    """Yields each value with its pointer. A field that is null is absent."""
    if isinstance(payload, dict):
        items = [(name, it) for name, it in payload.items() if it is not None]
    elif isinstance(payload, list):
        items = list(enumerate(payload))
    else:
        yield pointer, normal(payload)
        return
    yield pointer, type(payload)
    for key, it in items:
        yield from values(it, f"{pointer}/{key}")


def normal(value):
    """Times have several forms, 2.0 is 2, and the schema decides whether a number may be a string."""
    if isinstance(value, float) and value.is_integer():
        return json.dumps(int(value))
    try:
        return datetime.fromisoformat(value).timestamp() if "T" in value else value
    except (TypeError, ValueError):
        return value if isinstance(value, str) else json.dumps(value)


def is_valid(name, payload):
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(payload)


wrong = []
for name, origin in sorted(expected):
    path = written / f"{name}.{origin}.json"
    if not path.exists():
        wrong.append(f"{path} is missing")
        continue
    sample, payload = (json.loads(it.read_text("utf-8")) for it in (samples / f"{name}.json", path))
    if not is_valid(name, payload):
        wrong.append(f"{path} is invalid:\n{json.dumps(payload)}")
    wrong += [f"{path} differs: {pointer} {value}" for pointer, value in sorted({*values(sample)} ^ {*values(payload)}, key=str)]
if "response" in origins and (written / IMAGE).read_bytes() != Path("tests/stub", IMAGE).read_bytes():
    wrong.append(f"{written / IMAGE} is not the image")
if wrong:
    sys.exit("\n".join(wrong))
