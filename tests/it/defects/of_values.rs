//! Defects of values: of the structure, of single values, and across fields.

use kyx_schema::{Channel, Operation};
use serde_json::{Value, json};

use super::plan::{Change, Defect, Site};

const KEY: &str = "/workflowDefinition/key";
const CREDENTIALS: &str = "/workflowDefinition/credentials";
const CREDENTIAL: &str = "/workflowDefinition/credentials/*";
const OBTAINED: &str = "/userConsent/consent/obtained";
const OBTAINED_AT: &str = "/userConsent/consent/obtainedAt";
const COUNTRY: &str = "/userConsent/userLocation/country";
const STATE: &str = "/userConsent/userLocation/state";

const CHOSEN: &str = "/workflowDefinition/credentials/0/country/predefinedType";

/// The values that may require a consent.
const REASONS: &[&str] = &[
    KEY,
    CREDENTIALS,
    "/workflowDefinition/credentials/0/id",
    "/workflowDefinition/credentials/1/id",
    "/workflowDefinition/credentials/2/id",
    "/workflowDefinition/credentials/3/id",
];
/// The same, and the time of the consent, which does not count if it was refused.
const REFUSED: &[&str] =
    &[OBTAINED_AT, REASONS[0], REASONS[1], REASONS[2], REASONS[3], REASONS[4], REASONS[5]];

fn x(count: usize) -> Value {
    json!("ü".repeat(count))
}

/// The key of the workflow.
fn key(site: &Site<'_>) -> u64 {
    let key = site.value(KEY);
    key.as_u64().or_else(|| key.as_str()?.parse().ok()).unwrap_or_default()
}

/// The credential that `*` matches.
fn credential<'a>(site: &'a Site<'_>) -> &'a Value {
    site.resolve(CREDENTIAL).map_or(&Value::Null, |pointer| site.value(&pointer))
}

fn lists(site: &Site<'_>, category: &str) -> bool {
    site.value(CREDENTIALS).as_array().is_some_and(|it| it.iter().any(|it| it["category"] == category))
}

fn by_web(site: &Site<'_>) -> bool {
    site.case.context.channel == Some(Channel::Web)
}

/// Whether the workflow or the channel requires a consent.
fn needs_consent(site: &Site<'_>) -> bool {
    let is_known = key(site) != 4711;
    (is_known && !matches!(key(site), 2 | 10026)) || site.case.context.channel == Some(Channel::Api)
}

/// Defects in which a value has the wrong type.
fn wrong(at: &'static str, values: &[Value]) -> Vec<Defect> {
    values.iter().map(|value| Defect::value("KYX101", at, value.clone())).collect()
}

pub(super) fn account_request() -> Vec<Defect> {
    let mut defects = structure_of_requests();
    defects.extend(values_of_requests());
    defects.extend(credentials());
    defects.extend(workflow());
    defects.extend(consent());
    defects.extend(privacy());
    defects
}

fn structure_of_requests() -> Vec<Defect> {
    let mut defects = vec![
        Defect::missing("KYX102", "/customerInternalReference"),
        Defect::value("KYX102", "/customerInternalReference", json!(null)),
        Defect::missing("KYX102", KEY),
        Defect::value("KYX102", KEY, json!(null)),
        Defect::missing("KYX102", "/workflowDefinition"),
        Defect::missing("KYX102", "/workflowDefinition/capabilities/ekycCheck/searchType"),
        Defect::missing("KYX102", "/workflowDefinition/credentials/*/country/values"),
        Defect::missing("KYX102", "/workflowDefinition/credentials/*/type/values"),
        Defect::missing("KYX102", "/userConsent/userIp"),
        Defect::missing("KYX102", "/userConsent/userLocation"),
        Defect::missing("KYX102", COUNTRY),
        Defect::value("KYX102", COUNTRY, json!(null)),
        Defect::unknown("/unknown", json!([{"a": null, "ü": {}}])),
        Defect::unknown("/CallbackUrl", json!("x")),
        Defect::unknown("/crossDeviceOnly", json!(true)),
        Defect::unknown("/userConsent/webLocale", json!("en")),
        Defect::unknown("/workflowDefinition/searchProfile", json!("x")),
        Defect::unknown("/overrideSettings/enableExtraction", json!("true")),
        Defect::unknown("/web/predefinedType", json!("DEFINED")),
        Defect::unknown("/definitionKey", json!("2")),
        Defect::unknown("/a~1b~0c", json!(1)),
        Defect::unknown("/workflowDefinition/name", json!("x")),
        Defect::unknown("/workflowDefinition/credentials/*/colour", json!(null)),
        Defect::unknown("/workflowDefinition/credentials/*/country/value", json!("USA")),
        Defect::unknown("/workflowDefinition/capabilities/liveness", json!({})),
        Defect::unknown("/workflowDefinition/capabilities/ekycCheck/type", json!(false)),
        Defect::unknown("/userConsent/userLocation/city", json!("x")),
        Defect::unknown("/userConsent/consent/by", json!("x")),
        Defect::unknown("/web/language", json!("es")),
        Defect::unknown("/overrideSettings/cross device", json!(0)),
    ];
    for at in [
        "/userReference",
        "/reportingCriteria",
        "/callbackUrl",
        "/tokenLifetime",
        "/web",
        "/web/locale",
        "/overrideSettings/crossDeviceOnly",
        "/overrideSettings/crossDeviceOption",
        "/workflowDefinition/capabilities",
        "/workflowDefinition/capabilities/ekycCheck",
        "/workflowDefinition/capabilities/watchlistScreening/searchProfile",
        "/workflowDefinition/credentials/*/country/predefinedType",
    ] {
        // In workflow 32, `null` is a missing field instead.
        let is_needed = move |site: &Site<'_>| at == "/userReference" && key(site) == 32;
        defects.push(Defect::value("KYX106", at, json!(null)).when(move |site| !is_needed(site)));
    }
    for (at, values) in [
        ("/customerInternalReference", vec![json!(4711), json!(["a"])]),
        ("/workflowDefinition", vec![json!([]), json!("10011")]),
        (KEY, vec![json!([]), json!(true)]),
        (CREDENTIALS, vec![json!({}), json!("ID")]),
        (CREDENTIAL, vec![json!("ID"), json!(null)]),
        ("/workflowDefinition/credentials/*/category", vec![json!(1), json!({"a": "ID"})]),
        ("/workflowDefinition/credentials/*/country", vec![json!("USA"), json!(["USA"])]),
        ("/workflowDefinition/credentials/*/country/values", vec![json!("USA")]),
        ("/workflowDefinition/credentials/*/country/values/*", vec![json!(null), json!(840)]),
        ("/workflowDefinition/credentials/*/type/values/*", vec![json!({}), json!(0.5)]),
        ("/workflowDefinition/credentials/*/type/predefinedType", vec![json!(false)]),
        ("/workflowDefinition/capabilities", vec![json!(1)]),
        ("/workflowDefinition/capabilities/ekycCheck", vec![json!(true)]),
        ("/workflowDefinition/capabilities/watchlistScreening/additionalProperties", vec![json!({})]),
        ("/workflowDefinition/capabilities/workflowDecision/riskScoreRulesetId", vec![json!(1)]),
        ("/userReference", vec![json!(7)]),
        ("/reportingCriteria", vec![json!({})]),
        ("/callbackUrl", vec![json!([])]),
        ("/tokenLifetime", vec![json!(30)]),
        ("/web", vec![json!("es")]),
        ("/web/successUrl", vec![json!(1)]),
        ("/web/locale", vec![json!(["es"])]),
        ("/overrideSettings", vec![json!(true)]),
        ("/overrideSettings/crossDeviceOnly", vec![json!("true"), json!(1)]),
        ("/userConsent", vec![json!("yes")]),
        ("/userConsent/userIp", vec![json!(1)]),
        ("/userConsent/userLocation", vec![json!("USA")]),
        (STATE, vec![json!(5)]),
        ("/userConsent/consent", vec![json!("yes")]),
        (OBTAINED, vec![json!(true)]),
        (OBTAINED_AT, vec![json!(1_700_000_000)]),
    ] {
        defects.extend(wrong(at, &values));
    }
    defects
}

