#!/usr/bin/env bash
# The README of the schemas: each of its commands runs as written, and each of its programs finds the defect.
set -euo pipefail
cp -r schemas/. "$OUT"
ln -s "$PWD/tests/consumers/node_modules" "$OUT/node_modules"
cp examples/document-verification.json "$OUT/request.json"
cd "$OUT"

# blocks LANGUAGE: prints the code in this language.
blocks() { awk -v fence='```' -v language="$1" 'index($0, fence) == 1 { inside = $0 == fence language; next } inside' README.md; }

npx() { "$@"; } # runs the installed version, not the latest one
# shellcheck source=/dev/null
source <(blocks sh)
for file in kyx.d.ts openapi.d.ts kyx.py AccountRequest.java client/pom.xml account_request.go AccountRequest.cs client-kotlin/build.gradle; do
    test -s "$file"
done

payload='{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 32}}' # lacks `userReference`
{ echo "const payload = $payload;"; blocks js; } > validate.mjs
{ echo "payload = $payload"; blocks python; } > validate.py
node validate.mjs 2>&1 | grep -F userReference
python validate.py | grep -F userReference

echo "$(blocks sh | grep -c '^[^ ]') commands run, and the programs in JavaScript and Python find the defect"
