//! The responses to calls that the platform rejects.

use serde_json::{Map, Value, json};

use super::{
    example::{self, Example},
    payload::with_examples,
};
use crate::{endpoint::Host, kind::Kind};

use super::super::json_schema::{Definitions, type_name};

/// The documents describe no other status than 400, and 429 for account calls.
const GENERAL: &str = "No document describes this status, which means the same as everywhere in HTTP.";

/// The rejections of calls to a host: the status, and the name of the response.
pub(super) fn of_host(host: Host) -> Vec<(&'static str, &'static str)> {
    let mut rejections = vec![
        ("400", "BadRequest"),
        ("401", "Unauthorized"),
        ("403", "Forbidden"),
        ("404", "NotFound"),
        ("default", "Problem"),
    ];
    if host == Host::Account {
        rejections.push(("429", "TooManyRequests"));
    }
    rejections
}

pub(super) fn responses(schemas: &Definitions) -> Map<String, Value> {
    let documented = example::of_kind(Kind::Problem, &schemas[&type_name(Kind::Problem)]);
    let general = |status: &str, title: &'static str, description: &str| {
        problem(&format!("{description} {GENERAL}"), vec![example::problem(status, title)])
    };
    let responses = [
        (
            "BadRequest",
            problem(
                "The platform rejected the call: `title` contains the reason. Correct the request before you repeat it. \
                    Source: *Use Existing Credentials*, sample error responses.",
                documented,
            ),
        ),
        (
            "Unauthorized",
            general("401", "Unauthorized", "The token is missing, invalid or expired. Request another one."),
        ),
        ("Forbidden", general("403", "Forbidden", "The token is valid, but not for this call.")),
        (
            "NotFound",
            general(
                "404",
                "Not Found",
                "The account, execution, credential or part does not exist at this host.",
            ),
        ),
        (
            "TooManyRequests",
            problem(
                "Too many account requests: their rate is limited, and no document contains the limit. Wait before you \
                    repeat the call. Source: *Creating or Updating Accounts*.",
                vec![example::problem("429", "Too Many Requests")],
            ),
        ),
        ("Problem", general("500", "Internal Server Error", "Any other rejection or failure.")),
    ];
    responses.into_iter().map(|(name, response)| (name.to_owned(), response)).collect()
}

fn problem(description: &str, examples: Vec<Example>) -> Value {
    let payload = with_examples(Kind::Problem, examples);
    json!({
        "description": description,
        "content": {"application/json": payload, "application/problem+json": payload},
    })
}
