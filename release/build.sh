#!/usr/bin/env bash
# Builds `kyx` for a target, and puts its archive and a checksum into target/release-archives. The archive has the same
# bytes for the same commit and toolchain: its times are those of the commit, or SOURCE_DATE_EPOCH.
#
#   release/build.sh [TARGET]     x86_64-unknown-linux-musl: static, for any Linux
#
# The target must run on this machine: the binary writes its completions and man pages. If rustup lacks it, the standard
# library is compiled with the toolchain of `release/toolchain.sh`, and linked by Zig, which brings musl along.
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
if [[ -d $sysroot/lib/rustlib/$target ]]; then
    RUSTFLAGS=$remap cargo build "${build[@]}"
else
    toolchain=$PWD/target/release-toolchain
    release/toolchain.sh "$toolchain"
    "$python" -m venv "$toolchain/venv"
    "$toolchain/venv/bin/pip" install --quiet --disable-pip-version-check cargo-zigbuild==0.24.0 ziglang==0.17.1
    (
        . "$toolchain/env"
        export PATH="$toolchain/venv/bin:$PATH" RUSTFLAGS="$remap --remap-path-prefix=$toolchain/root/usr/lib/rustlib/src=rust"
        cargo zigbuild "${build[@]}" -Zbuild-std=std,panic_unwind
    )
fi

"$python" release/archive.py "$target" "$CARGO_TARGET_DIR/$target/release" target/release-archives
