#!/usr/bin/env bash
# Compares the schemas with those of the last release. What breaks those who rely on them is announced by a new edition
# in `$id`; else it fails. With an argument, compares with that release.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Clones for CI may have neither tags nor history; that they cannot be had is no defect of a change.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --tags --unshallow || true
fi
release=${1:-$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2> /dev/null || true)}
if [ -z "$release" ]; then
    echo "no release to compare with: no tag v* before this commit"
    exit 0
fi
echo "compared with $release:"
git archive "$release" schemas | tar x -C "$work"
cargo test --quiet --no-run # builds `kyx` from what the tests are built from

edition() { sed -n 's/.*"\$id": "\(urn:kyx-schema:[^"]*\)".*/\1/p' "$1"; }
is_broken=false
while IFS= read -r name; do
    status=0
    target/debug/kyx schema diff "$work/$name" "$name" || status=$?
    if [ "$status" = 1 ] && [ "$(edition "$work/$name")" != "$(edition "$name")" ]; then
        echo "$name: announced by its new edition, $(edition "$name")"
    elif [ "$status" != 0 ]; then
        is_broken=true
    fi
done < <(cd "$work" && find schemas -name '*.schema.json' | sort)
if $is_broken; then
    echo "take back what breaks, or announce it: count up the EDITION, and say in CHANGELOG.md what to do about it" >&2
    exit 1
fi
