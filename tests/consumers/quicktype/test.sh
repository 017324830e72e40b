#!/usr/bin/env bash
# quicktype: makes Java, Go, C# and Swift of each schema; the Java compiles, and writes a request that the schema takes.
set -euo pipefail
here=tests/consumers/quicktype
node "$here/generate.mjs"

# The Java needs Jackson, which the generator for OpenAPI carries.
jackson=$(python -c 'import openapi_generator_cli as it; print(it.__path__[0])')/openapi-generator.jar
javac -proc:none -cp "$jackson" -d "$OUT/classes" "$OUT"/java/*/*.java "$here/Request.java"
java -cp "$OUT/classes:$jackson" Request > "$OUT/request.json"
check-jsonschema --quiet --schemafile schemas/account-request.schema.json "$OUT/request.json"

schemas=("$OUT"/java/*)
echo "Java, Go, C# and Swift of ${#schemas[@]} schemas; the Java compiles, and writes a request that is valid"
