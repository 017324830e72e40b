"""The types of the package satisfy mypy, and tell a wrong argument."""

import subprocess
import sys

PROGRAM = """
from kyx_schema import Finding, lint, lint_many
from kyx_schema.payloads import AccountRequest

request: AccountRequest = {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
findings: tuple[Finding, ...] = lint(b"{}", kind="account-request").findings
places: list[int] = [it.range.start.offset for it in findings if it.range is not None]
lines: list[int | None] = [report.line for report in lint_many(["{}"])]
"""
WRONG = """
from kyx_schema import lint

lint(None)
"""


def mypy(tmp_path, program):
    file = tmp_path / "program.py"
    file.write_text(program, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)


def test_a_program_passes(tmp_path):
    run = mypy(tmp_path, PROGRAM)
    assert run.returncode == 0, run.stdout


def test_a_wrong_argument_does_not(tmp_path):
    run = mypy(tmp_path, WRONG)
    assert run.returncode == 1
    assert 'expected "bytes | str"' in run.stdout
