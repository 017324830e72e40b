#!/usr/bin/env bash
# Fuzzes each target for some seconds (20 unless an argument says otherwise), after replaying its seeds. It requires a
# nightly toolchain and cargo-fuzz. What a target finds is left in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}

python3 fuzz/seeds.py
cargo +nightly fuzz build --sanitizer none
for target in $(cargo +nightly fuzz list); do
    dictionary=(-dict=fuzz/dictionary)
    [[ $target == uploads ]] && dictionary=()
    printf '\n-- %s\n' "$target"
    cargo +nightly fuzz run --sanitizer none "$target" -- -max_total_time="$seconds" -max_len=20000 -timeout=10 \
        -rss_limit_mb=1024 -malloc_limit_mb=512 -print_final_stats=1 -verbosity=0 "${dictionary[@]}"
done
