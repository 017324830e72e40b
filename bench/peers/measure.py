"""Runs kyx and its peers in turn on the same files, and prints a table of throughput, memory and latency."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CORPORA = ["clean", "1 % broken", "100 % broken", "prepared data, clean"]
KYX = ROOT / "target/release/kyx"
NOW = ["--now", "2025-01-01T00:00:00Z", "--no-config"]


NOTES = """
In parentheses: the time as a multiple of the time of `kyx` with one thread in the same round. Ratios are medians, too.

- `kyx` applies all its rules, explains each defect, and shows the first 1000 of a file. The others check only the
  schema: not the rules that the schema leaves to the linter, nor duplicate keys. Sourcemeta ignores formats by default.
- ajv, jsonschema-rs and boon only decide whether a payload is valid, and stop at its first defect.
- stops: Sourcemeta stops at the first line that is not JSON; some of the broken lines are not.
- – : check-jsonschema reads one payload per file. Its time, like that of the Python and Node.js scripts, is mostly
  start-up.
- In process, sonic-rs and the first `serde_json` parse into the same owned structs, without checks and ignoring unknown
  fields. Everything is compiled for any x86-64, where sonic-rs does not use AVX2; with
  `RUSTFLAGS="-C target-cpu=native"`, it uses all features of the machine.
"""


def kyx(*options):
    return lambda schema, path: [KYX, "lint", "--quiet", *NOW, *options, path]


def sourcemeta(*options):
    # The program itself: the command of the package starts it from Python, whose start-up would count.
    folder = Path(find_spec("sourcemeta_jsonschema").origin).parent
    machine = {"aarch64": "arm64"}.get(platform.machine(), platform.machine())
    program = folder / f"jsonschema-{platform.system().lower()}-{machine}"
    command = [program, "validate", "--fast", "--continue", *options]
    return lambda schema, path: [*command, schema, path]


def script(*command):
    return lambda schema, path: [*command, schema, path]


def check_jsonschema(schema, path):
    return ["check-jsonschema", "--schemafile", schema, path]


def contenders():
    """Returns the contenders by name: the command of each, and whether it reads several payloads from a file."""
    threads = "--threads" in subprocess.check_output([KYX, "lint", "--help"], text=True)
    one, two = (["--threads", "1"], ["--threads", "2"]) if threads else ([], None)
    found = {"`kyx lint`, 1 thread": (kyx(*one), True)}
    if two:
        found["`kyx lint`, 2 threads"] = (kyx(*two), True)
    return found | {
        "Sourcemeta `validate --fast`": (sourcemeta(), True),
        "Sourcemeta, with formats": (sourcemeta("--format-assertion"), True),
        "ajv, formats, in Node.js": (script("node", HERE / "ajv.mjs"), True),
        "jsonschema-rs, formats, in Python": (script(sys.executable, HERE / "jsonschema_rs_lines.py"), True),
        "check-jsonschema": (check_jsonschema, False),
    }


def run(command):
    """Returns the seconds, the peak memory in MB and the exit status of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode


def schema(corpus):
    kind = "prepared-data" if corpus.startswith("prepared") else "account-request"
    return ROOT / f"schemas/{kind}.schema.json"


def runs(contenders, paths, rounds):
    """Returns the runs of each contender on each file. A round includes all contenders, so that changes in the speed of
    the machine affect all of them."""
    found = {}
    for _ in range(rounds):
        for place, path in paths.items():
            for name, (command, _) in contenders.items():
                found.setdefault((name, place), []).append(run(command(schema(place), path)))
    return found


def judged(runs, place):
    """Whether a contender reached its verdict in each run, and did not stop early."""
    expected = 0 if "broken" not in place else 1
    return all(status == expected for _, _, status in runs)


def seconds(runs):
    return statistics.median(run[0] for run in runs)


def row(name, reads_lines, found, sizes, least_memory, base):
    cells = []
    for place, size in sizes.items():
        runs = found.get((name, place))
        if not reads_lines:
            cells.append("–")
        elif not judged(runs, place):
            cells.append("stops")
        else:
            rounds = zip(runs, found[base, place])
            times = statistics.median(run[0] / base_run[0] for run, base_run in rounds)
            cells.append(f"{size / seconds(runs) / 1e6:.0f} ({times:.2f})")
    memory = max(peak for _, peak, _ in found[name, "clean" if reads_lines else "one file"])
    cells.append(f"{memory:.0f}" if memory > least_memory + 1 else f"≤ {memory:.0f}")
    one = found[name, "one file"]
    cells.append(f"{seconds(one) * 1000:.1f}" if judged(one, "one file") else "fails")
    return f"| {name} | {' | '.join(cells)} |"


def machine():
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())
    return f"{date.today()}, {os.cpu_count()} cores, {model}, {platform.system()}"


def versions():
    python = [f"{name} {version(name)}" for name in ("sourcemeta-jsonschema", "jsonschema-rs", "check-jsonschema")]
    node = subprocess.check_output(["node", "--version"], text=True).strip()
    ajv = json.loads((HERE / "package.json").read_text())["dependencies"]["ajv"]
    own = subprocess.check_output([KYX, "--version"], text=True).strip()
    return ", ".join([own, *python, f"ajv {ajv}", f"Node.js {node}", f"Python {platform.python_version()}"])


def main():
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    paths = {name: folder / f"{index}.jsonl" for index, name in enumerate(CORPORA)}
    sizes = {name: path.stat().st_size for name, path in paths.items()}
    entrants = contenders()
    readers = {name: entrant for name, entrant in entrants.items() if entrant[1]}
    found = runs(readers, paths, rounds) | runs(entrants, {"one file": folder / "one.json"}, 21)
    # A process starts as a copy of this one, so its peak memory includes that of this one.
    _, least_memory, _ = run(["true"])
    print(f"{machine()}. {sizes['clean'] / 1e6:.0f} MB per file, medians of {rounds}; one file: median of 21.")
    print(f"{versions()}.\n")
    print(f"| MB/s (times kyx's time) | {' | '.join(CORPORA)} | peak MB | one file, ms |")
    print("|---|" + "---:|" * (len(CORPORA) + 2))
    for name, (_, reads_lines) in entrants.items():
        print(row(name, reads_lines, found, sizes, least_memory, next(iter(entrants))))
    print(NOTES.rstrip())


main()
