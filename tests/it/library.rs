//! The API for Rust services.

use kyx_schema::{
    AccountRequest, Address, AddressOnDocument, Capabilities, Category, Channel, Consent, Context,
    CountryChoice, CountryCode, Credential, CredentialCategory, DocumentVerification, ExtractionData, Flag,
    IdDetails, Number, NumberOrString, OpenObject, Operation, Outcome, OutcomeSource, PartResponse, Payload,
    PreparedData, RecordedConsent, RetrievalResponse, Ruleset, Sex, StepsLink, Timestamp, Token, TypeChoice,
    UnknownFields, UnknownValue, UserConsent, UserLocation, WatchlistScreening, WebSettings,
    WorkflowDefinition, WorkflowKey,
    endpoint::{AccountId, Classifier, PartUrl},
    lint,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::{fixture_time, time};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

const CANARY: &str = "Canary-Name";

fn context() -> Context {
    Context::new(Operation::CreateAccount).at(fixture_time())
}

#[test]
fn only_a_checked_payload_becomes_valid_and_it_serializes_as_itself() {
    let request = AccountRequest::new("order-4711", WorkflowDefinition::new(2));
    let valid = request.clone().validated(&context()).unwrap();
    assert_eq!(valid.customer_internal_reference, "order-4711");
    assert!(valid.warnings().is_clean());
    assert_eq!(serde_json::to_value(&valid).unwrap(), serde_json::to_value(&request).unwrap());
    assert_eq!(valid.into_inner(), request);
}

#[test]
fn errors_prevent_validation_and_warnings_do_not() {
    let biometric = AccountRequest::new("order-4711", WorkflowDefinition::new(3));
    let valid = biometric.clone().validated(&context()).unwrap();
    assert_eq!(valid.warnings().findings()[0].rule.code, "KYX306");

    let by_api = context().channel(Channel::Api);
    let report = biometric.validated(&by_api).unwrap_err();
    assert!(report.has_errors());
    assert_eq!(report.findings()[0].pointer, "/userConsent");
}

#[test]
fn a_report_has_a_line_for_each_finding() {
    let mut request = AccountRequest::new("", WorkflowDefinition::new(0));
    request.callback_url = Some(String::new());
    let report = request.check(&context());
    let lines: Vec<_> = report.findings().iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(report.to_string(), lines.join("\n"));
}

#[test]
fn field_errors_have_json_names_and_a_fixed_order() {
    let mut request = AccountRequest::new("", WorkflowDefinition::new(0));
    request.token_lifetime = Some("1s".to_owned());
    request.web = Some(WebSettings { success_url: Some("x".to_owned()), ..WebSettings::default() });
    let mut credential = Credential::new(Category::Id);
    credential.r#type = Some(TypeChoice::new::<String>([]));
    request.workflow_definition.credentials = Some(vec![Credential::new(Category::Id), credential]);
    let report = request.check(&context());
    let found: Vec<_> = report.findings().iter().map(|it| (it.pointer.as_str(), it.rule.code)).collect();
    assert_eq!(
        found,
        [
            ("/customerInternalReference", "KYX202"),
            ("/tokenLifetime", "KYX209"),
            ("/web/successUrl", "KYX207"),
            ("/workflowDefinition/credentials/1/type/values", "KYX217"),
            ("/workflowDefinition/key", "KYX219"),
        ]
    );
}

#[test]
fn each_empty_element_is_reported() {
    let mut request = AccountRequest::new("order-4711", WorkflowDefinition::new(777));
    let ruleset = Some(Ruleset::new(["", "id2", ""]));
    request.workflow_definition.capabilities = Some(Capabilities { ruleset, ..Capabilities::default() });
    let report = request.check(&context());
    let at = "/workflowDefinition/capabilities/ruleset";
    let found: Vec<_> =
        report.findings().iter().map(|it| (it.pointer.strip_prefix(at).unwrap(), it.rule.code)).collect();
    assert_eq!(found, [("", "KYX416"), ("/ids/0", "KYX202"), ("/ids/2", "KYX202")]);
}

#[test]
fn keys_flags_and_times_are_written_as_they_were_read() {
    for text in [r#""10163""#, "10163"] {
        let key: WorkflowKey = serde_json::from_str(text).unwrap();
        assert_eq!(key.number(), 10163);
        assert_eq!(serde_json::to_string(&key).unwrap(), text);
    }
    for text in [r#""false""#, "false"] {
        let flag: Flag = serde_json::from_str(text).unwrap();
        assert!(!flag.value());
        assert_eq!(serde_json::to_string(&flag).unwrap(), text);
    }
    for text in [r#""2024-02-29T12:00:00Z""#, r#""2024-02-29T12:00:00.120+05:30""#] {
        let time: Timestamp = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), text);
    }
    assert_eq!(Timestamp::from(time("2024-02-29T12:00:00Z")).as_str(), "2024-02-29T12:00:00.000Z");
    let is_utc = |text: &str| text.parse::<Timestamp>().unwrap().is_utc();
    assert!(is_utc("2024-02-29T12:00:00Z") && !is_utc("2024-02-29T12:00:00+01:00"));
    for text in ["0000-01-01T00:00:00.000Z", "2024-02-29X12:00:00.000Z", "2024-02-30T12:00:00.000Z"] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn numbers_and_open_objects_keep_their_values() {
    let number = |text: &str| serde_json::from_str::<Number>(text).unwrap();
    assert_eq!((number("12.5").as_f64(), number("12.5").as_u64()), (12.5, None));
    assert_eq!((number("30").as_f64(), number("30").as_u64()), (30.0, Some(30)));
    let text = |text: &str| serde_json::from_str::<NumberOrString>(text).unwrap().text();
    assert_eq!((text("28"), text("\"28 B\"")), ("28".to_owned(), "28 B".to_owned()));
    let object = |number: u8| OpenObject::new(&json!({"number": number})).unwrap();
    assert!(object(1) == object(1) && object(1) != object(2));
    assert!(Flag::from(true).value() && !Flag::from(false).value());
}

