"""The findings of every payload of the corpus and the fixtures equal those of `kyx`, to the byte of their JSON."""

import json
import os
from pathlib import Path

from kyx_schema import lint, lint_many

ROOT = Path(__file__).resolve().parents[3]
EXPECTED = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "conformance/expected.ndjson"
NOW = "2025-01-01T00:00:00Z"


def cases():
    with EXPECTED.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            case = json.loads(line)
            findings = json.dumps(case["findings"], ensure_ascii=False, separators=(",", ":"))
            yield case["payload"], {name: case[name] for name in ("kind", "operation", "channel")}, findings


def test_lint():
    count = 0
    for payload, arguments, findings in cases():
        assert lint(payload, **arguments, now=NOW).to_json() == findings, (payload, arguments)
        count += 1
    assert count > 13_000


def test_lint_many():
    plain = [(payload, findings) for payload, arguments, findings in cases() if not any(arguments.values())]
    reports = lint_many((payload for payload, _ in plain), now=NOW, threads=3)
    assert [report.to_json() for report in reports] == [findings for _, findings in plain]
    assert plain
