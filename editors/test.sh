#!/usr/bin/env bash
# Tests `kyx server` with Neovim and with the protocol library of VS Code, and builds and packages the extension.
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD/..
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

command -v nvim > /dev/null || {
    apt-get update --quiet=2
    apt-get install --yes --no-install-recommends --quiet=2 neovim
}
cargo build --quiet -p kyx-cli
export KYX=$root/target/debug/kyx

echo "Neovim"
fixed=$(timeout 60 nvim --headless -u NONE -i NONE -S neovim/test.lua 2> /dev/null)
diff <(echo "$fixed") neovim/fixed.json

echo "VS Code"
cd vscode
npm ci --silent
npm run --silent build
npm test --silent
mkdir -p "$root/target/editors"
cp "$root/LICENSE-MIT" LICENSE
cp "$root/LICENSE-APACHE" .
npm run --silent package

echo "Zed"
cargo check --quiet --locked --manifest-path "$root/editors/zed/Cargo.toml" --target-dir "$root/target/zed"
