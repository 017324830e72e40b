"""Tests every mutant of the library that cargo-mutants lists: `tests/mutation/run --help`.

One build has all mutants, each behind a switch (`switches.py`). A mutant is tested by the tests that reach it until one
fails: first by those that are fast, or have killed others of its file. One that no test notices fails the run, unless
`explained.toml` says why it is no defect.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import switches

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target/mutation"
TREE = WORK / "tree"
RESULTS = WORK / "results.json"

# What `on` is called by the mutated library and by its build script.
SWITCH = """
//! Which mutant is on: `MUTANT`, or none. With `REACHED`, each mutant that is reached is written to this file.
use std::{
    env, fs::{File, OpenOptions}, io::Write,
    sync::{LazyLock, Mutex, atomic::{AtomicBool, Ordering}},
};

const TRACED: u32 = u32::MAX;
const NONE: u32 = u32::MAX - 1;

static SELECTED: LazyLock<u32> = LazyLock::new(|| match env::var_os("REACHED") {
    Some(_) => TRACED,
    None => env::var("MUTANT").ok().and_then(|it| it.parse().ok()).unwrap_or(NONE),
});
static TRACE: LazyLock<Mutex<File>> = LazyLock::new(|| {
    let name = env::var_os("REACHED").expect("REACHED is set");
    Mutex::new(OpenOptions::new().create(true).append(true).open(name).expect("the file of REACHED"))
});
static REACHED: [AtomicBool; 1 << 14] = [const { AtomicBool::new(false) }; 1 << 14];

#[inline]
pub fn on(mutant: u32) -> bool {
    let selected = *SELECTED;
    if selected == TRACED {
        note(mutant);
    }
    mutant == selected
}

