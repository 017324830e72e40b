#!/usr/bin/env bash
# quicktype: generates Java, Go, C# and Swift from each schema; the code in Java and Go compiles, and reads and writes every
# field.
set -euo pipefail
here=tests/consumers/quicktype
node "$here/generate.mjs"

# The Java code requires Jackson, which the OpenAPI generator contains.
jackson=$(python -c 'import openapi_generator_cli as it; print(it.__path__[0])')/openapi-generator.jar
javac -proc:none -cp "$jackson" -d "$OUT/classes" "$OUT"/java/*/*.java "$here"/*.java
java -cp "$OUT/classes:$jackson" Request > "$OUT/request.json"
check-jsonschema --quiet --schemafile schemas/account-request.schema.json "$OUT/request.json"

fields=$(python tests/consumers/samples.py "$OUT/samples")
mkdir "$OUT"/written-{java,go}
java -cp "$OUT/classes:$jackson" Samples "$OUT/samples" "$OUT/written-java"
python tests/consumers/compare.py "$OUT/samples" "$OUT/written-java" file

mkdir -p "$OUT/gopath/src/samples"
cp -r "$OUT/go" "$OUT/gopath/src/kyx"
cp "$here/samples.go" "$OUT/gopath/src/samples"
{
    names=$(cd "$OUT/samples" && basename --suffix .json -- *)
    printf 'package main\n'
    for name in $names; do printf 'import "kyx/%s"\n' "${name,,}"; done
    printf 'func files() {\n'
    for name in $names; do printf 'write[%s.%s]("%s")\n' "${name,,}" "$name" "$name"; done
    printf '}\n'
} > "$OUT/gopath/src/samples/files.go"
GO111MODULE=off GOPATH=$OUT/gopath GOCACHE=$PWD/target/consumers-cache/go go run samples "$OUT/samples" "$OUT/written-go"
python tests/consumers/compare.py "$OUT/samples" "$OUT/written-go" file

schemas=("$OUT"/java/*)
echo "Java, Go, C# and Swift from ${#schemas[@]} schemas; those in Java and Go compile, and read and write $fields fields"
