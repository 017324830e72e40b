"""The sweep: no row is lost, whatever happens, and every engine writes the same."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from conftest import BROKEN, CLEAN, FIELDS, NOW, POISON

from kyx_schema.columns import Options
from kyx_schema.sweep import Job, OtherSweep, run

ENGINES = ("duckdb", "datafusion", "spark")


@pytest.fixture(autouse=True)
def spark_where_it_is_used(request):
    if "spark" in request.node.name:
        request.getfixturevalue("session")


def job(source, out, column="payload"):
    return Job(str(source), str(out), column, Options(now=NOW))


def table(out, name):
    """A table in the order of the input."""
    found = ds.dataset(str(pathlib.Path(out, name)), format="parquet", partitioning="hive").to_table()
    return found.drop_columns("part").sort_by([("file", "ascending"), ("row", "ascending")]).to_pylist()


def without(source, found):
    """Tables that do not tell where their input is."""
    return json.loads(json.dumps(found, default=str, ensure_ascii=False).replace(str(source), "in"))


def findings(out):
    """The findings of each row."""
    found = {}
    for it in table(out, "findings"):
        found.setdefault(it["row"], []).append(tuple(it[name] for name in FIELDS))
    return found


def tables(out):
    summary = json.loads(pathlib.Path(out, "summary.json").read_text())
    return {name: table(out, name) for name in ("payloads", "findings", "bad")} | {"summary": summary}


@pytest.mark.parametrize("engine", ENGINES)
def test_poisoned_rows_are_kept_with_the_reason(engine, poisoned, tmp_path):
    outcome = run(job(poisoned, tmp_path / "out"), engine)
    assert not outcome.failures and outcome.files == 5
    found = tables(tmp_path / "out")
    rows = 4 * 600 + len(POISON)
    assert outcome.tally.rows == rows == len(found["payloads"]) + len(found["bad"])
    assert [it["row"] for it in found["bad"]] == list(range(51, 51 + len(POISON)))
    reasons = [it["reason"] for it in found["bad"]]
    assert reasons[0] == "no payload" and all(it.startswith("KYX") for it in reasons[1:])
    assert found["summary"]["payloads_with_errors"] == 800
    assert found["summary"]["consents_by_last_day"] == {"2027-02-28": 800}
    assert found["summary"]["payloads_by_country"] == {"DEU": 800}
    assert {it["code"] for it in found["findings"] if it["row"] == 2} == {"KYX102"}


def test_all_engines_write_the_same(poisoned, tmp_path, session):
    found = []
    for engine in ENGINES:
        run(job(poisoned, tmp_path / engine), engine)
        found.append(tables(tmp_path / engine))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("engine", ENGINES)
def test_lines_have_the_findings_of_the_command(engine, archive, of_command, tmp_path):
    outcome = run(job(archive / "payloads.ndjson", tmp_path / "out", None), engine)
    assert not outcome.failures
    assert findings(tmp_path / "out") == of_command
    by_rule = outcome.tally.findings_by_rule
    assert sum(by_rule.values()) == sum(map(len, of_command.values()))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_field_of_lines(engine, tmp_path):
    lines = [json.dumps({"payload": json.loads(BROKEN)}), json.dumps({"payload": CLEAN}), "{}", "x", "[1]", ""]
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n")
    run(job(tmp_path / "in.jsonl", tmp_path / "out"), engine)
    assert [(it["row"], it["errors"]) for it in table(tmp_path / "out", "payloads")] == [(1, 1), (2, 0)]
    assert [(it["row"], it["reason"]) for it in table(tmp_path / "out", "bad")] == [
        (row, "no payload") for row in (3, 4, 5, 6)
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_urls(engine, poisoned, tmp_path):
    run(job(poisoned, tmp_path / "path"), engine)
    run(job(f"file://{poisoned}", f"file://{tmp_path}/url"), engine)
    assert without(f"file://{poisoned}", tables(tmp_path / "url")) == without(poisoned, tables(tmp_path / "path"))


@pytest.mark.parametrize("engine", ENGINES)
def test_structs(engine, structs, of_structs, tmp_path):
    outcome = run(job(structs / "payloads.parquet", tmp_path / "out"), engine)
    assert not outcome.failures and outcome.tally.bad_by_reason["no payload"] == 1
    assert findings(tmp_path / "out") == of_structs


@pytest.mark.parametrize("engine", ENGINES)
def test_a_second_run_changes_nothing(engine, poisoned, tmp_path):
    first = run(job(poisoned, tmp_path), engine)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    assert len(files) == 15
    assert run(job(poisoned, tmp_path), engine) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")} == files
    assert not list(tmp_path.rglob("unfinished"))


def test_a_file_that_cannot_be_read_is_reported_and_tried_again(poisoned, tmp_path, session):
    source = tmp_path / "in"
    shutil.copytree(poisoned, source)
    truncated = source / "day=1" / "ümläut 100%25.parquet"
    whole = truncated.read_bytes()
    for engine in ENGINES:
        out = tmp_path / engine
        truncated.write_bytes(b"PAR1" + b"\0" * (len(whole) - 4))
        outcome = run(job(source, out), engine)
        assert list(outcome.failures) == [str(truncated)] and outcome.files == 4
        assert "cannot be read" in outcome.failures[str(truncated)]
        truncated.write_bytes(whole)
        outcome = run(job(source, out), engine)
        assert not outcome.failures and outcome.tally.rows == 4 * 600 + len(POISON)


def test_another_sweep_is_refused(poisoned, tmp_path):
    run(job(poisoned, tmp_path))
    with pytest.raises(OtherSweep):
        run(Job(str(poisoned), str(tmp_path), "payload", Options(now="2026-01-01T00:00:00Z")))
    with pytest.raises(FileNotFoundError):
        run(job(tmp_path / "none", tmp_path / "out"))


def test_a_row_that_is_lost_is_noticed(poisoned, tmp_path, monkeypatch):
    from kyx_schema.sweep import engines

    rows = engines.DuckDB._parquet
    monkeypatch.setattr(engines.DuckDB, "_parquet", lambda *it: (batch.slice(1) for batch in rows(*it)))
    outcome = run(job(poisoned, tmp_path))
    assert len(outcome.failures) == 4 and outcome.files == 1
    assert "600 rows were read" in next(iter(outcome.failures.values()))


def program(source, out, engine="duckdb", *more, **environment):
    command = [sys.executable, "-m", "kyx_schema.sweep", source, f"--now={NOW}", f"--out={out}", f"--engine={engine}"]
    return subprocess.Popen(
        [*command, "--column=payload", *more],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_the_program(poisoned, tmp_path):
    process = program(poisoned, tmp_path)
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    assert output == f"files: 5, rows: {2400 + len(POISON)}, payloads: 2400, bad: {len(POISON)}, findings: 810\n"
    page = (tmp_path / "summary.html").read_text()
    assert page.count("<svg") == 5 and "KYX102" in page and "src=" not in page and "http" not in page
    (tmp_path / "empty").mkdir()
    for source, more in [("none", []), ("empty", []), (poisoned, ["--now", "yesterday"])]:
        process = program(tmp_path / source, tmp_path / "out", "duckdb", *more)
        assert process.communicate()[1].startswith("sweep: ") and process.returncode == 2
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("engine", ["duckdb", "datafusion"])
def test_a_run_that_is_killed_is_continued(engine, tmp_path):
    source, whole, killed = tmp_path / "in", tmp_path / "whole", tmp_path / "killed"
    source.mkdir()
    for number in range(12):
        rows = [BROKEN, CLEAN, None] * 5_000
        pq.write_table(pa.table({"payload": rows}), source / f"{number:02}.parquet", compression="zstd")
    run(job(source, whole), engine)
    process = program(source, killed, engine)
    while len(list(killed.glob("done/*"))) < 2:
        assert process.poll() is None
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    done = {path.name: path.stat().st_mtime_ns for path in killed.glob("done/*")}
    assert 2 <= len(done) < 12
    outcome = run(job(source, killed), engine)
    assert outcome.tally.rows == 12 * 15_000 and not outcome.failures
    assert tables(killed) == tables(whole)
    # What was done was not done again.
    assert all((killed / "done" / name).stat().st_mtime_ns == time for name, time in done.items())


# In a worker of Spark, where the file is imported first: dies once, in the middle of a file.
DIES_ONCE = """
import os, signal, sys
if "pyspark.daemon" in " ".join(sys.orig_argv):
    import kyx_schema.arrow
    lint = kyx_schema.arrow.lint
    def dying(*args, **names):
        try:
            os.close(os.open(os.environ["DIED"], os.O_CREAT | os.O_EXCL))
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            return lint(*args, **names)
    kyx_schema.arrow.lint = dying
"""


def test_a_worker_that_dies_is_replaced(poisoned, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(DIES_ONCE)
    died = tmp_path / "died"
    environment = {
        "PYTHONPATH": str(tmp_path),
        "DIED": str(died),
        "PYSPARK_SUBMIT_ARGS": "--master local[2,4] --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1"
        " --conf spark.driver.bindAddress=127.0.0.1 pyspark-shell",
    }
    process = program(poisoned, tmp_path / "out", "spark", **environment)
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert died.exists()
    run(job(poisoned, tmp_path / "whole"))
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")
