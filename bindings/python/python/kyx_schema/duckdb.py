"""Payloads in columns of DuckDB. Requires `kyx-schema[duckdb]`.

>>> import duckdb
>>> from kyx_schema.duckdb import register
>>> connection = duckdb.connect()
>>> register(connection, now="2025-01-01T00:00:00Z")
>>> connection.sql("SELECT kyx_lint(payload).errors FROM 'requests/*.parquet'")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import Unpack

from .columns import Options, of_pyarrow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def register(
    connection: DuckDBPyConnection, name: str = "kyx_lint", **options: Unpack[Options]
) -> None:
    """Makes a function of a column known, which returns a column of structs: see `kyx_schema.arrow.lint`."""
    import pyarrow

    lint_column, row_type = of_pyarrow(**options)
    empty = pyarrow.table({"row": pyarrow.array([], row_type)})
    [return_type] = connection.from_arrow(empty).types
    # Without the type of the parameter, it has any: VARCHAR, BLOB, STRUCT.
    connection.create_function(name, lint_column, None, return_type, type="arrow", null_handling="special")
