"""Measures the function over a column in each engine, beside `kyx lint` and the engine's own reading of JSON, and prints the
table of docs/scale.md. Runs in target/engines, which tests/engines/run makes:

    target/engines/bin/python bench/engines/run.py --bytes 300000000 --rounds 5

Each engine has a process of its own, with one or two threads. The rounds of all take turns, so that other programs on the
machine slow all of them down. The CPU time does not depend on them.
"""

import argparse
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet as pq

import kyx_schema
from kyx_schema import arrow

NOW = "2025-01-01T00:00:00Z"
GIVEN = '"userConsent":{"userIp":"203.0.113.7","userLocation":{"country":"DEU"},"consent":{"obtained":"yes","obtainedAt":"2024-%02d-%02dT12:00:00Z"}},'
BY_CODE = "SELECT finding.code, count(*) FROM (SELECT unnest(kyx_lint(payload).findings) AS finding FROM requests) GROUP BY ALL"


def payloads(size):
    """Requests of all workflows with a consent, of which one in 20 has two defects."""
    keys = [it["key"] for it in kyx_schema.workflows()]
    made = (kyx_schema.sample("account-request", workflow=key, seed=seed) for seed in range(200) for key in keys)
    texts = []
    for index, text in enumerate(it for it in made if it):
        text = json.dumps(json.loads(text) | json.loads("{" + GIVEN[:-1] % (index % 12 + 1, index % 28 + 1) + "}"))
        if index % 20 == 0:
            text = text.replace('"customerInternalReference"', '"custommerInternalReference"').replace('"yes"', '"yess"')
        texts.append(text)
    total = 0
    for text in itertools.cycle(texts):
        yield text
        total += len(text) + 1
        if total >= size:
            return


def of_duckdb(folder, cores):
    import duckdb
    from kyx_schema.duckdb import register

    connection = duckdb.connect(config={"threads": cores})
    register(connection, "kyx_counts", now=NOW, detail="counts")
    register(connection, now=NOW)
    connection.execute(f"CREATE VIEW requests AS FROM '{folder}/requests/*.parquet'")
    shape = json.dumps({"customerInternalReference": "VARCHAR", "workflowDefinition": {"key": "BIGINT"}, "userConsent": "JSON"})

    def run(query):
        return lambda: connection.execute(query).fetchall()

    return {
        "counts": run("SELECT sum(kyx_counts(payload).errors) FROM requests"),
        "findings by rule": run(BY_CODE),
        "reads JSON": run(f"SELECT count(from_json(payload, '{shape}').workflowDefinition.key) FROM requests"),
    }


def of_datafusion(folder, cores):
    from datafusion import SessionConfig, SessionContext
    from kyx_schema import datafusion

    context = SessionContext(SessionConfig().with_target_partitions(cores))
    context.register_udf(datafusion.udf("kyx_counts", now=NOW, detail="counts"))
    context.register_udf(datafusion.udf(now=NOW))
    context.register_parquet("requests", f"{folder}/requests")
    by_code = "SELECT f['code'], count(*) FROM (SELECT unnest(kyx_lint(payload)['findings']) AS f FROM requests) GROUP BY 1"

    def run(query):
        return lambda: context.sql(query).collect()

    return {
        "counts": run("SELECT sum(kyx_counts(payload)['errors']) FROM requests"),
        "findings by rule": run(by_code),
    }


def of_polars(folder, cores):
    os.environ["POLARS_MAX_THREADS"] = str(cores)
    import polars as pl
    from kyx_schema.polars import lint

    requests = pl.scan_parquet(f"{folder}/requests/*.parquet")
    field = pl.col("payload").struct.field
    counts = requests.select(lint("payload", now=NOW, detail="counts")).select(field("errors").sum())
    by_code = requests.select(lint("payload", now=NOW)).select(field("findings")).explode("findings").unnest("findings")
    key = pl.Struct({"key": pl.Int64})
    shape = pl.Struct({"customerInternalReference": pl.String, "workflowDefinition": key})
    read = requests.select(pl.col("payload").str.json_decode(shape).struct.field("workflowDefinition").count())

    def run(frame):
        return lambda: frame.collect(engine="streaming")

    return {
        "counts": run(counts),
        "findings by rule": run(by_code.group_by("code").len()),
        "reads JSON": run(read),
    }


