"""The payloads that all engines are given, and what `kyx lint` finds in them."""

import json
import os
import pathlib
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

NOW = "2025-01-01T00:00:00Z"
EXPECTED = pathlib.Path("target/conformance/expected.ndjson")
FIELDS = ("code", "severity", "pointer", "message")
CLEAN = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
BROKEN = '{"workflowDefinition": {"key": 2}}'
CONSENT = (
    '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "userConsent": {"userIp": "203.0.113.7",'
    ' "userLocation": {"country": "DEU"}, "consent": {"obtained": "yes", "obtainedAt": "2024-02-29T12:00:00Z"}}}'
)
POISON = [None, b"", b"\xff\xfe{", b"{" * 5_000, b"[]", b"null", b'{"a": "' + b"x" * (17 << 20) + b'"}', b"\0\0", b" "]

# Spark starts what PATH has as `python3`, if it is not told.
os.environ["PYSPARK_PYTHON"] = sys.executable


def lint_lines(path, *options):
    """The findings of each line, from `kyx lint`."""
    command = ["kyx", "lint", "--no-config", "-q", "--format=ndjson", f"--now={NOW}", *options, str(path)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    found = {}
    for finding in map(json.loads, run.stdout.splitlines()):
        found.setdefault(finding["line"], []).append(tuple(finding[name] for name in FIELDS))
    return found


def flat(rows):
    """The findings of each row, from a column of structs as dictionaries."""
    numbered = enumerate(rows, 1)
    found = {line: [tuple(it[name] for name in FIELDS) for it in row["findings"]] for line, row in numbered if row}
    return {line: findings for line, findings in found.items() if findings}


@pytest.fixture(scope="session")
def payloads():
    """Payloads of the tests that fit on a line."""
    lines = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").split("\n")[:-1]]
    texts = [it["payload"] for it in lines if isinstance(it["payload"], str)]
    texts = [it for it in texts if it.strip() and not set("\r\n\0") & set(it)]
    assert len(texts) > 10_000
    return texts


@pytest.fixture(scope="session")
def archive(payloads, tmp_path_factory):
    """The payloads as Parquet and as NDJSON."""
    folder = tmp_path_factory.mktemp("archive")
    table = pa.table({"id": pa.array(range(1, len(payloads) + 1), pa.int64()), "payload": payloads})
    pq.write_table(table, folder / "payloads.parquet", row_group_size=3_000, compression="zstd")
    (folder / "payloads.ndjson").write_text("\n".join(payloads) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def of_command(archive):
    found = lint_lines(archive / "payloads.ndjson")
    assert sum(map(len, found.values())) > 10_000
    return found


def types(value, place=""):
    """The types of a value and of all in it, by their place."""
    yield place.lower(), (place, type(value))
    if isinstance(value, dict):
        for name, member in value.items():
            yield from types(member, f"{place}/{name}")
    if isinstance(value, list):
        for item in value:
            yield from types(item, f"{place}/0")


def without_nulls(value):
    """A struct without the members that are null."""
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="session")
def structs(payloads, tmp_path_factory):
    """Payloads that one type of structs can hold, with a row that is null: as Parquet, and as NDJSON."""
    known, rows = {"": ("", dict)}, []
    for text in payloads:
        try:
            payload = json.loads(text)
        except ValueError:
            continue
        of_payload = dict(types(payload))
        if all(known.get(it, of_payload[it]) == of_payload[it] and of_payload[it][1] is not type(None) for it in of_payload):
            known |= of_payload
            rows.append(payload)
    assert len(rows) > 2_000
    folder = tmp_path_factory.mktemp("structs")
    column = pa.array([*rows, None])
    table = pa.table({"id": pa.array(range(1, len(column) + 1), pa.int64()), "payload": column})
    pq.write_table(table, folder / "payloads.parquet", row_group_size=1_000, compression="zstd")
    lines = [json.dumps(without_nulls(row), ensure_ascii=False) for row in column.to_pylist()[:-1]]
    (folder / "payloads.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def of_structs(structs):
    found = lint_lines(structs / "payloads.ndjson")
    assert sum(map(len, found.values())) > 2_000
    return found


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory):
    """A folder of files whose rows are sound, broken, and no payloads at all."""
    folder = tmp_path_factory.mktemp("poisoned")
    for number in range(4):
        rows = [CLEAN.encode(), BROKEN.encode(), CONSENT.encode()] * 200
        if number == 2:
            rows[50:50] = POISON
        path = folder / f"day={number}" / "ümläut 100%25.parquet"
        path.parent.mkdir()
        pq.write_table(pa.table({"payload": pa.array(rows, pa.binary())}), path, row_group_size=128, compression="zstd")
    empty = pa.table({"payload": pa.array([], pa.binary())})
    pq.write_table(empty, folder / "empty.parquet", compression="zstd")
    (folder / "_SUCCESS").write_text("")
    return folder


@pytest.fixture(scope="session")
def session():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2,4]")
    for name, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.python.worker.faulthandler.enabled": "false",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
