"""Payloads in columns of Spark. Requires `kyx-schema[spark]`, on the workers, too.

>>> from kyx_schema import spark
>>> requests.withColumn("kyx", spark.udf(now="2025-01-01T00:00:00Z")("payload")).where("kyx.errors > 0")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import Unpack

from .columns import Options, of_pyarrow

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession


def udf(**options: Unpack[Options]) -> Callable[..., Any]:
    """A function of a column, which returns a column of structs: see `kyx_schema.arrow.lint`."""
    from pyspark.sql.functions import arrow_udf
    from pyspark.sql.pandas.types import from_arrow_type

    lint_column, row_type = of_pyarrow(**options)

    def lint(column: pyarrow.Array) -> pyarrow.Array:
        return lint_column(column)

    # Spark reads the hints of types to tell kinds of functions apart.
    import pyarrow

    lint.__annotations__ = {"column": pyarrow.Array, "return": pyarrow.Array}
    return cast(Callable[..., Any], arrow_udf(lint, returnType=from_arrow_type(row_type)))


def register(session: SparkSession, name: str = "kyx_lint", **options: Unpack[Options]) -> None:
    """Makes the function of a column known to SQL: `SELECT kyx_lint(payload).errors FROM requests`."""
    session.udf.register(name, udf(**options))


def lint(frame: DataFrame, column: str = "payload", output: str = "kyx", **options: Unpack[Options]) -> DataFrame:
    """The frame with one more column, by `mapInArrow`. All columns pass through Python: `select` what is needed first.

    The row of a payload is kept, whatever is wrong with it.
    """
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import StructField, StructType

    lint_column, row_type = of_pyarrow(**options)

    def lint_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield batch.append_column(output, lint_column(batch.column(column)))

    schema = StructType([*frame.schema.fields, StructField(output, from_arrow_type(row_type))])
    return frame.mapInArrow(lint_batches, schema)
