"""Payloads in columns of DuckDB. Requires `kyx-schema[duckdb]`.

>>> import duckdb
>>> from kyx_schema.duckdb import register
>>> connection = duckdb.connect()
>>> register(connection, now="2025-01-01T00:00:00Z")
>>> connection.sql("SELECT kyx_lint(payload).errors FROM 'requests/*.parquet'")

Payloads that are structs become JSON first, with `json_merge_patch('{}', to_json(payload))`: `to_json` alone writes the absent
fields as `null`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import Unpack

from .columns import Options, of_pyarrow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def register(
    connection: DuckDBPyConnection,
    name: str = "kyx_lint",
    payload_type: str = "VARCHAR",
    **options: Unpack[Options],
) -> None:
    """Makes a function of a column known, which returns a column of structs: see `kyx_schema.arrow.lint`.

    :param payload_type: `BLOB` for a column of binaries.
    """
    import pyarrow

    lint_column, row_type = of_pyarrow(**options)
    empty = pyarrow.table({"row": pyarrow.array([], row_type)})
    [return_type] = connection.from_arrow(empty).types
    connection.create_function(
        name, lint_column, [payload_type], return_type, type="arrow", null_handling="special"
    )
