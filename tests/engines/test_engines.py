"""Each engine finds in a column what `kyx lint` finds in the lines of a file."""

import json

import duckdb as duckdb_engine
import polars as polars_engine
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import FIELDS, NOW, flat
from datafusion import SessionContext

from kyx_schema import datafusion, duckdb, polars, spark


def in_order(rows):
    """The structs by their id."""
    return flat([row for _, row in sorted(rows, key=lambda it: it[0])])


def test_duckdb(archive, of_command):
    connection = duckdb_engine.connect()
    duckdb.register(connection, now=NOW)
    rows = connection.execute(f"SELECT id, kyx_lint(payload) FROM '{archive}/*.parquet'").fetchall()
    assert in_order(rows) == of_command
    assert connection.execute("SELECT kyx_lint(NULL), kyx_lint('{').errors").fetchall() == [(None, 1)]
    assert connection.execute(r"SELECT kyx_lint('{}\xFF'::BLOB).errors").fetchall() == [(2,)]


def test_duckdb_structs(structs, of_structs):
    connection = duckdb_engine.connect()
    duckdb.register(connection, now=NOW)
    rows = connection.execute(f"SELECT id, kyx_lint(payload) FROM '{structs}/*.parquet'").fetchall()
    assert in_order(rows) == of_structs


def test_datafusion(archive, of_command):
    context = SessionContext()
    context.register_udf(datafusion.udf(now=NOW))
    context.register_parquet("requests", str(archive / "payloads.parquet"))
    table = context.sql("SELECT id, kyx_lint(payload) AS kyx FROM requests").to_arrow_table()
    assert in_order(zip(table["id"].to_pylist(), table["kyx"].to_pylist())) == of_command
    found = context.sql("SELECT kyx_lint(NULL) AS a, kyx_lint('{')['errors'] AS b").to_pylist()
    assert found == [{"a": None, "b": 1}]


def test_datafusion_structs(structs, of_structs):
    context = SessionContext()
    context.register_parquet("requests", str(structs / "payloads.parquet"))
    payload_type = context.table("requests").schema().field("payload").type
    context.register_udf(datafusion.udf(payload_type=payload_type, now=NOW))
    table = context.sql("SELECT id, kyx_lint(payload) AS kyx FROM requests").to_arrow_table()
    assert in_order(zip(table["id"].to_pylist(), table["kyx"].to_pylist())) == of_structs


def test_polars(archive, of_command):
    requests = polars_engine.scan_parquet(archive / "payloads.parquet")
    for engine in ("streaming", "in-memory"):
        frame = requests.with_columns(kyx=polars.lint("payload", now=NOW)).collect(engine=engine)
        assert in_order(zip(frame["id"], frame["kyx"])) == of_command
    categories = polars_engine.DataFrame({"payload": ["{", None, "{"]}).cast(polars_engine.Categorical)
    counts = categories.select(polars.lint("payload", now=NOW, detail="counts"))["payload"]
    assert counts.struct.field("errors").to_list() == [1, None, 1]


def test_polars_structs(structs, of_structs):
    requests = polars_engine.scan_parquet(structs / "payloads.parquet")
    for engine in ("streaming", "in-memory"):
        frame = requests.with_columns(kyx=polars.lint("payload", now=NOW)).collect(engine=engine)
        assert in_order(zip(frame["id"], frame["kyx"])) == of_structs


def test_spark(session, archive, of_command):
    requests = session.read.parquet(str(archive / "payloads.parquet"))
    as_dictionary = [(row["id"], row["kyx"].asDict(recursive=True)) for row in spark.lint(requests, now=NOW).collect()]
    assert in_order(as_dictionary) == of_command
    by_function = requests.select("id", spark.udf(now=NOW)("payload").alias("kyx"))
    assert in_order((row["id"], row["kyx"].asDict(recursive=True)) for row in by_function.collect()) == of_command
    spark.register(session, now=NOW, detail="counts")
    requests.createOrReplaceTempView("requests")
    [row] = session.sql("SELECT sum(kyx_lint(payload).errors + kyx_lint(payload).warnings) AS n FROM requests").collect()
    assert row["n"] == sum(map(len, of_command.values()))
    assert session.sql("SELECT kyx_lint(NULL) AS a, kyx_lint('{').errors AS b").collect() == [(None, 1)]


def test_spark_structs(session, structs, of_structs):
    requests = session.read.parquet(str(structs / "payloads.parquet"))
    by_function = requests.withColumn("kyx", spark.udf(now=NOW)("payload"))
    for checked in (spark.lint(requests, now=NOW), by_function):
        rows = checked.select("id", "kyx").collect()
        assert in_order((row["id"], row["kyx"] and row["kyx"].asDict(recursive=True)) for row in rows) == of_structs


def test_the_end_of_a_consent_is_the_same(session, tmp_path):
    consent = {"obtained": "yes", "obtainedAt": "2024-02-29T12:00:00Z"}
    payload = {
        "customerInternalReference": "order-4711",
        "workflowDefinition": {"key": 2},
        "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}, "consent": consent},
    }
    path = str(tmp_path / "consent.parquet")
    pq.write_table(pa.table({"payload": [json.dumps(payload)]}), path, compression="zstd")
    seconds = 1803816000
    connection = duckdb_engine.connect()
    duckdb.register(connection, now=NOW)
    assert connection.execute(f"SELECT epoch(kyx_lint(payload).consent_until) FROM '{path}'").fetchall() == [(seconds,)]
    frame = polars_engine.read_parquet(path).select(polars.lint("payload", now=NOW).struct.field("consent_until"))
    assert frame.item().timestamp() == seconds
    row = spark.lint(session.read.parquet(path), now=NOW).selectExpr("unix_timestamp(kyx.consent_until)").collect()[0]
    assert row[0] == seconds
    context = SessionContext()
    context.register_udf(datafusion.udf(now=NOW))
    context.register_parquet("requests", path)
    table = context.sql("SELECT kyx_lint(payload)['consent_until'] AS it FROM requests").to_arrow_table()
    assert table["it"][0].as_py().timestamp() == seconds


def test_an_unknown_option_is_refused_at_once(session):
    for adapter in (spark.udf, datafusion.udf, lambda **it: duckdb.register(duckdb_engine.connect(), **it)):
        with pytest.raises(ValueError, match="^now: "):
            adapter(now="yesterday")
        with pytest.raises(TypeError):
            adapter()
    with pytest.raises(ValueError, match="^kind: "):
        polars.lint("payload", now=NOW, kind="x")
