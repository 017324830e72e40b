//! The retrieval response: each outcome of a workflow, what it means, and that no value of it is shown.

use std::fs;

use kyx_schema::{
    Context, DecisionType, ExecutionStatus, Kind, OutcomeSource, Payload, RetrievalResponse, StepsResponse,
    TokenError, TokenResponse, lint::Linter,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    mutants::with_every_field,
    support::{files, fixture_time, fixtures, generated},
};

/// The fixtures, each with its name.
fn outcomes() -> Vec<(String, Value)> {
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_slice(&fs::read(path).unwrap()).unwrap())
    };
    files(&fixtures("outcomes")).into_iter().map(read).collect()
}

fn response(value: &Value) -> RetrievalResponse {
    serde_json::from_value(value.clone()).unwrap()
}

fn outcome_of(name: &str) -> RetrievalResponse {
    response(&outcomes().into_iter().find(|(it, _)| it == name).unwrap().1)
}

#[test]
fn each_outcome_is_clean_and_is_written_back() {
    let outcomes = outcomes();
    assert_eq!(outcomes.len(), 12);
    for (name, value) in outcomes {
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(value.to_string().as_bytes());
        assert_eq!(linted.kind, Some(Kind::RetrievalResponse), "{name}");
        assert!(linted.report.is_clean(), "{name}\n{}", linted.report);
        assert_eq!(serde_json::to_value(response(&value)).unwrap(), value, "{name}");
    }
}

