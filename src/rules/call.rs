//! Area 8: the call that carries a payload, as a file shows it.

use crate::{
    call::{CLIENT_METHODS, Call, METHODS},
    defect::{Defect, Severity},
    endpoint::{AccountId, Classifier, Region},
    placeholder::contains_variable,
    route::{Origin, Request, Route, host_names},
    rule::CallDefects,
    workflow::Operation,
};

use super::{identifier::not_a_uuid, wording::any_of};

declare_rules! {
    /// The method of a call is not one that the documents name for its URL.
    ///
    /// ## Why
    /// The platform rejects the call, or does something else: POST creates an account, PUT updates one.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X POST 'https://api.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X PUT 'https://api.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, HTTP Request Method of each call; *Jumio Platform API – Credentials*. The samples of Initiate
    /// Account Update in *v3 Workflow Descriptions* have POST, although its heading says PUT.
    WRONG_METHOD = "KYX801" "wrong-method" Error [Call(wrong_method)]

    /// A call goes to a host that does not have this path, or to an unknown host or region of the platform.
    ///
    /// ## Why
    /// Accounts, uploads and results have hosts of their own, and each region stores only the data of its tenants.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X PUT 'https://account.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X PUT 'https://api.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, the URLs of each call for US, EU and SG. A region that they do not list is a warning.
    WRONG_HOST = "KYX802" "wrong-host" Error [Call(wrong_host)]

    /// A call goes to the platform, but no document has its path, or the part at its end.
    ///
    /// ## Why
    /// A misspelled path leads to status 404.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/account/11111111-1111-1111-1111-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions* and *Jumio Platform API – Credentials*, the URLs of all calls. The platform has more calls than
    /// these documents describe, so this is a warning.
    UNKNOWN_PATH = "KYX803" "unknown-path" Warning [Call(unknown_path)]

    /// An ID in the URL of a call is not a UUID in its 36-character form.
    ///
    /// ## Why
    /// The platform answers with an error about JSON, which does not name the ID.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, path parameters: "string <uuid>". The samples of *v3 Workflow Descriptions* have IDs in
    /// which a group is missing.
    INVALID_ID_IN_URL = "KYX804" "invalid-id-in-url" Error [Call(invalid_ids)]

    /// A file contains what seems to be a token, a password or an API secret of a call.
    ///
    /// ## Why
    /// Anyone who reads the file can act on your behalf until the secret is revoked.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank' -H 'Authorization: Bearer c2lnbmF0dXJlc2lnbmF0dXJl'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X GET 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank' -H "Authorization: Bearer $ACCESS_TOKEN"
    /// ```
    ///
    /// ## Source
    /// This tool's own advice. *Jumio Platform API – Credentials* has the token in the header parameter `Authorization`.
    SECRET_IN_CALL = "KYX805" "secret-in-call" Warning [Call(secret)]

    /// A call has no `User-Agent` header that names its sender.
    ///
    /// ## Why
    /// The vendor cannot tell whose calls these are when it looks into a problem, and may block them.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl 'https://retrieval.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank'
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, header parameter `User-Agent`; all samples of *v3 Workflow Descriptions* have it.
    MISSING_USER_AGENT = "KYX806" "missing-user-agent" Warning [Call(missing_user_agent)]

    /// The `Content-Type` of a call is not that of its body, or is missing.
    ///
    /// ## Why
    /// The platform rejects the call. `curl -d` announces a form unless a header says otherwise.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' -d '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' -H 'Content-Type: application/json' -d '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, Upload Document and the headers of all samples; *Jumio Platform API – Credentials*, Request Body
    /// schema. Access tokens: the vendor's integration guides.
    WRONG_CONTENT_TYPE = "KYX807" "wrong-content-type" Error [Call(wrong_content_type)]

    /// A call, or the file that contains it, cannot be read to its end: a quote or a here document is not closed, a collection or
    /// a capture is cut off, or base64 is damaged.
    ///
    /// ## Why
    /// What follows is not checked, or not sent as it was meant.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl -X PUT 'https://api.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank' -H 'Authorization: Bearer
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl -X PUT 'https://api.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa/workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa' -H 'User-Agent: Example Bank' -H 'Authorization: Bearer {{token}}'
    /// ```
    ///
    /// ## Source
    /// This tool's own advice.
    UNREADABLE_CALL = "KYX808" "unreadable-call" Error [Input]

    /// The body of a call is in another file, which is not read.
    ///
    /// ## Why
    /// Only what the file itself contains is checked.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' --json @request.json
    /// ```
    /// This is not:
    /// ```sh valid
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' --json '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
    /// ```
    ///
    /// ## Source
    /// This tool's own advice.
    BODY_ELSEWHERE = "KYX809" "body-elsewhere" Info [Input]

    /// The comment that tells what the payloads of a file are has a word that means nothing.
    ///
    /// ## Why
    /// A comment `kyx:` in the first five lines of a file sets the `kind`, `operation` or `channel` of its payloads. Where a
    /// word is mistyped, they are checked for something else.
    ///
    /// ## Example
    /// This is reported:
    /// ```sh invalid
    /// # kyx: channel=browser
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' --json '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
    /// ```
    /// This is not:
    /// ```sh valid
    /// # kyx: channel=web
    /// curl 'https://account.emea-1.jumio.ai/api/v1/accounts' -H 'User-Agent: Example Bank' --json '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}'
    /// ```
    ///
    /// ## Source
    /// This tool's own advice.
    INVALID_DIRECTIVE = "KYX810" "invalid-directive" Error [Input]
}

