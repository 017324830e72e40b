"""Measures the Python package beside the CLI and other validators in Python, and prints the table of docs/performance.md.

    cargo build --release -p kyx-cli -p kyx-peers
    pip install -r bench/bindings/requirements.txt target/python/wheels/*.whl
    python bench/bindings/python.py
"""

import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable

import fastjsonschema
import jsonschema_rs
import kyx_schema
from kyx_schema.models import AccountRequest

BYTES = int(os.environ.get("BYTES", "64000000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
RELEASE = pathlib.Path("target/release")
SCHEMA = kyx_schema.schema("account-request")
DRAFT_07 = kyx_schema.schema("draft-07/account-request")


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def command(path: pathlib.Path, threads: int) -> None:
    arguments = ["lint", "--quiet", "--no-config", "--format=ndjson", f"--threads={threads}", str(path)]
    subprocess.run([RELEASE / "kyx", *arguments], stdout=subprocess.DEVNULL, check=False)


def many(path: pathlib.Path, threads: int) -> None:
    for report in kyx_schema.lint_many(path, kind="account-request", threads=threads):
        report.ok


def by_line(is_valid: Callable[[bytes], object]) -> Callable[[pathlib.Path], None]:
    def run(path: pathlib.Path) -> None:
        with open(path, "rb") as file:
            for line in file:
                try:
                    is_valid(line)
                except (ValueError, fastjsonschema.JsonSchemaException):  # also what pydantic raises
                    pass

    return run


def main() -> None:
    rust = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)
    python = fastjsonschema.compile(DRAFT_07)
    cores = os.cpu_count() or 1
    programs: dict[str, Callable[[pathlib.Path], None]] = {
        "`kyx lint`, 1 thread": lambda path: command(path, 1),
        f"`kyx lint`, {cores} threads": lambda path: command(path, cores),
        "`kyx_schema.lint`, a call per line": by_line(lambda line: kyx_schema.lint(line, kind="account-request")),
        "`lint_many`, 1 thread": lambda path: many(path, 1),
        f"`lint_many`, {cores} threads": lambda path: many(path, cores),
        "jsonschema-rs, formats": by_line(lambda line: rust.is_valid(json.loads(line))),
        "fastjsonschema": by_line(lambda line: python(json.loads(line))),
        "pydantic, `kyx_schema.models`": by_line(AccountRequest.model_validate_json),
    }
    with tempfile.TemporaryDirectory() as folder:
        clean, broken = (pathlib.Path(folder, name) for name in ("clean.ndjson", "broken.ndjson"))
        for path, options in ((clean, []), (broken, ["--broken", "1"])):
            with open(path, "wb") as file:
                subprocess.run([RELEASE / "generate", "--bytes", str(BYTES), *options], stdout=file, check=True)
        times: dict[str, dict[pathlib.Path, list[float]]] = {name: {clean: [], broken: []} for name in programs}
        for _ in range(ROUNDS):
            for name, run in programs.items():
                for path, measured in times[name].items():
                    measured.append(seconds(lambda: run(path)))
        first = times["`kyx lint`, 1 thread"]
        print("| MB/s (times the time of `kyx lint`, 1 thread) | clean | 1 % broken |\n|---|---:|---:|")
        for name, measured in times.items():
            cells = [
                f"{path.stat().st_size / 1e6 / statistics.median(rounds):.0f} "
                f"({statistics.median(a / b for a, b in zip(rounds, first[path])):.2f})"
                for path, rounds in measured.items()
            ]
            print(f"| {name} | {' | '.join(cells)} |")
        one = clean.read_bytes().split(b"\n", 1)[0]
    calls = 20_000
    each = min(seconds(lambda: [kyx_schema.lint(one, kind="account-request") for _ in range(calls)]) for _ in range(ROUNDS))
    linter = kyx_schema._linter("account-request", None, None, None)
    batch = min(seconds(lambda: linter.lint_batch([one] * calls)) for _ in range(ROUNDS))
    print(f"\nA call of `lint` takes {each / calls * 1e6:.1f} µs, {(each - batch) / calls * 1e6:.1f} µs of them outside the linter.")


main()
