#!/usr/bin/env bash
# Fuzzes, with the toolchain that builds everything else: code without `unsafe` does not need a sanitizer.
#
#   fuzz/run.sh replay                 tries what is known: the seeds, and what earlier runs found
#   fuzz/run.sh SECONDS [TARGET ...]   fuzzes each target for some seconds, from there on; one per core at a time
#   fuzz/run.sh table                  prints what the runs of fuzz/runs.tsv add up to
#
# With FUZZ_LOG=fuzz/runs.tsv, each run appends a line: target, seconds, executions, edges covered. FUZZ_MAX_LEN is the
# length of the longest input, FUZZ_SEED a number that makes runs alike. What breaks a target is left in fuzz/artifacts/. `cargo fuzz` works as well.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:?replay, table or the seconds for each target}
shift

if [[ $mode == table ]]; then
    exec python3 fuzz/table.py fuzz/runs.tsv
fi

python3 fuzz/seeds.py
host=$(rustc --print host-tuple)
RUSTC_WRAPPER=$PWD/fuzz/instrument CARGO_TARGET_DIR=fuzz/target \
    cargo build --quiet --locked --release --target "$host" --manifest-path fuzz/Cargo.toml

# Fuzzes or replays one target.
run() {
    local target=$1 log=fuzz/work/$1.log found=fuzz/work/found/$1 executions edges
    local options=(-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 "-artifact_prefix=fuzz/artifacts/$target/")
    mkdir -p "$found" "fuzz/artifacts/$target"
    if [[ $mode == replay ]]; then
        options+=(-runs=0)
    else
        options+=("-max_total_time=$mode" "-max_len=${FUZZ_MAX_LEN:-8000}" -print_final_stats=1 -seed="${FUZZ_SEED:-0}")
        [[ $target == uploads ]] || options+=(-dict=fuzz/work/dictionary)
    fi
    if ! "fuzz/target/$host/release/$target" "${options[@]}" "$found" "fuzz/work/seeds/$target" &> "$log"; then
        tail -n 100 "$log"
        return 1
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p; s/^#\([0-9]*\).*DONE.*/\1/p' "$log" | tail -n 1)
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    printf '%-12s %12s executions, %s edges covered\n' "$target" "$executions" "$edges"
    [[ $mode == replay ]] || printf '%s\t%s\t%s\t%s\n' "$target" "$mode" "$executions" "$edges" >> "${FUZZ_LOG:-/dev/null}"
}

targets=("$@")
((${#targets[@]})) || targets=($(basename --suffix .rs fuzz/fuzz_targets/*.rs))
export -f run
export mode host
printf '%s\n' "${targets[@]}" | xargs --max-procs="$(nproc)" -I{} bash -euo pipefail -c 'run {}'
