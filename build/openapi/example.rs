//! The examples of payloads. Those of the responses belong to one journey: create an account, upload, finalize, retrieve.

use schemars::Schema;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    endpoint::{AccountId, Classifier, CredentialId, ExecutionId, ExecutionUrl, PartUrl, Region},
    kind::Kind,
};

pub(super) struct Example {
    pub(super) name: String,
    pub(super) summary: Option<&'static str>,
    pub(super) value: Value,
}

/// The execution and the credentials of the journey.
pub(super) const EXECUTION: ExecutionUrl = ExecutionUrl {
    region: Region::Us,
    account: AccountId(Uuid::from_u128(0x89d5_85b9_ab3e_4de8_bb39_d79e_cda2_bfa7)),
    execution: ExecutionId(Uuid::from_u128(0xbc6d_862e_a1ae_40fa_9781_8fc7_55f7_5976)),
};
pub(super) const ID: CredentialId = CredentialId(Uuid::from_u128(0xb701_e6c5_b74c_434a_866a_ef1f_084a_4d80));
const SELFIE: CredentialId = CredentialId(Uuid::from_u128(0xfdb1_bc31_99a0_4671_8f2a_2bf7_ca2f_aace));
const DATA: CredentialId = CredentialId(Uuid::from_u128(0x3bae_9d58_2ba5_4a80_8b6c_9b7a_5b0e_1f2d));
/// The results of the capabilities.
const USABILITY: Uuid = Uuid::from_u128(0x6f3c_8e6b_9a0c_4d0e_8f57_1c1f_5d0b_7a11);
const EXTRACTION: Uuid = Uuid::from_u128(0x6f3c_8e6b_9a0c_4d0e_8f57_1c1f_5d0b_7a12);
const SIMILARITY: Uuid = Uuid::from_u128(0x6f3c_8e6b_9a0c_4d0e_8f57_1c1f_5d0b_7a13);
/// The workflow of the first example of an account request.
const WORKFLOW: &str = "10011";

/// The examples of a kind: those of its type, if there is nothing to tell apart.
pub(super) fn of_kind(kind: Kind, schema: &Schema) -> Vec<Example> {
    match kind {
        Kind::AccountResponse => account_responses(),
        Kind::PartResponse => vec![part_response()],
        Kind::FinalizeResponse => vec![finalize_response()],
        Kind::StatusResponse => vec![status_response()],
        Kind::Callback => vec![callback()],
        Kind::RetrievalResponse => vec![retrieval_response()],
        Kind::StepsResponse => vec![steps_response()],
        _ => {
            let examples = schema.get("examples").and_then(Value::as_array).into_iter().flatten();
            let numbered = examples.zip(1..);
            let example = |(value, number): (&Value, u32)| Example {
                name: format!("example{number}"),
                summary: None,
                value: value.clone(),
            };
            numbered.map(example).collect()
        }
    }
}

pub(super) fn problem(status: &str, title: &'static str) -> Example {
    Example {
        name: "general".to_owned(),
        summary: Some(title),
        value: json!({"type": "about:blank", "title": title, "status": status, "detail": "[]"}),
    }
}

/// The response to an account request, for each channel.
fn account_responses() -> Vec<Example> {
    let id = [Classifier::Front, Classifier::Back];
    let example = |name: &str, summary, access: &[(&str, Value)], credentials: Value| {
        let mut value = json!({
            "timestamp": "2023-09-08T06:30:52.164Z",
            "account": {"id": EXECUTION.account.to_string()},
            "workflowExecution": {"id": EXECUTION.execution.to_string(), "credentials": credentials},
        });
        access.iter().for_each(|(name, access)| value[*name] = access.clone());
        Example { name: name.to_owned(), summary: Some(summary), value }
    };
    let web = json!({
        "href": "https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=en",
        "successUrl": "https://www.yourcompany.com/success",
        "errorUrl": "https://www.yourcompany.com/error",
    });
    vec![
        example(
            "api",
            "By API: upload each part to its URL in `api.parts`, then finalize",
            &[],
            json!([
                by_api(ID, "ID", &id),
                by_api(SELFIE, "SELFIE", &[Classifier::Face]),
                by_api(DATA, "DATA", &[Classifier::PreparedData]),
            ]),
        ),
        example(
            "web",
            "By the web client: open `web.href`",
            &[("web", web)],
            json!([by_client(ID, "ID", "WEB"), by_client(SELFIE, "SELFIE", "WEB")]),
        ),
        example(
            "sdk",
            "By a mobile SDK: pass `sdk.token` to it",
            &[("sdk", json!({"token": "xxx"}))],
            json!([by_client(ID, "ID", "SDK"), by_client(SELFIE, "SELFIE", "SDK")]),
        ),
        example(
            "reuse",
            "Existing credentials: nothing to upload, the workflow finalizes itself",
            &[],
            json!([{"id": ID.to_string(), "category": "ID", "allowedChannels": []}]),
        ),
    ]
}

fn part_response() -> Example {
    Example {
        name: "front".to_owned(),
        summary: Some("The front of the ID was added: the back comes next"),
        value: json!({
            "timestamp": "2023-09-08T06:31:12.480Z",
            "account": {"id": EXECUTION.account.to_string()},
            "workflowExecution": {"id": EXECUTION.execution.to_string()},
            "credential": {"id": ID.to_string()},
            "api": access(ID, &[Classifier::Front, Classifier::Back]),
        }),
    }
}

