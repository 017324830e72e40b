"""All mutants in one build, each behind a switch that is read at run time."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import switches
from tests import Mutated, Test, Tests
from tree import ROOT, WORK, Tree

T = TypeVar("T")
U = TypeVar("U")

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
// Some tests run as a user who may not write there.
static TRACE: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
    OpenOptions::new().create(true).append(true).open(env::var_os("REACHED")?).ok().map(Mutex::new)
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
        let mut file = TRACE.as_ref().and_then(|file| file.lock().ok());
        let _ = file.as_mut().map(|file| writeln!(file, "{mutant}"));
    }
}
"""

# A test that takes longer without a mutant does not take part: `agreement` and `harm` judge, with a million payloads, what
# others judge with few.
SECONDS = 15
SLOW = "^(agreement::.*_(million_payloads|and_their_mutants|detect_the_same_kind)|harm::no_slip_of_one_character.*)$"

# With these errors, the compiler refuses the mutant itself; with others, perhaps only its switch.
UNVIABLE = {
    *("E0004", "E0277", "E0283", "E0308", "E0368", "E0369"),
    *("E0433", "E0599", "E0600", "E0604", "E0614"),
}


class Together:
    def __init__(self, mutants: dict[int, dict], refused: dict[int, str], save: Callable[[], None]) -> None:
        """Adds to `refused` which mutants are unviable, and which need a build of their own."""
        self.mutants = mutants
        self.refused = refused
        self.save = save
        self.tree = Tree(WORK / "tree")
        self.copy()
        self.build()
        self.reach()

    def copy(self) -> None:
        manifest = (ROOT / "Cargo.toml").read_text()
        for section in ("dependencies", "build-dependencies"):
            manifest = manifest.replace(f"\n[{section}]\n", f'\n[{section}]\nswitch = {{ path = "switch" }}\n')
        manifest = manifest.replace("members = [\n", 'members = [\n"switch",\n', 1)
        self.tree.copy(manifest, leave_out="src/*.rs")
        self.tree.write("switch/src/lib.rs", SWITCH.encode())
        self.tree.write("switch/Cargo.toml", b'[package]\nname = "switch"\nversion = "0.0.0"\nedition = "2024"\n')

    def write(self) -> None:
        for path in (ROOT / "src").rglob("*.rs"):
            name = str(path.relative_to(ROOT))
            here = {n: it for n, it in self.mutants.items() if it["file"] == name and n not in self.refused}
            text, left_out = switches.written(path.read_bytes(), here)
            self.refused |= dict.fromkeys(left_out, "alone")
            self.tree.write(name, text.encode())

    def build(self) -> None:
        """Builds without the mutants that do not compile."""
        while True:
            self.write()
            build = self.tree.cargo("test", "--no-run", "--test", "it")
            if build.is_done:
                self.exporter = self.tree.exporter(build)
                self.executables = self.tree.tests(build)
                return
            culprits: dict[int, str] = {}
            for error in build.errors():
                outcome = "unviable" if (error["code"] or {}).get("code") in UNVIABLE else "alone"
                culprits |= dict.fromkeys(self.blamed(error) - self.refused.keys(), outcome)
            if not culprits:
                build.exit()
            print(f"{len(culprits)} mutants do not compile", flush=True)
            self.refused |= culprits
            self.save()

    def blamed(self, message: dict) -> set[int]:
        """The innermost mutants around the place of an error."""
        for span in sorted(message["spans"], key=lambda it: not it["is_primary"]):
            text = (self.tree.path / span["file_name"]).read_bytes()
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
        lines = (self.tree.path / match["file_name"]).read_text().split("\n")
        arms = "\n".join(lines[match["line_start"] - 1 : max(ends, default=0)])
        return {int(it) for it in re.findall(r"/\*<(\d+)\*/ if !", arms)}

    def reach(self) -> None:
        """Runs each test alone, and notes how long it takes and which mutants it reaches."""
        reached = WORK / "reached.json"
        built = [it.stat().st_mtime for it in self.executables.values()]
        if reached.exists() and (known := json.loads(reached.read_text()))["built"] == built:
            self.exported = set(known["exported"])
            self.tests = Tests([Test(*it, set(numbers)) for *it, numbers in known["tests"]])
            return
        tests = [it for it in on_all_cores(self.measured, self.listed()) if it]
        self.tests = Tests(tests)
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            trace = Path(folder) / "reached"
            if not self.tree.exports(self.exporter, REACHED=str(trace)):
                sys.exit("generated files are out of date")
            self.exported = numbers_in(trace)
        known = [(*it.key(), it.seconds, list(it.reached)) for it in tests]
        reached.write_text(json.dumps({"built": built, "exported": list(self.exported), "tests": known}))
        print(f"{len(tests)} tests take {sum(it.seconds for it in tests):.0f} s", flush=True)

    def listed(self) -> list[tuple[str, str]]:
        """All tests, by package and name."""
        found = []
        for package, executable in self.executables.items():
            names = self.tree.run([str(executable), "--list", "--format", "terse"], 60, package).out
            found += [(package, it) for it in re.findall(r"^(.*): test$", names, re.M) if not re.search(SLOW, it)]
        return found

    def measured(self, test: tuple[str, str]) -> Test | None:
        package, name = test
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            reached = Path(folder) / "reached"
            command = [str(self.executables[package]), "--exact", name, "--test-threads", "1"]
            answer = self.tree.run(command, SECONDS, package, REACHED=str(reached))
            if answer.code == 0:
                return Test(package, name, answer.seconds, numbers_in(reached))
        if answer.code != -signal.SIGXCPU:
            sys.exit(f"{name} fails without a mutant\n{answer.out}")
        print(f"{name} does not take part: it takes more than {SECONDS} s")
        return None

    def outcome(self, number: int, effort: float) -> str:
        switched = {"MUTANT": str(number)}
        among = [it for it in self.tests.all if number in it.reached]
        mutated = Mutated(self.tree, self.executables, switched)
        if killer := self.tests.killer(self.mutants[number]["file"], among, effort, mutated):
            return f"killed: {killer}"
        if number in self.exported and not self.tree.exports(self.exporter, **switched):
            return "killed: generated files differ"
        return "missed"


def on_all_cores(act: Callable[[T], U], items: list[T]) -> list[U]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(act, items))


def numbers_in(file: Path) -> set[int]:
    """Without a mutant that is reached, there is no file."""
    return {int(it) for it in file.read_text().split()} if file.exists() else set()
