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
