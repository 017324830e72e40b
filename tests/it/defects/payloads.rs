//! Generates valid payloads of every kind from a tape of bytes: a shorter tape, or one with lower bytes, makes a
//! simpler payload.

use kyx_schema::{Channel, Context, Kind, Operation};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::support::fixture_time;

/// The length of a tape, enough for every payload. Bytes after the end of a tape count as 0.
pub(super) const TAPE: usize = 150;

/// The choices that determine a payload.
pub(super) struct Choices<'a> {
    tape: std::slice::Iter<'a, u8>,
    /// The number of UUIDs so far: each is different.
    uuids: u128,
}

impl<'a> Choices<'a> {
    pub(super) fn new(tape: &'a [u8]) -> Self {
        Self { tape: tape.iter(), uuids: 0 }
    }

    fn byte(&mut self) -> u8 {
        self.tape.next().copied().unwrap_or_default()
    }

    /// Returns an index below `count`, which is at most 256.
    pub(super) fn index(&mut self, count: usize) -> usize {
        usize::from(self.byte()) * count / 256
    }

    fn one<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.index(options.len())]
    }

    /// Returns some of the options, at least one, in cyclic order.
    fn some(&mut self, options: &[&'static str]) -> Vec<&'static str> {
        let first = self.index(options.len());
        let count = 1 + self.index(options.len().min(4));
        options.iter().cycle().skip(first).take(count).copied().collect()
    }

    fn chance(&mut self) -> bool {
        self.byte() >= 64
    }

    fn uuid(&mut self) -> String {
        let (a, b) = (u128::from(self.byte()), u128::from(self.byte()));
        self.uuids += 1;
        let uuid = 0x5f0c_61e2_9a3b_4d17_8e24_0b7d_93c5_a600 ^ (a << 120) ^ (b << 3) ^ (self.uuids << 64);
        Uuid::from_u128(uuid).to_string()
    }

    /// Returns an object with all the fields.
    fn object(&mut self, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Returns an object with some of the fields.
    fn partial(&mut self, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Map<String, Value> {
        let fields: Vec<_> = fields.into_iter().filter(|_| self.chance()).collect();
        self.object(fields)
    }
}

/// Generates a payload and the context to lint it in.
pub(super) fn generate(kind: Kind, choices: &mut Choices<'_>) -> (Value, Context) {
    let context = Context::unknown().at(fixture_time());
    let payload = match kind {
        Kind::AccountRequest => return account_request(choices),
        Kind::PreparedData => prepared_data(choices),
        Kind::AccountResponse => account_response(choices),
        Kind::PartResponse => part_response(choices),
        Kind::FinalizeResponse => finalize_response(choices),
        Kind::Callback => callback(choices),
        Kind::StatusResponse => status_response(choices),
        Kind::Problem => problem(choices),
        Kind::RetrievalResponse => retrieval_response(choices),
        Kind::StepsResponse => steps_response(choices),
        Kind::TokenResponse => token_response(choices),
        Kind::TokenError => token_error(choices),
        other => panic!("{other} is not covered"),
    };
    (payload, context)
}

const REFERENCES: &[&str] = &["order-4711", "Zoë & 東京", "🙂", "a", "no.1: [x], y:", "№ 7 – «ключ»"];
const CRITERIA: &[&str] = &["spring", "// no comment", "caf\u{E9} \"au lait\"", "a\u{A0}b, ]"];
const URLS: &[&str] = &[
    "https://www.yourcompany.com/callback",
    "https://example.org/ünï/кружок?a=1&b=[2],",
    "HTTPS://user@example.com",
];
const LINKS: &[&str] =
    &["https://www.yourcompany.com/done", "app://error", "my.app:home", "http://localhost:8080/#x"];
const COUNTRIES: &[&str] = &["USA", "AUT", "CAN", "XKX", "DEU", "JPN"];
const ID_TYPES: &[&str] = &["PASSPORT", "ID_CARD", "VISA", "DRIVING_LICENSE"];

/// A workflow: its key, its credentials, its channels, and whether it is for updates only.
type Workflow = (u64, &'static [&'static str], &'static [Option<Channel>], bool);

const ANY_CHANNEL: &[Option<Channel>] = &[None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)];
const WORKFLOWS: &[Workflow] = &[
    (2, &["ID"], ANY_CHANNEL, false),
    (10011, &["ID", "SELFIE", "FACEMAP"], ANY_CHANNEL, false),
    (3, &["ID", "SELFIE"], ANY_CHANNEL, false),
    (10026, &["DOCUMENT"], ANY_CHANNEL, false),
    (32, &["ID", "FACEMAP"], ANY_CHANNEL, false),
    (20, &["ID", "SELFIE"], &[None, Some(Channel::Api)], false),
    (5, &["ID", "SELFIE"], &[None, Some(Channel::Api)], true),
    (9, &["SELFIE", "FACEMAP"], &[None, Some(Channel::Web), Some(Channel::Sdk)], true),
    (10113, &["SELFIE", "ID"], &[None, Some(Channel::Api)], true),
    (4711, &["DOCUMENT", "ID", "SELFIE", "FACEMAP"], ANY_CHANNEL, false),
];

fn account_request(choices: &mut Choices<'_>) -> (Value, Context) {
    let (key, categories, channels, is_update) = choices.one(WORKFLOWS);
    let channel = choices.one(channels);
    let operations = [Some(Operation::UpdateAccount), None, Some(Operation::CreateAccount)];
    let operation = choices.one(&operations[..if is_update { 2 } else { 3 }]);
    let context = Context { channel, operation, ..Context::unknown().at(fixture_time()) };

    let reuse = Reuse::of(key, &context);
    let listable: Vec<_> =
        categories.iter().filter(|it| **it != "FACEMAP" || reuse != Reuse::Excluded).collect();
    let count = if key == 20 { 2 } else { 1 + choices.index(listable.len()) };
    let by_web = channel == Some(Channel::Web);
    let credentials: Vec<_> =
        listable[..count].iter().map(|category| credential(category, reuse, by_web, choices)).collect();
    let key = if choices.chance() { json!(key) } else { json!(key.to_string()) };
    let mut definition = choices.object([("key", key.clone()), ("credentials", json!(credentials))]);
    if choices.chance() {
        let fields = capabilities(choices);
        definition.insert("capabilities".to_owned(), fields);
    }
    let mut request = choices.object([("workflowDefinition", json!(definition))]);
    request.insert("customerInternalReference".to_owned(), json!(choices.one(REFERENCES)));
    let fields = [
        ("reportingCriteria", json!(choices.one(CRITERIA))),
        ("callbackUrl", json!(choices.one(URLS))),
        ("tokenLifetime", json!(choices.one(&["5m", "60d", "3600s", "0024h"]))),
        ("web", web(choices)),
        ("overrideSettings", override_settings(choices)),
    ];
    request.extend(choices.partial(fields));
    if matches!(channel, Some(Channel::Api | Channel::Sdk)) {
        request.remove("web");
    }
    if choices.chance() || key == 32 || key == "32" {
        request.insert("userReference".to_owned(), json!(choices.one(REFERENCES)));
    }
    // A consent is always valid, but not always required.
    request.insert("userConsent".to_owned(), user_consent(choices));
    (json!(request), context)
}

/// Whether a request can list existing credentials.
#[derive(Clone, Copy, PartialEq)]
enum Reuse {
    Excluded,
    Possible,
    /// The workflow requires it of an ID.
    OfId,
}

impl Reuse {
    fn of(key: u64, context: &Context) -> Self {
        let is_new = context.operation == Some(Operation::CreateAccount);
        let by_web = context.channel == Some(Channel::Web);
        match key {
            5 => Self::OfId,
            9 => Self::Possible,
            _ if is_new || by_web => Self::Excluded,
            _ => Self::Possible,
        }
    }
}

fn credential(category: &str, reuse: Reuse, by_web: bool, choices: &mut Choices<'_>) -> Value {
    let mut fields = json!({ "category": category });
    let must_exist = category == "FACEMAP" || (category == "ID" && reuse == Reuse::OfId);
    let may_exist = category != "DOCUMENT" && reuse != Reuse::Excluded;
    if must_exist || (may_exist && !choices.chance()) {
        fields["id"] = json!(choices.uuid());
    }
    let most = |values: Vec<&'static str>, most: usize| values.into_iter().take(most).collect::<Vec<_>>();
    let (countries, types, limit) = match category {
        "ID" => (choices.some(COUNTRIES), choices.some(ID_TYPES), if by_web { 1 } else { 4 }),
        "DOCUMENT" => (choices.some(COUNTRIES), choices.some(&["BS", "UB", "CC"]), 1),
        _ => return fields,
    };
    if category == "DOCUMENT" || choices.chance() {
        fields["country"] = choice(&most(countries, limit), choices);
    }
    if category == "DOCUMENT" || choices.chance() {
        fields["type"] = choice(&most(types, limit), choices);
    }
    fields
}

fn choice(values: &[&str], choices: &mut Choices<'_>) -> Value {
    let kind = json!(choices.one(&["DEFINED", "RECOMMENDED"]));
    let mut choice = choices.partial([("predefinedType", kind)]);
    choice.insert("values".to_owned(), json!(values));
    json!(choice)
}

fn capabilities(choices: &mut Choices<'_>) -> Value {
    let screening = [
        ("searchProfile", json!(choices.one(&["abc123", "X"]))),
        ("additionalProperties", json!(choices.one(&["ü", ""]))),
    ];
    let screening = choices.partial(screening);
    let extraction = choices.one(&["false", "true"]);
    let extraction = if choices.chance() { json!(extraction) } else { json!(extraction == "true") };
    let ruleset = choices.uuid();
    let fields = [
        ("watchlistScreening", json!(screening)),
        ("documentVerification", json!({ "enableExtraction": extraction })),
        ("ekycCheck", json!({ "searchType": choices.one(&["one", "two"]) })),
        ("workflowDecision", json!({ "riskScoreRulesetId": ruleset })),
    ];
    json!(choices.partial(fields))
}

fn web(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("successUrl", json!(choices.one(LINKS))),
        ("errorUrl", json!(choices.one(LINKS))),
        ("locale", json!(choices.one(&["es", "en-GB", "en-US", "zh-CN"]))),
    ];
    json!(choices.partial(fields))
}

fn override_settings(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("crossDeviceOnly", json!(choices.chance())),
        ("crossDeviceOption", json!(choices.one(&["QR_ONLY", "DEFAULT", "EMAIL_ONLY"]))),
    ];
    json!(choices.partial(fields))
}

