#!/usr/bin/env bash
# The validators of other teams reach our verdict on each payload of tests/corpus/.
set -euo pipefail

status=0
node tests/consumers/validators/ajv.mjs || status=1
python -W error tests/consumers/validators/python.py || status=1
python tests/consumers/validators/check_jsonschema.py || status=1
echo "ajv, Python jsonschema and check-jsonschema agree with us on $(cat tests/corpus/*.ndjson | wc -l) payloads, with both drafts"
exit $status
