//! Handling responses: next steps, problems, endpoints.

use std::{collections::BTreeSet, fs};

use kyx_schema::{
    AccountResponse, Callback, Channel, Context, CredentialCategory, Kind, PartResponse, Payload, Problem,
    ProblemCause, Report, Severity, StatusResponse,
    endpoint::{AccountId, Classifier, CredentialId, ExecutionId, ExecutionUrl, PartUrl, Region},
    lint::{self, Linter},
    next::{Finalize, NextSteps, Remark, Step},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    mutants::{fields, with_every_field},
    support::{files, fixture_time, fixtures, read_and_checked},
};

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

/// The platform omits actions that are unavailable, and no document requires the URLs of callbacks and statuses.
#[test]
fn responses_may_lack_what_no_document_requires() {
    fn is_read<T: Payload>(payload: &Value) -> bool {
        lint::read::<T>(payload.to_string().as_bytes(), &Context::unknown()).is_ok()
    }
    let api = ["/token", "/parts", "/workflowExecution", ""];
    for (kind, is_read, optional) in [
        (
            Kind::AccountResponse,
            is_read::<AccountResponse> as fn(&Value) -> bool,
            [
                &api.map(|it| format!("/workflowExecution/credentials/0/api{it}"))[..],
                &["/web/href".to_owned()],
            ]
            .concat(),
        ),
        (Kind::PartResponse, is_read::<PartResponse>, api.map(|it| format!("/api{it}")).into()),
        (Kind::Callback, is_read::<Callback>, HREFS.map(str::to_owned).into()),
        (Kind::StatusResponse, is_read::<StatusResponse>, HREFS.map(str::to_owned).into()),
    ] {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        let candidates = [with_every_field(&schema, &schema), schema["examples"][0].clone()];
        let whole = candidates.into_iter().find(is_read).unwrap();
        let mut less_and_less = whole.clone();
        for pointer in optional {
            let without = |payload: &mut Value| {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                payload.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
            };
            let mut less = whole.clone();
            without(&mut less);
            without(&mut less_and_less);
            assert!(is_read(&less) && is_read(&less_and_less), "{kind} without {pointer}");
        }
    }
}

const HREFS: [&str; 2] = ["/workflowExecution/href", "/account/href"];