fn user_consent(choices: &mut Choices<'_>) -> Value {
    let places =
        [("USA", "IL"), ("USA", "CA"), ("CAN", "ON"), ("AUS", "NSW"), ("AUT", "Kärnten"), ("JPN", "東京")];
    let (country, state) = choices.one(&places);
    let mut location = json!({ "country": country });
    if country == "USA" || choices.chance() {
        location["state"] = json!(state);
    }
    let ip = choices.one(&["226.80.211.232", "2001:db8::7", "::ffff:1.2.3.4"]);
    let time = choices.one(&["2024-07-20T17:20:35.000Z", "2022-06-01T00:00:00Z", "2025-01-01T00:04:59.9Z"]);
    json!({
        "userIp": ip,
        "userLocation": location,
        "consent": { "obtained": "yes", "obtainedAt": time },
    })
}

fn prepared_data(choices: &mut Choices<'_>) -> Value {
    let names = ["John", "Zoë", "山田", "Ľudmila-🙂", "O'Neil, jr."];
    let nationality = choices.one(&["USA", "BRA", "AUT", ""]);
    let fields = [
        ("suffix", json!(choices.one(&["Mrs", "Ph.D.; «x»", ""]))),
        ("firstName", json!(choices.one(&names))),
        ("middleName", json!(choices.one(&["", "Percival"]))),
        ("lastName", json!(choices.one(&names))),
        ("paternalSurname", json!(choices.one(&names))),
        ("maternalSurname", json!(choices.one(&names))),
        ("sex", json!(choices.one(&["M", "F", ""]))),
        ("dateOfBirth", json!(choices.one(&["1972-11-16", "1900-01-01", "2004-02-29"]))),
        ("socialSecurityNumber", json!(choices.one(&["123456789", "899990001", ""]))),
        ("nationality", json!(nationality)),
        ("email", json!(choices.one(&["email@gmail.com", "jürgen@müller.example", "a@b"]))),
        ("phoneNumber", json!(choices.one(&["+15031234567", "+1", ""]))),
        ("phoneNumber2", json!(choices.one(&["+493012345678901", "+1"]))),
        ("personalNumber", json!(choices.one(&["52998224725", ""]))),
        ("ipAddress", json!(choices.one(&["::1", "1.2.3.4", ""]))),
        ("address", address(choices)),
        ("id", document(choices)),
        ("kyc", json!({ "a": 1, "b": [null, { "ü": 1.5e300 }] })),
        ("bank", json!({})),
        ("business", json!({ "name": "東京" })),
    ];
    let mut data = choices.partial(fields);
    data.entry("lastName").or_insert_with(|| json!("Smith")); // without any field, the kind cannot be detected
    json!(data)
}

