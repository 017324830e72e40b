//! The page that tells what each exported file is, and how to use it.

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

What the Jumio KYX platform takes and answers, for every language. The build writes these files from the types and rules
of kyx-schema; change those, not these.

| payload | type | what it is |
|---|---|---|
{payloads}
| file | what it is |
|---|---|
| `{bundle}.schema.json` | All payloads in one, each under `$defs` by the name of its type. |
| `openapi.json` | All calls with their payloads, as OpenAPI 3.1. |
| `draft-07/` | Each schema in draft-07, for tools that read no later draft; the others are of draft 2020-12. |
| `lint-report.schema.json` | What `kyx lint --format json` writes. |
| `lint-finding.schema.json` | What `kyx lint --format ndjson` writes on each line. |
| `lint-summary.schema.json` | What `kyx lint --summary --format json` writes. |
| `kyx-toml.schema.json` | What a `.kyx.toml` may hold. |

Each schema stands alone. Its `$id` ends with an edition, which counts up when a change breaks those who rely on it;
`kyx schema diff OLD NEW` names such changes.

- Requests are closed: an unknown field is an error. Responses are open: they grow, so keep what you do not know.
- A field that is `null` is the same as an absent one.
- `$comment` at a rule across fields names its code: `kyx explain KYX304` tells more.
- What a schema cannot say stands in its description, and is left to `kyx lint`: what depends on the time, on the call or
  on its channel, and keys that stand twice.
- **Turn `format` on** in your validator; most assert nothing without. Where readers of a format differ, a pattern stands
  beside it.

## TypeScript and JavaScript

Types, with [json-schema-to-typescript](https://www.npmjs.com/package/json-schema-to-typescript), of draft-07 (of later
drafts it makes some types twice); or of all calls, with [openapi-typescript](https://openapi-ts.dev):

```sh
npx json2ts --input draft-07/{bundle}.schema.json --output kyx.d.ts
npx openapi-typescript openapi.json --output openapi.d.ts
```

Validation, with [Ajv](https://ajv.js.org) 8 and ajv-formats:

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

Models of pydantic 2, with [datamodel-code-generator](https://datamodel-code-generator.koxudaxi.dev):

```sh
datamodel-codegen --input {bundle}.schema.json --input-file-type jsonschema --output kyx.py \
    --output-model-type pydantic_v2.BaseModel --use-annotated --collapse-root-models
```

Read with `model_validate_json(body, strict=True)`, or `"true"` becomes `true`; write with
`model_dump_json(exclude_none=True)`.

Validation, with [jsonschema](https://python-jsonschema.readthedocs.io) (`pip install "jsonschema[format]"`), or of files
with [check-jsonschema](https://check-jsonschema.readthedocs.io). Models know fields, but no rules across fields; these
know both:

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

Types for Jackson, with [quicktype](https://quicktype.io), of draft-07; or a client of all calls, with
[OpenAPI Generator](https://openapi-generator.tech):

```sh
npx quicktype --src-lang schema --lang java --array-type list --package com.example.kyx \
    --top-level AccountRequest --out AccountRequest.java draft-07/account-request.schema.json
openapi-generator-cli generate --input-spec openapi.json --generator-name java --output client
```

quicktype takes one payload and one package at a time; of `{bundle}.schema.json` it makes one type with the fields of all.

## Go

```sh
npx quicktype --src-lang schema --lang go --omit-empty --package kyx \
    --top-level AccountRequest --out account_request.go draft-07/account-request.schema.json
```

## C#

```sh
npx quicktype --src-lang schema --lang csharp --framework SystemTextJson --namespace Kyx \
    --top-level AccountRequest --out AccountRequest.cs draft-07/account-request.schema.json
```

Swift is the same with `--lang swift`. Types that are generated hold fields, but few of the limits and none of the rules
across fields: validate what you send against the schema as well, or let `kyx lint` read it.
"#;
