"""A program that uses the whole package, for mypy and pyright. It also runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timezone

import kyx_schema
from kyx_schema.payloads import AccountRequest

request: AccountRequest = {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
now = datetime(2025, 1, 1, tzinfo=timezone.utc)

report = kyx_schema.lint(json.dumps(request), kind="account-request", operation="create", channel="web", now=now)
kind: kyx_schema.Kind | None = report.kind
for finding in report.findings:
    place: kyx_schema.Place | None = finding.range.start if finding.range else None
    texts: list[str | None] = [edit.text for edit in finding.fix.edits] if finding.fix else []
    print(finding.code, finding.severity == "error", place, texts)

fixed: kyx_schema.Fixed = kyx_schema.fix(b"{}", unsafe=True)
data: bytes = fixed.data
reports: Iterator[kyx_schema.Report] = kyx_schema.lint_many([data, "{}"], threads=2)
oks: list[bool] = [it.ok for it in reports]
names: list[str] = [rule.name for rule in kyx_schema.rules()]
channels: list[str] = kyx_schema.workflows()[0]["channels"]
text: str = kyx_schema.explain("KYX301")
sample: str | None = kyx_schema.sample("callback", outcome="session-expired", seed=7, now="2025-01-01T00:00:00Z")
if len(sys.argv) > 1:
    uploads: kyx_schema.UploadReport = kyx_schema.upload_check(*sys.argv[1:], category="ID", part="FRONT")