fn address(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("line1", json!(choices.one(&["1 Street", "Straße 7; // links"]))),
        ("line2", json!("Suite 707 /* rear */")),
        ("city", json!(choices.one(&["Portland", "Wien", "東京"]))),
        ("postalCode", json!("97201")),
        ("subdivision", json!("OR")),
        ("country", json!(choices.one(&["US", "BRA", "BR", "AUT", ""]))),
    ];
    json!(choices.partial(fields))
}

fn document(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("idNumber", json!(choices.one(&["1", "№ 057"]))),
        ("type", json!("DRIVING_LICENSE")),
        ("subType", json!("REGULAR_DRIVING_LICENSE")),
        ("issuingDate", json!(choices.one(&["2021-01-22", "2020-02-29"]))),
        ("expiryDate", json!(choices.one(&["2031-01-22", "2025-01-01"]))),
    ];
    json!(choices.partial(fields))
}

/// The ids that a response is about.
struct Ids {
    account: String,
    execution: String,
    host: &'static str,
}

impl Ids {
    fn new(choices: &mut Choices<'_>) -> Self {
        let host = choices.one(&["amer-1.jumio.ai", "emea-1.jumio.link", "apac-1.jumio.ai"]);
        Self { account: choices.uuid(), execution: choices.uuid(), host }
    }

