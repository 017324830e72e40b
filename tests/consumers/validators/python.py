"""Compares the jsonschema package, with formats, with tests/corpus/, with each draft of the schemas."""

import json

from corpus import judge
from jsonschema.validators import validator_for


def verdicts(path, payloads):
    schema = json.loads(path.read_text("utf-8"))
    validator = validator_for(schema, default=None)
    validator.check_schema(schema)
    validator = validator(schema, format_checker=validator.FORMAT_CHECKER)
    return [validator.is_valid(payload) for payload in payloads]


judge("jsonschema", verdicts)
