"""Columns of payloads: Arrow arrays in, Arrow arrays out. No package is required.

An array is any object of the Arrow PyCapsule interface, such as those of pyarrow and polars, whose type is a string or a binary
(plain, large or view), a struct, or a dictionary of these. It may be a stream, such as a `pyarrow.ChunkedArray`. The result is
one array of as many rows, with a null for each null.

>>> import pyarrow
>>> from kyx_schema import arrow
>>> column = pyarrow.array(['{"workflowDefinition": {"key": 2}}', None])
>>> pyarrow.array(arrow.lint(column, now="2025-01-01T00:00:00Z", detail="counts")).field("errors").to_pylist()
[1, None]

Texts are read where they are, without the lock of the interpreter. A struct is a payload whose absent members are null: it is
linted as JSON without them. Times become texts as in RFC 3339. The result is the same for any number of threads, and repeats no
value of a payload.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, Literal, Protocol, TypeAlias, cast

from . import Channel, Kind, Operation, Time, _kyx, _linter
from ._kyx import Array

__all__ = ["Array", "ArrowArray", "ArrowStream", "Detail", "consent_until", "is_valid", "lint", "redact"]

Detail: TypeAlias = Literal["findings", "counts", "valid"]
"""How much a row tells."""


class ArrowArray(Protocol):
    """An array of the Arrow PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None, /) -> tuple[object, object]: ...


class ArrowStream(Protocol):
    """A stream of arrays of the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object: ...


def lint(
    array: ArrowArray | ArrowStream,
    *,
    kind: Kind | None = None,
    operation: Operation | None = None,
    channel: Channel | None = None,
    now: Time,
    select: str | Iterable[str] | None = None,
    detail: Detail = "findings",
    country: bool = False,
    threads: int | None = None,
) -> Array:
    """Finds every defect of each payload. A row is a struct:

    - `kind`: the kind of the payload; null if it is unknown.
    - `errors`, `warnings`: how many there are.
    - `consent_until`: the last moment at which the consent is valid, as a UTC timestamp in microseconds; null if there is no
      consent, or its time cannot be read. The rest of the payload may be broken.
    - `findings`: a list of structs `code`, `severity`, `pointer`, `message`, in the order of the text, at most 100,000.

    :param now: The time of the check. It is required, so that a later run finds the same.
    :param select: Only these rules report findings: codes, starts of codes, or names.
    :param detail: `counts` leaves `findings` out; `valid` leaves only `kind` and `valid`, whether there is no error.
    :param country: Adds `country`, where the end user was. This is personal data.
    :param threads: The number of threads; one per core if not given. Inside an engine that has its own, use 1.
    :raises TypeError: it is not an Arrow array of strings, binaries or structs, or a member has a type that JSON lacks.
    :raises ValueError: an argument is unknown, or the time has no zone.
    """
    linter = _linter_at(kind, operation, channel, now)
    selectors = [select] if isinstance(select, str) else select
    return _kyx.lint_array(
        linter,
        _whole(array),
        select=None if selectors is None else list(selectors),
        detail=detail,
        country=country,
        column=None,
        threads=threads,
    )


def is_valid(
    array: ArrowArray | ArrowStream,
    *,
    kind: Kind | None = None,
    operation: Operation | None = None,
    channel: Channel | None = None,
    now: Time,
    threads: int | None = None,
) -> Array:
    """Whether each payload has no error; there may be warnings. The rows are booleans."""
    linter = _linter_at(kind, operation, channel, now)
    return _kyx.lint_array(
        linter, _whole(array), select=None, detail="valid", country=False, column="valid", threads=threads
    )


def consent_until(array: ArrowArray | ArrowStream, *, threads: int | None = None) -> Array:
    """The last moment at which the consent in each account request is valid, as in `lint`. The rows are timestamps."""
    linter = _linter("account-request", None, None, "1970-01-01T00:00:00Z")
    return _kyx.lint_array(
        linter, _whole(array), select=None, detail="counts", country=False, column="consent_until", threads=threads
    )


def redact(array: ArrowArray | ArrowStream, *, kind: Kind | None = None, threads: int | None = None) -> Array:
    """Each payload with its values masked, unless they say nothing about a person; the structure is kept.

    For sharing, and for tests. The rows are large strings; structs become JSON.
    """
    return _kyx.redact_array(_linter(kind, None, None, "1970-01-01T00:00:00Z"), _whole(array), threads=threads)


def _whole(array: ArrowArray | ArrowStream) -> ArrowArray | ArrowStream:
    """Copies structs of pyarrow, so that they are no slices.

    Version 59 of Arrow for Rust panics at slices of structs within structs. `pyo3-arrow` has no version yet with what mends that.
    """
    pyarrow: Any = sys.modules.get("pyarrow")
    if pyarrow is None:
        return array
    if isinstance(array, (pyarrow.RecordBatch, pyarrow.Table)):
        array = array.to_struct_array()
    if isinstance(array, pyarrow.StructArray):
        return cast(ArrowArray, pyarrow.concat_arrays([array]))
    if isinstance(array, pyarrow.ChunkedArray) and pyarrow.types.is_struct(array.type):
        return cast(ArrowStream, pyarrow.chunked_array(map(_whole, array.chunks), array.type))
    if isinstance(array, pyarrow.RecordBatchReader):
        batches = (pyarrow.RecordBatch.from_struct_array(_whole(batch)) for batch in array)
        return cast(ArrowStream, pyarrow.RecordBatchReader.from_batches(array.schema, batches))
    return array


def _linter_at(kind: str | None, operation: str | None, channel: str | None, now: Time) -> _kyx.Linter:
    if now is None:
        raise TypeError("now: a time is required")
    return _linter(kind, operation, channel, now)
