//! Handling responses: next steps, problems, endpoints.

use kyx_schema::{
    AccountResponse, AllowedChannel, CredentialCategory, Problem, ProblemCause,
    endpoint::{AccountId, Classifier, CredentialId, ExecutionId, ExecutionUrl, PartUrl, Region},
    next::Finalize,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const ACCOUNT: &str = "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7";
const EXECUTION: &str = "bc6d862e-a1ae-40fa-9781-8fc755f75976";
const CREDENTIAL: &str = "b701e6c5-b74c-434a-866a-ef1f084a4d80";

fn response(credentials: &Value) -> AccountResponse {
    serde_json::from_value(json!({
        "timestamp": "2023-09-08T06:30:52.164Z",
        "account": {"id": ACCOUNT},
        "workflowExecution": {"id": EXECUTION, "credentials": credentials},
    }))
    .unwrap()
}

#[test]
fn next_steps_follow_from_the_credentials() {
    let api = |parts: &[&str]| {
        let parts: serde_json::Map<_, _> = parts.iter().map(|it| ((*it).to_owned(), json!(*it))).collect();
        json!({"token": "secret", "parts": parts, "workflowExecution": "finalize-here"})
    };
    let mixed = response(&json!([
        {"id": CREDENTIAL, "category": "ID", "allowedChannels": ["API"], "api": api(&["back", "front"])},
        {"id": CREDENTIAL, "category": "FACEMAP", "allowedChannels": ["WEB", "SDK"]},
        {"id": CREDENTIAL, "category": "SELFIE", "allowedChannels": []},
        {"id": CREDENTIAL, "category": "DATA", "allowedChannels": ["API"], "api": api(&["prepared_data"])},
    ]));
    let next = mixed.next_steps();
    let uploads: Vec<_> =
        next.uploads.iter().map(|it| (it.category.as_str(), it.classifier.as_str())).collect();
    assert_eq!(uploads, [("ID", "FRONT"), ("ID", "BACK"), ("DATA", "PREPARED_DATA")]);
    assert_eq!(next.uploads[2].token_pointer, "/workflowExecution/credentials/3/api/token");
    assert_eq!(next.uploads[2].token.expose(), "secret");
    assert_eq!(next.by_client.len(), 1);
    assert_eq!(next.by_client[0].channels, [AllowedChannel::Web, AllowedChannel::Sdk]);
    assert_eq!(next.existing, [&CredentialCategory::Selfie]);
    assert_eq!(next.finalize, Finalize::Call { url: "finalize-here" });
    assert!(!format!("{next:?}").contains("secret"));
    assert!(!serde_json::to_string(&next).unwrap().contains("secret"));

    let by_client = response(&json!([{"id": CREDENTIAL, "category": "SELFIE", "allowedChannels": ["WEB"]}]));
    assert_eq!(by_client.next_steps().finalize, Finalize::Client);
    let existing = response(&json!([{"id": CREDENTIAL, "category": "ID", "allowedChannels": []}]));
    assert_eq!(existing.next_steps().finalize, Finalize::Itself);
}

/// The linter and the types find repeated keys anywhere.
#[test]
fn repeated_keys_in_new_fields_are_errors() {
    let text = format!(
        r#"{{"timestamp": "2023-09-08T06:30:52.164Z", "account": {{"id": "{ACCOUNT}"}},
            "workflowExecution": {{"id": "{EXECUTION}", "credentials": []}}, "new": [{{"a": 1, "a": 2}}]}}"#
    );
    assert!(serde_json::from_str::<AccountResponse>(&text).is_err());
    assert_eq!(crate::support::codes(&text), ["KYX104 /new"]);
}

