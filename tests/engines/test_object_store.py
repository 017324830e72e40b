"""The sweep in an object store, which has the results of one on a disk. A server on this machine plays S3."""

import logging
import os
import re
import signal
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import BROKEN
from moto.server import ThreadedMotoServer
from pyarrow import fs
from test_sweep import findings, job, program, tables, without

from kyx_schema.sweep import run

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_REGION": "us-east-1"}


class Requests(logging.Handler):
    """Those that the server has answered."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())

    def written(self):
        """The objects that took their place."""
        return set(re.findall(r'"PUT /(\S+) HTTP', "\n".join(self.lines)))


@pytest.fixture(scope="module")
def server():
    requests = Requests()
    logger = logging.getLogger("werkzeug")
    logger.setLevel(logging.INFO)
    logger.addHandler(requests)
    logger.propagate = False
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (CREDENTIALS | {"AWS_ENDPOINT_URL": f"http://{host}:{port}"}).items():
            patch.setenv(name, value)
        yield requests
    server.stop()


def store():
    return fs.FileSystem.from_uri("s3://any?allow_bucket_creation=true")[0]


@pytest.fixture
def bucket(server, request):
    """A bucket of its own."""
    name = re.sub("[^a-z]+", "-", request.node.name).strip("-")
    store().create_dir(name)
    return name


def put(folder, place):
    fs.copy_files(str(folder), place, destination_filesystem=store())


def get(place, folder):
    folder.mkdir()
    fs.copy_files(place, str(folder), source_filesystem=store())
    return folder


def objects(place):
    found = store().get_file_info(fs.FileSelector(place, recursive=True, allow_not_found=True))
    return {it.path for it in found if it.is_file}


def archive_of(bucket, files, rows=100):
    for number in range(files):
        table = pa.table({"payload": [BROKEN, None] * (rows // 2)})
        pq.write_table(table, f"{bucket}/in/{number}.parquet", filesystem=store(), compression="zstd")
    return f"s3://{bucket}/in"


def test_the_tables_are_those_of_a_disk(server, bucket, poisoned, tmp_path):
    put(poisoned, f"{bucket}/in")
    # The results are in the folder of the input, which is no reason to read them.
    source, out = f"s3://{bucket}/in", f"s3://{bucket}/in/out/"
    outcome = run(job(source, out), "datafusion")
    assert not outcome.failures
    run(job(poisoned, tmp_path / "disk"), "datafusion")
    found = tables(get(f"{bucket}/in/out", tmp_path / "store"))
    assert without(source, found) == without(poisoned, tables(tmp_path / "disk"))
    server.lines.clear()
    assert run(job(source, out), "datafusion") == outcome
    assert not any(it.endswith(".parquet") for it in server.written())
    assert not any("unfinished" in it for it in objects(bucket))


# Lines are read by pyarrow, whatever the engine.
@pytest.mark.parametrize("engine", ["duckdb", "datafusion"])
def test_lines(engine, bucket, archive, of_command, tmp_path):
    put(archive, f"{bucket}/in")
    outcome = run(job(f"s3://{bucket}/in/payloads.ndjson", f"s3://{bucket}/out", None), engine)
    assert not outcome.failures
    assert findings(get(f"{bucket}/out", tmp_path / "out")) == of_command


def test_a_run_that_is_killed_is_continued(server, bucket, tmp_path):
    source, out = archive_of(bucket, 8, rows=4_000), f"{bucket}/out"
    process = program(source, f"s3://{out}", "datafusion")
    while len(objects(f"{out}/done")) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    # A table is there as a whole, or not at all.
    assert all(pq.read_metadata(it, filesystem=store()) for it in objects(out) if it.endswith("rows.parquet"))
    done = objects(f"{out}/done")
    assert 2 <= len(done) < 8
    server.lines.clear()
    outcome = run(job(source, f"s3://{out}"), "datafusion")
    assert outcome.tally.rows == 8 * 4_000 and not outcome.failures
    assert not done & server.written()
    run(job(source, tmp_path / "whole"), "datafusion")
    assert tables(get(out, tmp_path / "continued")) == tables(tmp_path / "whole")


def test_a_file_that_breaks_off_leaves_no_table(bucket):
    source, out = archive_of(bucket, 1), f"{bucket}/out"
    path = f"{bucket}/in/0.parquet"
    pq.write_table(
        pa.table({"payload": [os.urandom(200) for _ in range(4_000)]}), path, filesystem=store(), row_group_size=2_000
    )
    whole = store().open_input_file(path).read()
    # In the second row group.
    broken = whole[: len(whole) // 2] + bytes(100_000) + whole[len(whole) // 2 + 100_000 :]
    for content, failures in ((broken, 1), (whole, 0)):
        with store().open_output_stream(path) as stream:
            stream.write(content)
        assert len(run(job(source, f"s3://{out}"), "datafusion").failures) == failures
        found = [it.rpartition("/")[2] for it in objects(out)]
        assert found.count("rows.parquet") == 3 * (1 - failures)
        assert not any("unfinished" in it for it in objects(out))


def test_a_file_takes_as_many_requests_as_the_page_says(server, bucket):
    counts = []
    for files in (2, 4):
        source = archive_of(bucket, files)
        server.lines.clear()
        assert run(job(source, f"s3://{bucket}/out-{files}"), "datafusion").files == files
        counts.append(len(server.lines))
    of_file = (counts[1] - counts[0]) / 2
    row_groups = 1
    assert of_file == row_groups + 38
