"""Compares the payloads that a client has written with the samples that it has read, and validates them."""

import json
import sys
from datetime import datetime
from pathlib import Path

from jsonschema import Draft202012Validator

samples, written = map(Path, sys.argv[1:3])
# Whether the payloads were read from files, or returned by a server.
origins = sys.argv[3:]
document = json.loads(Path("schemas/openapi.json").read_text("utf-8"))
RESPONSES = ("AccountResponse", "PartResponse", "FinalizeResponse", "StatusResponse", "RetrievalResponse", "StepsResponse")
expected = {(path.stem, "file") for path in samples.iterdir()} if "file" in origins else set()
expected |= {(name, "response") for name in RESPONSES} if "response" in origins else set()


def normal(value):
    """A field that is null is absent, times and numbers have several forms, and the schema decides whether a number may be
    a string."""
    if isinstance(value, dict):
        return {name: normal(it) for name, it in value.items() if it is not None}
    if isinstance(value, list):
        return [normal(it) for it in value]
    if isinstance(value, float) and value.is_integer():
        return normal(int(value))
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
    elif normal(sample) != normal(payload):
        wrong.append(f"{path} differs:\n{json.dumps(normal(sample))}\n{json.dumps(normal(payload))}")
if wrong:
    sys.exit("\n".join(wrong))