fn values_of_requests() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        value("KYX202", "/customerInternalReference", json!("")),
        value("KYX203", "/customerInternalReference", json!("Zoë<b")),
        value("KYX201", "/customerInternalReference", x(101)),
        value("KYX219", KEY, json!("key")),
        value("KYX219", KEY, json!(-1)),
        value("KYX219", KEY, json!(0)),
        value("KYX219", KEY, json!("0010011")),
        value("KYX219", KEY, json!(2.5)),
        value("KYX201", "/userReference", x(101)),
        value("KYX202", "/userReference", json!("")),
        value("KYX201", "/reportingCriteria", x(256)),
        value("KYX202", "/reportingCriteria", json!("")),
        value("KYX207", "/callbackUrl", json!("callback")),
        value("KYX207", "/callbackUrl", json!("https://a b")),
        value("KYX207", "/callbackUrl", json!(" http://192.0.2.1:80/#x")),
        value("KYX202", "/callbackUrl", json!("")),
        value("KYX201", "/callbackUrl", json!(format!("https://a/{}", "ü".repeat(250)))),
        value("KYX227", "/callbackUrl", json!("http://www.yourcompany.com")),
        value("KYX227", "/callbackUrl", json!("https://192.0.2.1/x")),
        value("KYX227", "/callbackUrl", json!("http://[::1]:8080/#x")),
        value("KYX208", "/tokenLifetime", json!("ten minutes")),
        value("KYX208", "/tokenLifetime", json!("")),
        value("KYX209", "/tokenLifetime", json!("61d")),
        value("KYX209", "/tokenLifetime", json!("299s")),
        value("KYX207", "/web/successUrl", json!("/success")),
        value("KYX201", "/web/successUrl", json!(format!("app:{}", "x".repeat(1900)))),
        value("KYX207", "/web/errorUrl", json!("app:")),
        value("KYX202", "/web/errorUrl", json!("")),
        value("KYX215", "/web/locale", json!("ES")),
        value("KYX215", "/web/locale", json!("en_GB")),
        value("KYX216", "/web/locale", json!("xx")),
        value("KYX216", "/web/locale", json!("fr-CA")),
        value("KYX205", "/overrideSettings/crossDeviceOption", json!("QR")),
        value("KYX223", "/workflowDefinition/capabilities/watchlistScreening/searchProfile", json!("a-b")),
        value("KYX202", "/workflowDefinition/capabilities/watchlistScreening/searchProfile", json!("")),
        value("KYX228", "/workflowDefinition/capabilities/watchlistScreening/searchProfile", json!("string")),
        value("KYX228", "/customerInternalReference", json!("CUSTOMER_REFERENCE")),
        value("KYX228", "/userReference", json!("YOUR_USER_REFERENCE")),
        value("KYX228", "/reportingCriteria", json!("string")),
        value(
            "KYX205",
            "/workflowDefinition/capabilities/documentVerification/enableExtraction",
            json!("no"),
        ),
        value("KYX205", "/workflowDefinition/capabilities/ekycCheck/searchType", json!("One")),
        value("KYX204", "/workflowDefinition/capabilities/workflowDecision/riskScoreRulesetId", json!("1-2")),
        value(
            "KYX228",
            "/workflowDefinition/capabilities/workflowDecision/riskScoreRulesetId",
            json!("497f6eca-6276-4993-bfeb-53cbbbba6f08"),
        ),
        value("KYX416", "/workflowDefinition/capabilities/ruleset", json!({"ids": ["id1"]})),
    ]
}

