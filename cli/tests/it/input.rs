//! `kyx lint` on input in other encodings, divided in other ways, or of unusual size.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::support::{BROKEN, CLEAN, Run, command, directory, kyx, kyx_with_stdin, text};

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn other_encodings_are_named_once() {
    let little = utf16(CLEAN, u16::to_le_bytes);
    let big = utf16(CLEAN, u16::to_be_bytes);
    let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
    let lines = utf16(&format!("\u{feff}{CLEAN}\r\n{CLEAN}\r\n"), u16::to_be_bytes);
    let utf32: Vec<u8> = CLEAN.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    for (name, bytes, encoding) in [
        ("a.json", little, "UTF-16"),
        ("a.json", big, "UTF-16"),
        ("a.json", marked, "UTF-16"),
        ("a.ndjson", lines, "UTF-16"),
        ("a.json", utf32, "UTF-32"),
    ] {
        let files = directory(&[(name, &bytes)]);
        let path = text(&files.join(name)).to_owned();
        let error = format!("the file is {encoding}, not UTF-8\n");
        for args in
            [&["lint", "-q", &path][..], &["lint", "-q", "--fix", &path], &["lint", "-q", "--diff", &path]]
        {
            let run = kyx(args);
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
            assert_eq!(run.stderr, format!("kyx: {path}: {error}"), "{args:?}");
        }
        let run = kyx_with_stdin(&["lint", "-", "-q"], &bytes);
        assert_eq!((run.status, run.stderr), (2, format!("kyx: <stdin>: {error}")));
    }
}

#[test]
fn ndjson_under_another_name_is_detected() {
    let lines = format!("{CLEAN}\n\n{BROKEN}\n{BROKEN}\n");
    for name in ["a.json", "a.txt", "a.log", "a"] {
        let files = directory(&[(name, lines.as_bytes())]);
        let args = ["lint", name, "--format", "ndjson"];
        let run: Run = command().current_dir(&files).args(args).output().unwrap().into();
        assert_eq!(run.stdout.matches("KYX219").count(), 2, "{}", run.stdout);
        assert!(run.stdout.contains("\"line\":4"), "{}", run.stdout);
        let note = format!("kyx: {name}: several payloads, so read as NDJSON, one per line\n");
        assert!(run.stderr.starts_with(&note), "{}", run.stderr);
    }
    // One payload that ends with a line feed is one payload.
    let files = directory(&[("a.json", format!("{BROKEN}\n").as_bytes())]);
    let run = kyx(&["lint", "--format", "ndjson", text(&files.join("a.json"))]);
    assert!(run.stdout.contains("\"line\":null"), "{}", run.stdout);
}

#[test]
fn the_number_of_threads_is_bounded() {
    let files = directory(&[("a.ndjson", format!("{CLEAN}\n").repeat(5000).as_bytes())]);
    let path = text(&files.join("a.ndjson")).to_owned();
    assert_eq!(kyx(&["lint", &path, "--threads", "256"]).status, 0);
    for threads in ["257", "100000", "0", "many"] {
        let run = kyx(&["lint", &path, "--threads", threads]);
        assert!(run.status == 2 && run.stderr.contains("not a number from 1 to 256"), "{}", run.stderr);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn zero_bytes_after_gzip_data_are_padding() {
    let two_members = [gzip(CLEAN.as_bytes()), gzip(b"\n"), gzip(BROKEN.as_bytes())].concat();
    for padding in [0, 1, 10_240, 200_000] {
        let padded = [two_members.clone(), vec![0; padding]].concat();
        let run = kyx_with_stdin(&["lint", "-"], &padded);
        assert_eq!(run.stderr, "2 payloads, 1 clean: 1 error, 0 warnings\n", "{padding}");
    }
    let run = kyx_with_stdin(&["lint", "-"], &[two_members, b"\0\0tail".to_vec()].concat());
    assert!(run.status == 2 && run.stderr.contains("cannot read gzip data"), "{}", run.stderr);
}

/// 200 million empty lines took five seconds when each was looked at on its own.
#[test]
fn empty_lines_are_skipped_together() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..200 {
        encoder.write_all(&vec![b'\n'; 1_000_000]).unwrap();
    }
    encoder.write_all(BROKEN.as_bytes()).unwrap();
    let files = directory(&[("a.ndjson.gz", &encoder.finish().unwrap())]);
    let run = kyx(&["lint", "--format", "ndjson", text(&files)]);
    assert!(run.stdout.contains("\"line\":200000001"), "{}{}", run.stdout, run.stderr);
}