#[test]
fn errors_say_what_was_expected() {
    fn error<T: DeserializeOwned>(value: Value) -> String {
        serde_json::from_value::<T>(value).map(|_| ()).unwrap_err().to_string()
    }
    for (error, expected) in [
        (error::<CountryCode>(json!(7)), "expected a string"),
        (error::<CountryCode>(json!("US")), "alpha-3"),
        (error::<Flag>(json!(7)), "expected true or false"),
        (error::<AddressOnDocument>(json!(7)), "expected an object or a string"),
        (error::<Timestamp>(json!("yesterday")), "not an RFC 3339 time"),
        (error::<WorkflowKey>(json!([])), "expected a positive integer, or the same as a string of digits"),
        (error::<UnknownFields>(json!(7)), "expected JSON without duplicate keys"),
    ] {
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn errors_of_names_and_urls_say_what_is_one() {
    let said = [
        "x".parse::<AccountId>().unwrap_err().to_string(),
        "x".parse::<Classifier>().unwrap_err().to_string(),
        "x".parse::<PartUrl>().unwrap_err().to_string(),
        CredentialCategory::known("x").unwrap_err().to_string(),
        "x".parse::<Operation>().unwrap_err().to_string(),
        "x".parse::<Channel>().unwrap_err().to_string(),
    ];
    assert_eq!(
        said,
        [
            "not a UUID in its 36-character form",
            "not one of FRONT, BACK, FACE, FACEMAP, PREPARED_DATA",
            "not the URL of a part of a credential",
            "expected ID, DOCUMENT, SELFIE, FACEMAP or DATA",
            "not one of create, update",
            "not one of api, web, sdk",
        ]
    );
}

#[test]
fn existing_credentials_have_an_id() {
    let id = "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace";
    let credential = Credential::existing(Category::Selfie, id.parse().unwrap());
    assert_eq!(serde_json::to_value(credential).unwrap(), json!({"id": id, "category": "SELFIE"}));
}

#[test]
fn categories_have_one_name() {
    for category in [Category::Id, Category::Document, Category::Facemap, Category::Selfie] {
        assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
    }
}

#[test]
fn open_objects_are_preserved_to_the_last_digit() {
    let text = r#"{"kyc":{"a":[1e400,{"b":0.10}]},"bank":{"number":12345678901234567890123},"business":{}}"#;
    let data: PreparedData = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&data).unwrap(), text);
    assert!(data.check(&context()).is_clean());
    let bank = OpenObject::new(&json!({"iban": "x"})).unwrap();
    assert_eq!(bank.read::<Value>().unwrap(), json!({"iban": "x"}));
    assert!(OpenObject::new(&json!([1])).is_err());
}

