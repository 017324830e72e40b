//! `kyx upload-check`: files, parts, limits.

use serde_json::Value;

use crate::support::{directory, kyx, text};

/// The header of a JPEG of 1 × 301 pixels.
const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xC0\x00\x0B\x08\x01\x2D\x00\x01\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\x00\xFF\xD9";

#[test]
fn files_are_checked() {
    let directory = directory(&[("front.jpg", JPEG), ("back.gif", b"GIF89a"), ("empty.png", b"")]);
    let path = |name: &str| text(&directory.join(name)).to_owned();
    let (front, back, empty) = (path("front.jpg"), path("back.gif"), path("empty.png"));
    let id = ["--category", "ID", "--part", "FRONT"];

    let run = kyx(&[&["upload-check", &front], &id[..]].concat());
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "1 file, 1 clean: 0 errors, 0 warnings\n")
    );

    let run = kyx(&[&["upload-check", &front, &back, &empty, "no-such-file.png"], &id[..]].concat());
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("error[KYX601]: expected JPEG or PNG, found a GIF"), "{}", run.stdout);
    assert!(run.stdout.contains("error[KYX607]: the file is empty"), "{}", run.stdout);
    assert!(run.stderr.contains("kyx: no-such-file.png: "), "{}", run.stderr);

    let run = kyx(&["upload-check", &back, "--category", "DOCUMENT", "--type", "CC", "--part", "FRONT"]);
    assert!(run.stdout.contains("expected JPEG, PNG or PDF, found a GIF"), "{}", run.stdout);

    let run = kyx(&[&["upload-check", "--format", "json", &back], &id[..]].concat());
    assert_eq!(run.status, 1);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let payload = &report["payloads"][0];
    assert_eq!((&payload["kind"], &payload["findings"][0]["range"]), (&Value::Null, &Value::Null));
    assert_eq!(payload["findings"][0]["code"], "KYX601");
}

#[test]
fn limits_apply_to_all_files_of_a_document_together() {
    let directory = directory(&[("1.jpg", JPEG), ("2.jpg", JPEG), ("3.jpg", JPEG)]);
    let files: Vec<_> = ["1.jpg", "2.jpg", "3.jpg"].map(|it| text(&directory.join(it)).to_owned()).to_vec();
    let check = |code: &str| {
        let mut args = vec!["upload-check", "--category", "document", "--part", "front", "--type", code];
        args.extend(files.iter().map(String::as_str));
        kyx(&args)
    };
    assert_eq!(check("BS").status, 0);
    let run = check("CC");
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains("error[KYX605]: 3 images or pages, at most 2 are accepted"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "3 files, 3 clean: 1 error, 0 warnings\n", "each by itself is clean");
    assert_eq!(check("cc").stdout, run.stdout);
    assert!(check("custom").stdout.contains("error[KYX403]: `CUSTOM` and `OTHER` are reserved words"));
    assert!(check("ZZ").stdout.contains("warning[KYX404]: not among the published document types"));
}

#[test]
fn a_binary_facemap_needs_its_workflow() {
    let directory = directory(&[("facemap.bin", b"\x00\x01\x02")]);
    let path = text(&directory.join("facemap.bin")).to_owned();
    let args = ["upload-check", "--category", "FACEMAP", "--part", "FACEMAP", &path];
    let run = kyx(&args);
    assert!(run.stdout.contains("error[KYX606]: a FACEMAP cannot be uploaded by API"), "{}", run.stdout);
    assert_eq!((run.status, run.stdout.matches("error[").count()), (1, 1));
    let run = kyx(&[&args[..], &["--workflow", "16"]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
}

#[test]
fn invalid_arguments_are_rejected() {
    for args in [
        &["upload-check"][..],
        &["upload-check", "a.jpg", "--category", "ID"],
        &["upload-check", "a.jpg", "--category", "LETTER", "--part", "FRONT"],
        &["upload-check", "a.jpg", "--category", "ID", "--part", "SIDE"],
        &["upload-check", "a.jpg", "--category", "DOCUMENT", "--part", "FRONT", "--type", ""],
    ] {
        assert_eq!(kyx(args).status, 2, "{args:?}");
    }
}
