//! The OpenAPI document: the library's calls and payloads, and valid examples.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use kyx_schema::{
    Context, Kind, Severity,
    endpoint::{Classifier, ExecutionUrl, PartUrl, Region},
    lint::Linter,
};
use serde_json::{Value, json};

use crate::{
    schema::{file, objects},
    support::{fixture_time, validator_of},
};

fn document() -> Value {
    serde_json::from_str(file("openapi.json")).unwrap()
}

/// Each call in a region: its method, its URL, and its description.
fn calls<'a>(document: &'a Value, region: &Region) -> Vec<(&'a str, String, &'a Value)> {
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, call) in item.as_object().unwrap() {
            let servers = call.get("servers").unwrap_or(&document["servers"]).as_array().unwrap();
            let mut urls = servers.iter().map(|server| server["url"].as_str().unwrap());
            let server = urls.find(|url| url.contains(region.name())).unwrap();
            calls.push((method.as_str(), format!("{server}{path}"), call));
        }
    }
    calls
}

/// The URLs of the document, with IDs filled in, are those of the library.
#[test]
fn calls_have_the_urls_of_the_library() {
    let document = document();
    let account = "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7";
    let execution = "bc6d862e-a1ae-40fa-9781-8fc755f75976";
    let credential = "b701e6c5-b74c-434a-866a-ef1f084a4d80";
    for region in Region::ALL {
        let filled: BTreeSet<_> = calls(&document, region)
            .into_iter()
            .map(|(method, url, _)| {
                let url = url
                    .replace("{accountId}", account)
                    .replace("{workflowExecutionId}", execution)
                    .replace("{credentialId}", credential)
                    .replace("{classifier}", "FACE");
                format!("{method} {url}")
            })
            .collect();
        let execution = ExecutionUrl {
            region: *region,
            account: account.parse().unwrap(),
            execution: execution.parse().unwrap(),
        };
        let part = |classifier| PartUrl { execution, credential: credential.parse().unwrap(), classifier };
        let face = part(Classifier::Face);
        let expected = [
            format!("post {}", region.accounts()),
            format!("put {}", region.account(account.parse().unwrap())),
            format!("post {face}"),
            format!("put {face}"),
            format!("delete {face}"),
            format!("post {}", face.all_parts()),
            format!("delete {}", face.all_parts()),
            format!("post {}", part(Classifier::PreparedData)),
            format!("put {execution}"),
            format!("get {}", execution.status()),
            format!("get {}", execution.steps()),
            format!("get {}", execution.result()),
            format!("get {}", face.image()),
            format!("post {}", region.access_token()),
        ];
        assert_eq!(filled, expected.into());
    }
}

#[test]
fn every_reference_has_its_target_and_every_component_is_used() {
    let document = document();
    let mut found = Vec::new();
    objects(&document, "", &mut found);
    let references: BTreeSet<_> = found.iter().filter_map(|(_, it)| it.get("$ref")?.as_str()).collect();
    for reference in &references {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
    }
    let components = document["components"].as_object().unwrap();
    for (group, members) in components.iter().filter(|(group, _)| *group != "securitySchemes") {
        for name in members.as_object().unwrap().keys() {
            let reference = format!("#/components/{group}/{name}");
            assert!(references.contains(reference.as_str()), "{reference}");
        }
    }
}

/// The document expresses some types differently than the schemas of the payloads, but accepts the same values.
#[test]
fn every_kind_of_payload_has_an_equivalent_schema() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for kind in Kind::ALL {
        let own: Value = serde_json::from_str(kind.schema()).unwrap();
        let (name, schema) = schemas.iter().find(|(_, it)| it["title"] == own["title"]).unwrap();
        assert_eq!(schema["description"], own["description"], "{kind}");
        let reference = format!("#/components/schemas/{name}");
        let validator = validator_of(&json!({"$ref": reference, "components": document["components"]}));
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/{kind}.ndjson"));
        for line in fs::read_to_string(corpus).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert_eq!(validator.is_valid(&line["payload"]), line["valid"] == true, "{kind} {line}");
        }
    }
}

#[test]
fn each_example_matches_its_schema() {
    let document = document();
    let mut found = Vec::new();
    objects(&document, "", &mut found);
    let mut judged = 0;
    for (pointer, media) in found.iter().filter(|(_, it)| it["examples"].is_object()) {
        let schema = json!({"$ref": media["schema"]["$ref"], "components": document["components"]});
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        for example in media["examples"].as_object().unwrap().values() {
            assert!(validator.is_valid(&example["value"]), "{pointer}");
            judged += 1;
        }
    }
    assert!(judged >= Kind::ALL.len(), "{judged}");
}

