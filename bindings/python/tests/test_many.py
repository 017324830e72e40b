"""`lint_many`: order, numbers of lines, failures, memory."""

import itertools
import json
import resource
import subprocess
import sys

import pytest

import kyx_schema

NOW = "2025-01-01T00:00:00Z"
CLEAN = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
BROKEN = '{"workflowDefinition": {"key": 2}}'


def test_the_order_is_that_of_the_payloads():
    payloads = [BROKEN if index % 7 == 0 else CLEAN for index in range(20_000)]
    reports = list(kyx_schema.lint_many(payloads, now=NOW, threads=4))
    assert [report.ok for report in reports] == [index % 7 != 0 for index in range(20_000)]
    assert [report.line for report in reports] == list(range(1, 20_001))


def test_a_file_is_read_by_line(tmp_path):
    path = tmp_path / "payloads.ndjson"
    path.write_bytes(f"{CLEAN}\r\n\n{BROKEN}\n \t\n{CLEAN}".encode())
    reports = [(it.line, it.ok) for it in kyx_schema.lint_many(path, now=NOW)]
    assert reports == [(1, True), (3, False), (5, True)] == [
        (it.line, it.ok) for it in kyx_schema.lint_many(str(path), now=NOW)
    ]


def test_a_file_has_the_findings_that_the_command_reports(tmp_path):
    path = tmp_path / "payloads.ndjson"
    lines = itertools.islice(open("tests/corpus/account-request.ndjson", encoding="utf-8"), 500)
    path.write_text("".join(json.dumps(json.loads(line)["payload"]) + "\n" for line in lines))
    command = ["kyx", "lint", "--no-config", "-q", "--as=account-request", "--format=ndjson", f"--now={NOW}", path]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    expected = [(it["line"], it["code"], it["pointer"]) for it in map(json.loads, lines)]
    found = [
        (report.line, finding.code, finding.pointer)
        for report in kyx_schema.lint_many(path, kind="account-request", now=NOW)
        for finding in report.findings
    ]
    assert found == expected and len(found) > 300


def test_nothing_is_lost_before_a_failure_of_the_source():
    def source():
        yield CLEAN
        yield BROKEN
        raise LookupError("the source is gone")

    reports = kyx_schema.lint_many(source(), now=NOW)
    assert [next(reports).ok, next(reports).ok] == [True, False]
    with pytest.raises(LookupError, match="the source is gone"):
        next(reports)


@pytest.mark.parametrize("wrong", [None, 4711, ["x"]])
def test_nothing_is_lost_before_a_wrong_type(wrong):
    reports = kyx_schema.lint_many([CLEAN, wrong, CLEAN], now=NOW)
    assert next(reports).ok
    with pytest.raises(TypeError, match="^not bytes or str: "):
        next(reports)


def test_a_reader_may_stop_early():
    reports = kyx_schema.lint_many(itertools.repeat(CLEAN), now=NOW)
    assert next(reports).ok
    reports.close()


def test_sources_that_cannot_be_read(tmp_path):
    with pytest.raises(FileNotFoundError):
        next(kyx_schema.lint_many(tmp_path / "none.ndjson"))
    with pytest.raises(TypeError):
        kyx_schema.lint_many(None)
    closed = open(__file__, encoding="utf-8")
    closed.close()
    with pytest.raises(ValueError, match="closed file"):
        list(kyx_schema.lint_many(closed))
    with pytest.raises(ValueError):
        list(kyx_schema.lint_many([CLEAN], threads=-1))


def test_a_line_without_an_end_is_reported_and_not_kept(tmp_path):
    path = tmp_path / "long.ndjson"
    with open(path, "wb") as file:
        for _ in range(50):
            file.write(b"x" * (10 << 20))
        file.write(b"\n" + CLEAN.encode())
    script = "import pathlib, re, sys, kyx_schema\n"
    script += "print([(it.line, it.ok) for it in kyx_schema.lint_many(sys.argv[1])])\n"
    # The `ru_maxrss` of a child begins with that of its parent.
    script += "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
    output = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True).stdout
    reports, kilobytes = output.splitlines()
    assert reports == "[(1, False), (2, True)]"
    assert int(kilobytes) < 300_000


def test_memory_is_bounded():
    limit = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + 40_000
    payload = (CLEAN + " " * 1_000).encode()
    seen = sum(report.ok for report in kyx_schema.lint_many(itertools.repeat(payload, 400_000), now=NOW))
    assert seen == 400_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < limit
