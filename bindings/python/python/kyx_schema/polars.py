"""Payloads in columns of polars. Requires `kyx-schema[polars]`.

>>> import polars
>>> from kyx_schema.polars import lint
>>> requests = polars.scan_parquet("requests/*.parquet")
>>> requests.with_columns(kyx=lint("payload", now="2025-01-01T00:00:00Z")).collect(engine="streaming")

The streaming engine uses all cores, the other only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import Unpack

from . import arrow
from .columns import Options

if TYPE_CHECKING:
    from polars import Expr, Series


def lint(column: str | Expr, **options: Unpack[Options]) -> Expr:
    """A column of structs: see `kyx_schema.arrow.lint`."""
    import polars

    def lint_series(series: Series) -> Series:
        return polars.Series(series.name, arrow.lint(series, threads=1, **options))

    return_type = lint_series(polars.Series([], dtype=polars.String)).dtype
    expression = polars.col(column) if isinstance(column, str) else column
    return expression.map_batches(lint_series, return_dtype=return_type, is_elementwise=True)
