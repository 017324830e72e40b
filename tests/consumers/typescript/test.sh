#!/usr/bin/env bash
# json-schema-to-typescript: the types have the names of the definitions; `tsc --strict` accepts the correct programs, and
# rejects each wrong line with the expected error.
set -euo pipefail
here=tests/consumers/typescript
draft_07=schemas/draft-07 # with 2020-12, types that are referenced beside a description are duplicated
schemas=("$draft_07"/*.json)

json2ts --input "$draft_07" --output "$OUT"
for schema in "${schemas[@]}"; do
    types=$OUT/$(basename "$schema" .json).d.ts
    diff <("$here/names" "$schema" | sort) <(sed -nE 's/^export (type|interface) (\w+).*/\2/p' "$types" | sort)
    # An intersection is a schema that the generator could not convert to a single type.
    if grep -Hn ' & ' "$types"; then exit 1; fi
done

cp "$here"/{*.ts,tsconfig.json} "$OUT"
fields=$(python tests/consumers/samples.py "$OUT/samples")
rm "$OUT/samples/Problem.json" # its `detail` may have any type, which becomes an object
tests/consumers/literals "$OUT/samples" 'import type * as kyx from "./kyx.schema.js";' 'kyx.%s' > "$OUT/samples.ts"
refused=$PWD/$here/refused
wrong=$(cd "$OUT" && "$refused" wrong.ts tsc --project .)

echo "types of ${#schemas[@]} schemas; the correct programs compile, with $fields fields; $wrong wrong lines do not"