fn credentials() -> Vec<Defect> {
    let value = Defect::value;
    let is = |category: &'static str| move |site: &Site<'_>| credential(site)["category"] == category;
    let values = "/workflowDefinition/credentials/*/country/values";
    let types = "/workflowDefinition/credentials/*/type/values";
    let category = &["/workflowDefinition/credentials/*/category"];
    let is_once_each = |site: &Site<'_>| !matches!(key(site), 20 | 4711);
    vec![
        value("KYX205", "/workflowDefinition/credentials/*/category", json!("id card")),
        value("KYX204", "/workflowDefinition/credentials/*/id", json!("33333333-3333-3333-aaaaaaaaaaaa")),
        value("KYX206", "/workflowDefinition/credentials/*/country/values/*", json!("can")),
        value("KYX206", "/workflowDefinition/credentials/*/country/values/*", json!("")),
        value("KYX217", values, json!([])),
        value("KYX217", types, json!([])),
        value("KYX205", "/workflowDefinition/credentials/*/country/predefinedType", json!("Defined")),
        value("KYX205", "/workflowDefinition/credentials/*/type/predefinedType", json!("ANY")),
        value("KYX218", values, json!(["AUT", "USA", "AUT"]))
            .found_in("/2")
            .when(move |site| is("ID")(site) && !by_web(site))
            .in_this_call(),
        value("KYX218", types, json!(["VISA", "VISA"]))
            .found_in("/1")
            .when(move |site| is("ID")(site) && !by_web(site))
            .because(category)
            .in_this_call(),
        value("KYX413", values, json!(["AUT", "USA"]))
            .when(move |site| is("ID")(site) && by_web(site))
            .in_this_call(),
        value("KYX413", types, json!(["PASSPORT", "VISA"]))
            .when(move |site| is("ID")(site) && by_web(site))
            .in_this_call(),
        value("KYX402", types, json!(["BS"])).found_in("/0").when(is("ID")).because(category),
        value("KYX402", types, json!(["PASSPORT"])).found_in("/0").when(is("DOCUMENT")).because(category),
        value("KYX205", types, json!(["PASPORT"])).found_in("/0").when(is("ID")).because(category),
        value("KYX205", types, json!(["OTHER"])).found_in("/0").when(is("ID")).because(category),
        value("KYX403", types, json!(["OTHER"])).found_in("/0").when(is("DOCUMENT")).because(category),
        value("KYX404", types, json!(["BSX"])).found_in("/0").when(is("DOCUMENT")).because(category),
        value("KYX401", values, json!(["AUT", "USA"]))
            .when(move |site| is("DOCUMENT")(site) && !by_web(site))
            .because(category)
            .in_this_call(),
        value("KYX401", types, json!(["BS", "UB", "BC"]))
            .when(move |site| is("DOCUMENT")(site) && !by_web(site))
            .because(category)
            .in_this_call(),
        value("KYX401", "/workflowDefinition/credentials/*/country/values", json!(["JPN", "CAN"]))
            .named("by the web")
            .when(move |site| is("DOCUMENT")(site) && by_web(site))
            .because(category)
            .in_this_call(),
        value("KYX218", values, json!(["JPN", "JPN"]))
            .named("by the web")
            .found_in("/1")
            .when(move |site| is("ID")(site) && by_web(site))
            .in_this_call(),
        Defect::missing("KYX401", "/workflowDefinition/credentials/*/country")
            .when(is("DOCUMENT"))
            .because(category),
        Defect::missing("KYX401", "/workflowDefinition/credentials/*/type")
            .when(is("DOCUMENT"))
            .because(category),
        value("KYX407", "/workflowDefinition/credentials/+", json!({"category": "SELFIE"}))
            .found_in("/category")
            .when(move |site| is_once_each(site) && lists(site, "SELFIE"))
            .because(&[
                KEY,
                "/workflowDefinition/credentials/0/category",
                "/workflowDefinition/credentials/1/category",
                "/workflowDefinition/credentials/2/category",
            ]),
        value(
            "KYX408",
            "/workflowDefinition/credentials/*/id",
            json!("fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"),
        )
        .when(is("DOCUMENT"))
        .because(category),
        value("KYX411", "/workflowDefinition/credentials/+", json!({"category": "SELFIE"}))
            .found_in("/category")
            .when(|site| matches!(key(site), 2 | 10026))
            .because(&[KEY]),
        Defect::missing("KYX414", "/workflowDefinition/credentials/*/id")
            .found_at("/workflowDefinition/credentials/*/category")
            .when(is("FACEMAP"))
            .because(&[KEY, "/workflowDefinition/credentials/*/category"]),
        value("KYX402", "/workflowDefinition/credentials/*/type", json!({"values": ["FOO"]}))
            .found_in("/values/0")
            .when(is("SELFIE"))
            .because(category),
        Defect::missing("KYX417", "/workflowDefinition/credentials/*/category")
            .when(|site| !matches!(key(site), 20 | 10026))
            .because(&[KEY, "/workflowDefinition/credentials/*/id"]),
        value("KYX419", "/workflowDefinition/credentials/1/id", json!(EXISTING))
            .and("/workflowDefinition/credentials/0/id", Change::Put(json!(EXISTING)))
            .when(|site| existing(site) >= 2 && ["0", "1"].iter().all(|it| exists(site, it)))
            .because(&[
                "/workflowDefinition/credentials/0/category",
                "/workflowDefinition/credentials/1/category",
            ]),
    ]
}