/// A person reviews the meaning of each outcome before it is accepted.
#[test]
fn each_outcome_has_a_meaning() {
    let mut table = String::new();
    for (name, value) in outcomes() {
        let response = response(&value);
        let outcome = response.outcome().unwrap();
        let label = outcome.label.unwrap_or_default();
        table.push_str(&format!(
            "{name}\n  {} {label} ({:?}), final: {}\n",
            outcome.decision,
            outcome.source,
            response.is_final()
        ));
        for it in response.not_passed() {
            let credentials: Vec<_> =
                it.credentials.iter().map(|it| it.category.as_ref().unwrap().as_str()).collect();
            let (label, on) = (it.label.unwrap_or_default(), credentials.join(", "));
            table.push_str(&format!("  not passed: {} {} {label} [{on}]\n", it.capability, it.decision));
        }
        if let Some(reason) = response.why_not_executed() {
            table.push_str(&format!("  not executed: {reason}\n"));
        }
        for document in response.documents() {
            let dates = [document.born_on(), document.issued_on(), document.expires_on()];
            let dates = dates.map(|it| it.map_or_else(|| "-".to_owned(), |it| it.to_string()));
            table.push_str(&format!(
                "  document: {}, {}\n",
                document.r#type.as_ref().unwrap(),
                dates.join(", ")
            ));
        }
        for part in response.fetchable_parts() {
            table.push_str(&format!("  part: {} {}\n", part.category, part.classifier));
        }
        if let Some(consent) = response.recorded_consent() {
            table.push_str(&format!("  consent: {consent}\n"));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_processed_workflow_has_not_passed_by_that() {
    let mut response = outcome_of("passed");
    response.decision = None;
    let outcome = response.outcome().unwrap();
    assert_eq!((outcome.decision, outcome.source), (DecisionType::Passed, OutcomeSource::Capabilities));
    response.capabilities = None;
    assert_eq!(response.outcome(), None);
}

#[test]
fn an_expired_session_has_not_passed_whatever_its_capabilities_say() {
    for status in [ExecutionStatus::SessionExpired, ExecutionStatus::TokenExpired] {
        let mut response = outcome_of("passed");
        response.decision = None;
        response.workflow.status = status;
        let outcome = response.outcome().unwrap();
        assert_eq!((outcome.decision, outcome.source), (DecisionType::NotExecuted, OutcomeSource::Status));
    }
}

#[test]
fn nothing_is_decided_before_the_end() {
    let unfinished = ["INITIATED", "ACQUISITION_STARTED", "ACQUIRED", "NEW"];
    for status in unfinished {
        let mut response = outcome_of("passed");
        response.workflow.status = status.into();
        assert!(!response.is_final(), "{status}");
        assert_eq!(response.outcome(), None, "{status}");
    }
}

/// Without a decision of the whole, one capability that did not pass is enough.
#[test]
fn the_worst_capability_decides() {
    let others =
        [("NEW", "NEW"), ("WARNING", "WARNING"), ("NOT_EXECUTED", "NOT_EXECUTED"), ("REJECTED", "REJECTED")];
    for (decision, expected) in others {
        for capability in ["liveness", "newCheck"] {
            let mut value = outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1;
            value.as_object_mut().unwrap().remove("decision");
            let result =
                json!([{"id": "2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a", "decision": {"type": decision}}]);
            value["capabilities"][capability] = result;
            let response = response(&value);
            assert_eq!(response.outcome().unwrap().decision.as_str(), expected, "{capability}");
            let [not_passed] = response.not_passed().try_into().unwrap();
            assert_eq!(not_passed.capability.as_str(), capability);
        }
    }
}

/// What this version cannot read does not count as passed.
#[test]
fn results_of_unknown_shape_have_not_passed() {
    for result in [json!({}), json!(1), json!({"decision": "PASSED"}), json!({"decision": {"type": 1}})] {
        let mut value = outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1;
        value.as_object_mut().unwrap().remove("decision");
        value["capabilities"]["newCheck"] = json!([result]);
        assert_eq!(response(&value).outcome().unwrap().decision, "".into(), "{value}");
        value["capabilities"]["newCheck"] = result.clone();
        let decision = if result.is_object() { "".into() } else { DecisionType::Passed };
        assert_eq!(response(&value).outcome().unwrap().decision, decision, "{value}");
    }
}

/// A token is sent only to the platform, for the part that is asked for.
#[test]
fn only_own_parts_can_be_fetched() {
    let whole = outcome_of("passed").fetchable_parts().len();
    let url = "/credentials/0/parts/0/href";
    let own = outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1;
    let href = own.pointer(url).unwrap().as_str().unwrap().to_owned();
    for other in [
        href.replace("retrieval", "api"),
        href.replace("jumio.ai", "example.com"),
        href.replace("https", "http"),
        href.replace("FRONT", "BACK"),
        href.replace("89d585b9", "99d585b9"),
        href.replace("b701e6c5", "c701e6c5"),
        href.replace("/credentials", "/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976/credentials"),
        format!("{href}/"),
    ] {
        let mut value = own.clone();
        *value.pointer_mut(url).unwrap() = json!(other);
        assert_eq!(response(&value).fetchable_parts().len(), whole - 1, "{other}");
    }
}

/// A refusal counts, wherever it was recorded.
#[test]
fn one_refusal_of_consent_is_enough() {
    let mut value = outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1;
    assert_eq!(response(&value).recorded_consent(), Some(true));
    value["credentials"][1]["consent"] = json!({"decisionAccepted": false});
    assert_eq!(response(&value).recorded_consent(), Some(false));
    assert_eq!(outcome_of("reuse").recorded_consent(), None);
}

/// The vendor's own samples lack commas, have typographic quotes and a comma too many: each slip is found as syntax.
#[test]
fn slips_of_the_samples_are_found_as_syntax() {
    let text = fs::read_to_string(fixtures("outcomes").join("passed.json")).unwrap();
    let slips = [
        (
            r#"    ],
    "extraction""#,
            r#"    ]
    "extraction""#,
        ),
        (r#"    "similarity": ["#, "    \u{201C}similarity\u{201D}: ["),
        (
            r#""similarity": "MATCH"
"#,
            r#""similarity": "MATCH",
"#,
        ),
    ];
    for (right, wrong) in slips {
        assert!(text.contains(right), "{right}");
        let slipped = text.replacen(right, wrong, 1);
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(slipped.as_bytes());
        assert_eq!(linted.kind, Some(Kind::RetrievalResponse), "{wrong}");
        let codes: Vec<_> = linted.report.findings().iter().map(|it| it.rule.code).collect();
        assert!(!codes.is_empty() && codes.iter().all(|it| it.starts_with("KYX00")), "{wrong}: {codes:?}");
    }
}

/// Replaces each string, number and unknown name with a canary, except the times.
fn with_canaries(value: &mut Value, name: &str) {
    match value {
        Value::String(text) if !name.ends_with("At") => *text = format!("Canary-{text}"),
        Value::Number(number) => *number = 770_123.into(),
        Value::Array(items) => items.iter_mut().for_each(|item| with_canaries(item, name)),
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| with_canaries(value, name)),
        _ => {}
    }
}

/// All that a payload shows of itself.
fn shown<T: Payload + std::fmt::Debug>(mut payload: Value) -> String {
    with_canaries(&mut payload, "");
    let text = payload.to_string();
    assert!(text.contains("Canary") || text.contains("770123"), "{text}");
    let context = Context::unknown().at(fixture_time());
    let typed: T = serde_json::from_value(payload.clone()).unwrap();
    let checked = typed.check(&context);
    let linter = Linter::new(context).kind(T::KIND);
    let report = &linter.lint(text.as_bytes()).report;
    let visibility = linter.visibility(text.as_bytes());
    let public: Vec<_> = visibility.public.iter().map(|range| &text[range.clone()]).collect();
    format!("{typed:?} {checked} {checked:?} {report} {report:?} {public:?}")
}

#[test]
fn no_value_is_shown() {
    fn whole(kind: Kind) -> Value {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        with_every_field(&schema, &schema)
    }
    let mut payloads: Vec<_> = outcomes().into_iter().map(|(_, payload)| payload).collect();
    payloads.push(whole(Kind::RetrievalResponse));
    let mut all = Vec::new();
    for mut payload in payloads {
        all.push(shown::<RetrievalResponse>(payload.clone()));
        // The status decides what is final, so it stays.
        let status = payload["workflow"]["status"].clone();
        with_canaries(&mut payload, "");
        payload["workflow"]["status"] = status;
        let typed = response(&payload);
        let documents: Vec<_> = typed.documents().collect();
        all.push(format!("{:?} {:?} {documents:?}", typed.outcome(), typed.not_passed()));
        all.push(format!("{:?} {:?}", typed.why_not_executed(), typed.fetchable_parts()));
    }
    for parts in outcomes().iter().map(|(_, payload)| response(payload).fetchable_parts()) {
        let text = format!("{parts:?}");
        assert!(!text.contains("jumio") && !text.contains("FRONT"), "{text}");
    }
    all.push(shown::<StepsResponse>(whole(Kind::StepsResponse)));
    all.push(shown::<TokenResponse>(whole(Kind::TokenResponse)));
    all.push(shown::<TokenError>(whole(Kind::TokenError)));
    for text in all {
        assert!(!text.contains("Canary") && !text.contains("770123"), "{text}");
    }
}

/// Any JSON.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e15..1e15).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,6}", inner, 0..4).prop_map(|it| it.into_iter().collect()),
        ]
    })
}

