//! The options of curl that matter to a reader: those with a value, and those that change what is sent.

/// The long names of the short options that have a value.
pub(super) const SHORT: &[(char, &str)] = &[
    ('A', "user-agent"),
    ('b', "cookie"),
    ('C', "continue-at"),
    ('c', "cookie-jar"),
    ('D', "dump-header"),
    ('d', "data"),
    ('E', "cert"),
    ('e', "referer"),
    ('F', "form"),
    ('H', "header"),
    ('K', "config"),
    ('m', "max-time"),
    ('o', "output"),
    ('P', "ftp-port"),
    ('Q', "quote"),
    ('r', "range"),
    ('T', "upload-file"),
    ('t', "telnet-option"),
    ('U', "proxy-user"),
    ('u', "user"),
    ('w', "write-out"),
    ('X', "request"),
    ('x', "proxy"),
    ('Y', "speed-limit"),
    ('y', "speed-time"),
    ('z', "time-cond"),
];

/// More options with a value.
pub(super) const LONG: &[&str] = &[
    "cacert",
    "capath",
    "cert-type",
    "ciphers",
    "connect-timeout",
    "connect-to",
    "crlfile",
    "data-ascii",
    "data-binary",
    "data-raw",
    "data-urlencode",
    "form-string",
    "interface",
    "json",
    "key",
    "key-type",
    "limit-rate",
    "max-filesize",
    "max-redirs",
    "noproxy",
    "oauth2-bearer",
    "output-dir",
    "pass",
    "proto",
    "proxy-header",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "stderr",
    "tls-max",
    "trace",
    "trace-ascii",
    "url",
    "url-query",
];

/// Options without a value that change what is sent.
pub(super) const FLAGS: &[(char, &str)] = &[('G', "get"), ('I', "head")];

/// Common short options without a value: their letters reveal nothing.
pub(super) const PLAIN_FLAGS: &str = "#046afgiJkLNnOqRSsv";

/// Whether a long option without a value is one of curl's common ones: its name then reveals nothing.
pub(super) fn is_plain_flag(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "compressed",
        "fail",
        "fail-with-body",
        "globoff",
        "http1.1",
        "http2",
        "include",
        "insecure",
        "location",
        "no-progress-meter",
        "path-as-is",
        "progress-bar",
        "show-error",
        "silent",
        "ssl-no-revoke",
        "verbose",
    ];
    NAMES.contains(&name)
}
