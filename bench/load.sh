#!/usr/bin/env bash
# Loads the server of docs/rust.md over loopback with valid and broken bodies, and prints for each minute the requests per
# second, percentiles of the latency, and the memory of the server. It needs wrk.
#
#   bench/load.sh [MINUTES]     10 unless given
#
# Fails if a body gets another status than 200 or 422, or if the memory grows by more than 2 MiB after the first minute.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-10}
work=$(mktemp -d)

cargo build --release --quiet -p kyx-axum
target/release/kyx-axum > "$work/address" &
server=$!
trap 'kill "$server"; rm -rf "$work"' EXIT
until [[ -s $work/address ]]; do sleep 0.1; done

# Half of the bodies are valid. Each of the others is broken in a way of its own.
cat > "$work/bodies.lua" <<'LUA'
local valid = assert(io.open("examples/document-verification.json")):read("*a")
local broken = {
   (valid:sub(1, #valid / 2)),
   (valid:gsub('"key": *%d+', '"key": 0')),
   (valid:gsub("}%s*$", ",}")),
   (valid:gsub("customerInternalReference", "customerInternalReferences")),
   '{"workflowDefinition":' .. ("["):rep(5000),
   '{"customerInternalReference": "' .. ("é"):rep(10000) .. '"}',
}

local threads = {}
local sent = 0
accepted, refused, others = 0, 0, 0

function setup(thread) table.insert(threads, thread) end

function request()
   sent = sent + 1
   local body = sent % 2 == 0 and valid or broken[(sent - 1) / 2 % #broken + 1]
   return wrk.format("POST", "/accounts", { ["Content-Type"] = "application/json" }, body)
end

function response(status)
   if status == 200 then accepted = accepted + 1
   elseif status == 422 then refused = refused + 1
   else others = others + 1 end
end

function done(summary, latency)
   local counts = { accepted = 0, refused = 0, others = 0 }
   for _, thread in ipairs(threads) do
      for name in pairs(counts) do counts[name] = counts[name] + thread:get(name) end
   end
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.timeout + counts.others
   local columns = { summary.requests / (summary.duration / 1e6), counts.accepted, counts.refused, failed }
   for _, percentile in ipairs({ 50, 90, 99, 99.9 }) do
      table.insert(columns, latency:percentile(percentile) / 1000)
   end
   table.insert(columns, latency.max / 1000)
   print(("result | %.0f | %d | %d | %d | %.2f | %.2f | %.2f | %.2f | %.2f |"):format(unpack(columns)))
end
LUA

memory() { awk '/^VmRSS/ { print $2 }' "/proc/$server/status"; }

echo "at the start: $(memory) KiB"
echo "| minute | requests/s | accepted | refused | failed | p50 ms | p90 ms | p99 ms | p99.9 ms | slowest ms | memory KiB |"
echo "|---|---|---|---|---|---|---|---|---|---|---|"
for minute in $(seq "$minutes"); do
    wrk --threads 1 --connections 32 --duration 60s --script "$work/bodies.lua" "http://$(cat "$work/address")" > "$work/output"
    row=$(sed -n 's/^result //p' "$work/output")
    echo "| $minute $row $(memory) |"
    IFS='|' read -r _ _ accepted refused failed _ <<< "$row"
    if ((accepted == 0 || refused == 0 || failed > 0)); then
        echo "failed: a body got another answer" >&2
        exit 1
    fi
    first=${first:-$(memory)}
done
if (($(memory) > first + 2048)); then
    echo "failed: the memory grew" >&2
    exit 1
fi
