//! Checks of files before upload: each limit, and hostile files.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use kyx_schema::{
    CredentialCategory::{self, Document, Facemap, Id, Selfie},
    Severity,
    endpoint::Classifier::{self, Back, Face, Front, PreparedData},
    upload::{Checked, Preflight},
};
use proptest::prelude::*;

use crate::{
    files::{encrypted_pdf, jpeg, pdf, pdf_of, png},
    support::generated,
};

fn check(category: CredentialCategory, part: Classifier, name: &str, bytes: &[u8]) -> Checked {
    Preflight::new(category, part).check(name, &mut Cursor::new(bytes)).unwrap()
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.report.findings().iter().map(|it| it.rule.code).collect()
}

/// The codes of the findings for a file.
fn found(category: CredentialCategory, part: Classifier, name: &str, bytes: &[u8]) -> Vec<&'static str> {
    codes(&check(category, part, name, bytes))
}

/// For each rule of area 6, a file or a part breaks it.
#[test]
fn each_rule_can_be_broken() {
    let mut large = Large { head: Cursor::new(jpeg(1000, 700)), length: 16_000_000, read: 0 };
    let large = Preflight::new(Id, Front).check("a.jpg", &mut large).unwrap();
    let mut broken: Vec<_> = [
        codes(&large),
        found(Id, Front, "a.gif", b"GIF89a"),
        found(Id, Front, "a.png", &png(8001, 1)),
        found(Id, Front, "a.png", &png(300, 1)),
        found(Document, Front, "a.pdf", &pdf(31)),
        found(Id, Face, "a.png", &png(1000, 1)),
        found(Id, Front, "a.png", b""),
        found(Id, Front, "a.jpg", &png(1000, 1)),
    ]
    .concat();
    broken.sort_unstable();
    broken.dedup();
    let rules = kyx_schema::rules::all();
    let expected: Vec<_> = rules.iter().map(|it| it.code).filter(|it| it.starts_with("KYX6")).collect();
    assert_eq!(broken, expected);
}

#[test]
fn files_within_all_limits_are_accepted() {
    assert_eq!(found(Id, Front, "front.jpg", &jpeg(1000, 700)), [""; 0]);
    assert_eq!(found(Id, Back, "back.PNG", &png(1000, 700)), [""; 0]);
    assert_eq!(found(Selfie, Face, "selfie.jpeg", &jpeg(700, 1000)), [""; 0]);
    assert_eq!(found(Document, Front, "bill.pdf", &pdf(1)), [""; 0]);
    assert_eq!(found(Document, Front, "no-extension", &png(100, 100)), [""; 0]);
}

#[test]
fn types_are_detected_by_content() {
    assert_eq!(found(Id, Front, "a.gif", b"GIF89a......"), ["KYX601"]);
    assert_eq!(found(Id, Front, "a.pdf", &pdf(1)), ["KYX601"]);
    assert_eq!(found(Id, Front, "a.jpg", b"hello"), ["KYX601"]);
    // The name does not match the content.
    assert_eq!(found(Id, Front, "a.jpg", &pdf(1)), ["KYX601", "KYX608"]);
    assert_eq!(found(Id, Front, "a.jpg", &png(1000, 700)), ["KYX608"]);
    assert_eq!(found(Document, Front, "a.jpg", &pdf(1)), ["KYX608"]);
}

#[test]
fn sides_of_images_have_limits() {
    for (width, height, expected) in [
        (8000, 8000, None),
        (8001, 8000, Some("KYX603")),
        (8000, 8001, Some("KYX603")),
        (301, 10, None),
        (10, 301, None),
        (300, 300, Some("KYX604")),
    ] {
        for (name, bytes) in [
            ("a.png", png(width, height)),
            ("a.jpg", jpeg(width.try_into().unwrap(), height.try_into().unwrap())),
        ] {
            assert_eq!(found(Id, Front, name, &bytes).first().copied(), expected, "{name} {width} {height}");
        }
    }
    assert_eq!(
        found(Document, Front, "a.png", &png(8001, 100)),
        [""; 0],
        "the documents limit IDs and selfies"
    );
}

#[test]
fn pages_have_limits_alone_and_together() {
    assert_eq!(found(Document, Front, "a.pdf", &pdf(30)), [""; 0]);
    assert_eq!(found(Document, Front, "a.pdf", &pdf(31)), ["KYX605"]);
    let card = Preflight::new(Document, Front).document_type("CC");
    let check = |bytes: &[u8]| card.check("a.pdf", &mut Cursor::new(bytes)).unwrap();
    assert_eq!(codes(&check(&pdf(2))), [""; 0]);
    assert_eq!(codes(&check(&pdf(3))), ["KYX605"]);

    let together = |files: &[Checked]| {
        card.check_together(files).findings().iter().map(|it| it.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(together(&[check(&pdf(1)), check(&png(10, 10))]), [""; 0]);
    assert_eq!(together(&[check(&pdf(2)), check(&png(10, 10))]), ["KYX605"]);
    assert_eq!(
        together(&[check(&pdf(3)), check(&png(10, 10))]),
        [""; 0],
        "already reported for the first file"
    );
}

/// A file that claims a size without having the content.
struct Large {
    head: Cursor<Vec<u8>>,
    length: u64,
    read: u64,
}

impl Read for Large {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.head.read(buffer)? {
            0 => {
                let rest = self.length.saturating_sub(self.head.position());
                let count = rest.min(buffer.len() as u64);
                buffer[..usize::try_from(count).unwrap()].fill(0);
                self.head.set_position(self.head.position() + count);
                usize::try_from(count).unwrap()
            }
            count => count,
        };
        self.read += count as u64;
        Ok(count)
    }
}

impl Seek for Large {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::End(offset) => {
                self.head.set_position(self.length.checked_add_signed(offset).unwrap());
                Ok(self.head.position())
            }
            to => self.head.seek(to),
        }
    }
}

