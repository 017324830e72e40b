"""Counts the instructions that kyx executes for a payload, which vary far less between runs than its time.

    instructions.py KYX GENERATE [--update]

KYX is a release build of kyx, and GENERATE any build of the program of kyx-peers. Compares the counts with those in
docs/performance.md, and fails if one of them grew by more than the tolerance. With --update, writes them there. It requires
valgrind.
"""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs/performance.md"
BEGIN, END = "<!-- bench/instructions.py: begin -->\n", "<!-- bench/instructions.py: end -->\n"
TOLERANCE = 0.03
KYX, GENERATE = sys.argv[1:3]
COUNT = 500  # payloads
CLEAN, EXPIRED = "2025-01-01T00:00:00Z", "2035-01-01T00:00:00Z"
NDJSON = ["--format", "ndjson"]
RESPONSES = ["account-response", "retrieval-response", "steps-response", "callback"]


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def generated(*options: str) -> list[str]:
    return output(GENERATE, "--count", str(2 * COUNT), *options).splitlines()


def sampled(kind: str) -> list[str]:
    sample = output(KYX, "sample", kind)
    return [json.dumps(json.loads(sample), separators=(",", ":"))] * (2 * COUNT)


def instructions(file: Path, options: list[str]) -> int:
    kyx = [KYX, "lint", "--no-config", "--threads", "1", "--quiet", *options, str(file)]
    count = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    run = subprocess.run([*count, *kyx], capture_output=True, text=True, check=False)
    found = re.search(r"I +refs: +([\d,]+)", run.stderr)
    if run.returncode not in (0, 1) or not found:
        sys.exit(f"{kyx} failed:\n{run.stderr}")
    return int(found[1].replace(",", ""))


def per_payload(payloads: list[str], now: str, options: list[str]) -> int:
    """The difference between twice as many payloads and as many leaves out the start."""
    with TemporaryDirectory() as directory:
        file = Path(directory) / "payloads.jsonl"
        counts = []
        for count in (COUNT, 2 * COUNT):
            # The same payloads twice, so that nothing happens for the first time in the second half.
            file.write_text("\n".join(payloads[:COUNT] * (count // COUNT)) + "\n")
            counts.append(instructions(file, ["--now", now, *options]))
    return (counts[1] - counts[0]) // COUNT


def measure() -> dict[str, tuple[int, int]]:
    requests = generated()
    broken = generated("--broken", "100")
    runs = {
        "account requests, clean": (requests, CLEAN, NDJSON),
        "account requests, all consents expired": (requests, EXPIRED, NDJSON),
        "account requests, clean, `--summary`": (requests, CLEAN, ["--summary"]),
        "account requests, all consents expired, `--summary`": (requests, EXPIRED, ["--summary"]),
        "account requests, 100 % broken": (broken, CLEAN, NDJSON),
        "prepared data, clean": (generated("--kind", "prepared-data"), CLEAN, NDJSON),
    }
    runs |= {f"{kind.replace('-', ' ')}, clean": (sampled(kind), CLEAN, NDJSON) for kind in RESPONSES}
    size = lambda payloads: sum(len(payload.encode()) + 1 for payload in payloads[:COUNT]) // COUNT
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda run: per_payload(*run), runs.values())
        return {name: (size(run[0]), count) for (name, run), count in zip(runs.items(), counts)}


def table(counts: dict[str, tuple[int, int]]) -> str:
    rows = [f"| {name} | {size} | {count:,} | {count / size:.1f} |\n" for name, (size, count) in counts.items()]
    return "| one payload | bytes | instructions | per byte |\n|---|---:|---:|---:|\n" + "".join(rows)


def main() -> None:
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    recorded, _, after = rest.partition(END)
    counts = measure()
    print(table(counts))
    if "--update" in sys.argv:
        DOCUMENT.write_text(before + BEGIN + table(counts) + END + after)
        return
    old = {name: int(count.replace(",", "")) for name, count in re.findall(r"\| (.+?) \| \d+ \| ([\d,]+) \|", recorded)}
    if old.keys() != counts.keys():
        sys.exit("docs/performance.md lists other payloads: run bench/instructions.py --update")
    grown = [name for name, (_, count) in counts.items() if count > old[name] * (1 + TOLERANCE)]
    if grown:
        sys.exit(f"more than {TOLERANCE:.0%} above docs/performance.md: {'; '.join(grown)}")


main()
