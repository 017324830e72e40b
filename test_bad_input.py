"""Bad input gets a clear exception or a finding, and no value of a payload is repeated."""

import multiprocessing
import sys
import threading
import traceback

import pytest

import kyx_schema
from kyx_schema import fix, lint, lint_many, next_steps

CANARY = "Zanzibar-4711"


@pytest.mark.parametrize("data", [None, 7, 1.5, [], {}, object(), bytearray(b"{}"), memoryview(b"{}")])
@pytest.mark.parametrize("function", [lint, fix, next_steps, lambda data: list(lint_many([data]))])
def test_another_type_is_a_type_error(function, data):
    with pytest.raises(TypeError, match=f"data must be bytes or str, not {type(data).__name__}"):
        function(data)


@pytest.mark.parametrize("argument", ["kind", "operation", "channel", "now"])
@pytest.mark.parametrize("function", [lint, fix, lambda data, **arguments: lint_many([data], **arguments)])
def test_an_unknown_name_is_a_value_error(function, argument):
    with pytest.raises(ValueError, match=f"^{argument}: "):
        function("{}", **{argument: "nonsense"})


def test_a_time_needs_a_zone():
    from datetime import datetime

    with pytest.raises(ValueError, match="time zone"):
        lint("{}", now=datetime(2025, 1, 1))


def test_unknown_names_of_the_other_functions():
    with pytest.raises(KeyError):
        kyx_schema.explain("nonsense")
    with pytest.raises(ValueError, match="unknown schema"):
        kyx_schema.schema("nonsense")
    with pytest.raises(ValueError, match="kind"):
        kyx_schema.sample("nonsense")
    with pytest.raises(ValueError, match="category"):
        kyx_schema.upload_check([], category="nonsense", part="FRONT")
    with pytest.raises(FileNotFoundError):
        kyx_schema.upload_check("/nonexistent", category="ID", part="FRONT")
    with pytest.raises(FileNotFoundError):
        list(lint_many("/nonexistent"))
    with pytest.raises(ValueError, match="threads"):
        lint_many([], threads=0)
    with pytest.raises(TypeError, match="a single payload"):
        lint_many(b"{}")


def test_too_large_is_a_finding():
    text = '{"firstName": "' + "x" * kyx_schema.MAX_BYTES + '"}'
    assert [it.name for it in lint(text).findings] == ["limit-exceeded"]


def test_a_long_line_is_one_finding(tmp_path):
    file = tmp_path / "long.ndjson"
    with file.open("wb") as out:
        for _ in range(40):
            out.write(b"x" * (1 << 20))
        out.write(b"\n{}\n")
    long, short = lint_many(file, threads=1)
    assert [it.name for it in long.findings] == ["limit-exceeded"]
    assert short.line == 2


@pytest.mark.parametrize("data", [b'{"firstName": "J\xff\xfehn"}', '{"firstName": "J\ud800hn"}', "\udfff", b"\x80"])
def test_what_is_not_utf_8_is_a_finding(data):
    assert "not-utf8" in [it.name for it in lint(data).findings]


def test_a_closed_stream():
    import io

    stream = io.StringIO("{}\n")
    stream.close()
    with pytest.raises(ValueError, match="closed"):
        list(lint_many(stream))


def test_an_exception_of_the_iterator_comes_after_all_reports():
    class Failure(Exception):
        pass

    def payloads():
        for _ in range(3000):
            yield "{}"
        raise Failure

    reports = []
    with pytest.raises(Failure):
        reports.extend(iter_into(reports, lint_many(payloads(), threads=2)))
    assert len(reports) == 3000


def iter_into(reports, source):
    for report in source:
        reports.append(report)
    return []


def test_64_threads_at_once():
    expected = lint('{"firstName": 7}').to_json()
    found = []
    threads = [
        threading.Thread(target=lambda: found.extend(lint('{"firstName": 7}').to_json() for _ in range(50)))
        for _ in range(64)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 64 * 50


def lint_in_child(queue):
    queue.put([report.to_json() for report in lint_many(['{"firstName": 7}'] * 2000, threads=2)])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_use_after_fork():
    expected = [report.to_json() for report in lint_many(['{"firstName": 7}'] * 2000, threads=2)]
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=lint_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == expected
    child.join(60)
    assert child.exitcode == 0


@pytest.mark.parametrize(
    "data",
    [
        f'{{"firstName": "{CANARY}", "nationality": "{CANARY}", "{CANARY}": 1}}',
        f'{{"customerInternalReference": "<{CANARY}>", "workflowDefinition": {{"key": "{CANARY}"}}}}',
        f"{{'firstName': '{CANARY}'",
        f"{CANARY}\ud800",
        f"{CANARY}".encode() + b"\xff",
    ],
)
def test_no_value_is_repeated(data):
    shown = []
    for function in (lint, fix, next_steps, lambda it: list(lint_many([it]))):
        try:
            result = function(data)
            shown += [repr(result), str(result)]
        except Exception as exception:
            shown += [repr(exception), str(exception), repr(vars(exception)), *traceback.format_exception(exception)]
    report = lint(data)
    shown += [report.to_json(), *map(repr, report.findings)]
    # The name of a field is no value, but belongs to a pointer.
    values = [it for it in shown if CANARY in it.replace(f"/{CANARY}", "")]
    assert values == []
    assert shown
