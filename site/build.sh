#!/usr/bin/env bash
# Builds the site into target/site. Set SITE_REBUILDS_PACKAGE= to take the npm package as it was built last.
set -euo pipefail
cd "$(dirname "$0")"
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

if [ ! -f ../bindings/npm/dist/kyx_wasm_bg.wasm ] || [ -n "${SITE_REBUILDS_PACKAGE-yes}" ]; then
    ../bindings/npm/build.sh
fi
npm ci --ignore-scripts --loglevel error > /dev/null
npm run --silent build
