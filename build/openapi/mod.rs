//! The OpenAPI document of all calls, built from `src/endpoint.rs` and the schemas of the payloads.

mod call;
mod example;
mod host;
mod operation;
mod payload;
mod rejection;
mod token;
mod types;

use std::{env, error::Error};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::json_schema::Definitions;
use crate::endpoint::{Host, path};

/// An OpenAPI document, with its fields in the usual order.
#[derive(Serialize)]
pub(crate) struct Document {
    openapi: &'static str,
    info: Value,
    servers: Value,
    tags: Value,
    paths: Map<String, Value>,
    webhooks: Value,
    components: Components,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    security_schemes: Value,
    parameters: Value,
    responses: Map<String, Value>,
    schemas: Definitions,
}

const DESCRIPTION: &str = "\
Based on the platform's documents, with sources; not published by Jumio. Rules that schemas cannot express are checked by \
`kyx lint`, and listed in the descriptions of the schemas.

**There are several hosts**: `auth` for access tokens, `account` for account requests, `api` for uploads and the \
finalization, `retrieval` for results. All but those to `account` have their own `servers`; a client with a single base URL must be created once for each host. \
Instead of building URLs, take those of the account response: `api.parts` of each credential and `api.workflowExecution`.

When a workflow has ended, the platform posts the webhook `workflowEnded`.";

pub(crate) fn document(mut schemas: Definitions) -> Result<Document, Box<dyn Error>> {
    let mut paths = Map::new();
    for call in call::calls() {
        let item = paths.entry(&call.path).or_insert_with(|| json!({}));
        item[call.method] = operation::operation(&call, &schemas);
    }
    paths.insert(path::ACCESS_TOKEN.to_owned(), json!({"post": token::operation(&schemas)}));
    let webhooks = json!({"workflowEnded": operation::webhook(&schemas)});
    let responses = rejection::responses(&schemas);
    types::adapt(&mut schemas);
    let security_schemes = Host::ALL.iter().map(|host| host::security_scheme(*host));
    let security_schemes = security_schemes.chain([token::security_scheme()]).collect();
    let tags = [host::AUTHORIZATION].into_iter();
    let tags = tags.chain(Host::ALL.iter().map(|host| host::tag(*host))).chain([host::CALLBACKS]);
    Ok(Document {
        openapi: "3.1.0",
        info: json!({
            "title": "Jumio KYX platform",
            "version": env::var("CARGO_PKG_VERSION")?,
            "summary": "Create accounts, upload credentials and run workflows.",
            "description": DESCRIPTION,
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        }),
        servers: host::servers(host::MAIN_HOST),
        tags: tags.map(|(name, description)| json!({"name": name, "description": description})).collect(),
        paths,
        webhooks,
        components: Components { security_schemes, parameters: operation::parameters(), responses, schemas },
    })
}
