"""Compares the findings of `kyx lint --format ndjson` with the expected ones, byte for byte."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

OPTIONS = {"kind": "--as", "operation": "--operation", "channel": "--channel"}

# What is one text to the library and several payloads, or calls, to the CLI.
SEVERAL = re.compile(rb"curl |POST |HTTP/|\[\n|{.*}\n{")


def lint(kyx: str, options: tuple[str, ...], payloads: list[bytes]) -> list[str]:
    """The findings of each payload, as JSON text."""
    with tempfile.TemporaryDirectory() as folder:
        # A list in an `.ndjson` file is one payload, in a `.json` file several.
        extensions = ["ndjson" if payload.startswith(b"[") else "json" for payload in payloads]
        paths = [pathlib.Path(folder, f"{index}.{it}") for index, it in enumerate(extensions)]
        for path, payload in zip(paths, payloads):
            path.write_bytes(payload)
        command = [kyx, "lint", "--quiet", "--no-config", "--format=ndjson", "--now=2025-01-01T00:00:00Z"]
        run = subprocess.run([*command, *options, *paths], stdout=subprocess.PIPE)
    assert run.returncode in (0, 1), f"exit status {run.returncode}"
    findings: dict[str, list[str]] = {str(path): [] for path in paths}
    for line in run.stdout.decode().split("\n")[:-1]:
        # Path, line and kind come before the code.
        findings[json.loads(line)["path"]].append("{" + line[line.index('"code":') :])
    return [f"[{','.join(each)}]" for each in findings.values()]


def main(expected: str, kyx: str) -> None:
    calls = defaultdict(list)
    for text in pathlib.Path(expected).read_text(encoding="utf-8").split("\n")[:-1]:
        line = json.loads(text)
        options = tuple(f"{option}={line[name]}" for name, option in OPTIONS.items() if line[name])
        payload = line["payload"]
        payload = payload.encode() if isinstance(payload, str) else bytes(payload)
        if not SEVERAL.match(payload):
            calls[options].append((text, payload))
    differences = 0
    for options, lines in calls.items():
        found = lint(kyx, options, [payload for _, payload in lines])
        for (text, _), findings in zip(lines, found, strict=True):
            if f'"findings":{findings},"detected":' not in text:
                differences += 1
                print(f"expected {text}\nkyx lint {' '.join(options)}: {findings}", file=sys.stderr)
    count = sum(map(len, calls.values()))
    assert count > 12_000, f"only {count} payloads"
    assert not differences, f"kyx lint differs on {differences} payloads"
    print(f"kyx lint agrees on {count} payloads")


main(*sys.argv[1:])