/// The pointers of all objects whose fields the types name.
fn objects(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::Object(fields) if !at.contains("dlCategories") => {
            let below = fields.iter().flat_map(|(name, it)| objects(it, &format!("{at}/{name}")));
            below.chain([at.to_owned()]).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, it)| objects(it, &format!("{at}/{index}"))).collect()
        }
        _ => Vec::new(),
    }
}

fn written_back(kind: Kind, payload: &Value) -> Value {
    fn through<T: Payload>(payload: &Value) -> Value {
        serde_json::to_value(serde_json::from_value::<T>(payload.clone()).unwrap()).unwrap()
    }
    match kind {
        Kind::RetrievalResponse => through::<RetrievalResponse>(payload),
        Kind::StepsResponse => through::<StepsResponse>(payload),
        Kind::TokenResponse => through::<TokenResponse>(payload),
        _ => through::<TokenError>(payload),
    }
}

proptest! {
    #![proptest_config(generated(300))]

    /// What the platform adds is no defect, and is written back.
    #[test]
    fn additions_are_kept(
        additions in prop::collection::vec((any::<prop::sample::Index>(), "new[a-zA-Z]{1,9}", anything()), 1..8),
        label in ".{0,12}",
        decision in "[A-Z_]{1,12}",
        capability in "new[a-zA-Z]{1,9}",
        results in prop::collection::vec(anything(), 0..3),
    ) {
        for kind in [Kind::RetrievalResponse, Kind::StepsResponse, Kind::TokenResponse, Kind::TokenError] {
            let schema: Value = serde_json::from_str(kind.schema()).unwrap();
            let mut payload = match kind {
                Kind::RetrievalResponse => outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1,
                _ => with_every_field(&schema, &schema),
            };
            let pointers = objects(&payload, "");
            for (index, name, value) in &additions {
                let pointer: &String = index.get(&pointers);
                payload.pointer_mut(pointer).unwrap()[name] = value.clone();
            }
            if kind == Kind::RetrievalResponse {
                payload["decision"]["details"]["label"] = json!(label);
                payload["capabilities"]["liveness"][0]["decision"]["type"] = json!(decision);
                payload["capabilities"][&capability] = json!(results);
                payload["credentials"][0]["category"] = json!(label);
            }
            prop_assert_eq!(written_back(kind, &payload), payload.clone());
            let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.to_string().as_bytes());
            prop_assert_eq!(linted.kind, Some(kind), "{}", payload);
            prop_assert!(!linted.report.has_errors(), "{}\n{}", payload, linted.report);
        }
    }
}