    fn url(&self, service: &str) -> String {
        format!("https://{service}.{}/api/v1/accounts/{}", self.host, self.account)
    }

    fn execution_url(&self, service: &str) -> String {
        format!("{}/workflow-executions/{}", self.url(service), self.execution)
    }
}

/// A value that this version does not know about.
fn news(choices: &mut Choices<'_>) -> Value {
    choices
        .one(&[Some("new"), None, Some("ünï/code~")])
        .map_or_else(|| json!({ "a": [null, -0.5], "n": 7 }), Value::from)
}

fn reference(id: &str, choices: &mut Choices<'_>) -> Value {
    let news = [("region", news(choices))];
    let mut reference = choices.partial(news);
    reference.insert("id".to_owned(), json!(id));
    json!(reference)
}

const TIMES: &[&str] = &["2023-09-08T06:30:52.164Z", "2024-02-29T23:59:59+14:00", "2023-09-08t06:30:52z"];

/// The fields that all responses have.
fn answer(ids: &Ids, choices: &mut Choices<'_>) -> Map<String, Value> {
    let fields = [
        ("timestamp", json!(choices.one(TIMES))),
        ("account", reference(&ids.account, choices)),
        ("workflowExecution", reference(&ids.execution, choices)),
    ];
    let mut answer = choices.object(fields);
    let news = [("traceId", news(choices))];
    answer.extend(choices.partial(news));
    answer
}