const EXISTING: &str = "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace";

/// The number of existing credentials that a request lists.
fn existing(site: &Site<'_>) -> usize {
    let credentials = site.value(CREDENTIALS).as_array().into_iter().flatten();
    credentials.filter(|it| it["id"].is_string()).count()
}

fn exists(site: &Site<'_>, index: &str) -> bool {
    site.value(&format!("{CREDENTIALS}/{index}/id")).is_string()
}

/// Whether the credential that `*` matches is the only existing one.
fn is_only_existing(site: &Site<'_>) -> bool {
    existing(site) == 1 && credential(site)["id"].is_string()
}

fn workflow() -> Vec<Defect> {
    vec![
        Defect::missing("KYX405", "/userReference").when(|site| key(site) == 32).because(&[KEY]),
        Defect::value("KYX106", "/userReference", json!(null)).when(|site| key(site) != 32),
        Defect::unchanged("KYX406", KEY)
            .when(|site| matches!(key(site), 5 | 9 | 10113))
            .in_call(|context| context.operation = Some(Operation::CreateAccount)),
        Defect::missing("KYX409", CREDENTIALS).when(|site| key(site) == 10026).because(&[KEY]),
        Defect::missing("KYX409", CREDENTIALS).when(|site| key(site) == 5).because(&[KEY]),
        Defect::missing("KYX409", "/workflowDefinition/credentials/*/id")
            .found_at(CREDENTIALS)
            .when(|site| key(site) == 5 && credential(site)["category"] == "ID")
            .because(&[
                KEY,
                "/workflowDefinition/credentials/0/category",
                "/workflowDefinition/credentials/1/category",
                "/workflowDefinition/credentials/1/id",
                CHOSEN,
            ]),
        Defect::missing("KYX410", CREDENTIALS)
            .when(|site| {
                site.case.context.channel == Some(Channel::Api) && matches!(key(site), 2 | 10011 | 3 | 32)
            })
            .because(&[KEY])
            .in_this_call(),
        Defect::unchanged("KYX406", "/workflowDefinition/credentials/*/id")
            .when(|site| !matches!(key(site), 5 | 9 | 10113) && is_only_existing(site))
            .because(&[KEY, "/workflowDefinition/credentials/*/category"])
            .in_call(|context| context.operation = Some(Operation::CreateAccount)),
        Defect::unchanged("KYX412", "/workflowDefinition/credentials/*/id")
            .when(|site| matches!(key(site), 2 | 3 | 10011 | 32 | 4711) && is_only_existing(site))
            .when(|site| !many_values(site))
            .because(&[KEY, "/workflowDefinition/credentials/*/category"])
            .in_call(|context| context.channel = Some(Channel::Web)),
        Defect::unchanged("KYX418", "/web")
            .when(|site| !matches!(key(site), 5 | 20) && site.value("/web").is_object())
            .in_call(|context| context.channel = Some(Channel::Sdk)),
        Defect::unchanged("KYX412", KEY)
            .when(|site| key(site) == 9 && site.value("/web").is_null())
            .in_call(|context| context.channel = Some(Channel::Api)),
        Defect::unchanged("KYX412", KEY)
            .when(|site| matches!(key(site), 5 | 10113 | 20))
            .when(|site| !many_values(site))
            .in_call(|context| context.channel = Some(Channel::Web)),
        Defect::value("KYX415", "/workflowDefinition/credentials/+", json!({"category": "ID"}))
            .found_at(CREDENTIALS)
            .when(|site| key(site) == 20)
            .because(&[KEY, CHOSEN]),
        Defect::value("KYX415", "/workflowDefinition/credentials/1/category", json!("FACEMAP"))
            .when(|site| key(site) == 20)
            .because(&[KEY]),
    ]
}

/// Whether a choice has several values: the web client shows only the first.
fn many_values(site: &Site<'_>) -> bool {
    let count = |it: &Value, name: &str| it[name]["values"].as_array().map_or(0, Vec::len);
    let credentials = site.value(CREDENTIALS).as_array().into_iter().flatten();
    credentials.into_iter().any(|it| count(it, "country") > 1 || count(it, "type") > 1)
}

fn consent() -> Vec<Defect> {
    let value = Defect::value;
    let in_usa = |site: &Site<'_>| site.value(COUNTRY) == "USA";
    vec![
        value("KYX210", "/userConsent/userIp", json!("1.2.3")),
        value("KYX210", "/userConsent/userIp", json!("")),
        value("KYX206", COUNTRY, json!("US")),
        value("KYX206", COUNTRY, json!("usa")),
        value("KYX205", OBTAINED, json!("YES")),
        value("KYX211", OBTAINED_AT, json!("yesterday")),
        value("KYX211", OBTAINED_AT, json!("2024-02-30T00:00:00Z")),
        value("KYX211", OBTAINED_AT, json!("2024-07-20T17:20:35.000+02:00")),
        value("KYX220", STATE, json!("Illinois")).when(in_usa).because(&[COUNTRY]),
        value("KYX220", STATE, json!("us-il")).when(in_usa).because(&[COUNTRY]),
        value("KYX201", STATE, x(101))
            .when(move |site| matches!(site.value(COUNTRY).as_str(), Some("AUT" | "JPN"))),
        value("KYX301", OBTAINED_AT, json!("2020-01-01T00:00:00.000Z")),
        value("KYX301", OBTAINED_AT, json!("2021-12-31T23:59:59Z")),
        value("KYX302", OBTAINED_AT, json!("2022-01-15T00:00:00.000Z")),
        value("KYX303", OBTAINED_AT, json!("2030-01-01T00:00:00.000Z")),
        Defect::missing("KYX304", OBTAINED_AT).because(&[OBTAINED]),
        Defect::missing("KYX305", OBTAINED).when(in_usa).because(&[COUNTRY]),
        Defect::missing("KYX305", "/userConsent/consent")
            .found_missing(OBTAINED)
            .when(in_usa)
            .because(&[COUNTRY]),
        Defect::missing("KYX306", "/userConsent").when(needs_consent).because(REASONS).in_this_call(),
        value("KYX307", OBTAINED, json!("no")).when(needs_consent).because(REFUSED).in_this_call(),
        value("KYX307", OBTAINED, json!("na")).when(needs_consent).because(REFUSED).in_this_call(),
        Defect::missing("KYX308", STATE).when(in_usa).because(&[COUNTRY]),
    ]
}

