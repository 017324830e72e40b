"""Payloads in columns of DataFusion. Requires `kyx-schema[datafusion]`.

>>> from kyx_schema import datafusion
>>> context.register_udf(datafusion.udf(now="2025-01-01T00:00:00Z"))
>>> context.sql("SELECT kyx_lint(payload)['errors'] FROM requests")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import Unpack

from .columns import Options, of_pyarrow

if TYPE_CHECKING:
    import pyarrow
    from datafusion import ScalarUDF


def udf(
    name: str = "kyx_lint", payload_type: pyarrow.DataType | None = None, **options: Unpack[Options]
) -> ScalarUDF:
    """A function of a column, which returns a column of structs: see `kyx_schema.arrow.lint`.

    :param payload_type: The type of the column: `string_view` if not given, as which DataFusion reads strings of Parquet. That of
        structs is `context.table("requests").schema().field("payload").type`.
    """
    import pyarrow
    from datafusion import udf as new_udf

    lint_column, row_type = of_pyarrow(**options)
    return new_udf(lint_column, [payload_type or pyarrow.string_view()], row_type, "immutable", name)