/// Half of a surrogate pair is not Unicode, wherever it is.
#[test]
fn open_objects_have_valid_strings() {
    for text in
        [r#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\ud83d"}"#, r#"{"a":["\ud83d"]}"#, r#"{"a":{"b":"\ud83d"}}"#]
    {
        assert_eq!(serde_json::from_str::<OpenObject>(text).is_ok(), text.contains("de00"), "{text}");
    }
}

#[test]
fn deep_open_objects_are_read_up_to_the_limit() {
    let nested = |depth: usize| format!("{{\"kyc\":{}1{}}}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert!(serde_json::from_str::<PreparedData>(&nested(127)).is_ok());
    assert!(serde_json::from_str::<PreparedData>(&nested(128)).is_err());
    assert!(serde_json::from_str::<PreparedData>(&nested(100_000)).is_err());
}

#[test]
fn debug_of_payloads_shows_no_value() {
    let text = || Some(CANARY.to_owned());
    let usa: CountryCode = "USA".parse().unwrap();
    let mut location = UserLocation::new(usa);
    location.state = text();
    let mut consent = UserConsent::new("203.0.113.77".parse().unwrap(), location.clone());
    consent.consent = Some(Consent::given(fixture_time()));
    let mut credential = Credential::new(Category::Id);
    credential.country = Some(CountryChoice::new(vec![usa]));
    credential.r#type = Some(TypeChoice::new([CANARY]));
    let mut request = AccountRequest::new(CANARY, WorkflowDefinition::new(2));
    request.user_reference = text();
    request.reporting_criteria = text();
    request.callback_url = text();
    request.token_lifetime = text();
    request.web = Some(WebSettings { success_url: text(), error_url: text(), locale: text() });
    request.user_consent = Some(consent.clone());
    let screening = WatchlistScreening { search_profile: text(), additional_properties: text() };
    let capabilities = Capabilities {
        watchlist_screening: Some(screening.clone()),
        ruleset: Some(Ruleset::new([CANARY])),
        ..Capabilities::default()
    };
    request.workflow_definition.capabilities = Some(capabilities.clone());
    request.workflow_definition.credentials = Some(vec![credential.clone()]);
    let address = Address { line1: text(), city: text(), ..Address::default() };
    let id = IdDetails { id_number: text(), r#type: text(), ..IdDetails::default() };
    let mut data = PreparedData::new();
    data.first_name = text();
    data.email = text();
    data.address = Some(address.clone());
    data.id = Some(id.clone());
    data.bank = Some(OpenObject::new(&json!({"owner": CANARY, "number": 4_711_471_147_114_u64})).unwrap());

    let shown = [
        format!("{request:?} {request:#?} {:?}", request.web),
        format!("{consent:?} {location:?} {credential:?} {capabilities:?} {screening:?}"),
        format!("{data:?} {data:#?} {address:?} {id:?} {:?}", data.bank),
        format!("{:?} {}", data.clone().validated(&context()), data.check(&context())),
        format!("{:?} {}", request.clone().validated(&context()), request.check(&context())),
    ];
    for shown in shown {
        for secret in [CANARY, "203.0.113.77", "4711471147114"] {
            assert!(!shown.contains(secret), "{secret} is shown in {shown}");
        }
        assert!(shown.contains("•••") || shown.contains("KYX"), "{shown}");
    }
}

#[test]
fn debug_of_values_shows_their_shape() {
    let location = read::<AddressOnDocument>(json!({"city": CANARY, "addedLater": 1}));
    let consent = read::<RecordedConsent>(json!({"decisionAccepted": true}));
    let outcome = Outcome { decision: "PASSED".into(), label: None, source: OutcomeSource::Status };
    let verification = read::<DocumentVerification>(json!({"enableExtraction": "true"}));
    let shown = [
        (format!("{location:?}"), "AddressOnDocument {city: •••, unknown: 1 unknown}"),
        (format!("{:?}", read::<AddressOnDocument>(json!(CANARY))), "AddressOnDocument •••"),
        (format!("{:?}", read::<Number>(json!(7))), "Number •••"),
        (format!("{:?}", read::<NumberOrString>(json!(7))), "NumberOrString •••"),
        (format!("{:?}", OpenObject::new(&json!({"a": 7})).unwrap()), "OpenObject {•••}"),
        (format!("{:?}", Sex::Female), "Sex •••"),
        (format!("{:?}", read::<Token>(json!(CANARY))), "Token(•••)"),
        (format!("{:?}", read::<UnknownValue>(json!(CANARY))), "UnknownValue •••"),
        (format!("{consent:?}"), "RecordedConsent {decisionAccepted: true}"),
        (format!("{outcome:?}"), "Outcome {decision: •••, source: Status}"),
        (format!("{verification:?}"), "DocumentVerification {enableExtraction: true}"),
        (format!("{:?}", read::<StepsLink>(json!({"href": CANARY}))), "StepsLink {href: •••}"),
    ];
    for (shown, expected) in shown {
        assert_eq!(shown, expected);
    }
}

#[test]
fn values_of_unknown_shape_can_be_read() {
    let data = read::<ExtractionData>(json!({"dlCategories": [{"category": "B"}]}));
    assert_eq!(data.dl_categories.unwrap()[0]["category"], "B");
}

/// As it does for the text of a response.
#[test]
fn a_check_finds_what_is_wrong_in_responses() {
    let found = |report: kyx_schema::Report| {
        report.findings().iter().map(|it| format!("{} {}", it.rule.code, it.pointer)).collect::<Vec<_>>()
    };
    let [account, execution] =
        ["89d585b9-ab3e-4de8-bb39-d79ecda2bfa7", "bc6d862e-a1ae-40fa-9781-8fc755f75976"];
    let part: PartResponse = read(json!({
        "timestamp": "2021-05-14T14:09:57.266Z", "account": {"id": account}, "workflowExecution": {"id": execution},
        "api": {"parts": {"front": "https://example.com/"}},
    }));
    assert_eq!(found(part.check(&context())), ["KYX702 /api/parts/front"]);
    let result = |score: f64, steps: &str| {
        let result: RetrievalResponse = read(json!({
            "workflow": {"id": execution, "status": "INITIATED", "definitionKey": "2"}, "account": {"id": account},
            "decision": {"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": score}},
            "steps": {"href": format!("https://{steps}workflow-executions/{execution}/steps")},
        }));
        found(result.check(&context()))
    };
    let of = |host: &str, account: &str| format!("{host}.emea-1.jumio.ai/api/v1/{account}");
    let in_account = format!("accounts/{account}/");
    let right = of("retrieval", &in_account);
    for score in [-1.0, 0.0, 12.5, 100.0] {
        assert_eq!(result(score, &right), [""; 0]);
    }
    assert_eq!(result(100.5, &right), ["KYX705 /decision/risk/score"]);
    for wrong in [of("retrieval", ""), of("api", &in_account)] {
        assert_eq!(result(1.0, &wrong), ["KYX702 /steps/href"]);
    }
}

/// The text that a fix writes may be personal.
#[test]
fn debug_of_edits_shows_their_places() {
    let report = lint::Linter::new(context()).lint(br#"{"nationality": "de"}"#).report;
    let edit = &report.findings()[0].fix.as_ref().unwrap().edits[0];
    assert!(edit.text.contains("DEU"));
    assert_eq!(format!("{edit:?}"), format!("Edit {{ range: {:?}, .. }}", edit.range));
}

/// Not all readers support this year.
#[test]
fn there_is_no_day_in_year_0() {
    for (day, is_valid) in [("0001-01-01", true), ("0000-01-01", false), ("0000-12-31", false)] {
        let mut data = PreparedData::new();
        (data.last_name, data.date_of_birth) = (Some("Smith".to_owned()), Some(day.to_owned()));
        let report = data.check(&context());
        let is_invalid = report.findings().iter().any(|it| it.rule.name == "invalid-date");
        assert_eq!(is_invalid, !is_valid, "{day}");
    }
}

#[test]
fn reading_reports_every_defect_and_repeats_no_value() {
    let body = json!({
        "firstName": CANARY.to_owned() + "<",
        "phoneNumber": 5_551_234_567_u64,
        "sex": CANARY,
        "nationality": CANARY,
        "email": CANARY,
        "address": CANARY,
    });
    let report = lint::read::<PreparedData>(body.to_string().as_bytes(), &context()).unwrap_err();
    let codes: Vec<_> = report.findings().iter().map(|it| it.rule.code).collect();
    assert_eq!(codes, ["KYX101", "KYX213", "KYX203", "KYX206", "KYX101", "KYX205"]);
    let shown = format!("{report} {report:?} {report:#?}");
    assert!(!shown.contains(CANARY) && !shown.contains("5551234567"), "{shown}");

    let body = br#"{"lastName": "Smith", "suffix": null}"#;
    let valid = lint::read::<PreparedData>(body, &context()).unwrap();
    assert_eq!(valid.last_name.as_deref(), Some("Smith"));
}
