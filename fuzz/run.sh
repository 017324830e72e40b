#!/usr/bin/env bash
# Fuzzes, with the toolchain that builds everything else: without a sanitizer, which code without `unsafe` does not need,
# cargo-fuzz does not take a nightly one.
#
#   fuzz/run.sh replay                 tries what is known: the seeds, and fuzz/corpus/, which earlier runs found
#   fuzz/run.sh SECONDS [TARGET ...]   fuzzes each target for some seconds, from there on
#   fuzz/run.sh keep                   adds to fuzz/corpus/ what reaches more code than the seeds
#   fuzz/run.sh table                  prints what the runs of fuzz/runs.tsv add up to
#
# With FUZZ_LOG=fuzz/runs.tsv, each run appends a line: target, seconds, executions, edges covered. FUZZ_MAX_LEN is the
# length of the longest input. What breaks a target is left in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:?replay, keep, table or the seconds for each target}
shift

if [[ $mode == table ]]; then
    exec python3 fuzz/table.py fuzz/runs.tsv
fi

python3 fuzz/seeds.py
cargo install --quiet --locked --debug --root target/tools cargo-fuzz@0.13.1
PATH=$PWD/target/tools/bin:$PATH
cargo fuzz build --sanitizer none
targets=("$@")
((${#targets[@]})) || mapfile -t targets < <(cargo fuzz list)

for target in "${targets[@]}"; do
    found=fuzz/work/found/$target
    seeds=fuzz/work/seeds/$target
    corpus=fuzz/corpus/$target
    log=fuzz/work/$target.log
    mkdir -p "$found" "$seeds" "$corpus"
    options=(-timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512)
    case $mode in
        replay) directories=("$seeds" "$corpus") options+=(-runs=0) ;;
        keep) directories=("$corpus" "$found") options+=(-merge=1) ;;
        *)
            directories=("$found" "$seeds" "$corpus")
            options+=(-max_total_time="$mode" -max_len="${FUZZ_MAX_LEN:-20000}" -print_final_stats=1)
            [[ $target == uploads ]] || options+=(-dict=fuzz/work/dictionary)
            ;;
    esac
    if ! cargo fuzz run --sanitizer none "$target" "${directories[@]}" -- "${options[@]}" &> "$log"; then
        tail -n 100 "$log"
        exit 1
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    printf '%-12s %12s executions, %s edges covered\n' "$target" "${executions:-}" "${edges:-0}"
    if [[ -n $executions ]]; then
        printf '%s\t%s\t%s\t%s\n' "$target" "$mode" "$executions" "$edges" >> "${FUZZ_LOG:-/dev/null}"
    fi
done
