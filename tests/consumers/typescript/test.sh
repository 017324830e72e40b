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

# An expectation says which error the next line gives. Taken out, that error must come, and no other anywhere.
cp "$here"/{*.ts,tsconfig.json} "$OUT"
expected=$(awk '/@ts-expect-error/ { print "wrong.ts(" FNR + 1 "): error " $3 }' "$OUT/wrong.ts")
sed -i 's/@ts-expect-error//' "$OUT/wrong.ts"
(cd "$OUT" && tsc --project .) > "$OUT/errors" || true
sed -nE 's/^(.*\([0-9]+),[0-9]+(\): error TS[0-9]+): .*/\1\2/p' "$OUT/errors" | diff <(echo "$expected") - || { cat "$OUT/errors"; exit 1; }

echo "types of ${#schemas[@]} schemas; the right programs compile, $(wc -l <<< "$expected") wrong lines do not"
