"""Many payloads with several threads: in order, with bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

from ._kyx import Linter
from .report import Report

if TYPE_CHECKING:
    from ._kyx import _Found as Found

# A batch takes milliseconds: long enough to pay for the change of threads, short enough to stop.
MOST_PAYLOADS = 1_000
MOST_BYTES = 1 << 20
# The rest of a longer line is skipped: 16 MiB are the limit of a payload, and the report says so.
LONGEST_LINE = (16 << 20) + 2

Payload: TypeAlias = bytes | str
Numbered: TypeAlias = tuple[int, Payload]


def reports(linter: Linter, source: Iterable[Payload] | str | os.PathLike[str], threads: int) -> Iterator[Report]:
    if isinstance(source, (str, os.PathLike)):
        return _in_order(linter, _lines(source), threads)
    return _in_order(linter, enumerate(iter(source), 1), threads)


def _in_order(linter: Linter, numbered: Iterator[Numbered], threads: int) -> Iterator[Report]:
    pending: deque[tuple[list[Numbered], Future[list[Found]]]] = deque()
    failures: list[Exception] = []

    def first() -> Iterator[Report]:
        batch, future = pending.popleft()
        for (number, _), found in zip(batch, future.result()):
            yield Report(*found, line=number)

    with ThreadPoolExecutor(threads) as executor:
        for batch in _batches(_until_failure(numbered, failures)):
            pending.append((batch, executor.submit(linter.lint_batch, [payload for _, payload in batch])))
            if len(pending) > 2 * threads:
                yield from first()
        while pending:
            yield from first()
    if failures:
        raise failures[0]


def _until_failure(numbered: Iterator[Numbered], failures: list[Exception]) -> Iterator[Numbered]:
    """Keeps an exception of the source until what came before it is reported."""
    try:
        for number, payload in numbered:
            if not isinstance(payload, (bytes, bytearray, str)):
                raise TypeError(f"not bytes or str: {type(payload).__name__}")
            yield number, payload
    except Exception as failure:
        failures.append(failure)


def _batches(numbered: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    batch: list[Numbered] = []
    size = 0
    for number, payload in numbered:
        batch.append((number, payload))
        size += len(payload)
        if len(batch) == MOST_PAYLOADS or size >= MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(path: str | os.PathLike[str]) -> Iterator[Numbered]:
    with open(path, "rb") as file:
        number = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            rest = line
            while not rest.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
                pass
            if not line.isspace():
                yield number, line.removesuffix(b"\n").removesuffix(b"\r")
