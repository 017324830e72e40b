"""What the validators written in Python share: the corpus, the editions of the schemas, and the verdict on both."""

import json
import sys
from pathlib import Path

EDITIONS = [Path("schemas"), Path("schemas/draft-07")]
LEAST = 2000


def corpus():
    """Each file of the corpus as its kind and its lines."""
    for path in sorted(Path("tests/corpus").glob("*.ndjson")):
        # Not `splitlines`, which takes more characters than the line feed for the end of a line.
        yield path.stem, [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]


def judge(name, verdicts):
    """Compares what `verdicts(schema, payloads)` says, edition by edition, and exits with 1 where it differs."""
    differences = 0
    for edition in EDITIONS:
        count = 0
        for kind, lines in corpus():
            said = verdicts(edition / f"{kind}.schema.json", [line["payload"] for line in lines])
            for number, (line, valid) in enumerate(zip(lines, said, strict=True), 1):
                count += 1
                if valid != line["valid"]:
                    differences += 1
                    print(f"{kind}.ndjson:{number}: {name} by {edition} says {valid}: {line['payload']}", file=sys.stderr)
        if count < LEAST:
            sys.exit(f"only {count} payloads were judged")
        print(f"{name} judged {count} payloads by {edition}")
    sys.exit(1 if differences else 0)
