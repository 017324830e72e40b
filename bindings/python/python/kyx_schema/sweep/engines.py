"""Who reads the files of a sweep: DuckDB, DataFusion or Spark."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

import pyarrow as pa
import pyarrow.fs

from ..many import LONGEST_LINE
from .place import file_system, quoted, without_scheme
from .tables import Tables

if TYPE_CHECKING:
    import datafusion
    import pyspark.sql

PARQUET = (".parquet",)
LINES = tuple(f".{name}{packed}" for name in ("ndjson", "jsonl") for packed in ("", ".gz", ".zst", ".bz2"))

# Large enough to pay for a call, small enough for rows of any size that engines hand over.
ROWS = 2048
BYTES = 8 << 20
# Larger than any file, so that Spark cuts none.
NEVER_CUT = 1 << 50


class Engine(Protocol):
    """Reads files in the order of their rows."""

    def write(self, files: list[str], column: str | None, tables: Tables) -> Iterator[tuple[str, Exception]]:
        """Writes the tables of the files. Yields those that could not be read."""
        ...

    def count(self, files: list[str]) -> dict[str, int]:
        """Counts the rows of each file, apart from reading their payloads."""
        ...


class _OneByOne:
    """Reads one file after the other, in this process."""

    def write(self, files: list[str], column: str | None, tables: Tables) -> Iterator[tuple[str, Exception]]:
        for file in files:
            try:
                tables.write(file, self._lines(file, column) if file.endswith(LINES) else self._parquet(file, column))
            except Exception as failure:
                yield file, failure

    def count(self, files: list[str]) -> dict[str, int]:
        return {file: _count_lines(file) if file.endswith(LINES) else self._count_parquet(file) for file in files}

    def _parquet(self, file: str, column: str | None) -> Iterator[pa.Array]:
        raise NotImplementedError

    def _count_parquet(self, file: str) -> int:
        raise NotImplementedError

    def _lines(self, file: str, column: str | None) -> Iterator[pa.Array]:
        for lines in _batches_of_lines(file):
            yield payloads_of_lines(pa.array(lines, pa.binary()), column)


class DuckDB(_OneByOne):
    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect()

    def _parquet(self, file: str, column: str | None) -> Iterator[pa.Array]:
        relation = self._connection.from_parquet(file).select(_quoted(_required(column)))
        for batch in relation.to_arrow_reader(ROWS):
            yield batch.column(0)

    def _count_parquet(self, file: str) -> int:
        [[count]] = self._connection.execute("SELECT count(*) FROM read_parquet(?)", [file]).fetchall()
        return int(count)


class DataFusion(_OneByOne):
    def __init__(self) -> None:
        from datafusion import SessionConfig, SessionContext

        # With one partition, rows keep their order.
        self._context = SessionContext(SessionConfig().with_target_partitions(1).with_batch_size(ROWS))
        self._buckets: set[str] = set()

    def _parquet(self, file: str, column: str | None) -> Iterator[pa.Array]:
        from datafusion import col

        frame = self._read(file).select(col(_quoted(_required(column))))
        for batch in frame.execute_stream():
            yield batch.to_pyarrow().column(0)

    def _count_parquet(self, file: str) -> int:
        return int(self._read(file).count())

    def _read(self, file: str) -> datafusion.DataFrame:
        url = urlsplit(file)
        if url.scheme == "s3" and url.netloc not in self._buckets:
            from datafusion.object_store import AmazonS3

            # The rest is in the environment, as for pyarrow. There the endpoint alone decides on http, too.
            self._context.register_object_store("s3://", AmazonS3(url.netloc, allow_http=True), url.netloc)
            self._buckets.add(url.netloc)
        return self._context.read_parquet(quoted(file))


class Spark:
    """Reads each file in a task of its own. A task that fails is tried again, and writes the same."""

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        self._session = SparkSession.builder.getOrCreate()
        for name in ("maxPartitionBytes", "openCostInBytes"):
            self._session.conf.set(f"spark.sql.files.{name}", NEVER_CUT)
        self._session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)

    def write(self, files: list[str], column: str | None, tables: Tables) -> Iterator[tuple[str, Exception]]:
        for of_format in _by_format(files):
            try:
                self._write(of_format, column, tables)
            except Exception:
                # One of them cannot be read: the others are done, or will be.
                done = tables.tallies(of_format)
                for file in (it for it in of_format if it not in done):
                    try:
                        self._write([file], column, tables)
                    except Exception as failure:
                        yield file, failure

    def _write(self, files: list[str], column: str | None, tables: Tables) -> None:
        names = {without_scheme(file): file for file in files}
        of_lines = files[0].endswith(LINES)
        write = _writer_of_files(names, column if of_lines else None, tables)
        self._read(files, column).mapInArrow(write, "file string").collect()
        done = tables.tallies(files)
        for file in (it for it in files if it not in done):
            # No batch comes from a file without rows.
            tables.write(file, [])

    def _read(self, files: list[str], column: str | None) -> pyspark.sql.DataFrame:
        from pyspark.sql.functions import col, to_json
        from pyspark.sql.types import StructType

        if files[0].endswith(LINES):
            frame = self._session.read.option("lineSep", "\n").text(files).withColumnRenamed("value", "payload")
        else:
            frame = self._session.read.parquet(*files).withColumn("payload", col(_quoted(_required(column), "`")))
            if isinstance(frame.schema["payload"].dataType, StructType):
                # Spark hands texts to Python far faster than structs.
                frame = frame.withColumn("payload", to_json("payload"))
        return frame.select("payload", col("_metadata.file_path").alias("file"))

    def count(self, files: list[str]) -> dict[str, int]:
        counts = dict.fromkeys(files, 0)
        names = {without_scheme(file): file for file in files}
        for of_format in _by_format(files):
            from pyspark.sql.functions import col

            reader = self._session.read
            frame = reader.option("lineSep", "\n").text(of_format) if of_format[0].endswith(LINES) else reader.parquet(*of_format)
            for row in frame.groupBy(col("_metadata.file_path").alias("file")).count().collect():
                counts[names[_decoded(row["file"])]] = row["count"]
        return counts


ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": DuckDB, "datafusion": DataFusion, "spark": Spark}


def files_of(source: str) -> list[tuple[str, int]]:
    """The files of payloads in a folder, or the one file, each with its size; by name."""
    files, path = file_system(source)
    info = files.get_file_info(path)
    if info.type == pyarrow.fs.FileType.NotFound:
        raise FileNotFoundError(f"{source}: no such file or folder")
    found = [info] if info.is_file else files.get_file_info(pyarrow.fs.FileSelector(path, recursive=True))
    scheme = f"{urlsplit(source).scheme}://" if "://" in source else ""
    return sorted(
        (scheme + it.path, it.size)
        for it in found
        if it.is_file and it.path.endswith((*PARQUET, *LINES)) and not _is_hidden(it.path.removeprefix(path))
    )


def _is_hidden(path: str) -> bool:
    return any(part.startswith(("_", ".")) for part in path.split("/"))


def payloads_of_lines(lines: pa.Array, column: str | None) -> pa.Array:
    """The payloads of lines: the lines themselves, or what they have in a field."""
    return lines if column is None else pa.array([_field(it, column) for it in lines.to_pylist()], pa.string())


def _field(line: bytes | str | None, name: str) -> str | None:
    try:
        value = json.loads(line or "")[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _batches_of_lines(file: str) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in _lines_of(file):
        batch.append(line)
        size += len(line)
        if len(batch) == ROWS or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines_of(file: str) -> Iterator[bytes]:
    """The lines, of which the rest is skipped where they exceed the limit of a payload."""
    files, path = file_system(file)
    with files.open_input_stream(path) as stream:
        rest = b""
        while block := stream.read(1 << 20):
            *lines, rest = (rest + block).split(b"\n")
            yield from lines
            if len(rest) > LONGEST_LINE + (1 << 20):
                rest = rest[:LONGEST_LINE]
        if rest:
            yield rest


def _count_lines(file: str) -> int:
    files, path = file_system(file)
    with files.open_input_stream(path) as stream:
        count, last = 0, b"\n"
        while block := stream.read(1 << 20):
            count, last = count + block.count(b"\n"), block[-1:]
        return count + (last != b"\n")


def _writer_of_files(
    names: dict[str, str], column: str | None, tables: Tables
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The work of a task: the tables of its files."""

    def of_one_file(batch: pa.RecordBatch) -> Iterator[tuple[str, pa.Array]]:
        start = 0
        for file, rows in itertools.groupby(batch.column("file").to_pylist()):
            length = sum(1 for _ in rows)
            yield file, payloads_of_lines(batch.column("payload").slice(start, length), column)
            start += length

    def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        pieces = itertools.chain.from_iterable(map(of_one_file, batches))
        for file, of_file in itertools.groupby(pieces, lambda piece: piece[0]):
            tables.write(names[_decoded(file)], (payloads for _, payloads in of_file))
            yield pa.record_batch({"file": [file]})

    return write


def _by_format(files: list[str]) -> list[list[str]]:
    """The files, those of lines apart from Parquet."""
    is_of_lines = [[it for it in files if it.endswith(LINES) is of_lines] for of_lines in (False, True)]
    return [it for it in is_of_lines if it]


def _decoded(url: str) -> str:
    """A URL of Spark, without its scheme, as we name files."""
    parts = urlsplit(url)
    return unquote(parts.netloc + parts.path)


def _required(column: str | None) -> str:
    if column is None:
        raise ValueError("files of Parquet require the name of the column")
    return column


def _quoted(name: str, quote: str = '"') -> str:
    return quote + name.replace(quote, 2 * quote) + quote