fn wrong_method(call: &Call<'_>, route: &Route<'_>, defects: &mut CallDefects<'_>) {
    let method = call.method.as_str();
    let documented: Vec<_> = route.documented().map(|it| it.method).collect();
    // Accounts and executions have further calls that these documents do not describe: to read and to delete them.
    let is_beyond = match method {
        "GET" => route.is_account(),
        "DELETE" => route.is_account() || route.is_execution(),
        _ => false,
    };
    let is_known = documented.is_empty() || documented.contains(&method) || is_beyond;
    if is_known || CLIENT_METHODS.contains(&method) || method.is_empty() || contains_variable(method) {
        return;
    }
    let message = match METHODS.contains(&method) {
        true => format!("{method} is not a method of this URL"),
        false => "unknown method".to_owned(),
    };
    let help = match route.operation() {
        Some(Operation::CreateAccount) if method == "PUT" => {
            "send it with POST, or add the ID of the account to the URL".to_owned()
        }
        _ => format!("send it with {}", documented.join(" or ")),
    };
    defects.push(call.method_range.clone(), Defect::new(message, help));
}

fn wrong_host(call: &Call<'_>, route: &Route<'_>, defects: &mut CallDefects<'_>) {
    let Origin::Platform { host, name, .. } = route.origin else { return };
    let range = || call.range_in_url(host);
    let documented = || route.documented();
    let of_method = documented().find(|it| it.method == call.method);
    let expected = || match of_method {
        Some(documented) => documented.hosts.join(" or "),
        None => documented().next().map_or("account", |it| it.hosts[0]).to_owned(),
    };
    if !host_names().any(|it| it == name) {
        let help = format!("write the host `{}`", expected());
        return defects.push(range(), Defect::new("not a host of the platform", help));
    }
    let is_at_home = match of_method {
        Some(documented) => documented.hosts.contains(&name),
        None => route.path.is_none() || documented().any(|it| it.hosts.contains(&name)) || route.is_account(),
    };
    if !is_at_home {
        let message = format!("the host `{name}` does not have this path");
        return defects.push(range(), Defect::new(message, format!("write the host `{}`", expected())));
    }
    if route.origin.region().is_none() {
        let message = "not a documented region of the platform";
        let names: Vec<_> = Region::ALL.iter().map(|region| region.name()).collect();
        let help = format!("write {}, whichever stores your data", any_of(&names));
        defects.push(range(), Defect::new(message, help).severity(Severity::Warning));
    }
}

