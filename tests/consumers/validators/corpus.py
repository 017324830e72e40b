"""Shared by the validators in Python: the corpus, the drafts of the schemas, and the comparison of verdicts."""

import json
import sys
from pathlib import Path

DRAFTS = [Path("schemas"), Path("schemas/draft-07")]
LEAST = 2000


def corpus():
    """Yields each file of the corpus as its kind and its lines."""
    for path in sorted(Path("tests/corpus").glob("*.ndjson")):
        # Not `splitlines`, which also splits at characters other than the line feed.
        yield path.stem, [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def judge(name, verdicts):
    """Compares `verdicts(schema, payloads)` with the corpus, draft by draft, and exits with 1 if they differ."""
    differences = 0
    for draft in DRAFTS:
        count = 0
        for kind, lines in corpus():
            results = verdicts(draft / f"{kind}.schema.json", [line["payload"] for line in lines])
            for number, (line, valid) in enumerate(zip(lines, results, strict=True), 1):
                count += 1
                if valid != line["valid"]:
                    differences += 1
                    print(f"{kind}.ndjson:{number}: {name} with {draft} returns {valid}: {line['payload']}", file=sys.stderr)
        if count < LEAST:
            sys.exit(f"only {count} payloads were judged")
        print(f"{name} judged {count} payloads with {draft}")
    sys.exit(1 if differences else 0)
