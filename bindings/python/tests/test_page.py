"""Each program of `docs/python.md`, as it stands."""

import pathlib
import re
import subprocess
import sys

import pytest

PAGE = pathlib.Path("docs/python.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("index", range(7))
def test_a_program_runs(index, tmp_path):
    path = tmp_path / "test_program.py"
    path.write_text(PROGRAMS[index], encoding="utf-8")
    module = ["pytest", "-q", str(path)] if "def test_" in PROGRAMS[index] else [str(path)]
    command = [sys.executable, *(["-m"] if module[0] == "pytest" else []), *module]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_each_program_is_run():
    assert len(PROGRAMS) == 7
