"""Checks a bill of materials with the schema of CycloneDX: `valid_bill.py FILE`."""

import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(pathlib.Path(sys.argv[1]).read_text("utf-8"))
sys.exit(error and f"not a bill of materials: {error}")