fn finalize_response() -> Example {
    Example {
        name: "finalized".to_owned(),
        summary: Some("All parts are uploaded: the workflow starts"),
        value: json!({
            "timestamp": "2023-09-08T06:31:52.164Z",
            "account": {"id": EXECUTION.account.to_string()},
            "workflowExecution": {"id": EXECUTION.execution.to_string()},
        }),
    }
}

fn status_response() -> Example {
    Example {
        name: "processed".to_owned(),
        summary: Some("The workflow has ended: get the result from `workflowExecution.href`"),
        value: ended(),
    }
}

fn callback() -> Example {
    let mut value = ended();
    value["callbackSentAt"] = json!("2023-09-08T06:32:53.012Z");
    Example {
        name: "processed".to_owned(),
        summary: Some("The workflow has ended: get the result from `workflowExecution.href`"),
        value,
    }
}

/// The account and the execution, with the status at the end.
fn ended() -> Value {
    json!({
        "account": {"id": EXECUTION.account.to_string(), "href": EXECUTION.region.account(EXECUTION.account)},
        "workflowExecution": {
            "id": EXECUTION.execution.to_string(),
            "href": EXECUTION.result(),
            "definitionKey": WORKFLOW,
            "status": "PROCESSED",
        },
    })
}

fn retrieval_response() -> Example {
    let part = |credential, classifier: Classifier| {
        let url = PartUrl { execution: EXECUTION, credential, classifier };
        json!({"classifier": classifier.to_string(), "href": url.image()})
    };
    let (id, selfie) = (
        json!({"id": ID.to_string(), "category": "ID"}),
        json!({"id": SELFIE.to_string(), "category": "SELFIE"}),
    );
    let with_parts = |credential: &Value, parts: Value| {
        let mut credential = credential.clone();
        credential["parts"] = parts;
        credential
    };
    let result = |id: Uuid, credentials: &[&Value], label: &str| json!({"id": id, "credentials": credentials, "decision": passed(label)});
    let mut extraction = result(EXTRACTION, &[&id], "OK");
    extraction["data"] = json!({
        "type": "DRIVING_LICENSE",
        "issuingCountry": "USA",
        "firstName": "John",
        "lastName": "Smith",
        "dateOfBirth": "1972-11-16",
        "expiryDate": "2026-01-22",
        "documentNumber": "057033812",
    });
    let mut similarity = result(SIMILARITY, &[&id, &selfie], "MATCH");
    similarity["data"] = json!({"similarity": "MATCH"});
    let mut decision = passed("PASSED");
    decision["risk"] = json!({"score": 12.5});
    Example {
        name: "passed".to_owned(),
        summary: Some("The workflow passed: get the images from `href` of each part"),
        value: json!({
            "workflow": {"id": EXECUTION.execution.to_string(), "status": "PROCESSED", "definitionKey": WORKFLOW},
            "account": {"id": EXECUTION.account.to_string()},
            "createdAt": "2023-09-08T06:30:52.164Z",
            "startedAt": "2023-09-08T06:31:52.164Z",
            "completedAt": "2023-09-08T06:32:52.164Z",
            "credentials": [
                with_parts(&id, json!([part(ID, Classifier::Front), part(ID, Classifier::Back)])),
                with_parts(&selfie, json!([part(SELFIE, Classifier::Face)])),
            ],
            "decision": decision,
            "steps": {"href": EXECUTION.steps()},
            "capabilities": {
                "usability": [result(USABILITY, &[&id], "OK")],
                "extraction": [extraction],
                "similarity": [similarity],
            },
        }),
    }
}

fn steps_response() -> Example {
    let step = json!({
        "id": Uuid::from_u128(0x2c1a_5a4e_7d0e_4b51_8f0e_6f0c_2b1d_9f3a),
        "name": "ID_IV",
        "capabilityIds": [USABILITY, EXTRACTION, SIMILARITY],
        "decision": passed("PASSED"),
    });
    Example {
        name: "passed".to_owned(),
        summary: Some("A step that combines all capabilities of the result"),
        value: json!({"steps": [step]}),
    }
}

fn passed(label: &str) -> Value {
    json!({"type": "PASSED", "details": {"label": label}})
}

fn by_client(credential: CredentialId, category: &str, channel: &str) -> Value {
    json!({"id": credential.to_string(), "category": category, "allowedChannels": [channel]})
}

fn by_api(credential: CredentialId, category: &str, parts: &[Classifier]) -> Value {
    json!({
        "id": credential.to_string(),
        "category": category,
        "allowedChannels": ["API"],
        "api": access(credential, parts),
    })
}

/// The `api` object of a credential.
fn access(credential: CredentialId, parts: &[Classifier]) -> Value {
    let url = |classifier: &Classifier| {
        let url = PartUrl { execution: EXECUTION, credential, classifier: *classifier };
        (classifier.to_string().to_lowercase(), json!(url.to_string()))
    };
    json!({
        "token": "xxx",
        "parts": parts.iter().map(url).collect::<serde_json::Map<_, _>>(),
        "workflowExecution": EXECUTION.to_string(),
    })
}
