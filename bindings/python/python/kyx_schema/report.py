"""The report on a payload."""

from __future__ import annotations

import json

from .findings import Finding, Kind


class Report:
    """What was found in a payload."""

    __slots__ = ("kind", "ok", "omitted", "line", "_json", "_findings")

    kind: Kind | None
    """The kind of the payload; `None` if it is unknown, and for uploads."""
    ok: bool
    """Whether there is no error; there may be warnings."""
    omitted: int
    """The number of findings that are counted, but left out: a report has at most 100,000."""
    line: int | None
    """The line of the payload in `lint_many`, from 1."""

    def __init__(self, kind: Kind | None, ok: bool, omitted: int, findings: str, line: int | None = None) -> None:
        self.kind = kind
        self.ok = ok
        self.omitted = omitted
        self.line = line
        self._json = findings
        self._findings: tuple[Finding, ...] | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in the order of the text."""
        if self._findings is None:
            self._findings = tuple(Finding._of(it) for it in json.loads(self._json))
        return self._findings

    def to_json(self) -> str:
        """The findings as a JSON list, byte for byte as `kyx lint --format ndjson` writes them."""
        return self._json

    def __repr__(self) -> str:
        return f"Report(kind={self.kind!r}, ok={self.ok}, findings={self.findings!r})"
