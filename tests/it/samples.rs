//! Every sample request of the documents in every context that its document states.
//!
//! `docs/samples.md` lists them with their findings; `UPDATE_DOCS=1 cargo test` writes it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

use kyx_schema::{Channel, Context, Finding, Operation, Severity, lint::Linter};

use crate::{
    seeds::{NOW, completed},
    support::{files, fixtures, time},
};

const ACCOUNTS: &str = "Creating or Updating Accounts";
const REFERENCE: &str = "Credential Reference";
const API: &str = "Jumio Platform API – Credentials";
const REUSE: &str = "Use Existing Credentials";
const WORKFLOWS: &str = "v3 Workflow Descriptions";

/// A sample: its file, its document and heading, the operations and the channels that the document states for it.
type Sample = (&'static str, &'static str, &'static str, Operations, Channels);
type Operations = &'static [Option<Operation>];
type Channels = &'static [Option<Channel>];

const CREATE: Operations = &[Some(Operation::CreateAccount), None];
const UPDATE: Operations = &[Some(Operation::UpdateAccount), None];
const BOTH: Operations = &[Some(Operation::CreateAccount), Some(Operation::UpdateAccount), None];
const NO_CALL: Operations = &[None];
const ANY: Channels = &[Some(Channel::Api), Some(Channel::Sdk), Some(Channel::Web), None];
const BY_API: Channels = &[Some(Channel::Api), None];
const BY_WEB: Channels = &[Some(Channel::Web), None];
const API_OR_SDK: Channels = &[Some(Channel::Api), Some(Channel::Sdk), None];
const SDK_OR_WEB: Channels = &[Some(Channel::Sdk), Some(Channel::Web), None];

const SAMPLES: &[Sample] = &[
    ("accounts/01-account-request.json", ACCOUNTS, "Account Request Body Required Fields Example", BOTH, ANY),
    ("accounts/02-account-request.json", ACCOUNTS, "overrideSettings Object Example", BOTH, ANY),
    ("accounts/fragments/01-credentials.txt", ACCOUNTS, "credentials, ID", BOTH, ANY),
    ("accounts/fragments/02-credentials.txt", ACCOUNTS, "credentials, DOCUMENT", BOTH, ANY),
    ("accounts/fragments/03-capabilities.txt", ACCOUNTS, "watchlistScreening", BOTH, ANY),
    ("accounts/fragments/04-capabilities.txt", ACCOUNTS, "documentVerification", BOTH, ANY),
    ("accounts/fragments/05-capabilities.txt", ACCOUNTS, "ekycCheck", BOTH, ANY),
    ("accounts/fragments/06-capabilities.txt", ACCOUNTS, "workflowDecision", BOTH, ANY),
    ("accounts/fragments/07-capabilities.txt", ACCOUNTS, "ruleset", BOTH, ANY),
    ("accounts/fragments/08-web.txt", ACCOUNTS, "web Object Example", BOTH, BY_WEB),
    ("accounts/fragments/09-userConsent.txt", ACCOUNTS, "User Consent JSON", BOTH, ANY),
    (
        "credential-reference/01-account-request.json",
        REFERENCE,
        "Specifying the DOCUMENT in the Account Request",
        BOTH,
        ANY,
    ),
    (
        "credential-reference/02-prepared-data.json",
        REFERENCE,
        "Example Prepared Data Upload Request Body",
        NO_CALL,
        BY_API,
    ),
    ("credentials-api/01-prepared-data.json", API, "Upload prepared data", NO_CALL, BY_API),
    ("use-existing-credentials/01-account-request.update.json", REUSE, "Request 1", UPDATE, API_OR_SDK),
    ("use-existing-credentials/02-account-request.update.json", REUSE, "Request 2", UPDATE, API_OR_SDK),
    ("workflows/fragments/01-workflowDefinition.txt", WORKFLOWS, "introduction", BOTH, ANY),
    ("workflows/01-workflow-1-account-request.create.json", WORKFLOWS, "1, creation", CREATE, ANY),
    ("workflows/03-workflow-1-account-request.update.json", WORKFLOWS, "1, update", UPDATE, ANY),
    ("workflows/05-workflow-2-account-request.create.json", WORKFLOWS, "2, creation", CREATE, ANY),
    ("workflows/07-workflow-2-account-request.update.json", WORKFLOWS, "2, update", UPDATE, ANY),
    ("workflows/09-workflow-3-account-request.create.json", WORKFLOWS, "3, creation", CREATE, ANY),
    ("workflows/11-workflow-3-account-request.update.json", WORKFLOWS, "3, update", UPDATE, ANY),
    ("workflows/13-workflow-5-account-request.update.json", WORKFLOWS, "5, update", UPDATE, BY_API),
    ("workflows/17-workflow-6-account-request.create.json", WORKFLOWS, "6, creation", CREATE, API_OR_SDK),
    ("workflows/19-workflow-6-account-request.update.json", WORKFLOWS, "6, update", UPDATE, API_OR_SDK),
    ("workflows/21-workflow-9-account-request.update.json", WORKFLOWS, "9, update", UPDATE, SDK_OR_WEB),
    ("workflows/23-workflow-16-account-request.update.json", WORKFLOWS, "16, update", UPDATE, SDK_OR_WEB),
    (
        "workflows/26-workflow-20-account-request.create.json",
        WORKFLOWS,
        "20, creation, ID / Selfie",
        CREATE,
        BY_API,
    ),
    (
        "workflows/27-workflow-20-account-request.create.json",
        WORKFLOWS,
        "20, creation, ID / ID",
        CREATE,
        BY_API,
    ),
    (
        "workflows/28-workflow-20-account-request.create.json",
        WORKFLOWS,
        "20, creation, Selfie / Selfie",
        CREATE,
        BY_API,
    ),
    (
        "workflows/32-workflow-20-account-request.update.json",
        WORKFLOWS,
        "20, update, ID / Selfie",
        UPDATE,
        BY_API,
    ),
    (
        "workflows/33-workflow-20-account-request.update.json",
        WORKFLOWS,
        "20, update, ID / ID",
        UPDATE,
        BY_API,
    ),
    (
        "workflows/34-workflow-20-account-request.update.json",
        WORKFLOWS,
        "20, update, Selfie / Selfie",
        UPDATE,
        BY_API,
    ),
    ("workflows/41-workflow-32-account-request.create.json", WORKFLOWS, "32, creation", CREATE, ANY),
];

/// What is wrong in samples, each with the rule that reports it.
const DEFECTS: &[(&str, &str)] = &[
    ("KYX001", "bullets from the web page stand before the keys"),
    ("KYX002", "no-break spaces from the web page stand between the tokens"),
    ("KYX008", "`...` and `DEFINITION_KEY` are placeholders"),
    ("KYX204", "the IDs lack a group, or consist of letters at random"),
    ("KYX207", "`YOUR_CALLBACK_URL` is a placeholder"),
    ("KYX210", "the addresses are masked: `xxx.80.211.xxx`"),
    (
        "KYX306",
        "by API: the prerequisites of the workflow require a consent to biometric data, and *Creating or Updating \
         Accounts* requires one for REST APIs, which the sample omits",
    ),
];

fn findings(file: &str, operation: Option<Operation>, channel: Option<Channel>) -> Vec<Finding> {
    let text = fs::read_to_string(fixtures("seeds").join(file)).unwrap();
    let payload = if file.contains("fragments") { completed(file, &text) } else { text };
    let context = Context { operation, channel, ..Context::unknown().at(time(NOW)) };
    Linter::new(context).lint(payload.as_bytes()).report.findings().to_vec()
}

fn name(context: (Option<Operation>, Option<Channel>)) -> String {
    let operation = match context.0 {
        Some(Operation::CreateAccount) => "create",
        Some(Operation::UpdateAccount) => "update",
        None => "–",
    };
    let channel = context.1.map_or("–".to_owned(), |channel| channel.to_string());
    format!("{operation} {channel}")
}

/// The rows of a sample: the contexts that have the same findings, and these.
fn rows(sample: &Sample) -> Vec<(Vec<String>, String)> {
    let (file, .., operations, channels) = sample;
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for context in channels.iter().flat_map(|channel| operations.iter().map(move |it| (*it, *channel))) {
        let found = findings(file, context.0, context.1);
        let text = if found.is_empty() { "clean".to_owned() } else { lines(&found).join("<br>") };
        match rows.iter_mut().find(|(_, other)| *other == text) {
            Some((contexts, _)) => contexts.push(name(context)),
            None => rows.push((vec![name(context)], text)),
        }
    }
    rows
}

/// A line for each rule and severity: where, or how often if there are several.
fn lines(findings: &[Finding]) -> Vec<String> {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for it in findings {
        places.entry(format!("{} {}", it.rule.code, it.severity)).or_default().push(&it.pointer);
    }
    let line = |(name, places): (String, Vec<&str>)| match places.as_slice() {
        [place] => format!("{name} `{place}`"),
        places => format!("{name}, {} times", places.len()),
    };
    places.into_iter().map(line).collect()
}

fn page() -> String {
    let mut page = "# The samples of the documents\n\n\
        Every sample request, in every call and channel that its document states, and what `kyx lint` finds in it at \
        2023-06-01, when its consent was recent. `–` stands for an unknown call or channel. Generated by \
        `UPDATE_DOCS=1 cargo test`.\n\n\
        | document | heading | call and channel | findings |\n|---|---|---|---|\n"
        .to_owned();
    for sample in SAMPLES {
        let (_, document, heading, ..) = sample;
        for (contexts, findings) in rows(sample) {
            let contexts = contexts.join(", ");
            page.push_str(&format!("| {document} | {heading} | {contexts} | {findings} |\n"));
        }
    }
    page.push_str("\nThe errors are defects of the samples themselves:\n\n");
    for (code, defect) in DEFECTS {
        page.push_str(&format!("- {code}: {defect}.\n"));
    }
    page
}

#[test]
fn docs_samples_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/samples.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, page()).unwrap();
    }
    assert!(page() == fs::read_to_string(path).unwrap(), "out of date: run `UPDATE_DOCS=1 cargo test`");
}

#[test]
fn samples_have_no_errors_but_their_own_defects() {
    let mut found = BTreeSet::new();
    for (file, .., operations, channels) in SAMPLES {
        for (operation, channel) in
            channels.iter().flat_map(|channel| operations.iter().map(move |it| (*it, *channel)))
        {
            for it in findings(file, operation, channel).iter().filter(|it| it.severity == Severity::Error) {
                let is_known = DEFECTS.iter().any(|(code, _)| *code == it.rule.code);
                assert!(is_known, "{file}, {}: {it}", name((operation, channel)));
                found.insert(it.rule.code);
            }
        }
    }
    assert_eq!(found, DEFECTS.iter().map(|(code, _)| *code).collect());
}

#[test]
fn each_sample_request_is_in_the_table() {
    let folder = fixtures("seeds");
    let is_request = |name: &String| !name.contains("response") && !name.contains("problem");
    let names =
        files(&folder).into_iter().map(|it| it.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
    let names: BTreeSet<_> = names.filter(is_request).collect();
    assert_eq!(names, SAMPLES.iter().map(|(file, ..)| (*file).to_owned()).collect());
}
