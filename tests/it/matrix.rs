//! Each documented workflow, and a customer's own, in every call, with every kind of credentials and consent.
//!
//! A snapshot lists each finding of a workflow with the requests that have it, in as few lines as possible. A dimension
//! that does not matter is left out. Read them against the documents before they are accepted.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use kyx_schema::{
    AccountRequest, Channel, Context, Finding, Operation, Payload,
    workflow::{self, Need, WORKFLOWS},
};
use serde_json::{Value, json};

use crate::support::fixture_time;

const ID: &str = "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace";
const OTHER_ID: &str = "bce8a24b-16ba-46a8-994e-fa76e4c4845b";
/// A customer's own workflow.
const OWN: u64 = 777;

/// The values of a dimension, each with its name.
type Dimension<T> = Vec<(&'static str, T)>;

fn operations() -> Dimension<Option<Operation>> {
    vec![
        ("create", Some(Operation::CreateAccount)),
        ("update", Some(Operation::UpdateAccount)),
        ("unknown", None),
    ]
}

fn channels() -> Dimension<Option<Channel>> {
    vec![
        ("api", Some(Channel::Api)),
        ("web", Some(Channel::Web)),
        ("sdk", Some(Channel::Sdk)),
        ("unknown", None),
    ]
}

/// `#` marks an existing credential.
fn credential_lists() -> Dimension<Option<Value>> {
    let new = |category| json!({"category": category});
    let existing = |category, id| json!({"category": category, "id": id});
    let document =
        json!({"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}});
    vec![
        ("none", None),
        ("[]", Some(json!([]))),
        ("{}", Some(json!([{}]))),
        ("ID", Some(json!([new("ID")]))),
        ("SELFIE", Some(json!([new("SELFIE")]))),
        ("FACEMAP", Some(json!([new("FACEMAP")]))),
        ("DOCUMENT", Some(json!([document]))),
        ("ID+SELFIE", Some(json!([new("ID"), new("SELFIE")]))),
        ("ID+ID", Some(json!([new("ID"), new("ID")]))),
        ("ID#", Some(json!([existing("ID", ID)]))),
        ("FACEMAP#", Some(json!([existing("FACEMAP", ID)]))),
        ("ID#+SELFIE", Some(json!([existing("ID", ID), new("SELFIE")]))),
        ("ID#+same ID#", Some(json!([existing("ID", ID), existing("ID", ID)]))),
    ]
}

fn given(obtained: &str, at: &str) -> Value {
    let consent = match obtained {
        "yes" => json!({"obtained": "yes", "obtainedAt": at}),
        other => json!({ "obtained": other }),
    };
    json!({"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}, "consent": consent})
}

const RECENT: &str = "2024-07-20T17:20:35.000Z";

fn consents() -> Dimension<Option<Value>> {
    let undecided = |country, state| json!({"userIp": "203.0.113.7", "userLocation": {"country": country, "state": state}});
    vec![
        ("none", None),
        ("undecided", Some(undecided("DEU", "BE"))),
        ("undecided in the USA", Some(undecided("USA", "IL"))),
        ("yes", Some(given("yes", RECENT))),
        ("no", Some(given("no", ""))),
        ("na", Some(given("na", ""))),
        ("expired", Some(given("yes", "2021-07-20T17:20:35.000Z"))),
    ]
}

fn user_references() -> Dimension<Option<Value>> {
    vec![("none", None), ("given", Some(json!("customer-4711")))]
}

/// The index of a request in each dimension.
type Cell = [usize; 5];

/// The names of the dimensions, and of their values.
fn dimensions() -> [(&'static str, Vec<&'static str>); 5] {
    fn names<T>(dimension: Dimension<T>) -> Vec<&'static str> {
        dimension.into_iter().map(|(name, _)| name).collect()
    }
    [
        ("operation", names(operations())),
        ("channel", names(channels())),
        ("credentials", names(credential_lists())),
        ("consent", names(consents())),
        ("userReference", names(user_references())),
    ]
}

fn cells() -> impl Iterator<Item = Cell> {
    let sizes = dimensions().map(|(_, values)| values.len());
    (0..sizes.iter().product()).map(move |mut number: usize| {
        sizes.map(|size| {
            let index = number % size;
            number /= size;
            index
        })
    })
}

fn keys() -> impl Iterator<Item = u64> {
    WORKFLOWS.iter().map(|workflow| workflow.key).chain([OWN])
}

fn put(object: &mut Value, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        object[name] = value;
    }
}

fn request(key: u64, [operation, channel, list, consent, reference]: Cell) -> (Value, Context) {
    let mut definition = json!({ "key": key });
    put(&mut definition, "credentials", credential_lists()[list].1.clone());
    let mut request = json!({"customerInternalReference": "order-4711", "workflowDefinition": definition});
    put(&mut request, "userConsent", consents()[consent].1.clone());
    put(&mut request, "userReference", user_references()[reference].1.clone());
    let (operation, channel) = (operations()[operation].1, channels()[channel].1);
    (request, Context { operation, channel, ..Context::unknown().at(fixture_time()) })
}

fn findings((request, context): &(Value, Context)) -> Vec<Finding> {
    let request: AccountRequest = serde_json::from_value(request.clone()).unwrap();
    request.check(context).findings().to_vec()
}

/// The findings of a workflow, each with the requests that have it.
fn table(key: u64) -> String {
    let mut found: BTreeMap<String, HashSet<Cell>> = BTreeMap::new();
    for cell in cells() {
        for it in findings(&request(key, cell)) {
            let name = format!("{} {} {}", it.rule.code, it.severity, it.pointer);
            found.entry(name).or_default().insert(cell);
        }
    }
    let mut text = String::new();
    for (name, cells) in found {
        text.push_str(&format!("{name}\n"));
        boxes(&cells).iter().for_each(|it| text.push_str(&format!("  {}\n", describe(it))));
    }
    text
}

/// The values of each dimension whose combinations are all in a set.
type Box = [BTreeSet<usize>; 5];

/// Covers a set with boxes.
fn boxes(cells: &HashSet<Cell>) -> Vec<Box> {
    let mut boxes = Vec::new();
    let mut left: BTreeSet<_> = cells.iter().copied().collect();
    while let Some(first) = left.first() {
        let mut grown = first.map(|value| BTreeSet::from([value]));
        for (at, (_, values)) in dimensions().iter().enumerate().rev() {
            for value in 0..values.len() {
                let mut added = grown.clone();
                added[at] = BTreeSet::from([value]);
                if combinations(&added).iter().all(|cell| cells.contains(cell)) {
                    grown[at].insert(value);
                }
            }
        }
        combinations(&grown).iter().for_each(|cell| {
            left.remove(cell);
        });
        boxes.push(grown);
    }
    boxes
}

fn combinations(values: &Box) -> Vec<Cell> {
    let mut cells = vec![[0; 5]];
    for (at, values) in values.iter().enumerate() {
        let with = |cell: Cell| {
            values.iter().map(move |value| {
                let mut cell = cell;
                cell[at] = *value;
                cell
            })
        };
        cells = cells.into_iter().flat_map(with).collect();
    }
    cells
}

fn describe(values: &Box) -> String {
    let restricted = dimensions().into_iter().zip(values).filter(|((_, all), some)| some.len() < all.len());
    let parts = restricted.map(|((name, all), some)| {
        let some: Vec<_> = some.iter().map(|index| all[*index]).collect();
        format!("{name}: {}", some.join(", "))
    });
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() { "always".to_owned() } else { parts.join("; ") }
}

#[test]
fn each_workflow_in_every_call() {
    let mut tables: Vec<(u64, String)> = Vec::new();
    for key in keys() {
        let table = table(key);
        let same = tables.iter().find(|(_, other)| *other == table);
        let text = same.map_or_else(|| table.clone(), |(other, _)| format!("like workflow {other}\n"));
        insta::assert_snapshot!(format!("workflow_{key}"), text);
        tables.push((key, table));
    }
}

/// Whoever follows the help of one finding after the other arrives at a request without findings: no two findings advise
/// contrary things.
#[test]
fn advice_leads_to_a_clean_request() {
    let mut seen = HashSet::new();
    for key in keys() {
        for cell in cells() {
            let start = request(key, cell);
            let first = findings(&start);
            let names: Vec<_> = first.iter().map(|it| format!("{}{}", it.rule.code, it.pointer)).collect();
            if !seen.insert((key, cell[2], names)) {
                continue;
            }
            for finding in first {
                for request in remedies(&finding, &start) {
                    follow(request, &format!("{} in {start:?}", finding.rule.code));
                }
            }
        }
    }
    assert!(seen.len() > 1_000, "{}", seen.len());
}

fn follow(mut request: (Value, Context), origin: &str) {
    let mut steps = Vec::new();
    while let Some(finding) = findings(&request).first() {
        steps.push(finding.to_string());
        assert!(steps.len() < 8, "{origin}:\n{}", steps.join("\n"));
        request = remedies(finding, &request).swap_remove(0);
    }
}

/// The words of a help in backticks.
fn quoted(help: &str) -> Vec<&str> {
    help.split('`').skip(1).step_by(2).collect()
}

/// What the help of a finding says to do: all ways.
fn remedies(finding: &Finding, (request, context): &(Value, Context)) -> Vec<(Value, Context)> {
    const CREDENTIALS: &str = "/workflowDefinition/credentials";
    let changed = |pointer: &str, name: &str, value: Option<Value>| {
        let mut request = request.clone();
        let object = request.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        match value {
            Some(value) => object.insert(name.to_owned(), value),
            None => object.remove(name),
        };
        (request, *context)
    };
    let set = |pointer, name, value| vec![changed(pointer, name, Some(value))];
    let in_call = |context: Context| vec![(request.clone(), context)];
    let index: Option<usize> = finding
        .pointer
        .strip_prefix(&format!("{CREDENTIALS}/"))
        .map(|rest| rest.split('/').next().unwrap().parse().unwrap());
    let removed = || {
        let mut request = request.clone();
        let list = request.pointer_mut(CREDENTIALS).unwrap().as_array_mut().unwrap();
        list.remove(index.unwrap());
        (request, *context)
    };
    let at = index.map(|index| format!("{CREDENTIALS}/{index}"));
    match finding.rule.code {
        "KYX301" | "KYX305" | "KYX306" | "KYX307" => set("", "userConsent", given("yes", RECENT)),
        "KYX405" => set("", "userReference", json!("customer-4711")),
        "KYX406" => {
            let mut ways = in_call(Context { operation: Some(Operation::UpdateAccount), ..*context });
            if let Some(at) = &at {
                let as_new = || changed(at, "id", None);
                ways.push(if finding.help.ends_with("remove the credential") { removed() } else { as_new() });
            }
            ways
        }
        "KYX401" => {
            let field = finding.pointer.rsplit('/').next().unwrap();
            let value = if field == "country" { "USA" } else { "BS" };
            set(&at.unwrap(), field, json!({ "values": [value] }))
        }
        "KYX408" => vec![changed(&at.unwrap(), "id", None)],
        "KYX407" | "KYX411" | "KYX414" | "KYX419" => vec![removed()],
        "KYX409" => {
            let key = request["workflowDefinition"]["key"].as_u64().unwrap();
            let needs = workflow::find(key.into()).unwrap().needs;
            let list = match needs.iter().any(|need| matches!(need, Need::Listed(_))) {
                true => credential_lists()[6].1.clone().unwrap(),
                false => json!([{"category": "ID", "id": OTHER_ID}, {"category": "SELFIE"}]),
            };
            set("/workflowDefinition", "credentials", list)
        }
        "KYX410" => {
            let list: Vec<_> = quoted(&finding.help).iter().map(|it| json!({ "category": it })).collect();
            set("/workflowDefinition", "credentials", json!(list))
        }
        "KYX412" => quoted(&finding.help)
            .into_iter()
            .map(|channel| channel.to_lowercase().parse().unwrap())
            .flat_map(|channel| in_call(context.channel(channel)))
            .collect(),
        "KYX415" => match at {
            Some(at) => set(&at, "category", json!("SELFIE")),
            None => vec![changed("/workflowDefinition", "credentials", None)],
        },
        "KYX417" if finding.help.starts_with("remove") => vec![removed()],
        "KYX417" => {
            let options = quoted(&finding.help).into_iter().skip(1);
            options
                .map(|category| changed(at.as_deref().unwrap(), "category", Some(json!(category))))
                .collect()
        }
        code => panic!("{code}: {finding}"),
    }
}
