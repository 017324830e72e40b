"""Compares the command check-jsonschema, with default options, with tests/corpus/, with each draft of the schemas."""

import json
import subprocess
import tempfile
from pathlib import Path

from corpus import judge


def verdicts(path, payloads):
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.json") for number in range(len(payloads))]
        for file, payload in zip(files, payloads):
            file.write_text(json.dumps(payload), "utf-8")
        command = ["check-jsonschema", "--output-format", "json", "--schemafile", path, *files]
        report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
        assert report["status"] in ("ok", "fail") and not report.get("parse_errors"), report
        rejected = {error["filename"] for error in report.get("errors", [])}
        return [str(file) not in rejected for file in files]


judge("check-jsonschema", verdicts)
