"""Copies of the checkout in which mutants are built, and the limits under which they run."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target/mutation"

# The heaviest tests take part with fewer cases.
ENVIRONMENT = {
    "CARGO_INCREMENTAL": "0",
    "CARGO_PROFILE_DEV_DEBUG": "0",
    "CARGO_TARGET_DIR": str(ROOT / "target"),
    "INSTA_UPDATE": "no",
    "INSTA_FORCE_PASS": "0",
    "PAYLOADS": "20000",
    "PROPTEST_MAX_SHRINK_ITERS": "0",
}
MEMORY = 2 << 30


@dataclass
class Build:
    is_done: bool
    messages: list[dict]
    stderr: str

    def errors(self) -> list[dict]:
        messages = [it["message"] for it in self.messages if it["reason"] == "compiler-message"]
        return [it for it in messages if it["level"] == "error"]

    def exit(self) -> NoReturn:
        sys.exit("\n".join(it["rendered"] for it in self.errors()[-5:]) + self.stderr[-3000:])


@dataclass
class Ended:
    code: int
    out: str
    seconds: float


class Tree:
    """A copy of the checkout."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy(self, manifest: str, *, leave_out: str = "") -> None:
        """Copies what is committed or new, with this manifest, and leaves the time of what is equal."""
        for path in [it for it in self.path.rglob("*") if it.is_file()]:
            if not (ROOT / path.relative_to(self.path)).exists():
                path.unlink()
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.check_output(command, cwd=ROOT, text=True).split("\0")[:-1]
        for name in names:
            is_left_out = name == "Cargo.toml" or fnmatch(name, leave_out)
            if (ROOT / name).is_file() and not is_left_out:
                self.write(name, (ROOT / name).read_bytes())
        # A mutant may break lints.
        self.write("Cargo.toml", manifest.replace("[lints]\nworkspace = true\n", "").encode())

    def write(self, name: str, content: bytes) -> None:
        path = self.path / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def cargo(self, *arguments: str, **environment: str) -> Build:
        # With all mutants, the library is several times as large: to optimize it as usual does not pay.
        command = ["cargo", *arguments, "--config", "profile.dev.opt-level=1", "--offline", "--message-format", "json"]
        environment = {**os.environ, **ENVIRONMENT, **environment}
        answer = subprocess.run(command, cwd=self.path, env=environment, capture_output=True, text=True)
        messages = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
        return Build(answer.returncode == 0, messages, answer.stderr)

    def exporter(self, build: Build) -> Path:
        """The build script, which generates files."""
        script = str(self.path / "build.rs")
        artifacts = [it for it in build.messages if it["reason"] == "compiler-artifact"]
        return Path(next(it["filenames"][0] for it in artifacts if it["target"]["src_path"] == script))

    def tests(self, build: Build) -> dict[str, Path]:
        """The tests of the library and of the command line: an executable by the directory of its package."""
        artifacts = [it for it in build.messages if it["reason"] == "compiler-artifact" and it["executable"]]
        executables = {it["target"]["src_path"]: Path(it["executable"]) for it in artifacts}
        return {package: executables[str(self.path / package / "tests/it/main.rs")] for package in (".", "cli")}

    def run(self, command: list[str], seconds: float, package: str = ".", **environment: str) -> Ended:
        """Runs it in the directory of a package, for so many seconds of the processor, or many more of the clock."""
        limits = ["prlimit", f"--as={MEMORY}", f"--cpu={round(seconds + 1)}:", "--core=0"]
        process = subprocess.Popen(
            [*limits, *command],
            cwd=self.path / package,
            env={**os.environ, **ENVIRONMENT, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        clock = threading.Timer(60 + 10 * seconds, os.killpg, (process.pid, signal.SIGXCPU))
        clock.start()
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        clock.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return Ended(process.returncode, out, usage.ru_utime + usage.ru_stime)

    def exports(self, exporter: Path, **environment: str) -> bool:
        """Whether the build generates what is committed."""
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            checkout = Path(folder)
            (checkout / ".git").mkdir()
            for name in ("schemas", "src/generated"):
                shutil.copytree(ROOT / name, checkout / name)
            version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
            answer = self.run([str(exporter)], 20, CARGO_MANIFEST_DIR=folder, CARGO_PKG_VERSION=version, **environment)
            files = [it for name in ("schemas", "src/generated") for it in (checkout / name).rglob("*") if it.is_file()]
            is_same = all(it.read_bytes() == (ROOT / it.relative_to(checkout)).read_bytes() for it in files)
            return answer.code == 0 and is_same
