"""The program `python -m kyx_schema.sweep`."""

from __future__ import annotations

import argparse
import sys
from typing import get_args

from .. import Channel, Operation
from ..columns import Options
from ..findings import Kind
from .job import Job, OtherSweep, run

CLEAN, FAILED, WRONG = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    options = Options(now=given.now, kind=given.kind, operation=given.operation, channel=given.channel)
    try:
        outcome = run(Job(given.input, given.out, given.column, options), given.engine, given.threads)
    except (OSError, ValueError, OtherSweep, ModuleNotFoundError) as error:
        print(f"sweep: {error}", file=sys.stderr)
        return WRONG
    tally = outcome.tally
    for file, why in outcome.failures.items():
        print(f"sweep: {file}: {why}", file=sys.stderr)
    counts = {"files": outcome.files, "rows": tally.rows, "payloads": tally.payloads, "bad": tally.bad}
    print(", ".join(f"{name}: {count}" for name, count in (counts | {"findings": tally.findings}).items()))
    return FAILED if outcome.failures else CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kyx_schema.sweep",
        description="Checks an archive of payloads. Writes the tables `payloads`, `findings` and `bad` in Parquet, "
        "`summary.json` and `summary.html`. A run that was stopped is continued.",
        epilog="Exits with 0 if all rows were checked, whatever was found; with 1 if a file could not be read; with 2 if "
        "nothing could be checked.",
    )
    parser.add_argument("input", help="a file or folder of Parquet or NDJSON, by path or URL")
    parser.add_argument("--column", help="the column of the payloads; without it, each line of NDJSON is a payload")
    parser.add_argument("--now", required=True, help="the time of the check, such as 2025-06-01T12:00:00Z")
    parser.add_argument("--out", required=True, help="the folder of the results, by path or URL")
    parser.add_argument("--engine", choices=("duckdb", "datafusion", "spark"), default="duckdb")
    parser.add_argument("--kind", choices=get_args(Kind))
    parser.add_argument("--operation", choices=get_args(Operation))
    parser.add_argument("--channel", choices=get_args(Channel))
    parser.add_argument("--threads", type=int, help="the number of threads; one per core if not given, and 1 in Spark")
    return parser


if __name__ == "__main__":
    sys.exit(main())