fn privacy() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        value("KYX501", "/customerInternalReference", json!("john.smith@mymail.com")),
        value("KYX501", "/userReference", json!("ü +1 503 123-4567")),
        value("KYX501", "/reportingCriteria", json!("4111 1111 1111 1111")),
        value("KYX501", "/reportingCriteria", json!("078-05-1120")),
        value(
            "KYX502",
            "/callbackUrl",
            json!("https://www.yourcompany.com/callback?mail=john.smith%40mymail.com"),
        ),
        value("KYX502", "/web/successUrl", json!("app://x/john@example.com")),
        value("KYX502", "/web/errorUrl", json!("https://example.com/078-05-1120")),
        value("KYX503", "/reportingCriteria", json!("Bearer abcdefghijklmnop0123")),
        value("KYX503", "/userReference", json!("eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ")),
        value(
            "KYX501",
            "/workflowDefinition/capabilities/watchlistScreening/additionalProperties",
            json!("078-05-1120"),
        ),
        value("KYX503", "/callbackUrl", json!("https://a/?token=eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJ")),
        value("KYX504", "/callbackUrl", json!("https://a/?order=7&access_token=x")),
        value("KYX504", "/web/successUrl", json!("app:done?key=ü")),
        value("KYX504", "/web/errorUrl", json!("https://user:password@example.com")),
    ]
}

pub(super) fn prepared_data() -> Vec<Defect> {
    let value = Defect::value;
    let mut defects = vec![
        value("KYX203", "/firstName", json!("J<hn")),
        value("KYX203", "/middleName", json!("東%京")),
        value("KYX203", "/lastName", json!("Smith;")),
        value("KYX203", "/paternalSurname", json!("a/b")),
        value("KYX203", "/maternalSurname", json!("a\"b")),
        value("KYX203", "/email", json!("e;mail@x.y")),
        value("KYX203", "/phoneNumber", json!("+1503{")),
        value("KYX205", "/sex", json!("male")),
        value("KYX206", "/nationality", json!("American")),
        value("KYX206", "/address/country", json!("Usa")),
        value("KYX210", "/ipAddress", json!("1.2.3")),
        value("KYX212", "/dateOfBirth", json!("1972-13-16")),
        value("KYX212", "/dateOfBirth", json!("16.11.1972")),
        value("KYX212", "/id/issuingDate", json!("2023-02-29")),
        value("KYX212", "/id/expiryDate", json!("2026-1-22")),
        value("KYX213", "/email", json!("email")),
        value("KYX213", "/email", json!("a@b c")),
        value("KYX214", "/phoneNumber", json!("15031234567")),
        value("KYX214", "/phoneNumber2", json!("+1 503")),
        value("KYX108", "/address/line3", json!("x")),
        value("KYX108", "/address/line5", json!("")),
        value("KYX228", "/firstName", json!("string")),
        value("KYX228", "/suffix", json!("YOUR_TITLE")),
        value("KYX228", "/address/city", json!("string")),
        value("KYX228", "/id/idNumber", json!("string")),
        value("KYX228", "/dateOfBirth", json!("0001-01-01")),
        value("KYX228", "/id/expiryDate", json!("0001-01-01")).because(&["/id/issuingDate"]),
        value("KYX503", "/address/line1", json!("Bearer abcdefghijklmnop0123")),
        value("KYX221", "/socialSecurityNumber", json!("000456789")),
        value("KYX221", "/socialSecurityNumber", json!("123-45-6789")),
        value("KYX222", "/personalNumber", json!("52998224726"))
            .when(|site| site.value("/nationality") == "BRA")
            .because(&["/nationality"]),
        value("KYX222", "/personalNumber", json!("1"))
            .when(|site| {
                site.value("/nationality") != "BRA"
                    && matches!(site.value("/address/country").as_str(), Some("BRA" | "BR"))
            })
            .because(&["/address/country"]),
        value("KYX224", "/dateOfBirth", json!("1872-11-16")),
        value("KYX224", "/dateOfBirth", json!("2025-01-03"))
            .when(|site| site.value("/id/issuingDate").is_null())
            .because(&["/id/issuingDate"]),
        value("KYX224", "/dateOfBirth", json!("2025-01-04"))
            .named("after the issue")
            .when(|site| site.value("/id/issuingDate").is_string())
            .because(&["/id/issuingDate"]),
        value("KYX224", "/id/issuingDate", json!("2025-01-03"))
            .named("after the expiry")
            .when(|site| site.value("/id/expiryDate") == "2025-01-01")
            .because(&["/dateOfBirth", "/id/expiryDate"]),
        value("KYX224", "/id/issuingDate", json!("2027-01-22"))
            .when(|site| site.value("/id/expiryDate") != "2025-01-01")
            .because(&["/dateOfBirth", "/id/expiryDate"]),
        value("KYX225", "/id/expiryDate", json!("2025-01-01"))
            .and("/id/issuingDate", Change::Put(json!("2025-01-02")))
            .because(&["/dateOfBirth"]),
        value("KYX225", "/id/issuingDate", json!("1950-01-01"))
            .because(&["/dateOfBirth", "/id/expiryDate"])
            .when(|site| {
                site.value("/dateOfBirth").is_string() && site.value("/dateOfBirth") != "1900-01-01"
            }),
        value("KYX226", "/id/expiryDate", json!("2024-12-31")).because(&["/id/issuingDate"]),
        Defect::unknown("/Surname", json!("x")),
        Defect::unknown("/city", json!("x")),
        Defect::unknown("/address/lastName", json!("x")),
        Defect::unknown("/dob", json!("x")),
        Defect::unknown("/id/Type", json!("PASSPORT")),
        Defect::unknown("/address/street", json!({"a": [1, null]})),
    ];
    for (at, values) in [
        ("/suffix", vec![json!(1)]),
        ("/firstName", vec![json!(["John"]), json!(false)]),
        ("/sex", vec![json!(1)]),
        ("/dateOfBirth", vec![json!(19_721_116)]),
        ("/socialSecurityNumber", vec![json!(123_456_789)]),
        ("/nationality", vec![json!({})]),
        ("/email", vec![json!(["a@b"])]),
        ("/phoneNumber", vec![json!(1503)]),
        ("/personalNumber", vec![json!(1)]),
        ("/ipAddress", vec![json!(1)]),
        ("/address", vec![json!([]), json!("1 Street")]),
        ("/address/postalCode", vec![json!(97201)]),
        ("/address/country", vec![json!(1)]),
        ("/id", vec![json!("057033812")]),
        ("/id/idNumber", vec![json!(57_033_812)]),
        ("/id/expiryDate", vec![json!(2026), json!([2026, 1, 1])]),
        ("/kyc", vec![json!("a"), json!([])]),
        ("/bank", vec![json!(1)]),
        ("/business", vec![json!(true)]),
    ] {
        defects.extend(wrong(at, &values));
    }
    for at in [
        "/lastName",
        "/sex",
        "/dateOfBirth",
        "/ipAddress",
        "/address",
        "/address/country",
        "/id/issuingDate",
        "/kyc",
    ] {
        defects.push(value("KYX106", at, json!(null)).because(&[
            "/dateOfBirth",
            "/id/issuingDate",
            "/id/expiryDate",
        ]));
    }
    defects
}