fn unknown_path(call: &Call<'_>, route: &Route<'_>, defects: &mut CallDefects<'_>) {
    let help = "write a path as the documents have it, such as `/api/v1/accounts/{accountId}`";
    let Some(path) = route.path else {
        if matches!(route.origin, Origin::Platform { .. }) && !contains_variable(route.rest) {
            let range = call.range_in_url(if route.rest.is_empty() { &call.url.text } else { route.rest });
            defects.push(range, Defect::new("no document has this path", help));
        }
        return;
    };
    let unknown = |it: &&str| !is_variable(it) && it.parse::<Classifier>().is_err();
    if let Some(classifier) = path.classifier.filter(unknown) {
        let names: Vec<_> = Classifier::ALL.iter().map(|it| it.as_str()).collect();
        let help = format!("write one of {}", names.join(", "));
        defects.push(call.range_in_url(classifier), Defect::new("not a part of a credential", help));
    }
}

fn invalid_ids(call: &Call<'_>, route: &Route<'_>, defects: &mut CallDefects<'_>) {
    let Some(path) = route.path else { return };
    for id in [path.account, path.execution, path.credential].into_iter().flatten() {
        if !is_variable(id) && id.parse::<AccountId>().is_err() {
            defects.push(call.range_in_url(id), not_a_uuid(id));
        }
    }
}

/// Whether a part of a path stands for another: `{{accountId}}`, `<accountId>`, `:accountId`, `{accountId}`.
fn is_variable(part: &str) -> bool {
    contains_variable(part) || part.starts_with([':', '{', '%'])
}

fn secret(call: &Call<'_>, _: &Route<'_>, defects: &mut CallDefects<'_>) {
    let help = "read it from a variable, and revoke it if others could read the file";
    for header in &call.headers {
        let name = header.name.trim();
        if is_secret_header(name) && is_secret(&header.value.text) {
            let message = "seems to contain a token or a password";
            defects.push(header.value.range(), Defect::new(message, help));
        }
    }
    for password in
        call.passwords.iter().filter(|it| is_secret(it.text.rsplit(':').next().unwrap_or_default()))
    {
        defects.push(password.range(), Defect::new("seems to be a token or a password", help));
    }
}

fn is_secret_header(name: &str) -> bool {
    ["authorization", "proxy-authorization", "cookie", "x-api-key"]
        .iter()
        .any(|it| name.eq_ignore_ascii_case(it))
}

/// The shortest secret that is told from a placeholder, in bytes.
const MIN_SECRET: usize = 16;

/// Whether a value is long and mixed like a secret, and not a placeholder.
fn is_secret(value: &str) -> bool {
    let last = value.split_whitespace().last().unwrap_or_default();
    let has_digit_or_case = last.bytes().any(|b| b.is_ascii_digit())
        || (last.bytes().any(|b| b.is_ascii_lowercase()) && last.bytes().any(|b| b.is_ascii_uppercase()));
    last.len() >= MIN_SECRET && has_digit_or_case && !contains_variable(value) && !last.contains("...")
}

fn missing_user_agent(call: &Call<'_>, _: &Route<'_>, defects: &mut CallDefects<'_>) {
    if call.shows_all_headers && call.header("User-Agent").is_none() {
        let help = "add a `User-Agent` header that names your company and its application";
        defects.push(call.method_range.clone(), Defect::new("the `User-Agent` header is missing", help));
    }
}

fn wrong_content_type(call: &Call<'_>, route: &Route<'_>, defects: &mut CallDefects<'_>) {
    let expected = match route.request(&call.method) {
        Some(Request::Payload(_)) => "application/json",
        Some(Request::File) => "multipart/form-data",
        Some(Request::Form) => "application/x-www-form-urlencoded",
        Some(Request::Nothing) | None => return,
    };
    if !call.has_body {
        return;
    }
    let header = call.header("Content-Type");
    let (found, range) = match header {
        Some(header) => (Some(header.value.text.as_ref()), header.value.range()),
        None if !call.shows_all_headers && call.default_type.is_none() => return,
        None => (call.default_type, call.method_range.clone()),
    };
    let is_right = |found: &str| {
        let media_type = found.split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case(expected) || contains_variable(found)
    };
    if found.is_some_and(is_right) {
        return;
    }
    let message = match (header, found) {
        (Some(_), _) => format!("the content of this call is {expected}"),
        (None, Some(default)) => format!("sent as {default}, because there is no `Content-Type` header"),
        (None, None) => "the `Content-Type` header is missing".to_owned(),
    };
    defects.push(range, Defect::new(message, format!("write `Content-Type: {expected}`")));
}
