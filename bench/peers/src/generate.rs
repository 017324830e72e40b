//! Synthetic payloads, clean or broken, the same for the same seed. Clean ones are clean at 2025-01-01T00:00:00Z.

use std::{fmt, iter, str::FromStr};

/// `SplitMix64`: small, and the same in every version of every crate.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.next() as usize % (most - least + 1)
    }

    fn one<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.between(0, options.len() - 1)]
    }

    /// Returns some of the options, each at most once.
    fn some(&mut self, options: &[&'static str]) -> Vec<&'static str> {
        let (first, count) = (self.between(0, options.len() - 1), self.between(1, options.len().min(6)));
        options.iter().cycle().skip(first).take(count).copied().collect()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.between(0, 99) < percent
    }

    fn id(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        let [c, d, e] = [a >> 16 & 0xffff, a & 0xfff, b >> 48 & 0xfff];
        format!("{:08x}-{c:04x}-4{d:03x}-8{e:03x}-{:012x}", a >> 32, b & 0xffff_ffff_ffff)
    }

    fn digits(&mut self, count: usize) -> String {
        iter::repeat_with(|| char::from(b'0' + (self.next() % 10) as u8)).take(count).collect()
    }

    /// Returns a date with a day that every month has.
    fn date(&mut self, first_year: usize, last_year: usize) -> String {
        let (year, month) = (self.between(first_year, last_year), self.between(1, 12));
        format!("{year}-{month:02}-{:02}", self.between(1, 28))
    }
}

/// The kind of the payloads in a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bodies of requests that create or update accounts.
    AccountRequest,
    /// Data on a person that is uploaded instead of an image.
    PreparedData,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::AccountRequest, Self::PreparedData];

    fn clean(self, random: &mut Random) -> String {
        match self {
            Self::AccountRequest => account_request(random),
            Self::PreparedData => prepared_data(random),
        }
    }

    fn defects(self) -> &'static [Defect] {
        match self {
            Self::AccountRequest => ACCOUNT_REQUEST_DEFECTS,
            Self::PreparedData => PREPARED_DATA_DEFECTS,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccountRequest => "account-request",
            Self::PreparedData => "prepared-data",
        })
    }
}

impl FromStr for Kind {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|kind| kind.to_string() == name);
        named.ok_or("neither account-request nor prepared-data")
    }
}

/// An endless sequence of payloads. The given percentage is broken.
#[derive(Clone, Debug)]
pub struct Corpus {
    kind: Kind,
    broken: usize,
    random: Random,
}

impl Corpus {
    /// Creates a corpus in which `broken` percent of the payloads are broken.
    #[must_use]
    pub fn new(kind: Kind, broken: usize, seed: u64) -> Self {
        Self { kind, broken, random: Random(seed) }
    }
}

impl Iterator for Corpus {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut payload = self.kind.clean(&mut self.random);
        if self.random.chance(self.broken) {
            for _ in 0..self.random.between(1, 3) {
                payload = broken(payload, self.kind.defects(), &mut self.random);
            }
        }
        Some(payload)
    }
}

fn object(fields: impl IntoIterator<Item = String>) -> String {
    format!("{{{}}}", fields.into_iter().collect::<Vec<_>>().join(","))
}

fn field(key: &str, value: impl fmt::Display) -> String {
    format!("\"{key}\":{value}")
}

fn text(key: &str, value: impl fmt::Display) -> String {
    format!("\"{key}\":\"{value}\"")
}

/// A workflow and the categories of the credentials that it requires.
type Workflow = (u64, &'static [&'static str]);

