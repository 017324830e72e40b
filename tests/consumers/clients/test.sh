#!/usr/bin/env bash
# Clients by OpenAPI Generator, in each language that has a folder here: each is compiled, reads and writes every field of
# every payload, and calls the server of `tests/stub/`, which accepts and returns only payloads with every field.
set -euo pipefail
export CLIENTS=tests/consumers/clients
fields=$(python "$CLIENTS/../samples.py" "$OUT/samples")

cargo build --quiet -p kyx-stub
target/debug/kyx-stub "$OUT/samples" > "$OUT/addresses" 2> "$OUT/stub.log" < /dev/null &
stub=$!
trap 'kill "$stub"' EXIT
until [[ $(wc -l < "$OUT/addresses") == 4 ]]; do sleep 0.1; done

# Each host has its own address, so that a call to the wrong one fails.
{ read -r _; read -r ACCOUNT; read -r API; read -r RETRIEVAL; } < "$OUT/addresses"
export ACCOUNT API RETRIEVAL SAMPLES=$OUT/samples DOCUMENT=$OUT/openapi.json
sed "s|https://account.amer-1.jumio.ai\"|$ACCOUNT\"|; s|https://api.amer-1.jumio.ai\"|$API\"|; s|https://retrieval.amer-1.jumio.ai\"|$RETRIEVAL\"|" \
    schemas/openapi.json > "$DOCUMENT"

# generate LANGUAGE OPTION…: generates the client into `$CLIENT`.
generate() {
    openapi-generator-cli generate --input-spec "$DOCUMENT" --output "$CLIENT" --generator-name "$@" > "$CLIENT.log" 2>&1 ||
        { cat "$CLIENT.log"; return 1; }
}
export -f generate

languages=()
for run in "$CLIENTS"/*/run; do
    language=$(basename "${run%/run}")
    export CLIENT=$OUT/$language WRITTEN=$OUT/$language-payloads
    mkdir "$WRITTEN"
    "$run" || { echo "$language failed"; exit 1; }
    python "$CLIENTS/../compare.py" "$SAMPLES" "$WRITTEN" file response
    languages+=("$language")
done
printf -v list ', %s' "${languages[@]}"
echo "${list:2}: each reads, writes and sends $fields fields"
