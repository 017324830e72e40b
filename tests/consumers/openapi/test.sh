#!/usr/bin/env bash
# The OpenAPI document: three linters report nothing; its types in TypeScript accept what they should; and schemathesis
# confirms that the verdicts and responses of a server are as documented.
set -euo pipefail
here=tests/consumers/openapi
document=schemas/openapi.json

openapi-spec-validator "$document"
redocly lint --config "$here/redocly.yaml" "$document"
spectral lint --fail-severity warn --ruleset "$here/spectral.yaml" "$document"

openapi-typescript "$document" --output "$OUT/openapi.d.ts"
cp "$here"/{client,wrong}.ts "$OUT"
tsc=(tsc --strict --noEmit --target es2022 --module nodenext)
fields=$(python tests/consumers/samples.py "$OUT/samples")
tests/consumers/literals "$OUT/samples" 'import type { components } from "./openapi.js";' 'components["schemas"]["%s"]' > "$OUT/samples.ts"
(cd "$OUT" && "${tsc[@]}" client.ts wrong.ts samples.ts)
refused=$PWD/tests/consumers/typescript/refused
(cd "$OUT" && "$refused" wrong.ts "${tsc[@]}" wrong.ts)

cargo build --quiet -p kyx-stub
target/debug/kyx-stub > "$OUT/address" 2> "$OUT/stub.log" < /dev/null &
stub=$!
trap 'kill "$stub"' EXIT
until grep -q http "$OUT/address"; do sleep 0.1; done
address=$(head -n 1 "$OUT/address")

schemathesis --config-file "$here/schemathesis.toml" run "$document" --url "$address" > "$OUT/schemathesis.log" ||
    { cat "$OUT/schemathesis.log"; exit 1; }
cases=$(grep -oE '[0-9]+ generated, [0-9]+ passed' "$OUT/schemathesis.log")

echo "three linters report nothing; types for TypeScript with $fields fields; $cases by schemathesis"
