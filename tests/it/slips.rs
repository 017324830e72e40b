//! Payloads whose every value is a canary, and the slips of a finger that may expose it.

use kyx_schema::Kind;

/// A payload of each kind, valid but for its values. `Q` and a letter in lower case occur in canaries only, and numbers
/// of five digits and more do.
pub(crate) const PAYLOADS: [(Kind, &str); 14] = [
    (
        Kind::AccountRequest,
        r#"{"customerInternalReference":"Qaref","workflowDefinition":{"key":2,"credentials":[{"id":"Qbid","category":"Qcid","country":{"values":["Qdusa"]},"type":{"values":["Qetype","Qftype"]}}],"capabilities":{"watchlistScreening":{"searchProfile":"Qgprof"},"ruleset":{"ids":["Qhrule"]}}},"userReference":"Qiuser","callbackUrl":"Qjurl","web":{"successUrl":"Qksucc","locale":"Qlloc"},"userConsent":{"userIp":"Qmip","userLocation":{"country":"Qncountry","state":"Qostate"},"consent":{"obtained":"Qpyes","obtainedAt":"Qqtime"}}}"#,
    ),
    (
        Kind::PreparedData,
        "{\n  \"firstName\": \"Qafirst\",\n  \"lastName\": \"Qb last\",\n  \"dateOfBirth\": \"Qcdate\",\n  \"email\": \"Qd@mail\",\n  \"address\": {\n    \"line1\": \"Qe 7 St\",\n    \"city\": \"Qfcity\"\n  },\n  \"id\": {\"idNumber\": \"Qg7701\", \"type\": \"Qhpass\"},\n  \"kyc\": {\"Qikey\": 770017, \"Qjkey\": {\"Qkkey\": [\"Qlitem\", 770077.5]}}\n}\n",
    ),
    (
        Kind::AccountResponse,
        r#"{"timestamp":"2023-09-08T06:30:52.164Z","account":{"id":"Qbid"},"web":{"href":"Qchref"},"sdk":{"token":"Qdtoken"},"workflowExecution":{"id":"Qeid","credentials":[{"id":"Qfid","category":"Qgcat","allowedChannels":["Qhweb"],"api":{"token":"Qitoken","parts":{"Qjfront":"Qkfront"},"workflowExecution":"Qlhref"}}]}}"#,
    ),
    (
        Kind::PartResponse,
        r#"{"timestamp":"2023-09-08T06:30:52.164Z","account":{"id":"Qbid"},"workflowExecution":{"id":"Qcid"},"api":{"token":"Qdtoken","parts":{"Qefront":"Qffront"},"workflowExecution":"Qghref"}}"#,
    ),
    (
        Kind::FinalizeResponse,
        r#"{"timestamp":"2023-09-08T06:30:52.164Z","account":{"id":"Qbid"},"workflowExecution":{"id":"Qcid"}}"#,
    ),
    (
        Kind::Callback,
        r#"{"callbackSentAt":"2021-05-28T09:27:50.240Z","userReference":"Qbref","workflowExecution":{"id":"Qcid","href":"Qdhref","definitionKey":"2","status":"Qestatus"},"account":{"id":"Qfid","href":"Qghref"}}"#,
    ),
    (
        Kind::StatusResponse,
        r#"{"account":{"id":"Qaid","href":"Qbhref"},"workflowExecution":{"id":"Qcid","href":"Qdhref","definitionKey":2,"status":"Qestatus"}}"#,
    ),
    (
        Kind::Problem,
        r#"{"type":"Qatype","title":"Qbtitle","status":"400","detail":{"Qckey":"Qddetail"},"instance":"Qeinst"}"#,
    ),
    (
        Kind::RetrievalResponse,
        r#"{"workflow":{"id":"Qaid","status":"Qbstatus","userReference":"Qcref"},"account":{"id":"Qdid"},"createdAt":"2023-09-08T06:30:52.164Z","credentials":[{"id":"Qeid","category":"Qfcat","parts":[{"classifier":"Qgfront","href":"Qhhref"}],"clientIp":"Qiip"}],"decision":{"type":"Qjtype","details":{"label":"Qklabel"},"risk":{"score":77001.5}},"steps":{"href":"Qlhref"},"capabilities":{"imageChecks":[{"id":"Qmid","decision":{"type":"PASSED"},"data":{"faceSearchFindings":{"findings":["Qnid"]}}}],"extraction":[{"id":"Qoid","credentials":[{"id":"Qpid"}],"decision":{"type":"PASSED"},"data":{"type":"PASSPORT","firstName":"Qqname","currentAge":77002}}],"watchlistScreening":[{"id":"Qrid","decision":{"type":"PASSED"},"data":{"searchResultUrl":"Qsurl","searchResults":77003}}]}}"#,
    ),
    (
        Kind::StepsResponse,
        r#"{"steps":[{"id":"Qaid","name":"Qbname","capabilityIds":["Qcid"],"decision":{"type":"Qdtype","details":{"label":"Qelabel"},"risk":{"score":77001.5}}}]}"#,
    ),
    // Fields in the wrong place, which fixes move.
    (
        Kind::AccountRequest,
        r#"{"customerInternalReference":"Qaref","key":2,"workflowDefinition":{"credentials":[{"category":"Qbcat","country":{"type":{"values":["Qctype"]}}}]},"successUrl":"Qdurl","userConsent":{"userIp":"Qeip","state":"Qfstate","obtainedAt":"Qgtime"},"locale":"Qhloc"}"#,
    ),
    (
        Kind::PreparedData,
        "{\n  \"firstName\": \"Qafirst\",\n  \"city\": \"Qbcity\",\n  \"address\": {\n    \"line1\": \"Qc 7 St\",\n    \"lastName\": \"Qdlast\"\n  },\n  \"idNumber\": \"Qe7701\"\n}\n",
    ),
    (Kind::TokenResponse, r#"{"access_token":"Qatoken","expires_in":77001,"token_type":"Qbtype"}"#),
    (Kind::TokenError, r#"{"error":"Qaerror","error_description":"Qbdescription","error_uri":"Qcuri"}"#),
];

/// What a finger slips to: structure, quotes, comment signs, whitespace, a control character.
pub(crate) const SLIPS: [&str; 27] = [
    "{", "}", "[", "]", ",", ":", ";", "\"", "'", "`", "\u{201C}", "\u{201D}", "\u{2018}", "\u{AB}", "\\",
    "/", "//", "/*", "*/", " ", "\n", "\r", "\u{A0}", "\u{2028}", "\0", "x", "=",
];

/// The canaries of a text: `Q` with the letter after it, or a long number.
pub(crate) fn canaries(text: &str) -> Vec<String> {
    let mut canaries: Vec<_> = text
        .match_indices('Q')
        .filter_map(|(at, _)| text.get(at..at + 2))
        .filter(|it| it.as_bytes()[1].is_ascii_lowercase())
        .map(str::to_owned)
        .collect();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    canaries.extend(digits.filter(|it| it.len() > 4).map(str::to_owned));
    canaries.sort();
    canaries.dedup();
    canaries
}

/// Every edit of one character.
pub(crate) fn edits(text: &str) -> Vec<String> {
    let mut edited = Vec::new();
    let mut places: Vec<_> = text.char_indices().map(|(at, c)| (at, c.len_utf8())).collect();
    places.push((text.len(), 0));
    for (at, length) in places {
        let (before, after) = (&text[..at], &text[at + length..]);
        if length > 0 {
            edited.push(format!("{before}{after}"));
        }
        for slip in SLIPS {
            edited.push(format!("{before}{slip}{}", &text[at..]));
            if length > 0 {
                edited.push(format!("{before}{slip}{after}"));
            }
        }
    }
    edited
}
