#!/usr/bin/env bash
# Runs the tests of the scanner in Miri: no crate of this repository has `unsafe` code, but some that the scanner relies on do.
# It requires rustup, and takes ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

toolchain=nightly-2026-05-20
rustup toolchain install "$toolchain" --profile minimal --component miri,rust-src
# The corpus is read from the disk.
MIRIFLAGS=-Zmiri-disable-isolation CARGO_TARGET_DIR=target/miri \
    cargo "+$toolchain" miri test -p kyx-schema --test it -- scanner::
