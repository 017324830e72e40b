#!/usr/bin/env bash
# Builds the npm package, installs its archive in an empty project, and runs all tests there.
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
target=$here/../../target/npm
project=$target/project
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

./build.sh
echo "the types are current"
rm -rf "$target/types"
node generate-types.mjs "$target/types"
diff -r types "$target/types"

rm -rf "$project"
mkdir "$project"
npm pack --silent --pack-destination "$target" > /dev/null
cp -R test ../../docs/typescript.md "$project/"
cd "$project"
echo '{ "private": true, "type": "module" }' > package.json
npm install --offline --silent "$target"/kyx-schema-*.tgz

echo "alone in an empty project"
test "$(ls node_modules)" = kyx-schema
alone=(test/{functions,bad-input,command}.test.mjs)
node --test --test-reporter=spec "${alone[@]}"

echo "beside other packages"
for package in "$here"/node_modules/*; do
    ln -sn "$package" "node_modules/$(basename "$package")"
done
node_modules/typescript/bin/tsc --project test/typescript
node --test --test-reporter=spec test/{browser,pages}.test.mjs
