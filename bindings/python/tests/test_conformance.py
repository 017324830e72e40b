"""The findings of the library, byte for byte: see `tests/conformance/run`."""

import json
import pathlib

import kyx_schema

EXPECTED = pathlib.Path("target/conformance/expected.ndjson")


def test_the_findings_are_those_of_the_library():
    lines = EXPECTED.read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) > 12_000
    differences = []
    for text in lines:
        line = json.loads(text)
        payload = line["payload"]
        names = {name: line[name] for name in ("kind", "operation", "channel")}
        for data in [payload, payload.encode()] if isinstance(payload, str) else [bytes(payload)]:
            report = kyx_schema.lint(data, **names, now="2025-01-01T00:00:00Z")
            is_same = report.to_json() == text[text.rindex('"findings":') + 11 : text.rindex(',"detected":')]
            if not is_same or report.kind != line["detected"]:
                differences.append((text, report))
            assert [finding.code for finding in report.findings] == [it["code"] for it in line["findings"]]
    assert not differences
