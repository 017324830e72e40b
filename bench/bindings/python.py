"""The wheel, the CLI and validators for Python on the same lines, in turn: `python.py KYX CLEAN BROKEN [ROUNDS]` prints a table."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import fastjsonschema
import jsonschema_rs
import kyx_schema
import pydantic
from kyx_schema.models import AccountRequest

NOW = "2025-01-01T00:00:00Z"
SCHEMAS = Path(__file__).parents[2] / "schemas"
CALLS = 100_000

KYX, *PATHS = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 5


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text())


def parsed(line: bytes):
    try:
        return json.loads(line)
    except ValueError:
        return None


class Corpus:
    def __init__(self, path: str):
        self.path = path
        self.lines = Path(path).read_bytes().splitlines()
        self.texts = [line.decode("utf-8", "replace") for line in self.lines]
        self.size = os.path.getsize(path)


by_rs = jsonschema_rs.Draft202012Validator(schema("account-request"), validate_formats=True)
compiled = fastjsonschema.compile(schema("draft-07/account-request"))


def by_fast(payload) -> bool:
    try:
        compiled(payload)
    except fastjsonschema.JsonSchemaException:
        return False
    return True


def by_pydantic(line: bytes) -> bool:
    try:
        AccountRequest.model_validate_json(line)
    except pydantic.ValidationError:
        return False
    return True


def many(corpus: Corpus, threads: int) -> None:
    deque(kyx_schema.lint_many(corpus.path, now=NOW, threads=threads), maxlen=0)


def command(corpus: Corpus) -> None:
    options = ["lint", "--no-config", "--now", NOW, "--threads", "1", "--format", "ndjson"]
    subprocess.run([KYX, *options, corpus.path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def each(check):
    return lambda corpus: deque(map(check, corpus.lines), maxlen=0)


PEERS = {
    "`kyx lint`, the program": command,
    "`lint_many`, 1 thread": lambda corpus: many(corpus, 1),
    "`lint_many`, 2 threads": lambda corpus: many(corpus, 2),
    "`lint`, bytes": each(lambda line: kyx_schema.lint(line, now=NOW)),
    "`lint`, str": lambda corpus: deque((kyx_schema.lint(text, now=NOW) for text in corpus.texts), maxlen=0),
    "`lint`, and `findings`": each(lambda line: kyx_schema.lint(line, now=NOW).findings),
    "`json.loads` only": each(parsed),
    "jsonschema-rs, formats": each(lambda line: by_rs.is_valid(parsed(line))),
    "fastjsonschema, formats": each(lambda line: by_fast(parsed(line))),
    "pydantic, `kyx_schema.models`": each(by_pydantic),
}


def cpu_time() -> float:
    """Of the process, all its threads, and the programs that it ran, which other processes hardly change."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def milliseconds(check, corpus: Corpus) -> float:
    start = cpu_time()
    check(corpus)
    return (cpu_time() - start) * 1e3


def main() -> None:
    corpora = [Corpus(path) for path in PATHS]
    clean = corpora[0].lines[:1000]
    # Each of them reads the payloads for what they are.
    assert not any(kyx_schema.lint(line, now=NOW).findings for line in clean)
    assert all(by_rs.is_valid(json.loads(line)) and by_fast(json.loads(line)) and by_pydantic(line) for line in clean)

    times = {name: [[] for _ in corpora] for name in PEERS}
    for _ in range(ROUNDS):
        for name, check in PEERS.items():
            for index, corpus in enumerate(corpora):
                times[name][index].append(milliseconds(check, corpus))

    print("| Python, CPU time | clean, MB/s | 100 % broken, MB/s | clean, µs per payload | 100 % broken, µs |")
    print("|---|---:|---:|---:|---:|")
    for name, measured in times.items():
        medians = [statistics.median(it) for it in measured]
        speeds = [f"{corpus.size / median / 1e3:.0f}" for corpus, median in zip(corpora, medians)]
        per_payload = [f"{median * 1e3 / len(corpus.lines):.1f}" for corpus, median in zip(corpora, medians)]
        print(f"| {' | '.join([name, *speeds, *per_payload])} |")

    least = b'{"firstName":"John"}'
    call = lambda _: deque((kyx_schema.lint(least) for _ in range(CALLS)), maxlen=0)
    each_call = milliseconds(call, corpora[0]) * 1e3 / CALLS
    print(f"\nA call with a payload of {len(least)} bytes takes {each_call:.1f} µs.")


main()
