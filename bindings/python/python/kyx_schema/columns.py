"""What the adapters of engines share: a function over columns, and the type that it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from typing_extensions import Required, TypedDict, Unpack

from . import Channel, Kind, Operation, Time
from .arrow import Detail, lint

if TYPE_CHECKING:
    import pyarrow


class Options(TypedDict, total=False):
    """The options of `kyx_schema.arrow.lint`."""

    kind: Kind | None
    operation: Operation | None
    channel: Channel | None
    now: Required[Time]
    select: str | Iterable[str] | None
    detail: Detail
    country: bool


def of_pyarrow(**options: Unpack[Options]) -> tuple[Callable[[Any], Any], pyarrow.DataType]:
    """A function from arrays of pyarrow to arrays of pyarrow, and the type of these.

    It has one thread: engines have their own.
    """
    import pyarrow

    def lint_column(column: Any) -> Any:
        return pyarrow.array(lint(column, threads=1, **options))

    # An unknown option is refused now, and not by a worker.
    return lint_column, lint_column(pyarrow.array([], pyarrow.string())).type
