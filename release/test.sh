#!/usr/bin/env bash
# Tries the archive of `release/build.sh` in a root without any other file, as root, and that it is packed the same twice.
#
#   release/test.sh [TARGET]
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-x86_64-unknown-linux-musl}
archives=target/release-archives
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "failed: $*" >&2; exit 1; }

archive=$(echo "$archives"/kyx-*-"$target".tar.gz)
(cd "$archives" && sha256sum --check --quiet -- *.sha256)
tar -xzf "$archive" -C "$work"
unpacked=$(echo "$work"/kyx-*)
for file in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE THIRD-PARTY-LICENSES RUST-STD-LICENSES.html \
    man/kyx.1 man/kyx-lint.1 completions/{_kyx,kyx.bash,kyx.fish,kyx.elv,_kyx.ps1}; do
    test -s "$unpacked/$file" || fail "no $file"
done
grep -q '^serde_json ' "$unpacked/THIRD-PARTY-LICENSES" || fail "no licence of serde_json"
python3 -m venv target/bill
target/bill/bin/pip install --quiet --disable-pip-version-check --require-hashes -r release/requirements.txt
target/bill/bin/python release/valid_bill.py "$unpacked/kyx.cdx.json"
listed() { sed -n "$1" "$2" | sort -u; }
diff <(listed 's/^      "purl": "pkg:cargo\/\(.*\)@.*",$/\1/p' "$unpacked/kyx.cdx.json") \
    <(listed 's/^\([a-zA-Z0-9_-]*\) [0-9][^ ]*: .*/\1/p' "$unpacked/THIRD-PARTY-LICENSES") ||
    fail "the bill of materials and the licences differ"
! grep -qaF -e "$PWD" -e "$HOME" "$unpacked/kyx" || fail "the binary contains a path of this machine"

SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) python3 release/archive.py "$target" "target/release-build/$target/release" "$work/again"
cmp "$archive" "$work/again/$(basename "$archive")"

root=$work/root
mkdir "$root"
cp "$unpacked/kyx" examples/*.json "$root"
kyx() { chroot "$root" /kyx "$@"; }
# expect STATUS TEXT ARGUMENT…
expect() {
    local status=0 output
    output=$(kyx "${@:3}" 2>&1) || status=$?
    [[ $status == "$1" && $output == *"$2"* ]] || fail "kyx ${*:3}: exit status $status: $output"
}
expect 0 '1 clean' lint document-verification.json
expect 1 'KYX204' lint reuse-credentials.json
expect 1 'KYX204' lint --threads 2 .
expect 1 'KYX204' lint - < examples/reuse-credentials.json
expect 0 '$schema' schema account-request
expect 0 'customerInternalReference' sample account-request --workflow 5
expect 0 'complete' completions bash
echo '{"customerInternalReference": " a", "workflowDefinition": {"key": 2,}}' > "$root/broken.json"
expect 0 '1 clean' lint --fix --as account-request broken.json
grep -qF '{"key": 2}' "$root/broken.json" || fail "not fixed: $(cat "$root/broken.json")"
echo "the archive works in an empty root"
