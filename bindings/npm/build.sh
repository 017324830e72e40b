#!/usr/bin/env bash
# Builds the npm package into dist/ and schemas/ of this folder: `npm pack` then makes the archive.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=bindings/npm
target=target/npm
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

# Only the toolchain and this install require the network. The install keeps a copy of its lock file.
"$here/toolchain.sh"
if ! cmp --silent "$here/package-lock.json" "$here/node_modules/installed"; then
    npm ci --ignore-scripts --loglevel error --prefix "$here" > /dev/null
    cp "$here/package-lock.json" "$here/node_modules/installed"
fi

# The toolchain compiles nothing but the module.
(
    . target/wasm-toolchain/env
    # A panic traps without a message, and without the code for one. Inlining less makes the code a tenth smaller, and a fifth
    # slower.
    export RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Cllvm-args=-inline-threshold=8"
    cargo build --quiet --profile wasm -p kyx-wasm --target wasm32-unknown-unknown \
        -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size
)
mkdir -p "$target"
cargo run --quiet -p kyx-bindgen -- target/wasm32-unknown-unknown/wasm/kyx_wasm.wasm "$target"
opt=$here/node_modules/.bin/wasm-opt
# A second pass makes it smaller still. The names tell what it is made of.
"$opt" -Oz -Oz --debuginfo "$target/kyx_wasm_bg.wasm" --output "$target/named.wasm"

rm -rf "$here/dist" "$here/schemas"
mkdir "$here/dist"
"$opt" --strip-debug --strip-producers "$target/named.wasm" --output "$here/dist/kyx_wasm_bg.wasm"
cp "$target/kyx_wasm.js" "$here"/js/* "$here"/types/*.d.ts "$here/dist/"
cp -R schemas "$here/schemas"
cp LICENSE-* "$here/"
