//! The preflight's peak of memory, for files that are made to fill it.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

#[path = "it/files.rs"]
#[allow(dead_code, reason = "other tests need the rest")]
mod files;

use std::io::Cursor;

use kyx_schema::{
    CredentialCategory,
    endpoint::Classifier,
    upload::{Checked, Preflight},
};
use peak_alloc::PeakAlloc;
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use files::{jpeg, locked_pdf, packed_pdf, pdf, pdf_of, png_of, stream, zlib};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MOST_BYTES: usize = 64 << 20;
/// A file that is just small enough to be looked into.
const FILE_BYTES: usize = 15 << 20;

/// What is found in a file, and the most memory in use meanwhile beyond the file itself.
fn check(bytes: &[u8]) -> (Checked, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let preflight = Preflight::new(CredentialCategory::Document, Classifier::Front);
    let checked = preflight.check("a", &mut Cursor::new(bytes)).unwrap();
    (checked, ALLOCATOR.peak_usage().saturating_sub(before))
}

/// One test: what runs beside it would be counted, too.
#[test]
fn memory_is_bounded() {
    for (name, bytes) in bombs() {
        assert!(bytes.len() <= 15 << 20, "{name}: {} bytes are not looked into", bytes.len());
        let (checked, peak) = check(&bytes);
        println!("{name}: {peak} bytes, {:?}", checked.report.findings());
        assert!(peak <= MOST_BYTES, "{name}: {peak} bytes");
    }
    garbled_files_are_survived();
}

/// Files that ask for much more memory than they take, or for much work.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let bomb = deflate_bomb(200_000_000);
    let many = |part: &str| part.repeat((FILE_BYTES - 4096) / part.len());
    let in_tree = |members: &str| {
        let pages = format!("<< /Type /Pages /Kids [3 0 R] {members} >>");
        pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), pages], "")
    };
    let segments = many("\u{ff}\u{e5}\0\u{2}").chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<_>>();
    vec![
        ("table stream", packed_table(&bomb)),
        ("tables, each the next one's", chained_tables(&zlib(&vec![0; 4 << 20]))),
        ("object stream", packed_catalog(&bomb)),
        ("pixels", png_of(1000, 700, &bomb)),
        ("segments", [&jpeg(9, 9)[..2], &segments[..FILE_BYTES / 4], &jpeg(9, 9)[2..]].concat()),
        ("array in the trailer", pdf_of(&["<<>>"], &format!("/A [{}]", many("0 ")))),
        ("array in the tree", in_tree(&format!("/A [{}]", many("[]")))),
        ("members", in_tree(&many("/a 0"))),
        ("string", in_tree(&format!("/A ({})", many("a")))),
        ("hexadecimal string", in_tree(&format!("/A <{}>", many("a")))),
        ("name", in_tree(&format!("/{} 0", many("a")))),
        ("levels", in_tree(&many("/A ["))),
        ("comments", in_tree(&many("%\n"))),
        ("headers", [pdf_of(&["<<>>"], "").as_slice(), many("1 0 obj\n").as_bytes(), END].concat()),
        ("sections", with_table(&format!("xref\n{}", many("0 0 ")))),
        ("rows", with_table(&format!("xref\n0 700000\n{}", "0000000000 65535 f \n".repeat(700_000)))),
        ("trailers", [b"%PDF-1.4\n", many("trailer").as_bytes(), END].concat()),
        ("tree of trees", tree_of_trees()),
        ("contents", contents()),
    ]
}

const END: &[u8] = b"\nstartxref\n9\n%%EOF\n";

fn with_table(table: &str) -> Vec<u8> {
    [b"%PDF-1.4\n", table.as_bytes(), b"trailer << /Root 1 0 R >>", END].concat()
}

/// A PDF whose cross-reference table is this stream.
fn packed_table(packed: &[u8]) -> Vec<u8> {
    let members = "/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode";
    [b"%PDF-1.5\n1 0 obj\n", &stream(members, packed)[..], b"\nendobj", END].concat()
}

