"""The programs of `docs/scale.md`, as they stand: in order, in one folder, and those for Postgres with a real one."""

import glob
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import psycopg
import pytest

PAGE = pathlib.Path("docs/scale.md").read_text(encoding="utf-8")
BLOCK = r"^```{}\n(.*?)^```$"
POSTGRES = PAGE.index("<!-- postgres: begin -->")


def blocks(language, text):
    return re.findall(BLOCK.format(language), text, re.MULTILINE | re.DOTALL)


def test_the_programs_run(tmp_path):
    programs = blocks("python", PAGE[:POSTGRES])
    assert len(programs) == 8
    for program in programs:
        run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, program + run.stdout + run.stderr


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """The URL of a server of its own. It does not run as root."""
    [bin] = glob.glob("/usr/lib/postgresql/*/bin")
    folder = tmp_path_factory.mktemp("postgres")
    is_root = os.getuid() == 0
    if is_root:
        for parent in [folder, *folder.parents][:3]:
            parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    as_user = ["runuser", "-u", "postgres", "--"] if is_root else []
    control = [*as_user, f"{bin}/pg_ctl", "-D", f"{folder}/data", "-w"]
    subprocess.run([*control, "init", "-o", "-A trust -U kyx -N"], check=True, cwd="/", stdout=subprocess.DEVNULL)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    subprocess.run([*control, "start", "-l", f"{folder}/log", "-o", options], check=True, cwd="/", stdout=subprocess.DEVNULL)
    yield f"postgresql:///postgres?host={folder}&user=kyx"
    subprocess.run([*control, "stop", "-m", "immediate"], check=True, cwd="/", stdout=subprocess.DEVNULL)


def test_postgres(postgres, tmp_path):
    [schema], [program] = blocks("sql", PAGE[POSTGRES:]), blocks("python", PAGE[POSTGRES:])
    [command] = blocks("sh", PAGE[POSTGRES:])
    broken, sound = '{"workflowDefinition":\n{"key": 2}}', '{"a  b\\n": "c  \\"d"}'
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(schema)
        insert = "INSERT INTO request (payload) SELECT %s FROM generate_series(1, %s)"
        connection.execute(insert, (broken, 2_500))
        workers = [subprocess.Popen([sys.executable, "-c", program, postgres, "3"]) for _ in range(2)]
        while connection.execute("SELECT count(*) FROM request WHERE checked_at IS NULL").fetchone() != (0,):
            time.sleep(0.05)
        # These are announced to the workers.
        connection.execute(insert, (broken, 500))
        assert [it.wait() for it in workers] == [0, 0]
        found = connection.execute("SELECT code, count(*), count(DISTINCT request) FROM finding GROUP BY code").fetchall()
        assert found == [("KYX102", 3_000, 3_000)]
        connection.execute("TRUNCATE request CASCADE")
        connection.execute(insert, (broken, 2))
        connection.execute(insert, (sound, 1))
    subprocess.run(["bash", "-c", command, "bash", postgres], cwd=tmp_path, check=True)
    lines = (tmp_path / "requests.ndjson").read_text().splitlines()
    assert lines == [broken.replace("\n", " ")] * 2 + [sound]
    assert [it[:10] for it in (tmp_path / "findings.ndjson").read_text().splitlines()][:2] == ['{"path":"r'] * 2
