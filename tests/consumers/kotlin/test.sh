#!/usr/bin/env bash
# The types in Kotlin by OpenAPI Generator compile, and read and write every field. Its calls require OkHttp 4, which Debian
# does not have.
set -euo pipefail
here=tests/consumers/kotlin
kotlin=tests/consumers/node_modules/kotlin-compiler
gson=/usr/share/java/gson.jar

# Types with unknown fields would be maps, which Gson cannot read.
sed '/"additionalProperties": true,$/d' schemas/openapi.json > "$OUT/openapi.json"
# Alternatives of scalars would be classes without a value.
openapi-generator-cli generate --input-spec "$OUT/openapi.json" --output "$OUT/client" --generator-name kotlin \
    --additional-properties serializationLibrary=gson \
    --type-mappings WorkflowKey=kotlin.Any,Flag=kotlin.Any,ProblemStatus=kotlin.Any,NumberOrString=kotlin.Any > "$OUT/client.log" 2>&1 ||
    { cat "$OUT/client.log"; exit 1; }
source=$OUT/client/src/main/kotlin/org/openapitools/client
"$kotlin/bin/kotlinc" -nowarn -cp "$gson" -d "$OUT/classes" "$here/Client.kt" "$source"/models "$source"/infrastructure/{Serializer,*Adapter}.kt

fields=$(python tests/consumers/samples.py "$OUT/samples")
mkdir "$OUT/written"
java -cp "$OUT/classes:$gson:$kotlin/lib/kotlin-stdlib.jar" ClientKt "$OUT/samples" "$OUT/written"
python tests/consumers/compare.py "$OUT/samples" "$OUT/written" file
echo "the types compile, and read and write $fields fields"
