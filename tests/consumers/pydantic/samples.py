"""Parses the samples, which have every field, with the generated models, and serializes them again."""

import sys
from pathlib import Path

import kyx

samples, written = map(Path, sys.argv[1:])
for path in samples.iterdir():
    payload = getattr(kyx, path.stem).model_validate_json(path.read_text("utf-8"), strict=True)
    (written / f"{path.stem}.file.json").write_text(payload.model_dump_json(exclude_none=True), "utf-8")
