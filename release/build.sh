#!/usr/bin/env bash
# Builds `kyx` for a target, and puts its archive and a checksum into target/release-archives. The archive has the same
# bytes for the same commit and toolchain: its times are those of the commit, or SOURCE_DATE_EPOCH.
#
#   release/build.sh [TARGET]     x86_64-unknown-linux-musl: static, for any Linux
#
# The target must run on this machine, because the binary writes its completions and man pages, and rustup must have it.
# For glibc, the binary is static as well. It is a stand-in for tests where rustup has no musl, not to be published: the
# licence of glibc asks for more than the archive contains.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-x86_64-unknown-linux-musl}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export CARGO_PROFILE_RELEASE_STRIP=true
# In a directory of its own: other builds have other flags.
export CARGO_TARGET_DIR=$PWD/target/release-build
python=$(command -v python3 || command -v python)

# No path of this machine gets into the binary.
sysroot=$(rustc --print sysroot)
remap="--remap-path-prefix=$PWD=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo --remap-path-prefix=$sysroot=rust"
build=(--release --locked --package kyx-cli --target "$target")
if [[ ! -d $sysroot/lib/rustlib/$target ]]; then
    echo "the toolchain lacks $target: rustup target add $target" >&2
    exit 1
fi
if [[ $target == *-linux-gnu ]]; then
    remap+=" -Ctarget-feature=+crt-static"
fi
RUSTFLAGS=$remap cargo build "${build[@]}"

"$python" release/archive.py "$target" "$CARGO_TARGET_DIR/$target/release" target/release-archives
