"""Parses every sample of the corpus with the generated models, as a team would, and serializes it again."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import kyx
from jsonschema import Draft202012Validator
from pydantic import ValidationError


def without_rules_across_fields(schema):
    """Returns the part of a schema that models can express: the fields, without the rules across them."""
    if isinstance(schema, dict):
        return {key: without_rules_across_fields(it) for key, it in schema.items() if key != "dependentSchemas"}
    return [without_rules_across_fields(it) for it in schema] if isinstance(schema, list) else schema


def number(text):
    """JSON has one kind of number: 2.0 is 2. Python has two."""
    value = float(text)
    return int(value) if value.is_integer() else value


on_one_value = set(re.findall(r"^\| \[(KYX\d+)\].*\| type and schema \|", Path("docs/rules.md").read_text("utf-8"), re.M))
accepted, rejected, corrected, wrong = 0, Counter(), Counter(), []
for corpus in sorted(Path("tests/corpus").glob("*.ndjson")):
    schema = json.loads(Path("schemas", corpus.stem + ".schema.json").read_text("utf-8"))
    model = getattr(kyx, schema["title"].title().replace(" ", ""))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    fields_only = Draft202012Validator(without_rules_across_fields(schema), format_checker=validator.format_checker)
    for line, text in enumerate(corpus.read_text("utf-8").split("\n")[:-1], 1):
        sample = json.loads(text, parse_float=number)
        codes = on_one_value.intersection(sample["rules"])
        if not sample["valid"] and (not codes or fields_only.is_valid(sample["payload"])):
            continue  # invalid by a rule that models do not have
        try:
            payload = model.model_validate_json(json.dumps(sample["payload"]), strict=True)
            written = json.loads(payload.model_dump_json(exclude_none=True))
        except ValidationError as error:
            if sample["valid"]:
                wrong.append(f"{corpus}:{line}: {error}")
            rejected.update(codes)
            continue
        # Times and ids are Python types, which parse several formats and serialize the valid one.
        if (validator if sample["valid"] else fields_only).is_valid(written):
            accepted += sample["valid"]
            corrected.update(codes)
        # Python's IP addresses may have a zone, such as `fe80::1%eth0`, and are serialized with it.
        elif not (codes == {"KYX210"} and "%" in text):
            wrong.append(f"{corpus}:{line}: accepted in spite of {sample['rules']}")

wrong += [f"{code}: no sample was rejected for it" for code in sorted(on_one_value - rejected.keys())]
if wrong:
    sys.exit("\n".join(wrong))
print(
    f"{accepted} valid samples accepted; of the invalid ones, {rejected.total()} rejected by {len(rejected)} rules, and corrected:",
    ", ".join(f"{count} of {code}" for code, count in sorted(corrected.items())),
)
