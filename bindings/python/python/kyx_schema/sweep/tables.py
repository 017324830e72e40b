"""The tables that a file of payloads becomes."""

from __future__ import annotations

import collections
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .. import arrow
from ..columns import Options
from .place import Place

_ROW = [("file", pa.string()), ("row", pa.int64())]
_FINDING = [(name, pa.string()) for name in ("code", "severity", "pointer", "message")]
_COUNTS = [("errors", pa.int32()), ("warnings", pa.int32()), ("consent_until", pa.timestamp("us", "UTC"))]
SCHEMAS = {
    # A row for each payload, for each finding, and for each row of the input that is no payload.
    "payloads": pa.schema([*_ROW, ("kind", pa.string()), *_COUNTS]),
    "findings": pa.schema([*_ROW, ("kind", pa.string()), *_FINDING]),
    "bad": pa.schema([*_ROW, ("reason", pa.string())]),
}
# The rows of a row group.
ROWS_OF_GROUP = 1 << 16
# An object store answers within milliseconds, each.
REQUESTS = 32
NO_PAYLOAD = "no payload"
UNKNOWN_KIND = "a payload of no known kind"


@dataclass
class Tally:
    """What was counted."""

    rows: int = 0
    payloads: int = 0
    bad: int = 0
    findings: int = 0
    payloads_with_errors: int = 0
    payloads_by_kind: dict[str, int] = field(default_factory=dict)
    payloads_by_country: dict[str, int] = field(default_factory=dict)
    findings_by_rule: dict[str, int] = field(default_factory=dict)
    consents_by_last_day: dict[str, int] = field(default_factory=dict)
    bad_by_reason: dict[str, int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        for name, value in asdict(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
            else:
                self.count(name, value)

    def count(self, name: str, values: dict[str, int]) -> None:
        counts = collections.Counter(getattr(self, name))
        counts.update(values)
        setattr(self, name, dict(sorted(counts.items())))


@dataclass(frozen=True)
class Tables:
    """Where the tables are, and how they are made. Workers have their own copy."""

    place: Place
    options: Options
    threads: int | None

    def write(self, file: str, columns: Iterable[pa.Array]) -> None:
        """Writes the tables of a file whose payloads these are, and at last that it is done."""
        tally = Tally()
        with ExitStack() as stack:
            writers = {name: stack.enter_context(self._writing(name, file)) for name in SCHEMAS}
            for column in columns:
                for name, table in self._tables(file, column, tally).items():
                    writers[name](table)
        self.place.write(_done(file), json.dumps({"file": file, **asdict(tally)}, ensure_ascii=False))

    @contextmanager
    def _writing(self, name: str, file: str) -> Iterator[Callable[[pa.Table], None]]:
        """A function that appends rows to a table."""
        rows: list[pa.Table] = []
        with (
            self.place.writing(_table(name, file)) as path,
            pq.ParquetWriter(path, SCHEMAS[name], filesystem=self.place.files, compression="zstd") as writer,
        ):

            def flush() -> None:
                writer.write_table(pa.concat_tables(rows))
                rows.clear()

            def write(table: pa.Table) -> None:
                rows.append(table)
                if sum(map(len, rows)) >= ROWS_OF_GROUP:
                    flush()

            yield write
            if rows:
                flush()

    def _tables(self, file: str, column: pa.Array, tally: Tally) -> dict[str, pa.Table]:
        result = pa.array(arrow.lint(column, threads=self.threads, **self.options))
        length = len(result)
        rows = pa.table(dict(zip((it.name for it in result.type), result.flatten())))
        rows = rows.add_column(0, "row", pa.arange(tally.rows + 1, tally.rows + length + 1))
        rows = rows.add_column(0, "file", pa.repeat(file, length))
        findings = rows["findings"].combine_chunks()
        of_row = rows.select(["file", "row", "kind"]).take(pc.list_parent_indices(findings))
        flat = findings.flatten()
        for name, values in zip((name for name, _ in _FINDING), flat.flatten()):
            of_row = of_row.append_column(name, values)
        payloads = rows.filter(pc.is_valid(rows["kind"]))
        bad = rows.filter(pc.is_null(rows["kind"]))
        bad = bad.append_column("reason", pa.array(map(_reason, bad["findings"].to_pylist()), pa.string()))

        tally.rows += length
        tally.payloads += len(payloads)
        tally.bad += len(bad)
        tally.findings += len(of_row)
        tally.payloads_with_errors += pc.sum(pc.greater(payloads["errors"], 0), min_count=0).as_py()
        tally.count("payloads_by_kind", _counts(payloads["kind"]))
        tally.count("payloads_by_country", _counts(payloads["country"]))
        tally.count("findings_by_rule", _counts(of_row["code"]))
        tally.count("consents_by_last_day", _counts(pc.strftime(payloads["consent_until"], "%Y-%m-%d")))
        tally.count("bad_by_reason", _counts(bad["reason"]))
        found = {"payloads": payloads, "findings": of_row, "bad": bad}
        return {name: found[name].select(schema.names).cast(schema) for name, schema in SCHEMAS.items()}

    def tallies(self, files: list[str]) -> dict[str, Tally]:
        """What was counted in each of the files that are done."""
        with ThreadPoolExecutor(REQUESTS) as executor:
            found = zip(files, executor.map(self._tally, files))
            return {file: tally for file, tally in found if tally is not None}

    def _tally(self, file: str) -> Tally | None:
        text = self.place.read(_done(file))
        if text is None:
            return None
        values: dict[str, Any] = json.loads(text)
        del values["file"]
        return Tally(**values)

    def written(self, files: list[str]) -> dict[str, dict[str, int]]:
        """The number of rows that the tables of each file have."""
        with ThreadPoolExecutor(REQUESTS) as executor:
            return dict(zip(files, executor.map(self._written, files)))

    def _written(self, file: str) -> dict[str, int]:
        return {name: self._rows(_table(name, file)) for name in SCHEMAS}

    def _rows(self, table: str) -> int:
        return int(pq.read_metadata(self.place.path(table), filesystem=self.place.files).num_rows)

    def forget(self, file: str) -> None:
        """Takes back that a file is done."""
        self.place.delete(_done(file))


def _key(file: str) -> str:
    return hashlib.sha256(file.encode()).hexdigest()[:16]


def _table(name: str, file: str) -> str:
    return f"{name}/part={_key(file)}/rows.parquet"


def _done(file: str) -> str:
    return f"done/{_key(file)}.json"


def _reason(findings: list[dict[str, str]] | None) -> str:
    if findings is None:
        return NO_PAYLOAD
    return f"{findings[0]['code']}: {findings[0]['message']}" if findings else UNKNOWN_KIND


def _counts(values: pa.ChunkedArray) -> dict[str, int]:
    return {it["values"]: it["counts"] for it in pc.value_counts(values).to_pylist() if it["values"] is not None}