const WORKFLOWS: &[Workflow] = &[
    (2, &["ID"]),
    (3, &["ID", "SELFIE"]),
    (5, &["ID", "SELFIE"]),
    (9, &["SELFIE", "FACEMAP"]),
    (20, &["ID", "SELFIE"]),
    (32, &["ID", "FACEMAP"]),
    (4711, &["DOCUMENT", "ID", "SELFIE", "FACEMAP"]),
    (10011, &["ID", "SELFIE", "FACEMAP"]),
    (10026, &["DOCUMENT"]),
    (10113, &["SELFIE", "ID"]),
];
const COUNTRIES: &[&str] = &[
    "AUT", "BEL", "BRA", "CAN", "CHE", "DEU", "ESP", "FRA", "GBR", "IND", "ITA", "JPN", "MEX", "NLD", "POL",
    "USA",
];
const ID_TYPES: &[&str] = &["DRIVING_LICENSE", "ID_CARD", "PASSPORT", "VISA"];
const DOCUMENT_TYPES: &[&str] = &["BS", "CC", "UB"];
const CRITERIA: &[&str] = &[
    "spring-campaign",
    "caf\\u00e9 \\\"au lait\\\"",
    "branch 7\\/counter B; referred by a partner, second attempt",
    "Zürich – Ostschweiz",
    "onboarding-mobile-2024-q4-cohort-b",
];
const LOCALES: &[&str] = &["de", "en-GB", "en-US", "es", "fr", "zh-CN"];
const LOCATIONS: &[(&str, &str)] = &[
    ("USA", "IL"),
    ("USA", "CA"),
    ("USA", "NY"),
    ("CAN", "ON"),
    ("AUS", "NSW"),
    ("AUT", "Kärnten"),
    ("DEU", "Baden-Württemberg"),
    ("JPN", "東京"),
];

fn account_request(random: &mut Random) -> String {
    let (key, categories) = random.one(WORKFLOWS);
    let mut fields = vec![
        text("customerInternalReference", format!("order-{}", random.id())),
        field("workflowDefinition", workflow_definition(key, categories, random)),
    ];
    if key == 32 || random.chance(80) {
        fields.push(text("userReference", format!("customer-{}", random.id())));
    }
    if random.chance(60) {
        fields.push(text("reportingCriteria", random.one(CRITERIA)));
    }
    if random.chance(70) {
        fields.push(text("callbackUrl", format!("https://www.yourcompany.com/callback/{}", random.id())));
    }
    if random.chance(60) {
        fields.push(text("tokenLifetime", random.one(&["5m", "30m", "3600s", "24h", "60d"])));
    }
    if random.chance(40) {
        fields.push(field("web", web(random)));
    }
    fields.push(field("userConsent", user_consent(random)));
    if random.chance(30) {
        let option = text("crossDeviceOption", random.one(&["DEFAULT", "EMAIL_ONLY", "QR_ONLY"]));
        fields.push(field("overrideSettings", object([field("crossDeviceOnly", random.chance(50)), option])));
    }
    object(fields)
}

fn workflow_definition(key: u64, categories: &[&str], random: &mut Random) -> String {
    let credentials: Vec<_> = categories.iter().map(|category| credential(key, category, random)).collect();
    let mut fields = vec![
        if random.chance(75) { field("key", key) } else { text("key", key) },
        field("credentials", format!("[{}]", credentials.join(","))),
    ];
    if random.chance(30) {
        fields.push(field("capabilities", capabilities(random)));
    }
    object(fields)
}

fn credential(key: u64, category: &str, random: &mut Random) -> String {
    let mut fields = Vec::new();
    let is_existing = category == "FACEMAP" || (key == 5 && category == "ID");
    if is_existing || (category == "SELFIE" && random.chance(40)) {
        fields.push(text("id", random.id()));
    }
    fields.push(text("category", category));
    match category {
        "ID" if !is_existing => {
            fields.push(field("country", choice(&random.some(COUNTRIES), random)));
            fields.push(field("type", choice(&random.some(ID_TYPES), random)));
        }
        "DOCUMENT" => {
            fields.push(field("country", choice(&[random.one(COUNTRIES)], random)));
            fields.push(field("type", choice(&[random.one(DOCUMENT_TYPES)], random)));
        }
        _ => {}
    }
    object(fields)
}

fn choice(values: &[&str], random: &mut Random) -> String {
    let values = format!("[\"{}\"]", values.join("\",\""));
    object([text("predefinedType", random.one(&["DEFINED", "RECOMMENDED"])), field("values", values)])
}

fn capabilities(random: &mut Random) -> String {
    let profile = text("searchProfile", random.one(&["abc123", "standard7", "X"]));
    let extraction = random.one(&["true", "false", "\"true\"", "\"false\""]);
    object([
        field("watchlistScreening", object([profile])),
        field("documentVerification", object([field("enableExtraction", extraction)])),
        field("ekycCheck", object([text("searchType", random.one(&["one", "two"]))])),
        field("workflowDecision", object([text("riskScoreRulesetId", random.id())])),
    ])
}

