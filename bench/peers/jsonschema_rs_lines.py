"""Validates each line of a file against a schema with jsonschema-rs and its formats; fails if one is invalid."""

import json
import sys

from jsonschema_rs import Draft202012Validator

schema, payloads = sys.argv[1:]
with open(schema, encoding="utf-8") as file:
    validator = Draft202012Validator(json.load(file), validate_formats=True)


def accepts(line):
    try:
        return validator.is_valid(json.loads(line))
    except ValueError:
        return False  # not JSON


status = 0
with open(payloads, "rb") as file:
    for line in file:
        if not accepts(line):
            status = 1
sys.exit(status)