fn api_access(ids: &Ids, credential: &str, parts: &[&str], choices: &mut Choices<'_>) -> Value {
    let execution = ids.execution_url("api");
    let url = |part: &str| format!("{execution}/credentials/{credential}/parts/{}", part.to_uppercase());
    let parts: Map<String, Value> = parts.iter().map(|part| ((*part).to_owned(), json!(url(part)))).collect();
    let token = choices.one(&["xxx", "eyJ.ü"]);
    let actions = [("token", json!(token)), ("parts", json!(parts)), ("workflowExecution", json!(execution))];
    json!(choices.partial(actions))
}

const PARTS: &[&str] = &["front", "back", "face", "prepared_data"];

fn account_response(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    let count = choices.index(4);
    let credentials: Vec<_> = (0..count).map(|_| credential_access(&ids, choices)).collect();
    let mut response = answer(&ids, choices);
    let web = [
        ("href", json!("https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx")),
        ("successUrl", json!("https://www.yourcompany.com/ok")),
        ("errorUrl", json!("app://ü")),
    ];
    let web = choices.partial(web);
    response.extend(choices.partial([("web", json!(web)), ("sdk", json!({ "token": "xxx" }))]));
    response["workflowExecution"]["credentials"] = json!(credentials);
    json!(response)
}

fn credential_access(ids: &Ids, choices: &mut Choices<'_>) -> Value {
    let id = choices.uuid();
    let category = choices.one(&["ID", "SELFIE", "DOCUMENT", "NEW ü"]);
    let parts = choices.some(PARTS);
    let mut api = api_access(ids, &id, &parts, choices);
    if let ("DOCUMENT", Some(url)) = (category, api.pointer_mut("/parts/front")) {
        // A document is uploaded as a whole.
        *url = json!(format!("{}/credentials/{id}/parts", ids.execution_url("api")));
    }
    let fields = [
        ("label", json!(choices.one(&["DATA", "ü"]))),
        ("country", json!({ "predefinedType": "DEFINED", "values": choices.some(COUNTRIES) })),
        ("type", json!({ "values": choices.some(&["PASSPORT", "NEW"]) })),
        ("api", api),
    ];
    let mut access = choices.partial(fields);
    access.insert("id".to_owned(), json!(id));
    access.insert("category".to_owned(), json!(category));
    access.insert("allowedChannels".to_owned(), json!(choices.some(&["WEB", "API", "SDK", "NEW"])));
    json!(access)
}

fn part_response(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    let (credential, part) = (choices.uuid(), choices.uuid());
    let parts = choices.some(PARTS);
    let mut response = answer(&ids, choices);
    let fields = [("credential", reference(&credential, choices)), ("part", reference(&part, choices))];
    response.extend(choices.partial(fields));
    response.insert("api".to_owned(), api_access(&ids, &credential, &parts, choices));
    json!(response)
}

fn finalize_response(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    json!(answer(&ids, choices))
}

/// The account and the execution, each with its id and its URL.
fn outcome(ids: &Ids, choices: &mut Choices<'_>) -> [(&'static str, Value); 2] {
    let mut account = reference(&ids.account, choices);
    if choices.chance() {
        account["href"] = json!(ids.url(choices.one(&["account", "retrieval"])));
    }
    let mut execution = reference(&ids.execution, choices);
    let href = ids.execution_url("retrieval");
    let short = href.replace(&format!("/accounts/{}", ids.account), "");
    if let Some(href) = choices.one(&[None, Some(&href), Some(&short)]) {
        execution["href"] = json!(href);
    }
    execution["definitionKey"] = choices.one(&[Some("2"), None]).map_or_else(|| json!(10011), Value::from);
    execution["status"] = json!(choices.one(&["PROCESSED", "INITIATED", "NEW ü"]));
    [("account", account), ("workflowExecution", execution)]
}