/// The defects that every response can have.
fn answer(time: &'static str) -> Vec<Defect> {
    vec![
        Defect::missing("KYX102", time),
        Defect::value("KYX102", time, json!(null)),
        Defect::value("KYX101", time, json!(1_700_000_000)),
        Defect::value("KYX211", time, json!("2023-09-08 06:30:52")),
        Defect::value("KYX211", time, json!("")),
        Defect::missing("KYX102", "/account/id"),
        Defect::missing("KYX102", "/account"),
        Defect::missing("KYX102", "/workflowExecution"),
        Defect::missing("KYX102", "/workflowExecution/id"),
        Defect::value("KYX101", "/account", json!("a")),
        Defect::value("KYX101", "/account/id", json!(1)),
        Defect::value("KYX101", "/workflowExecution/id", json!(["a"])),
        Defect::value("KYX204", "/account/id", json!("89d585b9ab3e4de8bb39d79ecda2bfa7")),
        Defect::value("KYX204", "/workflowExecution/id", json!("ünï")),
    ]
}

const ELSEWHERE: &str = "https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976";

/// The URL of another execution at this host.
fn elsewhere(host: &str) -> Value {
    json!(ELSEWHERE.replacen("api", host, 1))
}

pub(super) fn account_response() -> Vec<Defect> {
    let value = Defect::value;
    let mut defects = answer("/timestamp");
    defects.extend([
        Defect::missing("KYX102", "/workflowExecution/credentials"),
        Defect::missing("KYX102", "/workflowExecution/credentials/*/id"),
        Defect::missing("KYX102", "/workflowExecution/credentials/*/category"),
        Defect::missing("KYX102", "/workflowExecution/credentials/*/allowedChannels"),
        Defect::missing("KYX102", "/sdk/token"),
        value("KYX101", "/web", json!("https://x")),
        value("KYX101", "/web/href", json!(1)),
        value("KYX101", "/sdk/token", json!({})),
        value("KYX101", "/workflowExecution/credentials", json!({})),
        value("KYX101", "/workflowExecution/credentials/*/category", json!(1)),
        value("KYX101", "/workflowExecution/credentials/*/label", json!(1)),
        value("KYX101", "/workflowExecution/credentials/*/country/values", json!("USA")),
        value("KYX101", "/workflowExecution/credentials/*/type/values/*", json!(1)),
        value("KYX101", "/workflowExecution/credentials/*/allowedChannels/*", json!(true)),
        value("KYX101", "/workflowExecution/credentials/*/api", json!([])),
        value("KYX101", "/workflowExecution/credentials/*/api/parts", json!(["front"])),
        value("KYX101", "/workflowExecution/credentials/*/api/parts/*", json!(1)),
        value("KYX101", "/workflowExecution/credentials/*/api/workflowExecution", json!(1)),
        value("KYX204", "/workflowExecution/credentials/*/id", json!("b701e6c5-b74c-434a-866a")),
        value("KYX701", "/workflowExecution/credentials/*/api/workflowExecution", json!(ELSEWHERE))
            .because(&["/account/id", "/workflowExecution/id"]),
        value(
            "KYX701",
            "/workflowExecution/credentials/*/api/parts/*",
            json!(format!("{ELSEWHERE}/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT")),
        )
        .because(&["/account/id", "/workflowExecution/id"]),
        value("KYX702", "/workflowExecution/credentials/*/api/parts/*", json!("https://example.org/")),
        value("KYX702", "/workflowExecution/credentials/*/api/parts/*", json!(ELSEWHERE)),
        value("KYX702", "/workflowExecution/credentials/*/api/parts/*", elsewhere("account")),
        value("KYX702", "/workflowExecution/credentials/*/api/workflowExecution", json!("")),
        value("KYX702", "/workflowExecution/credentials/*/api/workflowExecution", elsewhere("account")),
        value("KYX702", "/workflowExecution/credentials/*/api/parts/id~1front", json!("x")),
    ]);
    defects
}