fn web(random: &mut Random) -> String {
    object([
        text("successUrl", format!("https://www.yourcompany.com/success?session={}", random.id())),
        text("errorUrl", random.one(&["https://www.yourcompany.com/error", "app://error"])),
        text("locale", random.one(LOCALES)),
    ])
}

fn user_consent(random: &mut Random) -> String {
    let (country, state) = random.one(LOCATIONS);
    let ip = match random.chance(80) {
        true => format!("203.0.113.{}", random.between(0, 255)),
        false => format!("2001:db8::{:x}", random.between(1, 0xffff)),
    };
    let time =
        format!("{:02}:{:02}:{:02}", random.between(0, 23), random.between(0, 59), random.between(0, 59));
    let obtained_at = format!("{}T{time}.{}Z", random.date(2023, 2024), random.digits(3));
    object([
        text("userIp", ip),
        field("userLocation", object([text("country", country), text("state", state)])),
        field("consent", object([text("obtained", "yes"), text("obtainedAt", obtained_at)])),
    ])
}

const FIRST_NAMES: &[&str] =
    &["John", "Zoë", "Zo\\u00eb", "太郎", "Ľudmila", "José María", "Anna-Lena", "Олександр"];
const LAST_NAMES: &[&str] =
    &["Smith", "Müller", "M\\u00fcller", "山田", "O'Neil", "García Márquez", "Øvergård", "Шевченко"];
const STREETS: &[&str] =
    &["SW Address Ln", "Straße des 17. Juni", "Rue de l'Église", "上野公園", "\\\"Am Hof\\\""];
const CITIES: &[&str] = &["Portland", "Wien", "São Paulo", "東京", "Łódź"];
/// With correct check digits.
const PERSONAL_NUMBERS: &[&str] = &["52998224725", "11144477735", ""];

fn prepared_data(random: &mut Random) -> String {
    let mut fields = vec![
        text("firstName", random.one(FIRST_NAMES)),
        text("lastName", random.one(LAST_NAMES)),
        text("sex", random.one(&["M", "F", ""])),
        text("dateOfBirth", random.date(1930, 2004)),
        text("nationality", random.one(COUNTRIES)),
    ];
    if random.chance(50) {
        fields.push(text("middleName", random.one(FIRST_NAMES)));
        fields.push(text("suffix", random.one(&["Mrs", "Ph.D.", "Dipl.-Ing."])));
    }
    if random.chance(30) {
        fields.push(text("paternalSurname", random.one(LAST_NAMES)));
        fields.push(text("maternalSurname", random.one(LAST_NAMES)));
    }
    if random.chance(40) {
        // This area and group are in use.
        fields.push(text("socialSecurityNumber", format!("12345{}", random.between(1000, 9999))));
        fields.push(text("personalNumber", random.one(PERSONAL_NUMBERS)));
    }
    fields.push(text("email", format!("customer.{}@example.org", random.digits(6))));
    fields.push(text("phoneNumber", format!("+1503555{}", random.digits(4))));
    if random.chance(40) {
        fields.push(text("phoneNumber2", format!("+4930{}", random.digits(8))));
    }
    fields.push(text("ipAddress", format!("198.51.100.{}", random.between(0, 255))));
    fields.push(field("address", address(random)));
    fields.push(field("id", document(random)));
    if random.chance(70) {
        fields.push(field("kyc", known_customer(random)));
    }
    if random.chance(60) {
        fields.push(field("bank", bank(random)));
    }
    object(fields)
}

fn address(random: &mut Random) -> String {
    object([
        text("line1", format!("{} {}", random.between(1, 20_000), random.one(STREETS))),
        text("line2", format!("Suite {}", random.between(1, 999))),
        text("city", random.one(CITIES)),
        text("postalCode", random.digits(5)),
        text("subdivision", random.one(&["OR", "W", "SP"])),
        text("country", random.one(COUNTRIES)),
    ])
}

fn document(random: &mut Random) -> String {
    object([
        text("idNumber", random.digits(9)),
        text("type", "DRIVING_LICENSE"),
        text("subType", "REGULAR_DRIVING_LICENSE"),
        text("issuingDate", random.date(2019, 2024)),
        text("expiryDate", random.date(2026, 2034)),
    ])
}

/// Data about the customer, an object with any fields.
fn known_customer(random: &mut Random) -> String {
    let sources: Vec<_> = (0..random.between(1, 4)).map(|_| format!("\"{}\"", random.id())).collect();
    object([
        field("score", format!("{}.{}", random.between(0, 99), random.digits(2))),
        field("isKnown", random.chance(50)),
        field("sources", format!("[{}]", sources.join(","))),
    ])
}