fn callback(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    let fields = outcome(&ids, choices);
    let mut callback = choices.object(fields);
    callback.insert("callbackSentAt".to_owned(), json!(choices.one(TIMES)));
    let fields = [("userReference", json!(choices.one(REFERENCES))), ("traceId", news(choices))];
    callback.extend(choices.partial(fields));
    json!(callback)
}

fn status_response(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    let fields = outcome(&ids, choices);
    let mut status = choices.object(fields);
    let news = [("traceId", news(choices))];
    status.extend(choices.partial(news));
    json!(status)
}

fn problem(choices: &mut Choices<'_>) -> Value {
    let titles = ["Bad Request", "Ungültig: «x»", "Invalid UUID string: a-b"];
    let fields = [
        ("type", json!("about:blank")),
        ("detail", choices.one(&[Some("[]"), None]).map_or_else(|| json!([1, { "a": true }]), Value::from)),
        ("instance", json!("/api/v1/accounts")),
        ("traceId", news(choices)),
    ];
    let mut problem = choices.partial(fields);
    problem.insert("title".to_owned(), json!(choices.one(&titles)));
    problem.insert(
        "status".to_owned(),
        choices.one(&[Some("400"), None]).map_or_else(|| json!(503), Value::from),
    );
    json!(problem)
}

fn retrieval_response(choices: &mut Choices<'_>) -> Value {
    let ids = Ids::new(choices);
    let workflow = [
        ("definitionKey", json!("2")),
        ("userReference", json!(choices.one(REFERENCES))),
        ("customerInternalReference", json!(choices.one(REFERENCES))),
        ("parentId", json!(choices.uuid())),
        ("childIds", json!([choices.uuid()])),
        ("traceId", news(choices)),
    ];
    let mut workflow = choices.partial(workflow);
    workflow.insert("id".to_owned(), json!(ids.execution));
    workflow.insert("status".to_owned(), json!(choices.one(&["PROCESSED", "ACQUIRED", "NEW ü"])));
    let (id, selfie) = (choices.uuid(), choices.uuid());
    let credentials = [retrieved(&ids, &id, "ID", choices), retrieved(&ids, &selfie, "NEW", choices)];
    let fields = [
        ("startedAt", json!("2023-09-08T06:31:52.164Z")),
        ("wipedOutAt", json!("2024-09-08T06:31:52.164Z")),
        ("decision", decision(choices)),
        ("steps", json!({ "href": format!("{}/steps", ids.execution_url("retrieval")) })),
        ("feedback", json!({ "status": "FRAUD" })),
        ("capabilities", capability_results(&ids, &id, &selfie, choices)),
        ("traceId", news(choices)),
    ];
    let mut response = choices.partial(fields);
    response.insert("workflow".to_owned(), json!(workflow));
    response.insert("account".to_owned(), reference(&ids.account, choices));
    response.insert("credentials".to_owned(), json!(credentials));
    response.insert("createdAt".to_owned(), json!("2023-09-08T06:30:52.164Z"));
    response.insert("completedAt".to_owned(), json!("2023-09-08T06:32:52.164Z"));
    json!(response)
}

/// A credential in a retrieval response.
fn retrieved(ids: &Ids, id: &str, category: &str, choices: &mut Choices<'_>) -> Value {
    let parts = ["FRONT", "LIVENESS_1"].map(|classifier| {
        let url = format!("{}/credentials/{id}/parts/{classifier}", ids.url("retrieval"));
        json!({ "classifier": classifier, "href": url })
    });
    let fields = [
        ("parts", json!(parts)),
        ("label", json!(choices.one(&["ID", "ü"]))),
        ("clientIp", json!("203.0.113.7")),
        ("consent", json!({ "decisionAccepted": true, "collectedBy": "CUSTOMER" })),
    ];
    let mut credential = choices.partial(fields);
    credential.insert("id".to_owned(), json!(id));
    credential.insert("category".to_owned(), json!(category));
    json!(credential)
}

