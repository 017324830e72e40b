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
In brackets: the time taken, as a multiple of that of `kyx` with one thread in the same round; ratios are medians, too.

- `kyx` applies all its rules, explains each defect, and shows the first 1000 of a file. The others say what the schema
  says: not the rules that the schema leaves to the linter, nor keys that stand twice. Sourcemeta passes formats over
  unless told otherwise.
- ajv, jsonschema-rs and boon are asked for yes or no, which ends at the first defect.
- stops: Sourcemeta ends at the first line that is no JSON, and there are some among the broken ones.
- – : check-jsonschema reads one payload a file. Its time, like that of the Python and Node.js scripts, is mostly start-up.
- In process, sonic-rs and the first `serde_json` read into the same owned structs, which check nothing and pass over
  unknown fields. All is compiled for any x86-64, where sonic-rs does without AVX2; `RUSTFLAGS="-C target-cpu=native"`
  lets it use what the machine has.
"""


def kyx(*options):
    return lambda schema, path: [KYX, "lint", "--quiet", *NOW, *options, path]


def sourcemeta(*options):
    # The program itself: the package's own command starts it from Python, which would count.
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
    """What is run, by name, and whether it reads more than one payload from a file."""
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
    """The seconds, the peak memory in MB and the exit status of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, process.returncode


def schema(corpus):
    kind = "prepared-data" if corpus.startswith("prepared") else "account-request"
    return ROOT / f"schemas/{kind}.schema.json"


def runs(contenders, paths, rounds):
    """All runs of a contender on a file. Each round runs them all, so that a change of the machine's speed meets all."""
    found = {}
    for _ in range(rounds):
        for place, path in paths.items():
            for name, (command, _) in contenders.items():
                found.setdefault((name, place), []).append(run(command(schema(place), path)))
    return found


def judged(runs, place):
    """Whether a contender came to its verdict, and did not stop before."""
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
    # A process starts as a copy of this one, whose memory counts as its own.
    _, least_memory, _ = run(["true"])
    print(f"{machine()}. {sizes['clean'] / 1e6:.0f} MB a file, medians of {rounds}; one file: of 21.")
    print(f"{versions()}.\n")
    print(f"| MB/s (times kyx's time) | {' | '.join(CORPORA)} | peak MB | one file, ms |")
    print("|---|" + "---:|" * (len(CORPORA) + 2))
    for name, (_, reads_lines) in entrants.items():
        print(row(name, reads_lines, found, sizes, least_memory, next(iter(entrants))))
    print(NOTES.rstrip())


main()
