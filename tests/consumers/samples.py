"""Writes a payload of each kind with every field of its schema to a folder, from the examples of the OpenAPI document."""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

document = json.loads(Path("schemas/openapi.json").read_text("utf-8"))
schemas = document["components"]["schemas"]


def resolve(schema):
    """Returns the schema of the values that are not null."""
    alternatives = [it for it in schema.get("anyOf", []) if it != {"type": "null"}]
    if alternatives:
        return resolve(alternatives[0])
    return schemas[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


def sample(schema, examples=()):
    """Returns a value with every field; the examples are those of the field that contains it."""
    examples = schema.get("examples") or examples
    schema = resolve(schema)
    if "properties" in schema:
        return {name: sample(it) for name, it in schema["properties"].items()}
    if "object" in schema.get("type", ()):
        return {"name": "value"}  # any fields
    if "items" in schema:
        items = (examples and examples[0]) or [{}]
        return [sample(schema["items"], [it]) for it in items]
    if "maximum" in schema:
        return schema["maximum"]  # must not overflow
    return (examples or schema.get("examples") or schema["enum"])[0]


def fields(value):
    """Counts the fields of a payload."""
    if isinstance(value, dict):
        return len(value) + sum(map(fields, value.values()))
    return sum(map(fields, value)) if isinstance(value, list) else 0


folder = Path(sys.argv[1])
folder.mkdir()
count = 0
for name, schema in schemas.items():
    if "title" not in schema:
        continue  # the type of a field
    payload = sample(schema)
    reference = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    validator = Draft202012Validator(reference, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for error in validator.iter_errors(payload):
        sys.exit(f"{name} {error.json_path}: {error.validator}")
    (folder / f"{name}.json").write_text(json.dumps(payload, indent=1))
    count += fields(payload)
print(count)
