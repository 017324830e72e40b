"""The functions of the package."""

import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

import kyx_schema
from kyx_schema import InvalidPayload, fix, lint, lint_many

FIXTURES = Path(__file__).resolve().parents[3] / "tests/fixtures"
NOW = datetime(2025, 1, 1, tzinfo=timezone.utc)
REQUEST = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "userReference": 7}'


def test_lint_finds_a_defect_and_its_place():
    report = lint(REQUEST, now=NOW)
    (finding,) = report.findings
    assert (report.ok, report.kind, report.omitted) == (False, "account-request", 0)
    assert (finding.code, finding.severity, finding.pointer) == ("KYX103", "error", "/userReference")
    assert REQUEST.encode()[finding.range.start.offset : finding.range.end.offset] == b"7"


def test_bytes_and_text_have_the_same_findings():
    assert lint(REQUEST).to_json() == lint(REQUEST.encode()).to_json()


def test_a_clean_payload_is_ok():
    report = lint(kyx_schema.sample("account-request", now=NOW), now=NOW)
    assert report.ok and report.findings == () and report.to_json() == "[]"


def test_arguments_tell_what_the_payload_does_not():
    sample = kyx_schema.sample("account-request", workflow=3, channel="api", now=NOW)
    assert lint(sample, kind="account-request", operation="create", channel="api", now="2025-01-01T00:00:00Z").ok
    assert lint(sample, kind="callback", now=NOW).kind == "callback"
    assert not lint(sample, kind="callback", now=NOW).ok


def test_fix_applies_only_what_is_safe():
    fixed = fix("""{"firstName": 'John', "nationality": "de",}""")
    assert (fixed.data, fixed.count) == (b'{"firstName": "John", "nationality": "DEU"}', 3)
    assert fixed.report.findings == ()
    assert "John" not in repr(fixed)


def test_fixes_are_part_of_findings():
    (finding,) = lint('{"firstName": "John", "lastName": "Doe",}').findings
    assert finding.fix.safety == "safe"
    assert [edit.text for edit in finding.fix.edits] == [""]


def test_next_steps():
    response = kyx_schema.sample("account-response", workflow=3, channel="api", now=NOW)
    steps = kyx_schema.next_steps(response, channel="api")
    assert [it["classifier"] for it in steps["journeys"][0]["steps"]] == ["FRONT", "BACK", "FACE"]
    with pytest.raises(InvalidPayload) as raised:
        kyx_schema.next_steps("{}")
    assert not raised.value.report.ok


def test_catalogues():
    assert {it["key"] for it in kyx_schema.workflows()} >= {2, 3, 32}
    assert "KYX301" in [rule.code for rule in kyx_schema.rules()]
    assert kyx_schema.explain("consent-expired") == kyx_schema.explain("KYX301")
    assert kyx_schema.schema("lint-finding")["title"] == "Lint finding"
    assert kyx_schema.schema("account-request", draft_07=True)["$schema"].startswith("http://json-schema.org/draft-07")


def test_upload_check(tmp_path):
    picture = tmp_path / "front.jpg"
    picture.write_bytes(b"GIF89a")
    checked = kyx_schema.upload_check(picture, category="id", part="front")
    assert not checked.ok
    assert checked.files[0].findings[0].code == "KYX601"
    assert checked.files[0].findings[0].range is None
    documents = kyx_schema.upload_check([picture, picture], category="DOCUMENT", part="FRONT")
    assert len(documents.files) == 2


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_lint_many_keeps_the_order(threads):
    payloads = [f'{{"firstName": "John", "lastName": {"7" if n % 3 else "null"}}}' for n in range(5000)]
    reports = list(lint_many(payloads, kind="prepared-data", now=NOW, threads=threads))
    assert [report.line for report in reports] == list(range(1, 5001))
    assert [report.to_json() for report in reports[:9]] == [
        lint(it, kind="prepared-data", now=NOW).to_json() for it in payloads[:9]
    ]
    assert reports[0].to_json() != reports[1].to_json()


def test_lint_many_reads_the_lines_of_a_file(tmp_path):
    file = tmp_path / "payloads.ndjson"
    file.write_text(f"{REQUEST}\r\n\n  \n{REQUEST}", "utf-8")
    for source in (file, str(file)):
        reports = list(lint_many(source, now=NOW))
        assert [report.line for report in reports] == [1, 4]
        assert {report.to_json() for report in reports} == {lint(REQUEST, now=NOW).to_json()}


def test_lint_many_reads_only_a_few_batches_ahead():
    read = 0

    def payloads():
        nonlocal read
        while True:
            read += 1
            yield REQUEST

    next(lint_many(payloads(), threads=2))
    assert read < 10_000


def test_models_hold_what_the_samples_have():
    models = pytest.importorskip("kyx_schema.models")
    sample = kyx_schema.sample("account-request", now=NOW)
    assert models.AccountRequest.model_validate_json(sample).customer_internal_reference
    with pytest.raises(ValueError, match="userReference"):
        models.AccountRequest.model_validate_json(REQUEST)


def test_the_command_is_the_same_program(tmp_path):
    file = tmp_path / "request.json"
    file.write_text(REQUEST, "utf-8")
    command = [sys.executable, "-m", "kyx_schema", "lint", "--format", "json", "--quiet", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    found = json.loads(run.stdout)["payloads"][0]["findings"]
    assert found == json.loads(lint(REQUEST).to_json())
