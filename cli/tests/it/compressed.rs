//! `kyx lint` on compressed input: detected by its content, intact or damaged.

use std::{fs, io::Write};

use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::support::{BROKEN, CLEAN, Run, command, directory, kyx_with_stdin, text};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn many() -> Vec<u8> {
    format!("{CLEAN}\n{BROKEN}\n").repeat(3000).into_bytes()
}

/// Lints a file with this name, in the format ndjson.
fn lint(name: &str, bytes: &[u8]) -> Run {
    let directory = directory(&[(name, bytes)]);
    let args = ["lint", name, "--format", "ndjson", "--threads", "2"];
    command().current_dir(directory).args(args).output().unwrap().into()
}

#[test]
fn compressed_input_is_decompressed() {
    let plain = lint("a.ndjson", &many());
    assert_eq!((plain.status, plain.stdout.lines().count()), (1, 3000));
    let without_name = |run: &Run| {
        let lines = run.stdout.lines().map(|line| line.split_once(',').unwrap().1.to_owned());
        lines.collect::<Vec<_>>()
    };
    // Compressed parts can be concatenated, even if the cut is in the middle of a line.
    let (head, tail) = (&many()[..100_001], &many()[100_001..]);
    let skipped: &[u8] = &[0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    for (name, bytes) in [
        ("a.ndjson.gz", gzip(&many())),
        ("a.ndjson", gzip(&many())),
        ("a.jsonl.GZ", [gzip(head), gzip(tail)].concat()),
        ("a.ndjson.zst", zstandard(&many())),
        ("a.ndjson", [&zstandard(head), skipped, &zstandard(tail)].concat()),
        ("a.ndjson", [skipped, &zstandard(&many())].concat()),
    ] {
        let run = lint(name, &bytes);
        assert_eq!(run.status, 1, "{name}: {}", run.stderr);
        assert!(without_name(&run) == without_name(&plain), "{name}");
        assert_eq!(run.stderr, plain.stderr);
        let stdin = kyx_with_stdin(&["lint", "-", "--format", "ndjson"], &bytes);
        assert!(without_name(&stdin) == without_name(&plain), "{name}");
    }
}

#[test]
fn a_compressed_file_may_contain_one_payload() {
    let broken = BROKEN.replace(": {", ":\n{");
    for (name, bytes) in
        [("request.json.gz", gzip(broken.as_bytes())), ("request.json", zstandard(broken.as_bytes()))]
    {
        let run = lint(name, &bytes);
        assert!(run.stdout.contains("KYX219") && run.stdout.contains("\"line\":null"), "{}", run.stdout);
        assert_eq!(run.status, 1);
    }
    assert!(lint("empty.json.gz", &gzip(b"")).stdout.contains("KYX001"));
    assert_eq!(lint("empty.ndjson.gz", &gzip(b"")).status, 0);
    assert_eq!(lint("empty.ndjson.zst", &zstandard(b"")).status, 0);
    // A payload that is compressed twice is not decompressed twice.
    let twice = lint("twice.json.gz", &gzip(&gzip(CLEAN.as_bytes())));
    assert!(twice.status == 1 && twice.stdout.contains("KYX006"), "{}", twice.stdout);
}

#[test]
fn directories_are_searched_for_compressed_payloads() {
    let broken = gzip(BROKEN.as_bytes());
    let names = ["a.json.gz", "b.ndjson.zst", "c.JSONL.gz", "d.txt.gz", "e.gz"];
    let directory = directory(&names.map(|name| (name, broken.as_slice())));
    let run: Run = command().current_dir(directory).args(["lint", ".", "-q"]).output().unwrap().into();
    for (name, is_read) in names.into_iter().zip([true, true, true, false, false]) {
        assert_eq!(run.stdout.contains(name), is_read, "{name}");
    }
}

/// Everything up to the damage is linted.
#[test]
fn damaged_compressed_input_is_reported_with_its_file() {
    let (gz, zst) = (gzip(&many()), zstandard(&many()));
    let corrupted = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        let last = bytes.len() - 5;
        bytes[last] ^= 0xFF;
        bytes
    };
    let wide = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x90, 1, 0, 0]; // a window of 256 MiB
    for (name, bytes, finds) in [
        ("a.ndjson.gz", gz[..gz.len() - 9].to_vec(), true),
        ("b.ndjson.gz", corrupted(&gz), true),
        ("c.ndjson.gz", [&gz[..], b"garbage"].concat(), true),
        ("d.ndjson.gz", gz[..5].to_vec(), false),
        ("e.ndjson.zst", zst[..zst.len() - 9].to_vec(), true),
        ("f.ndjson.zst", [&zst[..], b"garbage"].concat(), true),
        ("g.ndjson.zst", wide.to_vec(), false),
        ("h.ndjson.zst", zst[..3].to_vec(), true),
    ] {
        let run = lint(name, &bytes);
        assert_eq!(!run.stdout.is_empty(), finds, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        if name != "h.ndjson.zst" {
            let format = if name.ends_with("gz") { "gzip" } else { "Zstandard" };
            assert_eq!(run.status, 2, "{name}");
            let begin = format!("kyx: {name}: cannot read {format} data: ");
            assert!(run.stderr.starts_with(&begin), "{}", run.stderr);
            let why = match name {
                "e.ndjson.zst" => "it is damaged or cut off",
                "f.ndjson.zst" => "other data follows it",
                _ => continue,
            };
            assert_eq!(run.stderr.lines().next(), Some(format!("{begin}{why}").as_str()));
        }
    }
}

/// 64 MiB of spaces, or a line of that length.
#[test]
fn a_decompression_bomb_is_read_no_further_than_the_limit() {
    for byte in [b' ', b'x'] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..64 {
            encoder.write_all(&vec![byte; 1 << 20]).unwrap();
        }
        let bomb = encoder.finish().unwrap();
        let run = lint("bomb.json.gz", &bomb);
        assert!(run.status == 1 && run.stdout.contains("KYX007"), "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn compressed_files_are_not_fixed() {
    let bytes = gzip(b"{\"nationality\": \"DE\"}");
    let directory = directory(&[("a.json.gz", &bytes)]);
    let path = directory.join("a.json.gz");
    let run: Run = command().args(["lint", "--fix", text(&path)]).output().unwrap().into();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a.json.gz: not fixed: the input is compressed"), "{}", run.stderr);
    assert!(run.stdout.contains("KYX206"), "{}", run.stdout);
    assert_eq!(fs::read(path).unwrap(), bytes);
}