#[cold]
fn note(mutant: u32) {
    let reached = &REACHED[mutant as usize];
    if !reached.load(Ordering::Relaxed) && !reached.swap(true, Ordering::Relaxed) {
        let _ = TRACE.lock().map(|mut file| writeln!(file, "{mutant}"));
    }
}
"""

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

# A test that takes longer without a mutant does not take part: `agreement` and `harm` judge, with a million payloads, what
# others judge with few. This and all times below are of the processor, so a busy machine changes nothing.
SECONDS = 15
SLOW = "^(agreement::.*_(million_payloads|and_their_mutants|detect_the_same_kind)|harm::no_slip_of_one_character.*)$"

# Tests that take this long together run in one process, and stop at the first failure.
STEPS = (0.1, 1, 5, 1e9)

# With these errors, the compiler refuses the mutant itself; with others, perhaps only its switch.
UNVIABLE = {"E0004", "E0277", "E0308", "E0368", "E0369", "E0599", "E0600", "E0604", "E0614"}


@dataclass
class Test:
    executable: Path
    name: str
    seconds: float
    reached: set[int]


def main() -> int:
    arguments = parsed_arguments()
    WORK.mkdir(parents=True, exist_ok=True)
    mutants = listed()
    explained = {(it["name"], it["line"]) for it in tomllib.loads((HERE / "explained.toml").read_text())["mutants"]}
    if gone := explained - {(it["name"], it["line"]) for it in mutants}:
        sys.exit("explained.toml explains what is no mutant:\n" + "\n".join(map(": ".join, sorted(gone))))
    if arguments.in_diff:
        mutants = listed("--in-diff", arguments.in_diff)
    patterns = arguments.files or ["src/*"]
    place = {file: [fnmatch(file, it) for it in patterns] for file in {it["file"] for it in mutants}}
    mutants = sorted((it for it in mutants if any(place[it["file"]])), key=lambda it: place[it["file"]].index(True))
    mutants = [it for it in mutants if (it["name"], it["line"]) not in explained]
    if not mutants:
        print("no mutants")
        return 0
    built = Built(mutants, arguments.again)
    built.reach()
    return built.tested(arguments.seconds, arguments.effort)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="globs of files below src/, tested in this order; all by default")
    parser.add_argument("--in-diff", help="only mutants in the lines that this diff changes")
    parser.add_argument("--seconds", type=float, default=1e9, help="test no longer than this after the build; what is left is said")
    parser.add_argument("--effort", type=float, default=1e9, help="test a mutant by tests that take this time together")
    parser.add_argument("--again", action="store_true", help="test what an earlier run tested, too")
    return parser.parse_args()


def listed(*options: str) -> list[dict]:
    """The mutants of cargo-mutants, each with its line of the source, and a name and a diff that do not tell its place."""
    command = ["cargo", "mutants", "--list", "--json", "--package", "kyx-schema", *options]
    path = f"{ROOT}/target/tools/bin:{os.environ['PATH']}"
    answer = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(answer.stderr)
    # It says in words that a diff changes nothing.
    mutants = json.loads(answer.stdout) if answer.stdout.startswith("[") else []
    for mutant in mutants:
        line = (ROOT / mutant["file"]).read_text().split("\n")[mutant["span"]["start"]["line"] - 1]
        mutant["line"] = line.strip()
        mutant["diff"] = re.sub(r"^@@.*", "", mutant["diff"], flags=re.M)
        mutant["name"] = re.sub(r"^([^:]*):\d+:\d+", r"\1", mutant["name"])
    return mutants


@dataclass
class Ended:
    code: int
    out: str
    seconds: float


def run(command: list[str], seconds: float, **environment: str) -> Ended:
    """Ends it after so many seconds of the processor, or many more of the clock."""
    limits = ["prlimit", f"--as={MEMORY}", f"--cpu={round(seconds + 1)}:", "--core=0"]
    process = subprocess.Popen(
        [*limits, *command],
        cwd=TREE,
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


def on_all_cores(act: Callable, items: list) -> None:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(act, items):
            pass


class Built:
    """The library with all mutants, and its tests."""

    def __init__(self, mutants: list[dict], again: bool) -> None:
        self.mutants = dict(enumerate(mutants))
        self.outcomes: dict[int, str] = {}
        known = json.loads(RESULTS.read_text()) if RESULTS.exists() and not again else []
        self.earlier = {it["diff"]: it["outcome"] for it in known}
        current = {it["diff"] for it in mutants}
        self.others = [it for it in known if it["diff"] not in current]
        for number, mutant in self.mutants.items():
            outcome = self.earlier.get(mutant["diff"])
            if outcome in {"alone", "unviable"}:
                self.outcomes[number] = outcome
        self.copy()
        self.executables = self.build()

    def copy(self) -> None:
        """Copies what is committed or new, and leaves the time of what is equal."""
        for path in [it for it in TREE.rglob("*") if it.is_file()]:
            if not (ROOT / path.relative_to(TREE)).exists():
                path.unlink()
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.check_output(command, cwd=ROOT, text=True).split("\0")[:-1]
        for name in names:
            source, target = ROOT / name, TREE / name
            # Of the tests called `it`, only those of the library are built.
            if source.is_file() and not name.startswith(("src/", "cli/tests/it/")):
                write_new(target, source.read_bytes())
        manifest = (ROOT / "Cargo.toml").read_text()
        for section in ("dependencies", "build-dependencies"):
            manifest = manifest.replace(f"\n[{section}]\n", f'\n[{section}]\nswitch = {{ path = "switch" }}\n')
        manifest = manifest.replace("[lints]\nworkspace = true\n", "")
        manifest = manifest.replace("members = [\n", 'members = [\n"switch",\n', 1)
        write_new(TREE / "Cargo.toml", manifest.encode())
        write_new(TREE / "switch/src/lib.rs", SWITCH.encode())
        write_new(TREE / "switch/Cargo.toml", b'[package]\nname = "switch"\nversion = "0.0.0"\nedition = "2024"\n')
        for path in (ROOT / "src").rglob("*"):
            if path.is_file() and path.suffix != ".rs":
                write_new(TREE / path.relative_to(ROOT), path.read_bytes())

    def write(self) -> None:
        for path in (ROOT / "src").rglob("*.rs"):
            name = str(path.relative_to(ROOT))
            here = {n: it for n, it in self.mutants.items() if it["file"] == name and n not in self.outcomes}
            text, left_out = switches.written(path.read_bytes(), here)
            for number in left_out:
                self.outcomes[number] = "alone"
            write_new(TREE / name, text.encode())

    def build(self) -> list[Path]:
        """Builds without the mutants that do not compile."""
        while True:
            self.write()
            # With all mutants, the library is several times as large: to optimize it as usual does not pay.
            options = ["--config", "profile.dev.opt-level=1"]
            command = ["cargo", "test", *options, "--no-run", "--offline", "--message-format", "json", "--test", "it"]
            answer = subprocess.run(command, cwd=TREE, env=ENVIRONMENT | os.environ, capture_output=True, text=True)
            messages = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
            if answer.returncode == 0:
                artifacts = [it for it in messages if it["reason"] == "compiler-artifact"]
                script = str(TREE / "build.rs")
                self.exporter = next(it["filenames"][0] for it in artifacts if it["target"]["src_path"] == script)
                main = str(TREE / "tests/it/main.rs")
                tests = [it for it in artifacts if it["executable"] and it["target"]["src_path"] == main]
                return [Path(it["executable"]) for it in tests]
            culprits: dict[int, str] = {}
            for message in messages:
                if message["reason"] == "compiler-message" and message["message"]["level"] == "error":
                    code = (message["message"]["code"] or {}).get("code")
                    outcome = "unviable" if code in UNVIABLE else "alone"
                    culprits |= dict.fromkeys(blamed(message["message"]) - self.outcomes.keys(), outcome)
            if not culprits:
                errors = [it["message"]["rendered"] for it in messages if it["reason"] == "compiler-message"]
                sys.exit("\n".join(errors[-5:]) + answer.stderr[-3000:])
            print(f"{len(culprits)} mutants do not compile", flush=True)
            self.outcomes |= culprits
            self.save()

    def reach(self) -> None:
        """Runs each test alone, and notes how long it takes and which mutants it reaches."""
        self.tests: list[Test] = []
        # How often a test killed a mutant of a file, and how often it did not.
        self.kills: Counter = Counter()
        self.misses: Counter = Counter()
        reached = WORK / "reached.json"
        times = [it.stat().st_mtime for it in self.executables]
        if reached.exists() and (known := json.loads(reached.read_text()))["times"] == times:
            self.exported = set(known["exported"])
            self.tests = [Test(self.executables[i], name, seconds, set(it)) for i, name, seconds, it in known["tests"]]
            return
        for executable in self.executables:
            names = run([str(executable), "--list", "--format", "terse"], 60).out
            names = [it for it in re.findall(r"^(.*): test$", names, re.M) if not re.search(SLOW, it)]
            on_all_cores(lambda name, executable=executable: self.measure(executable, name), names)
        if not self.exports():
            sys.exit("generated files are out of date")
        tests = [(self.executables.index(it.executable), it.name, it.seconds, list(it.reached)) for it in self.tests]
        reached.write_text(json.dumps({"times": times, "exported": list(self.exported), "tests": tests}))
        print(f"{len(self.tests)} tests take {sum(it.seconds for it in self.tests):.0f} s", flush=True)

    def measure(self, executable: Path, name: str) -> None:
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            reached = Path(folder) / "reached"
            answer = run([str(executable), "--exact", name, "--test-threads", "1"], SECONDS, REACHED=str(reached))
            if answer.code == -signal.SIGXCPU:
                print(f"{name} does not take part: it takes more than {SECONDS} s")
            elif answer.code != 0:
                sys.exit(f"{name} fails without a mutant\n{answer.out}")
            else:
                self.tests.append(Test(executable, name, answer.seconds, numbers_in(reached)))

    def killer(self, number: int, effort: float) -> str | None:
        """What notices this mutant."""
        file = self.mutants[number]["file"]

        def cost_of_a_kill(test: Test) -> float:
            return test.seconds * (1 + self.misses[file, test.name]) / (1 + 4 * self.kills[file, test.name])

        some: list[Test] = []
        steps = iter(STEPS)
        step = next(steps)
        tests = sorted((it for it in self.tests if number in it.reached), key=cost_of_a_kill)
        taken = itertools.accumulate(it.seconds for it in tests)
        tests = [test for test, seconds in zip(tests, taken) if seconds <= effort]
        for index, test in enumerate(tests, 1):
            some.append(test)
            if index == len(tests) or sum(it.seconds for it in some) > step:
                failure = failure_of(some, str(number))
                for it in some:
                    if it.name == failure:
                        self.kills[file, it.name] += 1
                    elif not failure:
                        self.misses[file, it.name] += 1
                if failure:
                    return failure
                some, step = [], next(steps, step)
        return "generated files differ" if number in self.exported and not self.exports(number) else None

    def exports(self, number: int | None = None) -> bool:
        """Whether the build generates what is committed."""
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            checkout, reached = Path(folder), Path(folder) / "reached"
            (checkout / ".git").mkdir()
            for name in ("schemas", "src/generated"):
                shutil.copytree(ROOT / name, checkout / name)
            version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
            what = {"REACHED": str(reached)} if number is None else {"MUTANT": str(number)}
            answer = run([self.exporter], 20, CARGO_MANIFEST_DIR=folder, CARGO_PKG_VERSION=version, **what)
            if number is None:
                self.exported = numbers_in(reached)
            files = [it for name in ("schemas", "src/generated") for it in (checkout / name).rglob("*") if it.is_file()]
            is_same = all(it.read_bytes() == (ROOT / it.relative_to(checkout)).read_bytes() for it in files)
            return answer.code == 0 and is_same

    def tested(self, seconds: float, effort: float) -> int:
        start = time.monotonic()
        left = []
        for number, mutant in self.mutants.items():
            known = self.earlier.get(mutant["diff"]) or ""
            if number not in self.outcomes:
                self.outcomes[number] = known if known.startswith("killed") else "not tried"
            if self.outcomes[number] == "not tried":
                left.append(number)
        left.sort(key=lambda it: self.earlier.get(self.mutants[it]["diff"]) == "missed")
        tried = itertools.count(1)

        def test(number: int) -> None:
            if time.monotonic() - start > seconds:
                return
            killer = self.killer(number, effort)
            self.outcomes[number] = f"killed: {killer}" if killer else "missed"
            mutant = self.mutants[number]
            if not killer:
                place = f"{mutant['file']}:{mutant['span']['start']['line']}"
                print(f"missed: {place}: {mutant['name'].partition(': ')[2]}\n    {mutant['line']}", flush=True)
            if (count := next(tried)) % 50 == 0:
                minutes = (time.monotonic() - start) / 60
                print(f"{count} of {len(left)} in {minutes:.1f} minutes, now in {mutant['file']}", flush=True)
                self.save()

        on_all_cores(test, left)
        self.save()
        self.print_table()
        return 1 if "missed" in self.outcomes.values() else 0

    def print_table(self) -> None:
        """By module: a directory of `src/` or a file in it."""
        counts: dict[str, Counter] = {}
        for number, mutant in self.mutants.items():
            module = mutant["file"].split("/")[1].removesuffix(".rs")
            counts.setdefault(module, Counter())[self.outcomes[number].partition(":")[0]] += 1
        columns = ("killed", "missed", "unviable", "alone", "not tried")
        print("| module |", " | ".join(columns), "|\n" + "|---" * (1 + len(columns)) + "|")
        for module, count in sorted(counts.items()):
            print(f"| `{module}` |", " | ".join(str(count[it]) for it in columns), "|")

    def save(self) -> None:
        earlier = {n: self.earlier.get(it["diff"]) for n, it in self.mutants.items()}
        outcomes = [{**it, "outcome": self.outcomes.get(n, earlier[n])} for n, it in self.mutants.items()]
        RESULTS.write_text(json.dumps(self.others + outcomes, indent=1))


def failure_of(tests: list[Test], mutant: str) -> str | None:
    """What fails first, if something does."""
    for executable in {it.executable for it in tests}:
        some = [it for it in tests if it.executable == executable]
        # The last option is not stable yet.
        options = ["--exact", "--test-threads", "1", "-Zunstable-options", "--fail-fast"]
        command = [str(executable), *options, *(it.name for it in some)]
        answer = run(command, 3 + 4 * sum(it.seconds for it in some), MUTANT=mutant, RUSTC_BOOTSTRAP="1")
        if answer.code == -signal.SIGXCPU:
            return "it takes too long"
        if answer.code != 0:
            failed = re.search(r"^test (\S+) .*FAILED", answer.out, re.M)
            return failed[1] if failed else "the process ends"
    return None


def blamed(message: dict) -> set[int]:
    """The innermost mutants around the place of an error."""
    for span in sorted(message["spans"], key=lambda it: not it["is_primary"]):
        text = (TREE / span["file_name"]).read_bytes()
        for place in (span["byte_start"], span["byte_end"]):
            stack: list[str] = []
            for mark in re.finditer(rb"/\*<([\d,]+)\*/|/\*([\d,]+)>\*/", text[:place]):
                if mark[1]:
                    stack.append(mark[1].decode())
                else:
                    stack.pop()
            if stack:
                found = {int(it) for it in stack[-1].split(",")}
                before = text[:place].rpartition(b"::switch::on(")[2] if len(found) > 1 else b""
                number = re.match(rb"(\d+)\) \{ return", before)
                return {int(number[1])} if number and int(number[1]) in found else found
    # The arms of a match do not cover all values: the help shows where the last arm is.
    match = next(it for it in message["spans"] if it["is_primary"])
    ends = [span["line_end"] for child in message["children"] for span in child["spans"]]
    lines = (TREE / match["file_name"]).read_text().split("\n")
    arms = "\n".join(lines[match["line_start"] - 1 : max(ends, default=0)])
    return {int(it) for it in re.findall(r"/\*<(\d+)\*/ if !", arms)}


def numbers_in(file: Path) -> set[int]:
    """Without a mutant that is reached, there is no file."""
    return {int(it) for it in file.read_text().split()} if file.exists() else set()


def write_new(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