def of_spark(folder, cores):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from kyx_schema import spark
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import col, count, explode, from_json
    from pyspark.sql.functions import sum as total

    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", False)
    for name in ("spark.driver.host", "spark.driver.bindAddress"):
        builder = builder.config(name, "127.0.0.1")
    session = builder.config("spark.driver.memory", "2g").config("spark.sql.shuffle.partitions", cores).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    shape = "customerInternalReference string, workflowDefinition struct<key long>, userConsent string"

    def sizes(batches):
        for batch in batches:
            yield pa.record_batch({"n": [batch.num_rows]})

    def sum_of(frame, column):
        return frame.select(col(column).alias("n")).agg(total("n"))

    def by_rule(frame):
        findings = spark.udf(now=NOW)("payload").getField("findings")
        return frame.select(explode(findings).alias("f")).groupBy("f.code").agg(count("*"))

    frames = {
        "counts": lambda it: sum_of(it.select(spark.udf(now=NOW, detail="counts")("payload").alias("kyx")), "kyx.errors"),
        "counts, mapInArrow": lambda it: sum_of(spark.lint(it, now=NOW, detail="counts"), "kyx.errors"),
        "findings by rule": by_rule,
        "nothing, mapInArrow": lambda it: sum_of(it.mapInArrow(sizes, "n long"), "n"),
        "reads JSON": lambda it: sum_of(it.select(from_json("payload", shape).alias("p")), "p.workflowDefinition.key"),
    }

    # A frame of its own each time: Spark keeps what one has shuffled.
    def run(frame):
        return lambda: frame(session.read.parquet(f"{folder}/requests")).collect()

    return {name: run(frame) for name, frame in frames.items()}


def of_pyarrow(folder, cores):
    table = pq.read_table(f"{folder}/requests")["payload"]

    def lint(detail):
        return lambda: arrow.lint(table, now=NOW, detail=detail, threads=cores)
    return {"counts": lint("counts"), "findings": lint("findings")}


def of_kyx(folder, cores):
    command = ["kyx", "lint", "--no-config", "-q", f"--now={NOW}", f"--threads={cores}", f"{folder}/requests.ndjson"]

    def lint(*options):
        return lambda: subprocess.run([*command, *options], stdout=subprocess.DEVNULL)
    return {"counts": lint("--summary"), "findings": lint("--format=ndjson")}


ENGINES = {name.removeprefix("of_"): make for name, make in list(globals().items()) if name.startswith("of_")}


def serve(engine, folder, cores):
    """Runs the case of each line that comes in, and answers with its seconds."""
    cases = ENGINES[engine](folder, cores)
    print(json.dumps(list(cases)), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        cases[line.strip()]()
        print(time.perf_counter() - start, flush=True)


def cpu_seconds(session):
    """The CPU time of all processes of a session: Spark has several."""
    ticks = 0
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(folder, rounds, size, rows):
    servers = {}
    for engine, cores in itertools.product(ENGINES, (1, 2)):
        command = [sys.executable, __file__, "--serve", engine, "--folder", folder, "--cores", str(cores)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(command, text=True, start_new_session=True, **pipes)
        servers[engine, cores] = server, json.loads(server.stdout.readline())
    wall, cpu = {}, {}
    for number in range(rounds + 1):
        for key, (server, cases) in servers.items():
            for case in cases:
                before = cpu_seconds(server.pid)
                print(case, file=server.stdin, flush=True)
                seconds = float(server.stdout.readline())
                # The first round warms up.
                if number:
                    wall.setdefault((*key, case), []).append(seconds)
                    cpu.setdefault((*key, case), []).append(cpu_seconds(server.pid) - before)
    for server, _ in servers.values():
        server.stdin.close()
        server.wait()
    print(f"{rows:,} payloads, {size / 1e6:.0f} MB; medians of {rounds}; load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.\n")
    print("| | | 1 core, MB/s | 2 cores, MB/s | 2 cores, rows/s | CPU s per GB | times that of `kyx lint` |")
    print("|---|---|---:|---:|---:|---:|---:|")
    base = cpu["kyx", 1, "findings"]
    for engine, case in dict.fromkeys((engine, case) for engine, _, case in wall):
        one, two = (statistics.median(wall[engine, cores, case]) for cores in (1, 2))
        spent = cpu[engine, 1, case]
        ratio = statistics.median(a / b for a, b in zip(spent, base))
        speeds = f"{size / one / 1e6:.0f} | {size / two / 1e6:.0f} | {rows / two:,.0f}"
        print(f"| {engine} | {case} | {speeds} | {statistics.median(spent) / size * 1e9:.1f} | {ratio:.1f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bytes", type=int, default=300_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve")
    parser.add_argument("--folder")
    parser.add_argument("--cores", type=int)
    given = parser.parse_args()
    if given.serve:
        return serve(given.serve, given.folder, given.cores)
    with tempfile.TemporaryDirectory() as folder:
        texts = list(payloads(given.bytes))
        pathlib.Path(folder, "requests").mkdir()
        pathlib.Path(folder, "requests.ndjson").write_text("\n".join(texts) + "\n")
        # As many files as keep two cores busy, each of several row groups.
        part = -(-len(texts) // 8)
        for index in range(8):
            table = pa.table({"payload": texts[index * part : (index + 1) * part]})
            pq.write_table(table, f"{folder}/requests/{index}.parquet", row_group_size=32_768, compression="zstd")
        measure(folder, given.rounds, sum(len(it) + 1 for it in texts), len(texts))


main()
