"""Finds every defect of payloads for the Jumio KYX platform, in one run, with its place in the text.

>>> import kyx_schema
>>> report = kyx_schema.lint('{"workflowDefinition": {"key": 2}}')
>>> report.ok
False
>>> report.findings[0].code, report.findings[0].pointer
('KYX102', '/customerInternalReference')

Findings and errors never repeat a value of the payload. All functions may be called by many threads at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from . import _kyx
from ._kyx import InvalidPayload, __version__
from .findings import Edit, Finding, Fix, Kind, Place, Range, Related, Rule
from .many import reports
from .report import Report
from .workflow_views import WorkflowView

__all__ = [
    "Channel",
    "Edit",
    "Finding",
    "Fix",
    "Fixed",
    "InvalidPayload",
    "Kind",
    "Operation",
    "Place",
    "Range",
    "Related",
    "Report",
    "Rule",
    "UploadReport",
    "WorkflowView",
    "__version__",
    "explain",
    "fix",
    "lint",
    "lint_many",
    "next_steps",
    "redact",
    "rules",
    "sample",
    "schema",
    "upload_check",
    "workflows",
]

Operation: TypeAlias = Literal["create", "update"]
"""The call that carries an account request."""

Channel: TypeAlias = Literal["api", "web", "sdk"]
"""The channel that provides the credentials."""

Time: TypeAlias = datetime | str
"""A time with its zone, or a text such as `2025-06-01T12:00:00Z`."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A payload after fixing. Its `repr` leaves the payload out."""

    data: bytes
    """The payload."""
    count: int
    """The number of fixed findings."""
    report: Report
    """What was found in the fixed payload."""

    def __repr__(self) -> str:
        return f"Fixed(count={self.count}, report={self.report!r})"


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What was found in files that are to be uploaded."""

    files: tuple[Report, ...]
    """The report of each file, in the given order."""
    together: Report
    """The report on all files together, whose total is limited."""

    @property
    def ok(self) -> bool:
        """Whether there is no error; there may be warnings."""
        return self.together.ok and all(report.ok for report in self.files)


def lint(
    data: bytes | str,
    *,
    kind: Kind | None = None,
    operation: Operation | None = None,
    channel: Channel | None = None,
    now: Time | None = None,
) -> Report:
    """Finds every defect of a payload.

    Without a kind, it is detected. Rules that depend on the operation or the channel report nothing if it is unknown. A
    text that is not JSON, or not Unicode, has findings as well.

    :raises TypeError: an argument has the wrong type.
    :raises ValueError: an argument is unknown, or the time has no zone.
    """
    return Report(*_linter(kind, operation, channel, now).lint(data))


def lint_many(
    source: Iterable[bytes | str] | str | os.PathLike[str],
    *,
    kind: Kind | None = None,
    operation: Operation | None = None,
    channel: Channel | None = None,
    now: Time | None = None,
    threads: int | None = None,
) -> Iterator[Report]:
    """Lints many payloads with several threads, and yields their reports in order.

    The source is the path of a file with one payload per line, or yields the payloads. Blank lines of a file have no
    report. `Report.line` counts lines, or payloads, from 1. Memory is bounded, and so is what is read ahead.

    :param threads: The number of threads; one per core if not given.
    :raises OSError: the file cannot be read.

    An exception of the source is raised after the reports of the payloads before it.
    """
    return reports(_linter(kind, operation, channel, now), source, threads or os.cpu_count() or 1)


def fix(
    data: bytes | str,
    unsafe: bool = False,
    *,
    kind: Kind | None = None,
    operation: Operation | None = None,
    channel: Channel | None = None,
    now: Time | None = None,
) -> Fixed:
    """Fixes what can be fixed without a doubt and, if `unsafe`, what may change the meaning."""
    text, count, found = _linter(kind, operation, channel, now).fix(data, unsafe)
    return Fixed(text, count, Report(*found))


def redact(data: bytes | str, *, kind: Kind | None = None) -> str:
    """Masks what may be personal data or a token in a payload, or in a file with calls, for sharing and for tests.

    A string becomes `"•••"`, a number `0`, a boolean `false`. Keys of the schema and values that say nothing about a person
    stay, and so does the structure. Of a payload of unknown kind, or of more than 16 MiB, all keys and values are masked.

    :param kind: The kind, for a payload that its keys do not tell.
    """
    return _linter(kind, None, None, None).redact(data)


def next_steps(data: bytes | str, channel: Channel | None = None) -> dict[str, Any]:
    """The steps after an account response, as `kyx next --format json` prints them. They contain URLs and tokens.

    :raises InvalidPayload: it is not a valid account response.
    """
    steps: dict[str, Any] = json.loads(_kyx.next_steps(data, channel))
    return steps


def workflows() -> list[WorkflowView]:
    """The documented workflows, by key."""
    views: list[WorkflowView] = json.loads(_kyx.workflows())
    return views


def rules() -> list[Rule]:
    """All rules, by code."""
    return [Rule._of(it) for it in json.loads(_kyx.rules())]


def explain(rule: str) -> str:
    """The documentation of a rule in Markdown, by code or name.

    :raises KeyError: there is no such rule.
    """
    return _found(_kyx.explain(rule), "not the code or name of a rule")


def schema(name: str) -> dict[str, Any]:
    """A JSON Schema such as `account-request` or `draft-07/account-request`, or the document `openapi`.

    :raises KeyError: there is no such schema.
    """
    document: dict[str, Any] = json.loads(_found(_kyx.schema(name), "not the name of a schema"))
    return document


def sample(
    kind: Kind,
    *,
    workflow: int | None = None,
    channel: Channel | None = None,
    outcome: str | None = None,
    seed: int = 0,
    now: Time | None = None,
) -> str | None:
    """A valid example of a payload, as JSON; `None` if the workflow has no such payload.

    :param outcome: How the workflow ends, such as `rejected-by-liveness`.
    :param seed: Another seed gives other IDs and values.
    :raises ValueError: an argument is unknown, or they contradict each other.
    """
    return _kyx.sample(kind, workflow, channel, outcome, seed, _text(now))


def upload_check(
    *paths: str | os.PathLike[str],
    category: str,
    part: str,
    document_type: str | None = None,
    workflow: int | None = None,
) -> UploadReport:
    """Checks the files of a document before they are uploaded. Pass all of them: limits apply to their total.

    :param category: `ID`, `DOCUMENT`, `SELFIE` or, in workflow 16, `FACEMAP`.
    :param part: `FRONT`, `BACK`, `FACE` or `FACEMAP`.
    :param document_type: The type of the document, such as `BS`; credit cards (`CC`) have limits of their own.
    :raises OSError: a file cannot be read.
    """
    each, together = _kyx.upload_check(list(paths), category, part, document_type, workflow)
    return UploadReport(tuple(Report(*found) for found in each), Report(*together))


def _linter(kind: str | None, operation: str | None, channel: str | None, now: Time | None) -> _kyx.Linter:
    return _kyx.Linter(kind, operation, channel, _text(now))


def _text(now: Time | None) -> str | None:
    return now.isoformat() if isinstance(now, datetime) else now


def _found(text: str | None, otherwise: str) -> str:
    if text is None:
        raise KeyError(otherwise)
    return text
