//! The OpenAPI document of all calls, built from `src/endpoint.rs` and the schemas of the payloads.

use std::{env, error::Error};

use schemars::{
    Schema,
    transform::{RecursiveTransform, Transform},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::json_schema::{Definitions, move_reference, type_name};
use crate::{
    defect::Severity,
    endpoint::{Classifier, Host, Region, path},
    kind::Kind,
    rule::{Check, Rule},
    rules,
};

/// An OpenAPI document, with its fields in the usual order.
#[derive(Serialize)]
pub(crate) struct Document {
    openapi: &'static str,
    info: Value,
    servers: Value,
    tags: Value,
    paths: Map<String, Value>,
    components: Components,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    security_schemes: Value,
    parameters: Value,
    responses: Value,
    callbacks: Value,
    schemas: Definitions,
}

/// A call of the platform.
struct Call {
    id: &'static str,
    host: Host,
    method: &'static str,
    path: String,
    summary: &'static str,
    description: String,
    body: Body,
    success: &'static str,
    /// The payload that answers it; an empty object where there is none.
    answer: Option<Kind>,
}

enum Body {
    None,
    Payload(Kind),
    /// A file of one of these media types.
    File(&'static str),
}

/// The media types of an image, and of any file that a part may be: an image, a document or a binary facemap.
const IMAGE: &str = "image/jpeg, image/png";
const ANY_PART: &str = "image/jpeg, image/png, application/pdf, application/octet-stream";
const DOCUMENT: &str = "image/jpeg, image/png, application/pdf";

/// The host of calls whose paths have no `servers`.
const MAIN_HOST: Host = Host::Account;
/// The place of the schemas in the document.
const SCHEMAS: &str = "#/components/schemas/";
const API_REFERENCE: &str = "Source: *Jumio Platform API – Credentials*.";

pub(crate) fn document(mut schemas: Definitions) -> Result<Document, Box<dyn Error>> {
    let mut paths = Map::new();
    for call in calls() {
        let item = paths.entry(&call.path).or_insert_with(|| json!({}));
        item[call.method] = operation(&call, &schemas);
        if call.host != MAIN_HOST {
            item["servers"] = servers(|region| call.host.origin(region.name()));
        }
    }
    paths.insert(path::ACCESS_TOKEN.to_owned(), token_call(&schemas));
    let responses = json!({"Problem": problem(&schemas), "TooManyRequests": too_many_requests()});
    let callbacks = json!({"WorkflowEnded": callback(&schemas)});
    for schema in schemas.values_mut() {
        RecursiveTransform(|schema: &mut Schema| move_reference(schema, SCHEMAS)).transform(schema);
        RecursiveTransform(simplify_texts).transform(schema);
    }
    let security_schemes =
        Host::ALL.iter().map(|host| security_scheme(*host)).chain([client_credentials()]).collect();
    Ok(Document {
        openapi: "3.1.0",
        info: json!({
            "title": "Jumio KYX platform",
            "version": env::var("CARGO_PKG_VERSION")?,
            "summary": "Create accounts, upload credentials and run workflows.",
            "description": "Based on the platform's documents, with sources; not published by Jumio. Rules that \
                schemas cannot express are checked by `kyx lint`, and listed in the descriptions of the schemas.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        }),
        servers: servers(|region| MAIN_HOST.origin(region.name())),
        tags: [AUTHORIZATION]
            .into_iter()
            .chain(Host::ALL.iter().map(|host| tag(*host)))
            .map(|(name, description)| json!({"name": name, "description": description}))
            .collect(),
        paths,
        components: Components { security_schemes, parameters: parameters(), responses, callbacks, schemas },
    })
}

/// Client generators turn alternatives into a class. If all alternatives are strings, this moves their type out of
/// them. If one of them accepts any string, this drops the alternatives: the known values are the examples.
fn simplify_texts(schema: &mut Schema) {
    let Some(Value::Array(mut alternatives)) = schema.get("anyOf").cloned() else { return };
    let mut types: Vec<_> = alternatives.iter().map(|it| it["type"].clone()).collect();
    types.dedup();
    if !types.iter().all(|it| it == "string" || it == "null") {
        return;
    }
    let is_any_text = alternatives.contains(&json!({"type": "string"}));
    schema.insert("type".to_owned(), if types.len() == 1 { types.remove(0) } else { json!(types) });
    schema.remove("anyOf");
    if !is_any_text {
        alternatives.retain(|it| it["type"] != "null");
        alternatives.iter_mut().filter_map(Value::as_object_mut).for_each(|it| drop(it.remove("type")));
        schema.insert("anyOf".to_owned(), json!(alternatives));
    }
}

/// The name and description of the call for an access token.
const AUTHORIZATION: (&str, &str) = ("Authorization", "Get an access token, which all account calls need.");

/// The name and description of a group of calls.
fn tag(host: Host) -> (&'static str, &'static str) {
    match host {
        Host::Account => ("Accounts", "Create or update an account, and start a workflow on it."),
        Host::Api => ("Credentials", "Upload or delete parts of credentials, and finalize the workflow."),
        Host::Retrieval => ("Retrieval", "Retrieve the status and the steps of a workflow."),
    }
}

/// One server for each region, without variables: client generators do not fill these in if a path has its own servers.
fn servers(origin: impl Fn(&Region) -> String) -> Value {
    let server = |region: &Region| {
        let description = match region {
            Region::Us => "USA",
            Region::Eu => "European Union",
            Region::Singapore => "Singapore",
        };
        json!({"url": origin(region), "description": description})
    };
    Region::ALL.iter().map(server).collect()
}

/// The name of the security scheme for calls to a host.
fn scheme(host: Host) -> &'static str {
    match host {
        Host::Account | Host::Retrieval => "accessToken",
        Host::Api => "apiToken",
    }
}

fn security_scheme(host: Host) -> (String, Value) {
    let region = Region::ALL[0];
    let scheme_of_host = match host {
        Host::Account | Host::Retrieval => json!({
            "type": "oauth2",
            "description": format!("An OAuth 2.0 access token of the tenant. Other regions have their own host instead of `{}`.", region.name()),
            "flows": {"clientCredentials": {"tokenUrl": region.access_token(), "scopes": {}}},
        }),
        Host::Api => json!({
            "type": "http",
            "scheme": "bearer",
            "description": "The `api.token` of the credential in the account response.",
        }),
    };
    (scheme(host).to_owned(), scheme_of_host)
}

fn parameters() -> Value {
    let id = |name, description, example| {
        let schema = json!({"type": "string", "format": "uuid"});
        json!({
            "name": name, "in": "path", "required": true,
            "description": description, "schema": schema, "example": example,
        })
    };
    let classifier = |description, others: &[Classifier]| {
        let images = [Classifier::Front, Classifier::Back, Classifier::Face];
        let names: Vec<_> = images.iter().chain(others).map(|it| it.as_str()).collect();
        json!({
            "name": "classifier", "in": "path", "required": true, "description": description,
            "schema": {"type": "string", "enum": names},
            "example": names[0],
        })
    };
    json!({
        "accountId": id("accountId", "The id of the account.", "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"),
        "workflowExecutionId":
            id("workflowExecutionId", "The id of the workflow execution.", "bc6d862e-a1ae-40fa-9781-8fc755f75976"),
        "credentialId": id("credentialId", "The id of the credential.", "b701e6c5-b74c-434a-866a-ef1f084a4d80"),
        "classifier": classifier(
            "The classifier of the part: `FRONT` for an ID or a document, `BACK` for an ID, `FACE` for a selfie.",
            &[],
        ),
        "classifierToAdd": classifier(
            "The classifier of the part: `FRONT` for an ID or a document, `BACK` for an ID, `FACE` for a selfie, or \
                `FACEMAP` for the binary facemap of workflow 16.",
            &[Classifier::Facemap],
        ),
        "userAgent": {
            "name": "User-Agent", "in": "header",
            "description": "The name of your company and application. The platform expects it.",
            "schema": {"type": "string"},
            "example": "YourCompany YourApplication/1.0",
        },
    })
}

fn calls() -> Vec<Call> {
    let execution = path::execution("{accountId}", "{workflowExecutionId}");
    let parts = path::parts(&execution, "{credentialId}");
    let part = path::part(&parts, "{classifier}");
    let account = |id, method, path, summary, description: &str, success| Call {
        id,
        host: Host::Account,
        method,
        path,
        summary,
        description: format!("{description} Source: *Creating or Updating Accounts*."),
        body: Body::Payload(Kind::AccountRequest),
        success,
        answer: Some(Kind::AccountResponse),
    };
    let upload = |id, method, path: &str, summary, body, success| Call {
        id,
        host: Host::Api,
        method,
        path: path.to_owned(),
        summary,
        description: format!("{} {API_REFERENCE}", rejected_files()),
        body: Body::File(body),
        success,
        answer: Some(Kind::PartResponse),
    };
    let deletion = |id, path: &str, summary, success| Call {
        id,
        host: Host::Api,
        method: "delete",
        path: path.to_owned(),
        summary,
        description: format!("Deletion cannot be undone. {API_REFERENCE}"),
        body: Body::None,
        success,
        answer: None,
    };
    vec![
        account(
            "createAccount",
            "post",
            path::ACCOUNTS.to_owned(),
            "Create an account",
            "Creates an account for a new customer, and starts a workflow on it.",
            "The account was created, and the workflow started.",
        ),
        account(
            "updateAccount",
            "put",
            path::account("{accountId}"),
            "Update an account",
            "Starts a workflow on an existing account. Required for workflows that use credentials on file.",
            "The account was updated, and the workflow started.",
        ),
        upload("addPart", "post", &part, "Add a part to a credential", ANY_PART, "The part was added."),
        upload("updatePart", "put", &part, "Update a part of a credential", IMAGE, "The part was updated."),
        upload(
            "uploadDocument",
            "post",
            &parts,
            "Upload a document: images, or a single PDF",
            DOCUMENT,
            "The document was uploaded.",
        ),
        deletion("deletePart", &part, "Delete a part of a credential", "The part was deleted."),
        deletion("deleteParts", &parts, "Delete all parts of a credential", "The parts were deleted."),
        Call {
            id: "uploadPreparedData",
            host: Host::Api,
            method: "post",
            path: path::part(&parts, Classifier::PreparedData),
            summary: "Upload prepared data",
            description: "If the workflow accepts prepared data, the account response lists a `DATA` credential. Source: \
                *Credential Reference*, prepared data."
                .to_owned(),
            body: Body::Payload(Kind::PreparedData),
            success: "The prepared data was uploaded.",
            answer: Some(Kind::PartResponse),
        },
        Call {
            id: "finalizeWorkflow",
            host: Host::Api,
            method: "put",
            path: execution.clone(),
            summary: "Finalize the acquisition and start the workflow",
            description: format!("A workflow that only reuses credentials finalizes itself. {API_REFERENCE}"),
            body: Body::None,
            success: "The acquisition was finalized.",
            answer: Some(Kind::FinalizeResponse),
        },
        Call {
            id: "getStatus",
            host: Host::Retrieval,
            method: "get",
            path: path::status(&execution),
            summary: "Get the status of a workflow",
            description: "The callback reports the same without polling. Source: the vendor's integration guides on statuses.".to_owned(),
            body: Body::None,
            success: "The status of the workflow.",
            answer: Some(Kind::StatusResponse),
        },
        Call {
            id: "getSteps",
            host: Host::Retrieval,
            method: "get",
            path: path::steps(execution),
            summary: "Get the steps of a workflow",
            description: "Each step combines some of the capabilities of the workflow in one decision. Source: the vendor's integration guides on retrieval, steps.".to_owned(),
            body: Body::None,
            success: "The steps of the workflow.",
            answer: Some(Kind::StepsResponse),
        },
    ]
}

/// The rules on files, as text.
fn rejected_files() -> String {
    let is_defect_of_file =
        |rule: &&Rule| matches!(rule.checks, [Check::File]) && rule.severity == Severity::Error;
    let lines = rules::all().into_iter().filter(is_defect_of_file).map(|rule| {
        let summary = rule.summary().replace('\n', " ");
        format!("- {} {}: {summary}\n", rule.code, rule.name)
    });
    let list = lines.collect::<String>();
    format!("Files with these defects are rejected; `kyx upload-check` finds them:\n\n{list}\n")
}

fn operation(call: &Call, schemas: &Definitions) -> Value {
    let names = call.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    let names = names.map(|name| match name {
        // Only an upload can be a facemap.
        "classifier" if call.method == "post" => "classifierToAdd",
        name => name,
    });
    let parameter = |name| json!({"$ref": format!("#/components/parameters/{name}")});
    let answer = call
        .answer
        .map_or_else(|| json!({"schema": {"type": "object"}, "example": {}}), |kind| payload(kind, schemas));
    let mut operation = json!({
        "operationId": call.id,
        "tags": [tag(call.host).0],
        "summary": call.summary,
        "description": call.description,
        "parameters": names.chain(["userAgent"]).map(parameter).collect::<Value>(),
        "security": [{scheme(call.host): []}],
        "responses": {
            "200": {"description": call.success, "content": {"application/json": answer}},
            "400": {"$ref": "#/components/responses/Problem"},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    });
    if let Some(content) = content(&call.body, schemas) {
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    if let Host::Account = call.host {
        operation["responses"]["429"] = json!({"$ref": "#/components/responses/TooManyRequests"});
        operation["callbacks"] = json!({"workflowEnded": {"$ref": "#/components/callbacks/WorkflowEnded"}});
    }
    operation
}

/// The call for an access token, which is authorized by the credentials of the tenant.
fn token_call(schemas: &Definitions) -> Value {
    let form = json!({
        "schema": {
            "type": "object",
            "properties": {"grant_type": {"description": "The grant.", "type": "string", "const": "client_credentials"}},
            "required": ["grant_type"],
        },
    });
    let json = |kind| json!({"application/json": payload(kind, schemas)});
    let refused = json!({"description": "No token was issued.", "content": json(Kind::TokenError)});
    json!({
        "servers": servers(|region| region.authorization()),
        "post": {
            "operationId": "getAccessToken",
            "tags": [AUTHORIZATION.0],
            "summary": "Get an access token",
            "description": "The token is valid for 60 minutes. Source: the vendor's integration guides on authorization.",
            "parameters": [{"$ref": "#/components/parameters/userAgent"}],
            "security": [{client_credentials().0: []}],
            "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": form}},
            "responses": {
                "200": {"description": "The access token.", "content": json(Kind::TokenResponse)},
                "400": refused,
                "default": refused,
            },
        },
    })
}

fn client_credentials() -> (String, Value) {
    let description = "The client ID and the client secret of the tenant.";
    ("clientCredentials".to_owned(), json!({"type": "http", "scheme": "basic", "description": description}))
}

/// The content of a request, by its media type.
fn content(body: &Body, schemas: &Definitions) -> Option<Value> {
    match body {
        Body::None => None,
        Body::Payload(kind) => Some(json!({"application/json": payload(*kind, schemas)})),
        Body::File(media_types) => Some(json!({"multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"description": "The file.", "type": "string", "format": "binary"}},
                "required": ["file"],
                "additionalProperties": false,
            },
            "encoding": {"file": {"contentType": media_types}},
        }})),
    }
}

/// A reference to the schema of a payload, with its examples.
fn payload(kind: Kind, schemas: &Definitions) -> Value {
    let name = type_name(kind);
    let examples = schemas[&name].get("examples").and_then(Value::as_array).into_iter().flatten();
    let named =
        examples.zip(1..).map(|(example, number)| (format!("example{number}"), json!({"value": example})));
    json!({"schema": {"$ref": format!("{SCHEMAS}{name}")}, "examples": named.collect::<Map<_, _>>()})
}

fn problem(schemas: &Definitions) -> Value {
    let payload = payload(Kind::Problem, schemas);
    json!({
        "description": "The platform rejected the call. The problem document contains the reason.",
        "content": {"application/json": payload, "application/problem+json": payload},
    })
}

/// The limits of the rate and the body of the response are not documented.
fn too_many_requests() -> Value {
    json!({"description": "Too many account requests: their rate is limited. Wait before you repeat the call. Source: \
        *Creating or Updating Accounts*."})
}

/// The call that the platform makes to the `callbackUrl` of a request.
fn callback(schemas: &Definitions) -> Value {
    json!({"{$request.body#/callbackUrl}": {"post": {
        "operationId": "receiveCallback",
        "summary": "Receive the callback when a workflow has ended",
        "description": "The platform calls your server. Source: the vendor's integration guides on callbacks.",
        "security": [],
        "requestBody": {"required": true, "content": {"application/json": payload(Kind::Callback, schemas)}},
        "responses": {"200": {"description": "The callback was received."}, "4XX": {"description": "The callback was not received."}},
    }}})
}
