#!/usr/bin/env bash
# Compares the schemas with those of the last release, or of the release given as an argument. Fails if a change breaks
# senders or readers, unless a new edition in `$id` announces it.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# CI clones may lack tags and history. A failure to fetch them is not an error of the change.
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
cargo test --quiet --no-run # builds `kyx` and its tests from the same sources

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
    echo "undo the breaking changes, or announce them: raise EDITION in build/json_schema.rs for payloads, or CLI_SCHEMA_EDITION in cli/src/schema.rs, and explain in CHANGELOG.md how to adapt" >&2
    exit 1
fi
