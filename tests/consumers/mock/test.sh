#!/usr/bin/env bash
# Prism and Postman: the examples of the OpenAPI document lead from the access token to the images, and each request of the
# collection goes to its host, with examples.
set -euo pipefail
here=tests/consumers/mock
node "$here/postman.mjs" schemas/openapi.json
prism mock --port 0 schemas/openapi.json > "$OUT/prism.log" 2>&1 < /dev/null &
mock=$!
trap 'kill "$mock"' EXIT
until grep -q 'listening on' "$OUT/prism.log"; do kill -0 "$mock"; sleep 0.1; done
node "$here/follow.mjs" "$(grep -o 'http://127.0.0.1:[0-9]*' "$OUT/prism.log" | tail -n 1)"
