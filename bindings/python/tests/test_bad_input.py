"""Bad input: a clear exception or a finding, and no value of the payload anywhere."""

import io
import os
import signal
import subprocess
import sys
import threading
import traceback

import pytest

import kyx_schema

NOW = "2025-01-01T00:00:00Z"
CANARY = "CANARY-4711"


@pytest.mark.parametrize("wrong", [None, 4711, 1.5, [b"{}"], {"a": 1}, io.BytesIO(b"{}"), object()])
@pytest.mark.parametrize("call", [kyx_schema.lint, kyx_schema.fix, kyx_schema.next_steps])
def test_what_is_no_text(call, wrong):
    with pytest.raises(TypeError, match=f"^not bytes or str: {type(wrong).__name__}\n"):
        call(wrong)


@pytest.mark.parametrize("name", ["kind", "operation", "channel", "now"])
def test_an_argument_of_another_type(name):
    with pytest.raises(TypeError, match=name):
        kyx_schema.lint("{}", **{name: 4711})


def test_unknown_names():
    with pytest.raises(ValueError, match="^outcome: expected one of "):
        kyx_schema.sample("callback", outcome="x")
    with pytest.raises(ValueError, match="^category: expected ID, DOCUMENT"):
        kyx_schema.upload_check(__file__, category="x", part="FRONT")
    with pytest.raises(ValueError, match="^part: "):
        kyx_schema.upload_check(__file__, category="ID", part="x")
    with pytest.raises(KeyError, match="not the code or name of a rule"):
        kyx_schema.explain("KYX999")
    for name in ("x", "../Cargo", ""):
        with pytest.raises(KeyError):
            kyx_schema.schema(name)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        kyx_schema.upload_check(tmp_path / "none.jpg", category="ID", part="FRONT")


@pytest.mark.parametrize("text", ["\ud800", '{"firstName": "\udfff"}', b"\xff", b'{"firstName": "\xe9"}'])
def test_what_is_not_unicode_is_a_finding(text):
    report = kyx_schema.lint(text, kind="prepared-data")
    assert not report.ok and report.findings


@pytest.mark.parametrize("text", ["", "\0", "[" * 100_000, "{", '{"a": 1e999999}', "\ufeff{}"])
def test_what_is_no_payload_is_a_finding(text):
    assert kyx_schema.lint(text).findings


@pytest.mark.parametrize("text", ["x" * (16 << 20), " " * (16 << 20), "x" * (17 << 20)])
def test_a_large_text_is_a_finding(text):
    report = kyx_schema.lint(text)
    assert not report.ok and len(report.findings) == 1


def test_no_output_shows_a_value():
    broken = '{"firstName": "%s", "email": "%s", "idNumber": 4711%s, "nationality": "x"'
    texts = [broken.replace("%s", CANARY), broken.replace("%s", CANARY) + "}", f'"{CANARY}', f'{{"a": "{CANARY}\ud800"}}']
    shown = []
    for text in texts:
        for kind in (None, "prepared-data", "account-response"):
            report = kyx_schema.lint(text, kind=kind)
            shown += [repr(report), str(report), report.to_json(), *map(repr, report.findings)]
        shown.append(repr(kyx_schema.fix(text, True)))
        for call in (kyx_schema.next_steps, lambda text: kyx_schema.lint(text, kind=text), lambda _: kyx_schema.lint([CANARY])):
            try:
                call(text)
            except Exception as error:
                shown += [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
                shown.append(repr(vars(error)))
            else:
                pytest.fail("no exception")
    assert len(shown) > 60
    assert not [it for it in shown if CANARY in it.replace("CANARY)", "")]


# What calls a function with a text as one of its names or paths.
WITH_A_NAME = [
    lambda text: kyx_schema.lint("{}", kind=text),
    lambda text: kyx_schema.lint("{}", operation=text),
    lambda text: kyx_schema.lint_many([], channel=text),
    lambda text: kyx_schema.fix("{}", now=text),
    lambda text: kyx_schema.next_steps("{}", channel=text),
    lambda text: kyx_schema.explain(text),
    lambda text: kyx_schema.schema(text),
    lambda text: kyx_schema.sample(text),
    lambda text: kyx_schema.sample("callback", outcome=text),
    lambda text: kyx_schema.upload_check(__file__, category=text, part="FRONT"),
    lambda text: kyx_schema.upload_check(__file__, category="ID", part=text),
    lambda text: kyx_schema.upload_check(text, category="ID", part="FRONT"),
]


@pytest.mark.parametrize("call", WITH_A_NAME)
@pytest.mark.parametrize("text", [CANARY, f"{CANARY}\ud800"])
def test_no_exception_shows_a_name(call, text):
    with pytest.raises((ValueError, KeyError, OSError)) as caught:
        call(text)
    error = caught.value
    assert error.__cause__ is None
    shown = [str(error), repr(error), repr(error.args), repr(vars(error)), repr(getattr(error, "object", None))]
    assert CANARY not in "".join(shown)


def test_a_type_of_document_is_any_text():
    report = kyx_schema.upload_check(__file__, category="DOCUMENT", part="FRONT", document_type=f"{CANARY}\ud800")
    assert not report.ok and CANARY not in repr(report)


def test_64_threads_at_once():
    texts = [kyx_schema.sample("account-request", seed=seed, now=NOW) or "" for seed in range(64)]
    texts[::2] = [text.replace("workflowDefinition", "workflowDefinitions") for text in texts[::2]]
    expected = [kyx_schema.lint(text, now=NOW).to_json() for text in texts]
    found: dict[int, set[str]] = {index: set() for index in range(64)}
    start = threading.Barrier(64)

    def work(index: int) -> None:
        start.wait()
        for _ in range(50):
            found[index].add(kyx_schema.lint(texts[index], now=NOW).to_json())

    threads = [threading.Thread(target=work, args=[index]) for index in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[index] for index in range(64)] == [{it} for it in expected]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_use_after_fork():
    payloads = ["{}"] * 5_000
    assert len(list(kyx_schema.lint_many(payloads))) == 5_000
    child = os.fork()
    if child == 0:
        is_well = len(list(kyx_schema.lint_many(payloads))) == 5_000 and not kyx_schema.lint("{").ok
        os._exit(0 if is_well else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


INTERRUPTED = """
import os, signal, sys, threading
from kyx_schema.__main__ import main
sys.argv = ["kyx", "lint", "-"]
threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
main()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals of Unix")
def test_an_interrupt_ends_the_command_while_it_waits_for_input():
    command = subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdin=subprocess.PIPE)
    assert command.wait(30) in (130, -signal.SIGINT)