/// Where the sources differ, each form is read and written back.
#[test]
fn each_form_of_the_sources_is_clean() {
    let passed = outcomes().into_iter().find(|(it, _)| it == "passed").unwrap().1;
    let extraction = "/capabilities/extraction/0/data";
    let forms = [
        (format!("{extraction}/address"), json!("12345 SW Address Ln, Portland")),
        (format!("{extraction}/address"), json!({"line1": "12345 SW Address Ln", "country": "XKX"})),
        (format!("{extraction}/currentAge"), json!(48)),
        (format!("{extraction}/currentAge"), json!("48")),
        (format!("{extraction}/dlCategories"), json!([{"category": "B", "issueDate": "2020-01-01"}])),
        (format!("{extraction}/dlCategories"), json!(["B"])),
        (format!("{extraction}/dateOfBirthParts"), json!({"year": "1972"})),
        (format!("{extraction}/subType"), json!("UNKOWN")),
        (
            "/capabilities/watchlistScreening".to_owned(),
            json!([{
                "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
                "decision": {"type": "NOT_EXECUTED", "details": {"label": "PRECONDITION_NOT_FULFILLED"}},
            }]),
        ),
        ("/steps".to_owned(), json!({})),
        ("/feedback".to_owned(), json!({"status": "FRAUD", "reason": "x"})),
        ("/wipedOutAt".to_owned(), json!("2024-09-08T06:32:52.164Z")),
        ("/workflow/definitionKey".to_owned(), json!("string")),
        ("/workflow/childIds".to_owned(), json!([])),
        ("/decision/risk/score".to_owned(), json!(-1)),
        ("/decision/risk/score".to_owned(), json!(100.0)),
        ("/credentials/0/parts".to_owned(), json!([{"classifier": "FRONT", "captureType": "auto_capture"}])),
        ("/credentials/0/captureClient".to_owned(), json!({"type": "x"})),
    ];
    for (pointer, form) in forms {
        let mut payload = passed.clone();
        let (object, field) = pointer.rsplit_once('/').unwrap();
        payload.pointer_mut(object).unwrap()[field] = form;
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.to_string().as_bytes());
        assert!(linted.report.is_clean(), "{pointer}\n{}", linted.report);
        assert_eq!(written_back(Kind::RetrievalResponse, &payload), payload, "{pointer}");
    }
}
