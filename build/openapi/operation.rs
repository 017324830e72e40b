//! The operation of a call: its parameters, its body and its responses.

use serde_json::{Value, json};

use super::{
    call::{Answer, Body, Call},
    example,
    host::{CALLBACKS, MAIN_HOST, scheme, servers, tag},
    payload::payload,
    rejection,
};
use crate::{endpoint::Classifier, kind::Kind};

use super::super::json_schema::Definitions;

pub(super) fn operation(call: &Call, schemas: &Definitions) -> Value {
    let names = call.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    let names = names.map(|name| match (name, call.method) {
        // Only an upload can be a facemap.
        ("classifier", "post") => "classifierToAdd",
        ("classifier", "get") => "classifierToRetrieve",
        (name, _) => name,
    });
    let parameter = |name| json!({"$ref": format!("#/components/parameters/{name}")});
    let image = || json!({"schema": {"type": "string", "format": "binary"}});
    let answer = match call.answer {
        Answer::Empty => json!({"application/json": {"schema": {"type": "object"}, "example": {}}}),
        Answer::Payload(kind) => json!({"application/json": payload(kind, schemas)}),
        Answer::Image => json!({"image/jpeg": image(), "image/png": image()}),
    };
    let mut operation = json!({
        "operationId": call.id,
        "tags": [tag(call.host).0],
        "summary": call.summary,
        "description": call.description,
        "parameters": names.chain(["userAgent"]).map(parameter).collect::<Value>(),
        "security": [{scheme(call.host): []}],
        "responses": {"200": {"description": call.success, "content": answer}},
    });
    for (status, name) in rejection::of_host(call.host) {
        operation["responses"][status] = json!({"$ref": format!("#/components/responses/{name}")});
    }
    if let Some(content) = content(&call.body, schemas) {
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    // Most client generators and Postman read the servers of operations, but not those of paths.
    if call.host != MAIN_HOST {
        operation["servers"] = servers(call.host);
    }
    operation
}

/// The webhook that the platform posts to the `callbackUrl` of a request.
pub(super) fn webhook(schemas: &Definitions) -> Value {
    json!({"post": {
        "operationId": "receiveCallback",
        "summary": "Receive the callback when a workflow has ended",
        "description": "The platform calls your server: the `callbackUrl` of the account request, or the URL in the \
            settings of your tenant. Source: the vendor's integration guides on callbacks.",
        "tags": [CALLBACKS.0],
        "security": [],
        "requestBody": {"required": true, "content": {"application/json": payload(Kind::Callback, schemas)}},
        "responses": {
            "200": {"description": "The callback was received."},
            "4XX": {"description": "The callback was not received."},
        },
    }})
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

pub(super) fn parameters() -> Value {
    let id = |name, description, example: String| {
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
        "accountId": id("accountId", "The id of the account.", example::EXECUTION.account.to_string()),
        "workflowExecutionId": id(
            "workflowExecutionId",
            "The id of the workflow execution.",
            example::EXECUTION.execution.to_string(),
        ),
        "credentialId": id("credentialId", "The id of the credential.", example::ID.to_string()),
        "classifier": classifier(
            "The classifier of the part: `FRONT` for an ID or a document, `BACK` for an ID, `FACE` for a selfie.",
            &[],
        ),
        "classifierToAdd": classifier(
            "The classifier of the part: `FRONT` for an ID or a document, `BACK` for an ID, `FACE` for a selfie, or \
                `FACEMAP` for the binary facemap of workflow 16.",
            &[Classifier::Facemap],
        ),
        "classifierToRetrieve": {
            "name": "classifier", "in": "path", "required": true,
            "description": "The classifier of the image, as in the retrieval response: `FRONT`, `BACK`, `FACE`, or \
                `LIVENESS_1` and so on.",
            "schema": {"type": "string"},
            "example": Classifier::Front.as_str(),
        },
        "userAgent": {
            "name": "User-Agent", "in": "header",
            "description": "The name of your company and application. The platform expects it.",
            "schema": {"type": "string"},
            "example": "YourCompany YourApplication/1.0",
        },
    })
}
