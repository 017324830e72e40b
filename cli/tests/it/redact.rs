//! `kyx redact`: what it writes, and what it never writes.

use flate2::{Compression, write::GzEncoder};
use std::{fs, io::Write};

use crate::support::{directory, kyx, kyx_with_stdin, text};

const CURL: &str =
    r#"curl -X POST https://account.emea-1.jumio.ai/api/v1/accounts -d '{"userReference": "Jane"}'"#;

#[test]
fn payloads_and_calls_are_redacted() {
    for args in [&["redact"][..], &["redact", "-"]] {
        let run = kyx_with_stdin(args, b"{\"firstName\": \"Jane\",\n  \"email\": 4711}\n");
        assert_eq!(run.stdout, "{\"firstName\": \"•••\",\n  \"email\": 0}\n");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    }
    let run = kyx_with_stdin(&["redact"], CURL.as_bytes());
    assert!(run.stdout.ends_with(r#"'{"userReference": "•••"}'"#), "{}", run.stdout);

    let lines = "{\"firstName\": \"Jane\"}\n{\"lastName\": \"Doe\"}\r\n{\"city\": \"X\"}";
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    let files = directory(&[("a.ndjson.gz", &gzip.finish().unwrap()), ("b.json", b"{\"status\": \"Jane\"}")]);
    let run = kyx(&["redact", text(&files.join("a.ndjson.gz"))]);
    assert_eq!(run.stdout, "{\"firstName\": \"•••\"}\n{\"lastName\": \"•••\"}\r\n{\"•••1\": \"•••\"}");
    let run = kyx(&["redact", "--as", "problem", text(&files.join("b.json"))]);
    assert_eq!(run.stdout, "{\"status\": \"•••\"}");
}

#[test]
fn what_cannot_be_read_in_full_is_refused() {
    let files = directory(&[]);
    fs::create_dir_all(&files).unwrap();
    let large = files.join("large.json");
    fs::write(&large, format!("{{\"firstName\": \"{}\"}}", "Jane".repeat(5 << 20))).unwrap();
    for path in [&large, &files.join("missing.json")] {
        let run = kyx(&["redact", text(path)]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(text(path)), "{}", run.stderr);
    }
}
