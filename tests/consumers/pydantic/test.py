"""Reads every sample of the corpus with the generated models, as a team would, and writes again what they took."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import kyx
from jsonschema import Draft202012Validator
from pydantic import ValidationError


def without_rules_across_fields(schema):
    """What a model can say: it knows fields, and nothing of what one asks of another."""
    if isinstance(schema, dict):
        return {key: without_rules_across_fields(it) for key, it in schema.items() if key != "dependentSchemas"}
    return [without_rules_across_fields(it) for it in schema] if isinstance(schema, list) else schema


def number(text):
    """JSON has one kind of number: 2.0 is 2. Python has two."""
    value = float(text)
    return int(value) if value.is_integer() else value


on_one_value = set(re.findall(r"^\| \[(KYX\d+)\].*\| type and schema \|", Path("docs/rules.md").read_text("utf-8"), re.M))
good, refused, put_right, wrong = 0, Counter(), Counter(), []
for corpus in sorted(Path("tests/corpus").glob("*.ndjson")):
    schema = json.loads(Path("schemas", corpus.stem + ".schema.json").read_text("utf-8"))
    model = getattr(kyx, schema["title"].title().replace(" ", ""))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    fields_only = Draft202012Validator(without_rules_across_fields(schema), format_checker=validator.format_checker)
    for line, text in enumerate(corpus.read_text("utf-8").split("\n")[:-1], 1):
        sample = json.loads(text, parse_float=number)
        codes = on_one_value.intersection(sample["rules"])
        if not sample["valid"] and (not codes or fields_only.is_valid(sample["payload"])):
            continue  # bad for what no model says
        try:
            payload = model.model_validate_json(json.dumps(sample["payload"]), strict=True)
            written = json.loads(payload.model_dump_json(exclude_none=True))
        except ValidationError as error:
            if sample["valid"]:
                wrong.append(f"{corpus}:{line}: {error}")
            refused.update(codes)
            continue
        # Times and ids are types of Python, which read more than one form of them, and write the right one.
        if (validator if sample["valid"] else fields_only).is_valid(written):
            good += sample["valid"]
            put_right.update(codes)
        # Its IP addresses may have a zone, such as `fe80::1%eth0`, and are written with it.
        elif not (codes == {"KYX210"} and "%" in text):
            wrong.append(f"{corpus}:{line}: goes through, though {sample['rules']}")

wrong += [f"{code}: no sample was refused for it" for code in sorted(on_one_value - refused.keys())]
if wrong:
    sys.exit("\n".join(wrong))
print(
    f"{good} good samples taken; of the bad ones {refused.total()} refused, for {len(refused)} rules, and put right:",
    ", ".join(f"{count} of {code}" for code, count in sorted(put_right.items())),
)