fn chained_tables(packed: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut previous = String::new();
    let mut start = 0;
    for _ in 0..100 {
        start = file.len();
        let members = format!("/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode {previous}");
        file.extend([b"1 0 obj\n", &stream(&members, packed)[..], b"\nendobj\n"].concat());
        previous = format!("/Prev {start}");
    }
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    file
}

/// A PDF whose catalog is in this object stream.
fn packed_catalog(packed: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let offset = u16::try_from(file.len()).unwrap();
    let members = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";
    file.extend([b"2 0 obj\n", &stream(members, packed)[..], b"\nendobj\n"].concat());
    let start = file.len();
    let [high, low] = offset.to_be_bytes();
    let rows = [0, 0, 0, 0, 2, 0, 2, 0, 1, high, low, 0];
    let table = stream("/Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R", &rows);
    file.extend([b"3 0 obj\n", &table[..], b"\nendobj\n"].concat());
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    file
}

/// Each node lists a thousand times the next one, and the last one a page.
fn tree_of_trees() -> Vec<u8> {
    let node = |next: usize| format!("<< /Type /Pages /Kids [{}] >>", format!("{next} 0 R ").repeat(1000));
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    objects.extend((3..500).map(node));
    objects.push("<< /Type /Page >>".to_owned());
    pdf_of(&objects, "")
}

/// Each of many pages has the same contents, whose end is far away.
fn contents() -> Vec<u8> {
    let kids = "3 0 R ".repeat(60_000);
    let page = "<< /Type /Page /Contents 4 0 R >>";
    let stream = stream("", &vec![b'a'; 10 << 20]);
    let stream = [b"<< /A [", &b"0 ".repeat(30_000)[..], b"] ", &stream[2..]].concat();
    let tree = format!("<< /Type /Pages /Kids [{kids}] >>");
    let objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree.as_bytes(), page.as_bytes(), &stream];
    pdf_of(&objects, "")
}

/// Zeros in the `deflate` format, packed as densely as it can.
fn deflate_bomb(length: usize) -> Vec<u8> {
    const LONGEST_RUN: usize = 258;
    // The last block, with fixed codes; a zero; then run by run, 285 with the distance 0; then the end.
    let bits = ["110", "00110000"].into_iter();
    let bits = bits.chain((0..length / LONGEST_RUN).map(|_| "1100010100000")).chain(["0000000"]);
    let mut bomb = vec![0x78, 0x9C];
    let (mut byte, mut count) = (0_u8, 0);
    for bit in bits.flat_map(str::bytes) {
        byte |= (bit - b'0') << count;
        count += 1;
        if count == 8 {
            bomb.push(byte);
            (byte, count) = (0, 0);
        }
    }
    bomb.push(byte);
    bomb
}

/// Flips bytes, inserts some, and cuts the file off.
fn garbled_files_are_survived() {
    let files =
        [jpeg(1000, 700), png_of(1000, 700, &zlib(&[7; 5000])), pdf(3), packed_pdf(3), locked_pdf(3, "")];
    let change = || (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..20), any::<bool>());
    let changes = prop::collection::vec(change(), 1..6);
    let strategy = (0..files.len(), changes, any::<prop::sample::Index>(), any::<bool>());
    let config = ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[0; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(&strategy, |(which, changes, cut, is_cut)| {
        let mut file = files[which].clone();
        for (at, bytes, is_inserted) in changes {
            let at = at.index(file.len());
            let end = if is_inserted { at } else { (at + bytes.len()).min(file.len()) };
            file.splice(at..end, bytes);
        }
        if is_cut {
            file.truncate(cut.index(file.len()).max(1));
        }
        let (checked, peak) = check(&file);
        prop_assert!(checked.pages > 0 || !checked.report.is_clean());
        prop_assert!(peak <= MOST_BYTES, "{} bytes", peak);
        Ok(())
    });
    result.unwrap();
}