fn bank(random: &mut Random) -> String {
    object([
        text("name", "Österreichische Musterbank"),
        text("account", random.digits(12)),
        text("note", "opened by post; see \\\"file 7\\\"\\ncopy kept"),
        field("openedIn", random.between(1990, 2024)),
    ])
}

/// A part of a clean payload, and its replacement in a broken one.
type Defect = (&'static str, &'static str);

const ACCOUNT_REQUEST_DEFECTS: &[Defect] = &[
    ("\"customerInternalReference\":", "\"customerReference\":"),
    ("\"order-", "\"<order>-"),
    ("\"key\":", "\"workflowKey\":"),
    ("\"credentials\":[", "\"credentials\":[{\"category\":\"FINGERPRINT\"},"),
    ("\"category\":\"ID\"", "\"category\":\"id\""),
    ("\"category\":\"SELFIE\"", "\"category\":7"),
    ("\"id\":\"", "\"id\":\"x"),
    ("\"DEU\"", "\"DE\""),
    ("\"PASSPORT\"", "\"PASS PORT\""),
    ("\"DOCUMENT\"", "\"DOCUMENTS\""),
    ("\"predefinedType\":\"DEFINED\"", "\"predefinedType\":\"FIXED\""),
    ("\"userReference\":\"", "\"userReference\":\"john.smith@example.org "),
    ("\"https://", "\"//"),
    ("\"callbackUrl\":\"https:", "\"callbackUrl\":\"http:"),
    ("\"30m\"", "\"1m\""),
    ("\"24h\"", "\"24 hours\""),
    ("\"en-GB\"", "\"en_GB\""),
    ("\"203.0.113.", "\"203.0.113.9."),
    ("\"country\":\"USA\"", "\"country\":\"US\""),
    ("\"state\":\"IL\"", "\"state\":\"XX\""),
    ("\"obtained\":\"yes\"", "\"obtained\":\"Yes\""),
    ("\"obtained\":\"yes\"", "\"obtained\":true"),
    ("\"obtained\":\"yes\"", "\"obtained\":\"na\",\"consented\":true"),
    ("\"obtainedAt\":\"2023-", "\"obtainedAt\":\"2019-"),
    ("\"obtainedAt\":\"2024-", "\"obtainedAt\":\"2034-"),
    ("\"crossDeviceOnly\":", "\"crossDeviceOnly\":null,\"crossDevice\":"),
    ("}}", "},}"),
    ("\"userConsent\":", "\"userConsent\": /* see below */ "),
    ("\"userIp\"", "\u{201C}userIp\u{201D}"),
];

const PREPARED_DATA_DEFECTS: &[Defect] = &[
    ("\"firstName\":\"", "\"firstName\":\"<b>"),
    ("\"lastName\":", "\"surname\":"),
    ("\"sex\":\"M\"", "\"sex\":\"male\""),
    ("\"sex\":\"F\"", "\"sex\":null"),
    ("\"dateOfBirth\":\"19", "\"dateOfBirth\":\"29"),
    ("\"nationality\":\"GBR\"", "\"nationality\":\"UK\""),
    ("\"12345", "\"0005"),
    ("@example.org", "@"),
    ("\"+1503", "\"1503 "),
    ("\"198.51.100.", "\"198.51.100.300."),
    ("\"city\":\"", "\"city\":7,\"town\":\""),
    ("\"address\":", "\"address\":[],\"address\":"),
    ("\"expiryDate\":\"20", "\"expiryDate\":\"19"),
    ("\"issuingDate\":\"20", "\"issuingDate\":\"20/"),
    ("\"type\":\"", "\"type\":\"A\",\"typ\":\""),
    ("\"id\":", "\"id\":,"),
    ("\"email\":", "'email':"),
    ("}}", "},}"),
];

/// Adds a defect to a payload: one of those that fit it.
fn broken(payload: String, defects: &[Defect], random: &mut Random) -> String {
    let first = random.between(0, defects.len() - 1);
    let mut in_turn = defects.iter().cycle().skip(first).take(defects.len());
    match in_turn.find(|(clean, _)| payload.contains(clean)) {
        Some((clean, broken)) => payload.replacen(clean, broken, 1),
        None => payload,
    }
}
