#!/usr/bin/env bash
# The OpenAPI document: three linters report nothing; clients for TypeScript, Python and Java are generated, and the Python
# client calls a server; and schemathesis confirms that the server's verdicts and responses are as documented.
set -euo pipefail
here=tests/consumers/openapi
document=schemas/openapi.json

openapi-spec-validator "$document"
redocly lint --config "$here/redocly.yaml" "$document"
spectral lint --fail-severity warn --ruleset "$here/spectral.yaml" "$document"

openapi-typescript "$document" --output "$OUT/openapi.d.ts"
cp "$here"/{client,wrong}.ts "$OUT"
tsc=(tsc --strict --noEmit --target es2022 --module nodenext)
(cd "$OUT" && "${tsc[@]}" client.ts wrong.ts)
refused=$PWD/tests/consumers/typescript/refused
(cd "$OUT" && "$refused" wrong.ts "${tsc[@]}" wrong.ts)

for language in python java; do
    openapi-generator-cli generate --input-spec "$document" --generator-name "$language" --output "$OUT/$language"
done
test -f "$OUT/java/src/main/java/org/openapitools/client/model/AccountRequest.java"

cargo build --quiet -p kyx-stub
target/debug/kyx-stub > "$OUT/address" 2> "$OUT/stub.log" < /dev/null &
stub=$!
trap 'kill "$stub"' EXIT
until grep -q http "$OUT/address"; do sleep 0.1; done
address=$(cat "$OUT/address")

PYTHONPATH=$OUT/python python "$here/client.py" "$address"
schemathesis --config-file "$here/schemathesis.toml" run "$document" --url "$address" > "$OUT/schemathesis.log" ||
    { cat "$OUT/schemathesis.log"; exit 1; }
cases=$(grep -oE '[0-9]+ generated, [0-9]+ passed' "$OUT/schemathesis.log")

echo "three linters report nothing; clients for TypeScript, Python and Java; $cases by schemathesis"
