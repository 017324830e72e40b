#!/usr/bin/env bash
# json-schema-to-typescript: the types are named as the definitions are, `tsc --strict` takes the right programs, and
# refuses each wrong one for what is wrong with it.
set -euo pipefail
here=tests/consumers/typescript
draft_07=schemas/draft-07 # in 2020-12, what is referred to beside a description is copied
schemas=("$draft_07"/*.json)

json2ts --input "$draft_07" --output "$OUT"
for schema in "${schemas[@]}"; do
    types=$OUT/$(basename "$schema" .json).d.ts
    diff <("$here/names" "$schema" | sort) <(sed -nE 's/^export (type|interface) (\w+).*/\2/p' "$types" | sort)
    # An intersection is a schema that the generator could not read as one type.
    if grep -Hn ' & ' "$types"; then exit 1; fi
done

cp "$here"/{*.ts,tsconfig.json} "$OUT"
refused=$PWD/$here/refused
wrong=$(cd "$OUT" && "$refused" wrong.ts tsc --project .)

echo "types of ${#schemas[@]} schemas; the right programs compile, $wrong wrong lines do not"
