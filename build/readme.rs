//! The page that describes each exported file and how to use it.

use super::json_schema::{BUNDLE, Definitions, type_name};
use crate::kind::Kind;

pub(crate) fn text(definitions: &Definitions) -> String {
    let rows = Kind::ALL.iter().map(|kind| {
        let schema = &definitions[&type_name(*kind)];
        let description = schema.get("description").and_then(|it| it.as_str()).unwrap_or_default();
        let first = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        format!("| `{kind}.schema.json` | `{}` | {first} |\n", type_name(*kind))
    });
    TEXT.replace("{payloads}", &rows.collect::<String>()).replace("{bundle}", BUNDLE)
}

const TEXT: &str = r#"# The contract

The requests and responses of the Jumio KYX platform, for every language. The build generates these files from the types
and rules of kyx-schema; edit those, not these.

| payload | type | description |
|---|---|---|
{payloads}
| file | description |
|---|---|
| `{bundle}.schema.json` | All payloads in one schema, each under `$defs` by the name of its type. |
| `openapi.json` | All calls with their payloads, in OpenAPI 3.1. |
| `draft-07/` | Each schema in draft-07, for tools without support for draft 2020-12, which the other files use. |
| `editor/` | The requests for VS Code and Monaco: clear messages, and suggestions of values. In draft-07, with keywords that validators in strict mode refuse. |
| `workflows.json`, `workflows.schema.json` | The documented workflows: credentials, channels, needs, prerequisites; and the schema of this list. |
| `lint-report.schema.json` | The output of `kyx lint --format json`. |
| `lint-finding.schema.json` | Each line of the output of `kyx lint --format ndjson`. |
| `lint-baseline.schema.json` | The file of `kyx lint --baseline`: known findings. |
| `lint-summary.schema.json` | The output of `kyx lint --summary --format json`. |
| `report.schema.json` | What `lint` of the npm package returns. |
| `rules.schema.json` | What `rules` of the Python and npm packages returns. |
| `kyx-toml.schema.json` | The configuration file `.kyx.toml`. |

Each schema is self-contained. Its `$id` ends with an edition number, which increases with each breaking change;
`kyx schema diff OLD NEW` lists such changes.

- Requests are closed: an unknown field is an error. Responses are open: they gain fields and values over time, so keep
  the unknown ones.
- A field that is `null` is the same as an absent one.
- The `$comment` of a rule across fields contains its code; `kyx explain KYX304` explains it.
- The description of a schema lists the rules that it cannot express and leaves to `kyx lint`: those that depend on the
  time, on the call or on its channel, and duplicate keys.
- **Enable `format`** in your validator; most ignore it by default. Where validators disagree about a format, the schema
  has a pattern as well.

## TypeScript and JavaScript