fn capability_results(ids: &Ids, id: &str, selfie: &str, choices: &mut Choices<'_>) -> Value {
    let result = |own: &str, credentials: &[&str], data: Value, choices: &mut Choices<'_>| {
        let credentials: Vec<_> =
            credentials.iter().map(|id| json!({ "id": id, "category": "ID" })).collect();
        json!([{ "id": own, "credentials": credentials, "decision": decision(choices), "data": data }])
    };
    let own = [(); 5].map(|()| choices.uuid());
    let facemap = format!("{}/credentials/{selfie}/parts/FACEMAP", ids.url("retrieval"));
    let document = json!({
        "type": "PASSPORT", "firstName": "Zoë", "dateOfBirth": "1972-11-16", "currentAge": 50,
        "dlCategories": [{ "category": "B" }], "address": { "city": "東京" },
        "expiryDateParts": { "year": "2026" },
    });
    let screening = json!({ "searchStatus": "DONE", "searchId": 1234, "searchResults": 0 });
    let mut liveness = result(&own[2], &[selfie], json!({ "predictedAge": 48 }), choices);
    liveness[0]["validFaceMapForAuthentication"] = json!(facemap);
    let fields = [
        ("usability", result(&own[0], &[id], json!({}), choices)),
        ("extraction", result(&own[1], &[id], document, choices)),
        ("liveness", liveness),
        ("similarity", result(&own[3], &[id, selfie], json!({ "similarity": "MATCH" }), choices)),
        ("watchlistScreening", result(&own[4], &[id], screening, choices)),
        ("newCheck", news(choices)),
    ];
    json!(choices.partial(fields))
}

fn decision(choices: &mut Choices<'_>) -> Value {
    json!({
        "type": choices.one(&["PASSED", "NEW ü"]),
        "details": { "label": choices.one(&["OK", "ü"]) },
        "risk": { "score": choices.one(&[-1.0, 0.0, 70.25, 100.0]) },
    })
}

fn steps_response(choices: &mut Choices<'_>) -> Value {
    let count = 1 + choices.index(3);
    let steps: Vec<_> = (0..count).map(|_| step(choices)).collect();
    let news = [("traceId", news(choices))];
    let mut response = choices.partial(news);
    response.insert("steps".to_owned(), json!(steps));
    json!(response)
}

fn step(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("name", json!(choices.one(&["ID_IV", "SCREENING", "NEW"]))),
        ("decision", decision(choices)),
        ("traceId", news(choices)),
    ];
    let mut step = choices.partial(fields);
    step.insert("id".to_owned(), json!(choices.uuid()));
    step.insert("capabilityIds".to_owned(), json!([choices.uuid(), choices.uuid()]));
    json!(step)
}

fn token_response(choices: &mut Choices<'_>) -> Value {
    let fields = [
        ("expires_in", json!(choices.one(&[3600, 0]))),
        ("token_type", json!(choices.one(&["Bearer", "ü"]))),
        ("scope", news(choices)),
    ];
    let mut response = choices.partial(fields);
    response.insert("access_token".to_owned(), json!(choices.one(&["xxx", "eyJ.ü"])));
    json!(response)
}

fn token_error(choices: &mut Choices<'_>) -> Value {
    let fields = [("error_uri", json!("https://example.org/ü")), ("traceId", news(choices))];
    let mut error = choices.partial(fields);
    error.insert("error".to_owned(), json!(choices.one(&["invalid_client", "ü"])));
    error.insert("error_description".to_owned(), json!(choices.one(&["Client authentication failed", ""])));
    json!(error)
}