/// A response is clean exactly if its type can be deserialized.
#[test]
fn values_beyond_the_limits_of_readers_are_errors() {
    let with = |value: &str| format!(r#"{{"title": "x", "status": 400, "new": {value}}}"#);
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (value, is_readable) in [
        ("1e300".to_owned(), true),
        ("1e400".to_owned(), false),
        (nested(126), true),
        (nested(127), false),
        (nested(128), false),
    ] {
        let text = with(&value);
        assert_eq!(serde_json::from_str::<Problem>(&text).is_ok(), is_readable, "{value}");
        let found = crate::support::codes(&text);
        assert_eq!(found, if is_readable { vec![] } else { vec!["KYX007 "] }, "{value}");
    }
}

fn problem(title: &str, status: &Value) -> Problem {
    serde_json::from_value(json!({"title": title, "status": status, "traceId": "kept"})).unwrap()
}

#[test]
fn known_problems_are_recognized_and_others_preserved() {
    let samples = |name: &str| -> Problem {
        let path = crate::support::fixtures("seeds/use-existing-credentials").join(name);
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    assert_eq!(
        samples("05-problem.json").cause(),
        ProblemCause::ExistingCredentialsRequired {
            workflow: 10113,
            categories: vec![CredentialCategory::Id, CredentialCategory::Selfie],
        }
    );
    assert_eq!(
        samples("06-problem.json").cause(),
        ProblemCause::ExistingCredentialsUnusable {
            workflow: 10115,
            categories: vec![CredentialCategory::Id],
            unusable: vec![CredentialCategory::Id],
            account: "02e2c457-9424-43dd-b691-c1a9167a4144".to_owned(),
        }
    );
    assert_eq!(
        samples("07-problem.json").cause(),
        ProblemCause::MalformedId { text: "dfxcv-faddf-cdfsfds-sdsdfa".to_owned() }
    );
    for (status, code) in [(json!("400"), Some(400)), (json!(503), Some(503)), (json!("teapot"), None)] {
        let problem = problem("Bad Request: something new [x] requires", &status);
        assert_eq!((problem.cause(), problem.status.code()), (ProblemCause::Other, code));
        assert_eq!(problem.unknown["traceId"], "kept");
    }
    let huge =
        problem("Workflow 99999999999999999999999 requires [ID] existing credentials therefore", &json!(400));
    assert_eq!(huge.cause(), ProblemCause::Other);
}

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

proptest! {
    #[test]
    fn part_urls_round_trip(
        region in prop::sample::select(Region::ALL),
        classifier in prop::sample::select(Classifier::ALL),
        (account, execution, credential) in (id(), id(), id()),
    ) {
        let execution = ExecutionUrl { region, account: AccountId(account), execution: ExecutionId(execution) };
        let url = PartUrl { execution, credential: CredentialId(credential), classifier };
        let text = url.to_string();
        prop_assert_eq!(text.parse(), Ok(url));
        prop_assert_eq!(text.replace(".jumio.ai/", ".jumio.link/").parse(), Ok(url));
        for broken in [&text[1..], &text[..text.len() - 1], &format!("{text}/"), &text.replace("https", "http")] {
            prop_assert!(broken.parse::<PartUrl>().is_err(), "{}", broken);
        }
    }

    #[test]
    fn any_title_is_handled(title in ".*", number in any::<i64>()) {
        let problem = problem(&title, &json!(number));
        let _ = problem.cause();
        let written = serde_json::to_value(&problem).unwrap();
        prop_assert_eq!(written["title"].as_str(), Some(title.as_str()));
    }
}

#[test]
fn endpoints_match_the_documents() {
    let account: AccountId = ACCOUNT.parse().unwrap();
    assert_eq!(Region::Us.accounts(), "https://account.amer-1.jumio.ai/api/v1/accounts");
    assert_eq!(
        Region::Singapore.account(account),
        format!("https://account.apac-1.jumio.ai/api/v1/accounts/{ACCOUNT}")
    );
    let execution = ExecutionUrl { region: Region::Eu, account, execution: EXECUTION.parse().unwrap() };
    let base =
        format!("https://api.emea-1.jumio.ai/api/v1/accounts/{ACCOUNT}/workflow-executions/{EXECUTION}");
    assert_eq!(execution.to_string(), base);
    let part =
        PartUrl { execution, credential: CREDENTIAL.parse().unwrap(), classifier: Classifier::PreparedData };
    assert_eq!(part.to_string(), format!("{base}/credentials/{CREDENTIAL}/parts/PREPARED_DATA"));
    assert_eq!(part.all_parts(), format!("{base}/credentials/{CREDENTIAL}/parts"));
    assert!("89d585b9ab3e4de8bb39d79ecda2bfa7".parse::<AccountId>().is_err());
}