pub(super) fn part_response() -> Vec<Defect> {
    let value = Defect::value;
    let mut defects = answer("/timestamp");
    defects.extend([
        Defect::missing("KYX102", "/credential/id"),
        Defect::missing("KYX102", "/part/id"),
        value("KYX101", "/api", json!("x")),
        value("KYX101", "/api/token", json!(1)),
        value("KYX101", "/api/parts/*", json!({})),
        value("KYX101", "/part", json!("x")),
        value("KYX204", "/credential/id", json!("")),
        value("KYX204", "/part/id", json!("b701e6c5-b74c-434a-866a-ef1f084a4d8g")),
        value("KYX701", "/api/workflowExecution", json!(ELSEWHERE))
            .because(&["/account/id", "/workflowExecution/id"]),
        value(
            "KYX701",
            "/api/parts/*",
            json!(format!("{ELSEWHERE}/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT")),
        )
        .because(&["/account/id", "/workflowExecution/id"]),
        value("KYX702", "/api/workflowExecution", json!("http://api.amer-1.jumio.ai/api/v1/accounts/a")),
        value("KYX702", "/api/parts/*", json!("ü")),
        value("KYX702", "/api/parts/*", elsewhere("retrieval")),
        value("KYX702", "/api/parts/a~0b", json!("x")),
    ]);
    defects
}

pub(super) fn finalize_response() -> Vec<Defect> {
    answer("/timestamp")
}

fn outcome() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        Defect::missing("KYX102", "/workflowExecution/definitionKey"),
        Defect::missing("KYX102", "/workflowExecution/status"),
        value("KYX101", "/account/href", json!(1)),
        value("KYX101", "/workflowExecution/status", json!(null)).code("KYX102"),
        value("KYX101", "/workflowExecution/status", json!(3)),
        value("KYX101", "/workflowExecution/definitionKey", json!({})),
        value("KYX219", "/workflowExecution/definitionKey", json!("two")),
        value("KYX219", "/workflowExecution/definitionKey", json!(0)),
        value("KYX701", "/workflowExecution/href", elsewhere("retrieval"))
            .because(&["/account/id", "/workflowExecution/id"]),
        value("KYX702", "/workflowExecution/href", json!(ELSEWHERE)),
        value(
            "KYX701",
            "/account/href",
            json!("https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"),
        )
        .because(&["/account/id"]),
        value("KYX702", "/workflowExecution/href", json!("https://retrieval.amer-1.jumio.ai/")),
        value("KYX702", "/account/href", json!(ELSEWHERE)),
    ]
}

pub(super) fn callback() -> Vec<Defect> {
    let mut defects = answer("/callbackSentAt");
    defects.extend(outcome());
    defects.push(Defect::value("KYX101", "/userReference", json!(1)));
    defects
}

pub(super) fn status_response() -> Vec<Defect> {
    let mut defects = answer("/timestamp");
    defects.drain(..5); // it does not have a timestamp
    defects.extend(outcome());
    defects
}

pub(super) fn problem() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        Defect::missing("KYX102", "/title"),
        value("KYX102", "/title", json!(null)),
        Defect::missing("KYX102", "/status"),
        value("KYX101", "/title", json!(1)),
        value("KYX101", "/status", json!(true)),
        value("KYX101", "/status", json!([400])),
        value("KYX101", "/type", json!(1)),
        value("KYX101", "/instance", json!({})),
    ]
}

