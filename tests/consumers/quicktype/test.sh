#!/usr/bin/env bash
# quicktype: generates Java, Go, C# and Swift from each schema; the Java code compiles and serializes a valid request.
set -euo pipefail
here=tests/consumers/quicktype
node "$here/generate.mjs"

# The Java code requires Jackson, which the OpenAPI generator contains.
jackson=$(python -c 'import openapi_generator_cli as it; print(it.__path__[0])')/openapi-generator.jar
javac -proc:none -cp "$jackson" -d "$OUT/classes" "$OUT"/java/*/*.java "$here/Request.java"
java -cp "$OUT/classes:$jackson" Request > "$OUT/request.json"
check-jsonschema --quiet --schemafile schemas/account-request.schema.json "$OUT/request.json"

schemas=("$OUT"/java/*)
echo "Java, Go, C# and Swift from ${#schemas[@]} schemas; the Java code compiles and serializes a valid request"
