"""A sweep from the list of files to the summary. What is done stays done: a run that was stopped is continued."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from .. import __version__
from ..columns import Options, of_pyarrow
from .engines import ENGINES, files_of
from .page import page
from .place import Place, without_scheme
from .tables import Tables, Tally

PLAN = "sweep.json"


class OtherSweep(Exception):
    """The folder has the results of another sweep."""


@dataclass(frozen=True)
class Job:
    """What is checked, and how. The same job always has the same results."""

    source: str
    out: str
    column: str | None
    options: Options


@dataclass
class Outcome:
    """What came of a sweep."""

    tally: Tally
    """What was counted in the files that are done."""
    files: int
    """The number of files that are done, in this run or before."""
    failures: dict[str, str] = field(default_factory=dict)
    """The files that could not be read, or whose rows are not all in the tables; and why."""


def run(job: Job, engine: str = "duckdb", threads: int | None = None) -> Outcome:
    """Checks the files that are not done yet, and writes the summary of all.

    :param engine: `duckdb`, `datafusion` or `spark`.
    :raises FileNotFoundError: there is no such source, or no file of payloads in it.
    :raises ValueError: an option is unknown, or the time has no zone. Nothing is written then.
    :raises OtherSweep: the folder has results for another source, or with other options.
    """
    options: Options = {**job.options, "detail": "findings", "country": True}
    of_pyarrow(**options)
    place = Place(job.out)
    files = [file for file, _ in _plan(job, place)]
    tables = Tables(place, options, 1 if engine == "spark" else threads)
    place.clear()
    reader = ENGINES[engine]()
    failures: dict[str, str] = {}
    done = tables.tallies(files)
    missing = [file for file in files if file not in done]
    if missing:
        for file, failure in reader.write(missing, job.column, tables):
            # The message may repeat a value.
            failures[file] = f"it cannot be read ({type(failure).__name__})"
        written = [file for file in missing if file not in failures]
        tallies = tables.tallies(written)
        for file, why in _lost(tables, tallies, reader.count(written)):
            tables.forget(file)
            failures[file] = why
        done |= {file: tally for file, tally in tallies.items() if file not in failures}
    outcome = Outcome(Tally(), len(done), failures)
    for tally in done.values():
        outcome.tally.add(tally)
    summary = _summary(job, outcome)
    place.write("summary.json", json.dumps(summary, indent=2, ensure_ascii=False, default=str) + "\n")
    place.write("summary.html", page(summary))
    place.clear()
    return outcome


def _plan(job: Job, place: Place) -> list[tuple[str, int]]:
    """The files of the job, which are those of the run that began it."""
    files = [it for it in files_of(job.source) if not without_scheme(it[0]).startswith(place.path(""))]
    if not files:
        raise FileNotFoundError(f"{job.source}: no Parquet or NDJSON file in it")
    plan = json.dumps(_described(job) | {"files": files}, indent=2, ensure_ascii=False, default=str) + "\n"
    begun = place.read(PLAN)
    if begun is None:
        place.write(PLAN, plan)
    elif begun != plan:
        raise OtherSweep(f"{job.out}: it has the results of other files, of another version or with other options")
    return files


def _described(job: Job) -> dict[str, Any]:
    call = {name: job.options.get(name) for name in ("now", "kind", "operation", "channel")}
    return {"version": __version__, "source": job.source, "column": job.column, **call}


def _lost(tables: Tables, tallies: dict[str, Tally], counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """The files whose rows are not all in the tables: the engine counts once more, and the tables are asked."""
    for file, written in tables.written(list(counts)).items():
        rows = written["payloads"] + written["bad"]
        if not counts[file] == tallies[file].rows == rows or tallies[file].findings != written["findings"]:
            yield file, f"{counts[file]} rows were read, {rows} written"


def _summary(job: Job, outcome: Outcome) -> dict[str, Any]:
    of_files = {"files": outcome.files, "failures": outcome.failures}
    return _described(job) | of_files | asdict(outcome.tally)
