"""The functions of the package, each as a caller sees it."""

import copy
import json
import pickle
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from typing import get_args

import pytest

import kyx_schema

NOW = "2025-01-01T00:00:00Z"
REQUEST = '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'


def codes(report: kyx_schema.Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_finding_has_its_rule_place_and_fix():
    report = kyx_schema.lint('{"nationality": "de"}', kind="prepared-data", now=NOW)
    [finding] = report.findings
    assert (finding.code, finding.severity, finding.pointer) == ("KYX206", "warning", "/nationality")
    assert finding.range == kyx_schema.Range(
        start=kyx_schema.Place(offset=16, line=1, column=17), end=kyx_schema.Place(offset=20, line=1, column=21)
    )
    assert finding.fix is not None and finding.fix.safety == "safe"
    assert (report.ok, report.kind, report.omitted, report.line) == (True, "prepared-data", 0, None)
    assert json.loads(report.to_json())[0]["code"] == "KYX206"


def test_a_clean_payload_has_no_findings():
    for data in (REQUEST, REQUEST.encode(), bytearray(REQUEST.encode())):
        report = kyx_schema.lint(data, operation="create", now=NOW)
        assert (report.ok, report.findings, report.kind) == (True, (), "account-request")


def test_warnings_are_ok():
    report = kyx_schema.lint(REQUEST.replace("}}", '}, "callbackUrl": "http://www.yourcompany.com/"}'))
    assert report.ok and codes(report)


def test_the_call_counts():
    request = json.dumps(json.loads(REQUEST) | {"callbackUrl": None})
    with_channel = kyx_schema.lint(REQUEST.replace('"key": 2', '"key": 3'), channel="api", now=NOW)
    assert "KYX303" not in codes(with_channel) and with_channel.findings != kyx_schema.lint(request, now=NOW).findings


def test_the_time_is_a_text_or_a_datetime_with_a_zone():
    consent = json.loads(kyx_schema.sample("account-request", channel="api", now=NOW) or "")
    east = timezone(timedelta(hours=2))
    for now, is_ok in [
        (NOW, True),
        (datetime(2025, 1, 1, 2, tzinfo=east), True),
        ("2031-01-01T00:00:00Z", False),
        (datetime(2031, 1, 1, tzinfo=timezone.utc), False),
    ]:
        assert kyx_schema.lint(json.dumps(consent), channel="api", now=now).ok is is_ok
    with pytest.raises(ValueError, match="^now: not an RFC 3339 time$"):
        kyx_schema.lint(REQUEST, now=datetime(2025, 1, 1))


def test_safe_fixes_and_others():
    fixed = kyx_schema.fix("""{"firstName": 'John', "nationality": "de",}""")
    assert fixed.data == b'{"firstName": "John", "nationality": "DEU"}'
    assert (fixed.count, fixed.report.ok) == (3, True)
    assert "John" not in repr(fixed)


def test_an_unsafe_fix_is_applied_on_request():
    unsafe = None
    for line in open("tests/corpus/account-request.ndjson", encoding="utf-8"):
        payload = json.dumps(json.loads(line)["payload"])
        fixes = [it.fix for it in kyx_schema.lint(payload, kind="account-request").findings]
        if [it.safety for it in fixes if it] == ["unsafe"]:
            unsafe = payload
            break
    assert unsafe is not None
    assert kyx_schema.fix(unsafe, kind="account-request").count == 0
    assert kyx_schema.fix(unsafe, True, kind="account-request").count == 1


def test_the_steps_after_a_response():
    response = kyx_schema.sample("account-response", workflow=3, channel="api", now=NOW)
    assert response is not None
    [journey] = kyx_schema.next_steps(response, channel="api")["journeys"]
    assert len(journey["steps"]) == 3
    with pytest.raises(kyx_schema.InvalidPayload, match="KYX102"):
        kyx_schema.next_steps('{"timestamp": "2025-01-01T00:00:00Z"}')


def test_samples_are_clean_and_seeds_differ():
    for kind in get_args(kyx_schema.Kind):
        text = kyx_schema.sample(kind, now=NOW)
        assert text is not None
        report = kyx_schema.lint(text, kind=kind, operation="create", now=NOW)
        assert report.findings == () and report.kind == kind
    one, other = (kyx_schema.sample("account-response", seed=seed, now=NOW) for seed in (1, 2))
    assert one != other
    assert kyx_schema.sample("part-response", workflow=3, channel="web", now=NOW) is None


def test_the_catalogue():
    rules = kyx_schema.rules()
    assert rules == sorted(rules, key=lambda rule: rule.code) and len(rules) > 60
    assert kyx_schema.explain("KYX301") == kyx_schema.explain("consent-expired")
    assert kyx_schema.explain("KYX301").startswith("# KYX301")
    assert {rule.severity for rule in rules} <= {"info", "warning", "error"}


def test_workflows_and_schemas():
    keys = [workflow["key"] for workflow in kyx_schema.workflows()]
    assert keys == sorted(keys) and 10011 in keys
    assert kyx_schema.schema("account-request")["title"]
    assert "2020-12" in kyx_schema.schema("callback")["$schema"]
    assert "draft-07" in kyx_schema.schema("draft-07/callback")["$schema"]
    assert kyx_schema.schema("openapi")["openapi"] == "3.1.0"


def test_files_to_upload(tmp_path):
    (tmp_path / "front.jpg").write_bytes(b"GIF89a")
    (tmp_path / "back.jpg").write_bytes(b"")
    report = kyx_schema.upload_check(tmp_path / "front.jpg", tmp_path / "back.jpg", category="ID", part="FRONT")
    assert [codes(it) for it in report.files] == [["KYX601"], ["KYX607"]]
    assert report.ok is False and report.together.findings == ()


@pytest.mark.parametrize("name", ["operation", "channel"])
def test_the_names_of_the_types_are_those_of_the_library(name):
    with pytest.raises(ValueError) as caught:
        kyx_schema.lint(REQUEST, **{name: "x"})
    names = re.fullmatch(f"{name}: not one of (.*)", str(caught.value))
    assert names is not None
    assert tuple(names[1].split(", ")) == get_args(getattr(kyx_schema, name.capitalize()))


def test_the_kinds_of_the_types_are_those_of_the_library():
    with pytest.raises(ValueError) as caught:
        kyx_schema.lint(REQUEST, kind="x")
    prefix = "kind: not a kind of payload; kinds are "
    assert str(caught.value).startswith(prefix)
    assert sorted(str(caught.value).removeprefix(prefix).split(", ")) == list(get_args(kyx_schema.Kind))


def test_a_report_can_be_copied_and_sent_to_another_process():
    report = kyx_schema.lint('{"nationality": "de"}', kind="prepared-data", now=NOW)
    for copied in (pickle.loads(pickle.dumps(report)), copy.deepcopy(report)):
        assert copied.to_json() == report.to_json() and copied.findings == report.findings


def test_the_command(tmp_path):
    path = tmp_path / "request.json"
    path.write_text('{"workflowDefinition": {"key": 2}}')
    command = subprocess.run([sys.executable, "-m", "kyx_schema", "lint", str(path)], capture_output=True, text=True)
    assert command.returncode == 1 and "error[KYX102]" in command.stdout
    for arguments, status in [(["--version"], 0), (["lint", str(tmp_path / "none.json")], 2), (["lnt"], 2)]:
        assert subprocess.run(["kyx", *arguments], capture_output=True).returncode == status
    assert subprocess.run(["kyx", "--version"], capture_output=True, text=True).stdout == f"kyx {kyx_schema.__version__}\n"


def test_redacting_masks_what_may_be_personal_and_nothing_else():
    text = REQUEST[:-1] + ', "Jane": [true, 4711, null]}'
    redacted = '{"customerInternalReference": "•••", "workflowDefinition": {"key": 2}, "Jane": [false, 0, null]}'
    for data in (text, text.encode(), redacted):
        assert kyx_schema.redact(data) == redacted
    assert kyx_schema.redact('{"state": "IL"}', kind="prepared-data") == '{"state": "•••"}'
    assert kyx_schema.redact('{"state": "IL"}') == '{"•••1": "•••"}'
    curl = """curl https://account.emea-1.jumio.ai/api/v1/accounts -d '{"userReference": "Jane"}'"""
    assert kyx_schema.redact(curl).endswith("""'{"userReference": "•••"}'""")
    with pytest.raises(ValueError):
        kyx_schema.redact(text, kind="x")  # type: ignore[arg-type]