Types from the draft-07 schema with [json-schema-to-typescript](https://www.npmjs.com/package/json-schema-to-typescript)
(from later drafts, it generates some types twice), or types of all calls with
[openapi-typescript](https://openapi-ts.dev):

```sh
npx json2ts --input draft-07/{bundle}.schema.json --output kyx.d.ts
npx openapi-typescript openapi.json --output openapi.d.ts
```

Validation with [Ajv](https://ajv.js.org) 8 and ajv-formats:

```js
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync("account-request.schema.json", "utf8")));
if (!validate(payload)) console.error(validate.errors.map((error) => `${error.instancePath} ${error.message}`));
```

## Python

Pydantic 2 models with [datamodel-code-generator](https://datamodel-code-generator.koxudaxi.dev):

```sh
datamodel-codegen --input {bundle}.schema.json --input-file-type jsonschema --output kyx.py \
    --output-model-type pydantic_v2.BaseModel --use-annotated --collapse-root-models
```

Parse with `model_validate_json(body, strict=True)`, otherwise `"true"` becomes `true`; serialize with
`model_dump_json(exclude_none=True)`.

Validation with [jsonschema](https://python-jsonschema.readthedocs.io) (`pip install "jsonschema[format]"`), or of files
with [check-jsonschema](https://check-jsonschema.readthedocs.io). The models check only single fields; validation also
checks the rules across fields:

```python
import json
from jsonschema import Draft202012Validator

with open("account-request.schema.json") as file:
    schema = json.load(file)
validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
for error in validator.iter_errors(payload):
    print(error.json_path, error.validator, error.validator_value)  # error.message repeats the payload's value
```

```sh
check-jsonschema --schemafile account-request.schema.json request.json
```

## Java

Types for Jackson from the draft-07 schema with [quicktype](https://quicktype.io), or a client for all calls with
[OpenAPI Generator](https://openapi-generator.tech):

```sh
npx quicktype --src-lang schema --lang java --array-type list --package com.example.kyx \
    --top-level AccountRequest --out AccountRequest.java draft-07/account-request.schema.json
openapi-generator-cli generate --input-spec openapi.json --output client \
    --generator-name java --library native --additional-properties openApiNullable=false
```

The client requires Jackson and Apache HttpMime; without `openApiNullable=false`, also jackson-databind-nullable.
Run quicktype once for each payload, each with its own package: from `{bundle}.schema.json`, it generates one type with
the fields of all payloads.

## Go

Types with quicktype, or a client for all calls:

```sh
npx quicktype --src-lang schema --lang go --omit-empty --package kyx \
    --top-level AccountRequest --out account_request.go draft-07/account-request.schema.json
openapi-generator-cli generate --input-spec openapi.json --output client-go --generator-name go
```

## Kotlin

OpenAPI Generator turns types with unknown fields into maps, which Gson cannot read, so remove them first:

```sh
sed '/"additionalProperties": true,$/d' openapi.json > openapi-kotlin.json
openapi-generator-cli generate --input-spec openapi-kotlin.json --output client-kotlin \
    --generator-name kotlin --additional-properties serializationLibrary=gson \
    --type-mappings WorkflowKey=kotlin.Any,Flag=kotlin.Any,ProblemStatus=kotlin.Any,NumberOrString=kotlin.Any
```

## Rust

The crate kyx-schema has all types and checks. Other generators lose the alternatives of a number and a string: typify
rejects valid payloads, and OpenAPI Generator needs four types by hand, as in `tests/consumers/clients/rust/run`.

## PHP

```sh
openapi-generator-cli generate --input-spec openapi.json --output client-php --generator-name php \
    --type-mappings WorkflowKey=mixed,Flag=mixed,ProblemStatus=mixed,NumberOrString=mixed
```

Without the mappings, the workflow key gets lost. `ObjectSerializer::setDateTimeFormat('Y-m-d\TH:i:s.vp')` writes
milliseconds.

## C#

```sh
npx quicktype --src-lang schema --lang csharp --framework SystemTextJson --namespace Kyx \
    --top-level AccountRequest --out AccountRequest.cs draft-07/account-request.schema.json
```

For Swift, use the same command with `--lang swift`. Generated types contain the fields, but few of the limits and none
of the rules across fields: also validate your payloads against the schema, or with `kyx lint`.

## VS Code

Messages and suggestions in files of requests, in `settings.json`:

```json
{"json.schemas": [{"fileMatch": ["*.account-request.json"], "url": "./schemas/editor/account-request.schema.json"}]}
```

Monaco takes the same schemas in `setDiagnosticsOptions`.

## What tools skip

**There are four hosts**: `auth`, `account`, `api` and `retrieval`. In `openapi.json`, all calls but those to `account` have
their own `servers`. Bruno, and clients with a single base URL (hey-api, orval, OpenAPI Generator for typescript-fetch, Rust and
Kotlin), ignore them: create one client for each host, or take the URLs of the account response: `api.parts` and
`api.workflowExecution`.

| tool | what it skips, and what to do |
|---|---|
| fastjsonschema | `dependentSchemas`, so rules across fields: use `draft-07/`. |
| Prism and other mock servers | Rules across fields: check requests with `kyx lint` as well. |
| hypothesis-jsonschema | References, if the `$id` is a URN: remove it first, with `schema.pop("$id")`. |
| zod schemas by hey-api or orval | Rules across fields; times with an offset or in lower case are rejected. |
| json-schema-to-typescript | Values of any type: `detail` of a problem is a string in all samples, but its type is an object. |
| json-schema-to-zod | References and `not`: use the types of `openapi.json` instead. |
| msgspec | Enums that accept other values: generate with `--output-model-type typing.TypedDict`. |
| OpenAPI Generator, typescript-axios | The type of an image: call `getPart` with `{ responseType: "arraybuffer" }`. |
| OpenAPI Generator, typescript-fetch | The word `Bearer` of OAuth 2.0: pass `"Bearer " + token` as access token. Tokens are written under two names without `modelPropertyNaming=original`. |
| openapi-typescript-codegen | The empty string in an enum: use openapi-typescript. |
"#;
