"""Prints what runs of the fuzzer add up to, as a table in Markdown."""

import csv
import sys
from pathlib import Path


def main(log: str) -> None:
    with Path(log).open() as file:
        runs = [(target, *map(int, numbers)) for target, *numbers in csv.reader(file, delimiter="\t")]
    print("| target | executions | minutes | edges covered |")
    print("|---|---:|---:|---:|")
    for target in sorted({run[0] for run in runs}):
        seconds, executions, edges = zip(*(run[1:] for run in runs if run[0] == target), strict=True)
        print(f"| `{target}` | {sum(executions):,} | {sum(seconds) / 60:.1f} | {max(edges):,} |")
    print(f"| all | {sum(run[2] for run in runs):,} | {sum(run[1] for run in runs) / 60:.1f} | |")


if __name__ == "__main__":
    main(*sys.argv[1:])