#[test]
fn sizes_have_two_limits_and_large_images_are_not_read() {
    for (length, severity) in [
        (15_000_000, None),
        (15_000_001, Some(Severity::Warning)),
        (15_728_640, Some(Severity::Warning)),
        (15_728_641, Some(Severity::Error)),
    ] {
        let mut file = Large { head: Cursor::new(jpeg(1000, 700)), length, read: 0 };
        let checked = Preflight::new(Id, Front).check("a.jpg", &mut file).unwrap();
        let sizes = checked.report.findings().iter().filter(|it| it.rule.code == "KYX602");
        assert_eq!(sizes.map(|it| it.severity).next(), severity, "{length}");
        assert!(file.read < 200_000, "{} bytes were read", file.read);
    }
    let half = |length| {
        let mut file = Large { head: Cursor::new(jpeg(1000, 700)), length, read: 0 };
        Preflight::new(Document, Front).check("a.jpg", &mut file).unwrap()
    };
    let together = Preflight::new(Document, Front).check_together(&[half(8_000_000), half(8_000_000)]);
    assert_eq!(together.findings()[0].rule.code, "KYX602");
    let apart = Preflight::new(Id, Front).check_together(&[half(8_000_000), half(8_000_000)]);
    assert!(apart.is_clean(), "each part of an ID counts by itself");
}

#[test]
fn parts_belong_to_their_categories() {
    let image = jpeg(1000, 700);
    for (category, part) in
        [(Facemap, Classifier::Facemap), (Id, Face), (Selfie, Front), (Document, PreparedData)]
    {
        assert_eq!(found(category.clone(), part, "a.jpg", &image), ["KYX606"], "{category} {part}");
    }
}

#[test]
fn unreadable_files_are_reported() {
    assert_eq!(found(Id, Front, "a.jpg", b""), ["KYX607"]);
    let image = jpeg(1000, 700);
    let cut_off = check(Id, Front, "a.jpg", &image[..image.len() - 2]);
    assert_eq!((codes(&cut_off), cut_off.report.has_errors()), (vec!["KYX607"], false));
    assert_eq!(found(Id, Front, "a.png", &png(1000, 700)[..12]), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.png", &png(0, 700)), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.pdf", &pdf(3)[..40]), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.pdf", &encrypted_pdf()), ["KYX607"]);
}

/// An infinite loop would show as a test that does not end.
fn check_pdf(bytes: &[u8]) -> Checked {
    check(Document, Front, "a.pdf", bytes)
}

#[test]
fn hostile_files_are_handled() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
    let looped = [catalog.clone(), "<< /Type /Pages /Kids [2 0 R 2 0 R] >>".to_owned()];
    assert_eq!(codes(&check_pdf(&pdf_of(&looped, ""))), ["KYX607"]);
    let ring = [
        catalog.clone(),
        "<< /Type /Pages /Kids [3 0 R 3 0 R] >>".to_owned(),
        "<< /Type /Pages /Kids [2 0 R 2 0 R] >>".to_owned(),
    ];
    assert_eq!(codes(&check_pdf(&pdf_of(&ring, ""))), ["KYX607"]);
    let itself = [catalog.clone(), "2 0 R".to_owned()];
    assert_eq!(codes(&check_pdf(&pdf_of(&itself, ""))), ["KYX607"]);
    let boastful = [catalog, "<< /Type /Pages /Kids [] /Count 4000000000 >>".to_owned()];
    assert_eq!(codes(&check_pdf(&pdf_of(&boastful, ""))), ["KYX605"]);
    assert_eq!(codes(&check_pdf(&pdf_of(&boastful, "/Prev 9"))), ["KYX605"]);
    check_pdf(&[&b"%PDF-1.7\n"[..], &b"[".repeat(100_000)].concat());
    assert_eq!(found(Id, Front, "a.png", &png(u32::MAX, u32::MAX)), ["KYX603"]);
    assert_eq!(found(Id, Front, "a.jpg", &[&jpeg(1, 1)[..4], &[0xFF; 100_000]].concat()), ["KYX607"]);
}

proptest! {
    #![proptest_config(generated(2000))]

    #[test]
    fn garbled_files_are_handled(
        which in 0..3_usize,
        at in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..40),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut file = [jpeg(1000, 700), png(1000, 700), pdf(3)][which].clone();
        let at = at.index(file.len());
        let end = (at + bytes.len() / 2).min(file.len());
        file.splice(at..end, bytes);
        file.truncate(cut.index(file.len() * 2 + 1).max(1));
        let checked = check(Document, Front, "a", &file);
        prop_assert!(checked.pages > 0 || !checked.report.is_clean());
    }
}
