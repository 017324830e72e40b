"""Runs tests on a mutant until one fails: first those that are fast, or have killed others of its file."""

from __future__ import annotations

import itertools
import re
import signal
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tree import Tree

# Tests that take this long together run in one process, and stop at the first failure.
STEPS = (0.1, 1, 5, 1e9)


@dataclass
class Test:
    # The directory of its package.
    package: str
    name: str
    # Of the processor, as all times here, so that a busy machine changes nothing.
    seconds: float
    reached: set[int]

    def key(self) -> tuple[str, str]:
        return (self.package, self.name)


class Tests:
    def __init__(self, tests: list[Test]) -> None:
        self.all = tests
        # How often a test killed a mutant of a file, and how often it did not.
        self.kills: Counter = Counter()
        self.misses: Counter = Counter()

    def killer(self, file: str, among: list[Test], effort: float, mutated: Mutated) -> str | None:
        """What notices a mutant of this file: one of these tests, which take no longer than the effort together."""

        def cost_of_a_kill(test: Test) -> float:
            return test.seconds * (1 + self.misses[file, test.key()]) / (1 + 4 * self.kills[file, test.key()])

        some: list[Test] = []
        steps = iter(STEPS)
        step = next(steps)
        ordered = sorted(among, key=cost_of_a_kill)
        taken = itertools.accumulate(it.seconds for it in ordered)
        tests = [test for test, seconds in zip(ordered, taken) if seconds <= effort]
        for index, test in enumerate(tests, 1):
            some.append(test)
            if index == len(tests) or sum(it.seconds for it in some) > step:
                failure = mutated.failure_of(some)
                for it in some:
                    if it.name == failure:
                        self.kills[file, it.key()] += 1
                    elif not failure:
                        self.misses[file, it.key()] += 1
                if failure:
                    return failure
                some, step = [], next(steps, step)
        return None


@dataclass
class Mutated:
    """A mutant that can be tested: an executable for each package, and what turns the mutant on."""

    tree: Tree
    executables: dict[str, Path]
    environment: dict[str, str]

    def failure_of(self, tests: list[Test]) -> str | None:
        """What fails first, if something does."""
        for package, executable in self.executables.items():
            some = [it for it in tests if it.package == package]
            # The last option is not stable yet.
            options = ["--exact", "--test-threads", "1", "-Zunstable-options", "--fail-fast"]
            command = [str(executable), *options, *(it.name for it in some)]
            seconds = 3 + 4 * sum(it.seconds for it in some)
            if not some:
                continue
            answer = self.tree.run(command, seconds, package, RUSTC_BOOTSTRAP="1", **self.environment)
            if answer.code == -signal.SIGXCPU:
                return "it takes too long"
            if answer.code != 0:
                failed = re.search(r"^test (\S+) .*FAILED", answer.out, re.M)
                return failed[1] if failed else "the process ends"
        return None
