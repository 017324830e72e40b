#!/usr/bin/env bash
# datamodel-code-generator: the pydantic models serialize a valid request, accept the valid samples of the corpus, and
# reject or correct the invalid ones.
set -euo pipefail
here=tests/consumers/pydantic
export PYTHONPATH=$OUT

datamodel-codegen --input schemas/kyx.schema.json --input-file-type jsonschema --output "$OUT/kyx.py" \
    --output-model-type pydantic_v2.BaseModel --target-python-version 3.11 \
    --use-annotated --collapse-root-models --disable-timestamp --formatters builtin --disable-warnings
python "$here/request.py" > "$OUT/request.json"
check-jsonschema --quiet --schemafile schemas/account-request.schema.json "$OUT/request.json"
python tests/consumers/samples.py "$OUT/samples" > "$OUT/fields"
mkdir "$OUT/written"
python "$here/samples.py" "$OUT/samples" "$OUT/written"
python tests/consumers/compare.py "$OUT/samples" "$OUT/written" file
python "$here/test.py"
