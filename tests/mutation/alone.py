"""Mutants that no switch can turn on, such as those in constants: each has a build of its own."""

from __future__ import annotations

import switches
from tests import Mutated, Tests
from tree import ROOT, WORK, Build, Tree


class Alone:
    def __init__(self, tests: Tests) -> None:
        self.tests = tests
        self.tree = Tree(WORK / "alone")
        self.tree.copy((ROOT / "Cargo.toml").read_text())

    def outcome(self, mutant: dict, effort: float) -> str:
        source = (ROOT / mutant["file"]).read_bytes()
        self.tree.write(mutant["file"], switches.mutated(source, mutant))
        checked = self.build("check", "--lib")
        if not checked.is_done:
            outcome = "unviable"
        elif not self.tree.exports(self.tree.exporter(checked)):
            outcome = "killed: generated files differ"
        else:
            built = self.build("test", "--no-run", "--test", "it")
            mutated = Mutated(self.tree, self.tree.tests(built), {})
            killer = self.tests.killer(mutant["file"], self.tests.all, effort, mutated)
            outcome = f"killed: {killer}" if killer else "missed"
        self.tree.write(mutant["file"], source)
        return outcome

    def build(self, *command: str) -> Build:
        # The next mutant compiles only what differs.
        build = self.tree.cargo(*command, CARGO_INCREMENTAL="1")
        if not build.is_done and not build.errors():
            build.exit()
        return build