#[test]
fn the_linter_finds_no_error_in_the_examples() {
    let document = document();
    let mut found = Vec::new();
    objects(&document, "", &mut found);
    for (pointer, media) in found.iter().filter(|(_, it)| it["examples"].is_object()) {
        let name = media["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let title = &document["components"]["schemas"][name]["title"];
        let kind = Kind::ALL.iter().find(|kind| {
            let schema: Value = serde_json::from_str(kind.schema()).unwrap();
            schema["title"] == *title
        });
        for (name, example) in media["examples"].as_object().unwrap() {
            let linter = Linter::new(Context::unknown().at(fixture_time())).kind(*kind.unwrap());
            let linted = linter.lint(example["value"].to_string().as_bytes());
            let findings = linted.report.findings().iter();
            let errors = findings.filter(|it| it.severity == Severity::Error);
            let codes: Vec<_> = errors.map(|it| it.rule.code).collect();
            assert!(codes.is_empty(), "{pointer} {name} {codes:?}");
        }
    }
}

/// The examples belong to one journey: what one call returns, the next one takes.
#[test]
fn the_examples_lead_from_the_account_to_the_uploads() {
    let document = document();
    let examples = &document["paths"]["/api/v1/accounts"]["post"]["responses"]["200"]["content"];
    let examples = &examples["application/json"]["examples"];
    let names: Vec<_> = examples.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["api", "reuse", "sdk", "web"]);
    let credentials = examples["api"]["value"]["workflowExecution"]["credentials"].as_array().unwrap();
    let parts = credentials.iter().flat_map(|it| it["api"]["parts"].as_object().unwrap().values());
    for url in parts {
        let part: PartUrl = url.as_str().unwrap().parse().unwrap();
        for (name, id) in [
            ("accountId", part.execution.account.to_string()),
            ("workflowExecutionId", part.execution.execution.to_string()),
        ] {
            assert_eq!(document["components"]["parameters"][name]["example"], id);
        }
    }
}

/// Account calls use the tenant's token, calls for parts use the credential's, and the call for a token its secret.
#[test]
fn each_call_is_authorized_and_may_be_rejected() {
    let document = document();
    for (_, url, call) in calls(&document, &Region::Us) {
        let expected = match url.split_once('.').unwrap().0 {
            "https://api" => "apiToken",
            "https://auth" => "clientCredentials",
            _ => "accessToken",
        };
        assert_eq!(call["security"], json!([{expected: []}]), "{url}");
        assert!(document["components"]["securitySchemes"][expected].is_object());
        let is_for_token = expected == "clientCredentials";
        let statuses: &[_] =
            if is_for_token { &["400", "default"] } else { &["400", "401", "403", "404", "default"] };
        for status in statuses {
            let response = &call["responses"][status];
            if is_for_token {
                let schema = &response["content"]["application/json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/TokenError", "{url}");
            } else {
                let reference = response["$ref"].as_str().unwrap();
                assert!(reference.starts_with("#/components/responses/"), "{url} {status}");
            }
        }
    }
}

/// The value of a call's parameter, resolved.
fn parameter<'a>(document: &'a Value, call: &Value, name: &str) -> &'a Value {
    let parameters = call["parameters"].as_array().unwrap().iter();
    let resolved = |it: &Value| document.pointer(&it["$ref"].as_str().unwrap()[1..]).unwrap();
    parameters.map(resolved).find(|it| it["name"] == name).unwrap()
}

/// A facemap can be added, but neither replaced nor deleted by its classifier.
#[test]
fn only_additions_take_facemaps() {
    let document = document();
    let calls = calls(&document, &Region::Us);
    let of_part = calls.iter().filter(|(method, url, _)| url.ends_with("{classifier}") && *method != "get");
    let classifiers: Vec<_> = of_part
        .map(|(method, _, call)| {
            (*method, parameter(&document, call, "classifier")["schema"]["enum"].clone())
        })
        .collect();
    let images = json!(["FRONT", "BACK", "FACE"]);
    let expected =
        [("delete", &images), ("post", &json!(["FRONT", "BACK", "FACE", "FACEMAP"])), ("put", &images)];
    let found: BTreeMap<_, _> = classifiers.iter().map(|(method, values)| (*method, values)).collect();
    assert_eq!(found, expected.into());
}

#[test]
fn a_document_is_uploaded_without_classifier() {
    let document = document();
    let calls = calls(&document, &Region::Us);
    let (_, _, call) = calls.iter().find(|(_, _, call)| call["operationId"] == "uploadDocument").unwrap();
    let content = &call["requestBody"]["content"]["multipart/form-data"];
    assert_eq!(content["encoding"]["file"]["contentType"], "image/jpeg, image/png, application/pdf");
    let names: Vec<_> = call["parameters"].as_array().unwrap().iter().map(|it| it["$ref"].clone()).collect();
    assert!(!json!(names).to_string().contains("classifier"), "{names:?}");
}

/// Account requests are subject to rate limits.
#[test]
fn account_calls_are_rate_limited() {
    for (_, url, call) in calls(&document(), &Region::Us) {
        let is_limited = call["responses"].get("429").is_some();
        assert_eq!(is_limited, url.starts_with("https://account."), "{url}");
    }
}