/// The help of a finding in a response says what its reader can do; only the platform can correct the response.
#[test]
fn help_in_responses_is_for_readers() {
    let context = Context::unknown().at(fixture_time());
    let mut judged = BTreeSet::new();
    for kind in Kind::ALL.iter().copied().filter(|kind| kind.is_response()) {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        let payload = with_every_field(&schema, &schema);
        let without = fields(&schema).into_iter().filter(|it| !it.pointer.is_empty()).map(|field| {
            let mut without = payload.clone();
            let (parent, name) = field.pointer.rsplit_once('/').unwrap();
            if let Some(Value::Object(parent)) = without.pointer_mut(parent) {
                parent.remove(name);
            }
            without
        });
        let changed = fields(&schema).into_iter().flat_map(|field| {
            let wrong = [
                json!("wrong"),
                json!(""),
                json!(1.5),
                json!(770),
                json!(true),
                json!([]),
                json!({}),
                json!(null),
            ];
            wrong.map(|wrong| {
                let mut changed = payload.clone();
                *changed.pointer_mut(&field.pointer).unwrap() = wrong;
                changed
            })
        });
        let texts = without.chain(changed).map(|it| it.to_string());
        let repeated = payload.to_string().replacen('{', r#"{"account": {"id": ""}, "account": 1, "#, 1);
        for text in texts.chain([repeated]) {
            let linted = Linter::new(context).kind(kind).lint(text.as_bytes());
            // Services that only check are told the same.
            let checked = serde_json::from_str(&text).ok().map(|it: Value| checked(kind, it, &context));
            for finding in linted.report.findings().iter().chain(checked.iter().flat_map(Report::findings)) {
                judged.insert(finding.rule.code);
                assert!(
                    finding.help.ends_with("keep the payload as it is, and report it to the vendor"),
                    "{finding}"
                );
                assert_eq!(finding.fix, None, "{finding}");
            }
        }
    }
    let expected =
        ["KYX101", "KYX102", "KYX104", "KYX204", "KYX211", "KYX219", "KYX701", "KYX702", "KYX704", "KYX705"];
    assert!(judged.iter().eq(&expected), "{judged:?}");
}

/// What is wrong with a URL besides an ID that is at fault itself.
#[test]
fn an_id_at_fault_hides_no_other_mismatch() {
    let account = |id: &str| {
        let href = "https://retrieval.emea-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7\
                    /workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976";
        json!({
            "callbackSentAt": "2021-05-14T14:09:57.266Z", "workflowExecution": {
                "id": "cc6d862e-a1ae-40fa-9781-8fc755f75976", "href": href, "definitionKey": "2", "status": "PROCESSED",
            },
            "account": {"id": id},
        })
        .to_string()
    };
    let found = |text: &str| -> Vec<String> {
        let linter = Linter::new(Context::unknown().at(fixture_time())).kind(Kind::Callback);
        let report = linter.lint(text.as_bytes()).report;
        report.findings().iter().map(|it| format!("{} {} {}", it.rule.code, it.pointer, it.message)).collect()
    };
    let both =
        "KYX701 /workflowExecution/href the URL belongs to another account and another workflow execution";
    assert_eq!(found(&account("99d585b9-ab3e-4de8-bb39-d79ecda2bfa7")), [both]);
    let one = "KYX701 /workflowExecution/href the URL belongs to another workflow execution";
    assert_eq!(found(&account("x")), ["KYX204 /account/id not a UUID: no hyphens", one]);
}

fn checked(kind: Kind, payload: Value, context: &Context) -> Report {
    fn check<T: Payload>(payload: Value, context: &Context) -> Report {
        serde_json::from_value(payload).map_or_else(|_| Report::default(), |it: T| it.check(context))
    }
    match kind {
        Kind::AccountResponse => check::<AccountResponse>(payload, context),
        Kind::PartResponse => check::<PartResponse>(payload, context),
        Kind::Callback => check::<Callback>(payload, context),
        Kind::StatusResponse => check::<StatusResponse>(payload, context),
        _ => Report::default(),
    }
}

const CHANNELS: [Option<Channel>; 4] = [None, Some(Channel::Web), Some(Channel::Sdk), Some(Channel::Api)];

/// The next steps, in words.
fn said(next: &NextSteps<'_>) -> String {
    let mut text = String::new();
    for journey in &next.journeys {
        text.push_str(&format!("  by {}\n", journey.channel));
        let steps = journey.steps.iter().map(ToString::to_string);
        let finalize = journey.finalize.iter().map(ToString::to_string);
        let remarks = journey.remarks.iter().map(|it| format!("({it})"));
        for words in steps.chain(finalize).chain(remarks) {
            text.push_str(&format!("    {}\n", words.replace('\n', "\n      ")));
        }
    }
    text
}

/// The account responses of the documents, each by every channel. IDs are shortened.
#[test]
fn next_steps_of_the_documents() {
    let mut text = String::new();
    let mut seen = BTreeSet::new();
    for path in files(&fixtures("seeds")) {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap().to_owned();
        let Ok(response) = serde_json::from_slice::<AccountResponse>(&fs::read(&path).unwrap()) else {
            continue;
        };
        let mut all = String::new();
        for channel in CHANNELS {
            let next = response.next_steps(channel);
            let shown = format!("{next:?} {}", serde_json::to_string(&next).unwrap());
            assert!(["eyJ", "xxx", "<>"].iter().all(|secret| !shown.contains(secret)), "{name}");
            match channel {
                Some(_) => all.push_str(&said(&next)),
                None => {
                    let offered: Vec<_> = next.journeys.iter().map(|it| it.channel.to_string()).collect();
                    all.push_str(&format!("  existing: {:?}, offered: {offered:?}\n", next.existing));
                }
            }
        }
        // The responses of create and update calls are often the same.
        let all = all.replace("https://api.amer-1.jumio.ai/api/v1/accounts/", "…/");
        text.push_str(&name);
        text.push('\n');
        text.push_str(if seen.insert(all.clone()) { &all } else { "  as above\n" });
    }
    insta::assert_snapshot!(text);
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
    let next = mixed.next_steps(Some(Channel::Api));
    assert_eq!(next.existing, [&CredentialCategory::Selfie]);
    let [journey] = next.journeys.as_slice() else { panic!("{next:?}") };
    let uploads: Vec<_> = journey
        .steps
        .iter()
        .map(|step| match step {
            Step::Upload(it) => (it.category.as_str(), it.classifier.as_str(), it.token.unwrap().expose()),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [("ID", "FRONT", "secret"), ("ID", "BACK", "secret"), ("DATA", "PREPARED_DATA", "secret")];
    assert_eq!(uploads, expected);
    assert_eq!(journey.remarks, [Remark::SelfieInstead]);
    let Some(Finalize::Call { url, token_pointer, token }) = &journey.finalize else { panic!("{journey:?}") };
    assert_eq!((*url, token.unwrap().expose()), ("finalize-here", "secret"));
    assert_eq!(token_pointer, "/workflowExecution/credentials/0/api/token");
    assert!(!format!("{next:?}").contains("secret"));
    assert!(!serde_json::to_string(&next).unwrap().contains("secret"));

    // What only API provides comes before the client.
    let next = mixed.next_steps(Some(Channel::Web));
    let last = next.journeys[0].steps.last().unwrap();
    assert!(matches!(last, Step::Client(it) if it.categories == [&CredentialCategory::Facemap]), "{last:?}");
    assert_eq!(next.journeys[0].finalize, Some(Finalize::Client));

    let existing = response(&json!([{"id": CREDENTIAL, "category": "ID", "allowedChannels": []}]));
    for channel in CHANNELS {
        assert!(existing.next_steps(channel).journeys.is_empty());
    }
}

/// Actions in `api` can be omitted.
/// Neither IDs nor URLs.
#[test]
fn debug_output_of_next_steps_names_their_kind() {
    let part = |classifier: &str| format!("https://api.emea-1.jumio.ai/api/v1/parts/{classifier}");
    let response = response(&json!([{
        "id": CREDENTIAL, "category": "DATA", "allowedChannels": ["API"],
        "api": {"token": "secret", "parts": {"prepared_data": part("PREPARED_DATA")}, "workflowExecution": part("")},
    }]));
    let journey = &response.next_steps(Some(Channel::Api)).journeys[0];
    let Step::Upload(upload) = &journey.steps[0] else { panic!("{journey:?}") };
    assert_eq!(format!("{upload:?}"), "Upload { category: Data, classifier: Some(PreparedData), .. }");
    assert!(upload.to_string().starts_with("send the prepared data as JSON\nPOST "), "{upload}");
    let finalize = journey.finalize.as_ref().unwrap();
    assert_eq!(format!("{finalize:?} {:?}", Finalize::Client), "Call { .. } Client");
}

#[test]
fn next_steps_name_what_the_response_lacks() {
    let missing = |credential: &Value, channel| {
        let response = response(&json!([credential]));
        let next = response.next_steps(Some(channel));
        let pointers = next.journeys[0].remarks.iter().map(|remark| match remark {
            Remark::Missing { pointer, .. } => {
                pointer.trim_start_matches("/workflowExecution/credentials/0").to_owned()
            }
            other => other.to_string(),
        });
        pointers.collect::<Vec<_>>()
    };
    let with =
        |api: &Value| json!({"id": CREDENTIAL, "category": "ID", "allowedChannels": ["API"], "api": api});
    let parts = json!({"front": "upload-here"});
    for (api, expected) in [
        (json!({"token": "x", "parts": parts, "workflowExecution": "y"}), vec![]),
        (json!({"parts": parts, "workflowExecution": "y"}), vec!["/api/token"]),
        (json!({"token": "x", "workflowExecution": "y"}), vec!["/api/parts"]),
        (json!({"token": "x", "parts": {}, "workflowExecution": "y"}), vec!["/api/parts"]),
        (json!({"token": "x", "parts": parts}), vec!["/api/workflowExecution"]),
        (json!({}), vec!["/api/parts", "/api/workflowExecution"]),
        (json!(null), vec!["/api", "/api/workflowExecution"]),
    ] {
        assert_eq!(missing(&with(&api), Channel::Api), expected, "{api}");
    }
    let by_client = json!({"id": CREDENTIAL, "category": "ID", "allowedChannels": ["WEB", "SDK"]});
    assert_eq!(missing(&by_client, Channel::Web), ["/web/href"]);
    assert_eq!(missing(&by_client, Channel::Sdk), ["/sdk/token"]);
    let other = ["ID cannot be provided by this channel, only by WEB or SDK"];
    assert_eq!(missing(&by_client, Channel::Api), other);
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

/// A response has errors exactly if its type cannot be deserialized, or finds some.
#[test]
fn linter_and_types_agree_on_unusual_values() {
    let problem = |status: &str| format!(r#"{{"title": "x", "status": {status}}}"#);
    let callback = |key: &str| {
        format!(
            r#"{{"callbackSentAt": "2023-09-08T06:30:52.164Z", "account": {{"id": "{ACCOUNT}"}},
                "workflowExecution": {{"id": "{EXECUTION}", "definitionKey": {key}, "status": "PROCESSED"}}}}"#
        )
    };
    let execution = format!(
        "https://api.amer-1.jumio.ai/api/v1/accounts/{ACCOUNT}/workflow-executions/{EXECUTION}/credentials/{CREDENTIAL}"
    );
    let members = |count: usize, last: &str| {
        let names = (0..count).map(|index| format!("n{index}")).chain([last.to_owned()]);
        let member = |name| format!(r#""{name}": "{execution}/parts/{name}""#);
        names.map(member).collect::<Vec<_>>().join(",")
    };
    let parts = |count, last| {
        format!(
            r#"{{"timestamp": "2023-09-08T06:30:52.164Z", "account": {{"id": "{ACCOUNT}"}},
                "api": {{"parts": {{{}}}}}, "workflowExecution": {{"id": "{EXECUTION}"}}}}"#,
            members(count, last)
        )
    };
    let fields = |count, last| format!(r#"{{"title": "x", "status": 400, {}}}"#, members(count, last));
    let statuses = ["404.0", "4e2", "-404", "4.5", "1e400", "\"\"", "true", "[]"];
    let keys = [
        "10011.0",
        "1e4",
        "1e+4",
        "0",
        "-1",
        "0.5",
        "1e15",
        "1e16",
        "123456789012345",
        "1234567890123456",
        "\"10011\"",
        "\"007\"",
    ];
    let mut payloads: Vec<_> = statuses.iter().map(|status| (Kind::Problem, problem(status))).collect();
    payloads.extend(keys.iter().map(|key| (Kind::Callback, callback(key))));
    for count in [1, 15, 16, 17, 40] {
        for last in ["n0", "n15", "n16", "new"] {
            payloads.push((Kind::Problem, fields(count, last)));
        }
        payloads.push((Kind::PartResponse, parts(count, "new")));
    }
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (in_credential, after) in [(123, 126), (124, 1), (1, 127)] {
        let text = format!(
            r#"{{"timestamp": "2023-09-08T06:30:52.164Z", "account": {{"id": "{ACCOUNT}"}},
                "workflowExecution": {{"id": "{EXECUTION}", "credentials": [{{"id": "{CREDENTIAL}", "category": "ID",
                "allowedChannels": ["WEB"], "new": {}}}]}}, "new": {}}}"#,
            nested(in_credential),
            nested(after)
        );
        payloads.push((Kind::AccountResponse, text));
    }
    let mut counts = [0, 0];
    for (kind, text) in payloads {
        let is_read = read_and_checked(kind, &text).is_some_and(|report| !report.has_errors());
        let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
        for mark in ["", "\u{FEFF}"] {
            let report = linter.lint(format!("{mark}{text}").as_bytes()).report;
            let errors = report.findings().iter().filter(|it| it.severity == Severity::Error);
            let codes: Vec<_> = errors.map(|it| it.rule.code).filter(|code| *code != "KYX006").collect();
            assert_eq!(codes.is_empty(), is_read, "{text}: {codes:?}");
        }
        counts[usize::from(is_read)] += 1;
    }
    assert_eq!(counts, [23, 25]);
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
        for broken in [
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}/"),
            &text.replace("https", "http"),
            &text.replace("//api.", "//account."),
            &text.replace("//api.", "//api.x."),
        ] {
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