pub(super) fn retrieval_response() -> Vec<Defect> {
    let value = Defect::value;
    let own: &[&str] = &["/account/id", "/workflow/id"];
    let part = "/credentials/*/parts/*/href";
    let of_credential: &[&str] = &["/account/id", "/credentials/0/id", "/credentials/1/id"];
    vec![
        Defect::missing("KYX102", "/workflow"),
        Defect::missing("KYX102", "/workflow/id"),
        Defect::missing("KYX102", "/workflow/status"),
        Defect::missing("KYX102", "/account"),
        Defect::missing("KYX102", "/account/id"),
        Defect::missing("KYX102", "/credentials/*/category"),
        Defect::missing("KYX102", "/credentials/*/parts/*/classifier"),
        Defect::missing("KYX102", "/capabilities/usability/*/id"),
        Defect::missing("KYX102", "/capabilities/similarity/*/decision"),
        Defect::missing("KYX102", "/decision/type"),
        value("KYX101", "/workflow", json!("a")),
        value("KYX101", "/workflow/definitionKey", json!(2)),
        value("KYX101", "/workflow/status", json!(1)),
        value("KYX101", "/workflow/childIds", json!("a")),
        value("KYX101", "/startedAt", json!(1_700_000_000)),
        value("KYX211", "/completedAt", json!("yesterday")),
        value("KYX101", "/credentials", json!({})),
        value("KYX101", "/credentials/*/parts", json!({})),
        value("KYX101", "/credentials/*/parts/*/classifier", json!(1)),
        value("KYX101", "/credentials/*/clientIp", json!(1)),
        value("KYX101", "/credentials/*/consent/decisionAccepted", json!("yes")),
        value("KYX101", "/decision", json!("PASSED")),
        value("KYX101", "/decision/risk/score", json!("12")),
        value("KYX101", "/decision/details/label", json!(1)),
        value("KYX101", "/steps", json!("https://x")),
        value("KYX101", "/feedback/status", json!(1)),
        value("KYX101", "/capabilities", json!([])),
        value("KYX101", "/capabilities/usability", json!({})),
        value("KYX101", "/capabilities/usability/*/credentials/*/category", json!(1)),
        value("KYX101", "/capabilities/extraction/*/data", json!([])),
        value("KYX101", "/capabilities/extraction/*/data/firstName", json!(1)),
        value("KYX101", "/capabilities/extraction/*/data/currentAge", json!(true)),
        value("KYX101", "/capabilities/extraction/*/data/dlCategories", json!("B")),
        value("KYX101", "/capabilities/extraction/*/data/address", json!(["1 Street"])),
        value("KYX101", "/capabilities/extraction/*/data/expiryDateParts/year", json!(2026)),
        value("KYX101", "/capabilities/liveness/*/data/predictedAge", json!("48")),
        value("KYX101", "/capabilities/watchlistScreening/*/data/searchId", json!([])),
        value("KYX204", "/workflow/id", json!("ünï")),
        value("KYX204", "/workflow/parentId", json!("89d585b9ab3e4de8bb39d79ecda2bfa7")),
        value("KYX204", "/workflow/childIds/*", json!("")),
        value("KYX204", "/account/id", json!("89d585b-ab3e-4de8-bb39-d79ecda2bfa7")),
        value("KYX204", "/capabilities/usability/*/id", json!("fdb1bc3-99a0-4671-8f2a-2bf7ca2faace")),
        value("KYX204", "/capabilities/similarity/*/credentials/*/id", json!("x")),
        value("KYX701", "/steps/href", json!(format!("{}/steps", elsewhere("retrieval").as_str().unwrap())))
            .because(own),
        value("KYX701", part, json!(format!("{PART_ELSEWHERE}/FRONT"))).because(of_credential),
        value(
            "KYX701",
            "/capabilities/liveness/*/validFaceMapForAuthentication",
            json!(format!("{PART_ELSEWHERE}/FACEMAP")),
        )
        .because(&["/account/id"]),
        value(
            "KYX704",
            "/capabilities/similarity/*/credentials/*/id",
            json!("2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a"),
        )
        .because(&["/credentials/0/id", "/credentials/1/id"]),
        value("KYX705", "/completedAt", json!("2023-09-08T06:30:51.164Z"))
            .because(&["/startedAt", "/createdAt"]),
        value("KYX705", "/wipedOutAt", json!("2023-09-08T06:32:51.164Z")).because(&["/completedAt"]),
        Defect::missing("KYX705", "/completedAt")
            .when(|site| site.value("/workflow/status") == "PROCESSED" && site.value("/wipedOutAt").is_null())
            .because(&["/workflow/status", "/wipedOutAt"]),
        value("KYX705", "/decision/risk/score", json!(100.5)),
        value("KYX705", "/capabilities/usability/*/decision/risk/score", json!(-2)),
        value("KYX702", "/steps/href", elsewhere("retrieval")),
        value("KYX702", "/steps/href", json!("https://example.org/steps")),
        value("KYX702", part, json!(PART_ELSEWHERE)),
        value("KYX702", part, json!(PART_ELSEWHERE.replace("retrieval", "api") + "/FRONT")),
        value(
            "KYX702",
            part,
            json!(format!("{ELSEWHERE}/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT")),
        ),
        value("KYX702", "/capabilities/liveness/*/validFaceMapForAuthentication", json!("FACEMAP")),
    ]
}

/// The parts of a credential of another account.
const PART_ELSEWHERE: &str = "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts";

pub(super) fn steps_response() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        Defect::missing("KYX102", "/steps"),
        value("KYX102", "/steps", json!(null)),
        value("KYX101", "/steps", json!({})),
        Defect::missing("KYX102", "/steps/*/id"),
        value("KYX101", "/steps/*/id", json!(1)),
        value("KYX101", "/steps/*/name", json!(1)),
        value("KYX101", "/steps/*/capabilityIds", json!({})),
        value("KYX101", "/steps/*/capabilityIds/*", json!(1)),
        value("KYX101", "/steps/*/decision", json!("PASSED")),
        value("KYX101", "/steps/*/decision/type", json!(1)),
        value("KYX101", "/steps/*/decision/details", json!([])),
        value("KYX101", "/steps/*/decision/details/label", json!(1)),
        value("KYX101", "/steps/*/decision/risk/score", json!("1")),
        value("KYX204", "/steps/*/id", json!("b701e6c5-b74c-434a-866a")),
        value("KYX204", "/steps/*/capabilityIds/*", json!("")),
        value("KYX705", "/steps/*/decision/risk/score", json!(101)),
    ]
}

pub(super) fn token_response() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        Defect::missing("KYX102", "/access_token"),
        value("KYX102", "/access_token", json!(null)),
        value("KYX101", "/access_token", json!(1)),
        value("KYX101", "/expires_in", json!("3600")),
        value("KYX101", "/token_type", json!(1)),
    ]
}

pub(super) fn token_error() -> Vec<Defect> {
    let value = Defect::value;
    vec![
        Defect::missing("KYX102", "/error"),
        value("KYX102", "/error", json!(null)),
        value("KYX101", "/error", json!({})),
        value("KYX101", "/error_description", json!(1)),
        value("KYX101", "/error_uri", json!(false)),
    ]
}
