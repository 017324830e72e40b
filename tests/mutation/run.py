"""Tests every mutant of the library that cargo-mutants lists: `tests/mutation/run --help`.

One build has all mutants, each behind a switch; those that no switch can turn on have builds of their own. A mutant that
no test notices fails the run, unless `explained.toml` says why it is no defect.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from alone import Alone
from together import Together, on_all_cores
from tree import ROOT, WORK

HERE = Path(__file__).resolve().parent
RESULTS = WORK / "results.json"


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
    return Run(mutants, arguments).tested()


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


class Run:
    def __init__(self, mutants: list[dict], arguments: argparse.Namespace) -> None:
        self.mutants = dict(enumerate(mutants))
        self.effort = arguments.effort
        self.earlier = json.loads(RESULTS.read_text()) if RESULTS.exists() and not arguments.again else {}
        self.refused = {n: it["refused"] for n, it in self.found_earlier().items() if it["refused"]}
        self.outcomes: dict[int, str] = {}
        self.together = Together(self.mutants, self.refused, self.save)
        self.alone = Alone(self.together.tests)
        self.end = time.monotonic() + arguments.seconds

    def found_earlier(self) -> dict[int, dict]:
        return {n: self.earlier[it["diff"]] for n, it in self.mutants.items() if it["diff"] in self.earlier}

    def tested(self) -> int:
        earlier = {n: it["outcome"] for n, it in self.found_earlier().items()}
        killed = {n: it for n, it in earlier.items() if it.startswith("killed")}
        unviable = {n: it for n, it in self.refused.items() if it == "unviable"}
        self.outcomes = dict.fromkeys(self.mutants, "not tried") | unviable | killed
        left = [n for n, outcome in self.outcomes.items() if outcome == "not tried"]
        # Those that an earlier run tried as well come last.
        left.sort(key=lambda it: earlier.get(it) == "missed")
        alone = [it for it in left if it in self.refused]
        print(f"{len(left)} mutants to try, {len(alone)} of them by builds of their own", flush=True)
        self.tried = itertools.count(1)
        on_all_cores(lambda it: self.test(it, self.together.outcome), [it for it in left if it not in self.refused])
        for number in alone:
            self.test(number, lambda it, effort: self.alone.outcome(self.mutants[it], effort))
        self.save()
        self.print_table()
        return 1 if "missed" in self.outcomes.values() else 0

    def test(self, number: int, outcome: Callable[[int, float], str]) -> None:
        if time.monotonic() > self.end:
            return
        self.outcomes[number] = outcome(number, self.effort)
        mutant = self.mutants[number]
        if self.outcomes[number] == "missed":
            place = f"{mutant['file']}:{mutant['span']['start']['line']}"
            print(f"missed: {place}: {mutant['name'].partition(': ')[2]}\n    {mutant['line']}", flush=True)
        if (count := next(self.tried)) % 50 == 0:
            print(f"{count} tried, now in {mutant['file']}", flush=True)
            self.save()

    def print_table(self) -> None:
        """By module: a directory of `src/` or a file in it."""
        counts: dict[str, Counter] = {}
        for number, mutant in self.mutants.items():
            module = mutant["file"].split("/")[1].removesuffix(".rs")
            counts.setdefault(module, Counter())[self.outcomes[number].partition(":")[0]] += 1
        columns = ("killed", "missed", "unviable", "not tried")
        print("| module |", " | ".join(columns), "|\n" + "|---" * (1 + len(columns)) + "|")
        for module, count in sorted(counts.items()):
            print(f"| `{module}` |", " | ".join(str(count[it]) for it in columns), "|")

    def save(self) -> None:
        """Keeps what is known of these mutants and of others."""
        earlier = {n: it["outcome"] for n, it in self.found_earlier().items()}
        outcomes = dict.fromkeys(self.mutants, "not tried") | earlier | self.outcomes
        found = {
            mutant["diff"]: {"outcome": outcomes[number], "refused": self.refused.get(number)}
            for number, mutant in self.mutants.items()
        }
        RESULTS.write_text(json.dumps(self.earlier | found, indent=1))


if __name__ == "__main__":
    sys.exit(main())
