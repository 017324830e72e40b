#!/usr/bin/env bash
# Builds the site and tests it in Chromium.
set -euo pipefail
cd "$(dirname "$0")"

command -v chromium > /dev/null || {
    apt-get update --quiet=2
    apt-get install --yes --no-install-recommends --quiet=2 chromium
}
./build.sh

# What a visitor loads to check a payload, compressed as hosts do: 1 MiB.
limit=1048576
size=$(for file in index.html assets/page.js assets/style.css; do gzip -9c "../target/site/$file"; done | wc -c)
echo "$size bytes compressed, of $limit"
test "$size" -le "$limit"

npm test --silent
