#!/usr/bin/env bash
# Clients by OpenAPI Generator, in each language that has a folder here: each is compiled, reads and writes every field of
# every payload, and makes every call to the server of `tests/stub/`, which accepts and returns only payloads with every
# field.
set -euo pipefail
export CLIENTS=tests/consumers/clients
fields=$(python "$CLIENTS/../samples.py" "$OUT/samples")

cargo build --quiet -p kyx-stub
target/debug/kyx-stub "$OUT/samples" > "$OUT/addresses" 2> "$OUT/stub.log" < /dev/null &
stub=$!
trap 'kill "$stub"' EXIT
until [[ $(wc -l < "$OUT/addresses") == 5 ]]; do sleep 0.1; done

# Each host has its own address, so that a call to the wrong one fails.
{ read -r _; read -r AUTH; read -r ACCOUNT; read -r API; read -r RETRIEVAL; } < "$OUT/addresses"
export AUTH ACCOUNT API RETRIEVAL SAMPLES=$OUT/samples DOCUMENT=$OUT/openapi.json
cp schemas/openapi.json "$DOCUMENT"
for host in AUTH ACCOUNT API RETRIEVAL; do
    sed -i "s|https://${host,,}.amer-1.jumio.ai\"|${!host}\"|" "$DOCUMENT"
done

# generate LANGUAGE OPTION…: generates the client into `$CLIENT`.
generate() {
    openapi-generator-cli generate --input-spec "$DOCUMENT" --output "$CLIENT" --generator-name "$@" > "$CLIENT.log" 2>&1 ||
        { cat "$CLIENT.log"; return 1; }
}
# for_each LINE: prints the line for each payload, with its name instead of `NAME`.
for_each() {
    for sample in "$SAMPLES"/*.json; do
        sample=$(basename "$sample" .json)
        echo "${1//NAME/$sample}"
    done
}
export -f generate for_each

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
echo "${list:2}: each reads, writes and sends $fields fields, and makes every call"
