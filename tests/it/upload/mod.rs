//! Checks of files before upload: each limit, and hostile files.

mod pdf;

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use kyx_schema::{
    CredentialCategory::{self, Data, Document, Facemap, Id, Selfie},
    Severity,
    endpoint::Classifier::{self, Back, Face, Front},
    upload::{Checked, Preflight},
};
use proptest::prelude::*;

use crate::{
    files::{
        deflate_bomb, encrypted_pdf, jpeg, locked_packed_pdf, locked_pdf, packed_pdf, pdf, pdf_of, png,
        png_of, zlib,
    },
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

/// The codes of the findings for several files together.
fn found_together(category: CredentialCategory, files: &[Vec<u8>]) -> Vec<&'static str> {
    let checked: Vec<_> = files.iter().map(|bytes| check(category.clone(), Front, "a", bytes)).collect();
    let together = Preflight::new(category, Front).check_together(&checked);
    together.findings().iter().map(|it| it.rule.code).collect()
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
        found_together(Document, &[pdf(1), pdf(1)]),
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
    let image = || check(&png(10, 10));
    assert_eq!(together(&[image(), image()]), [""; 0]);
    assert_eq!(together(&[image(), image(), image()]), ["KYX605"]);
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
fn a_document_is_images_or_a_single_pdf() {
    let image = png(10, 10);
    for (files, expected) in [
        (vec![image.clone(), image.clone()], vec![]),
        (vec![pdf(2)], vec![]),
        (vec![pdf(1), pdf(1)], vec!["KYX609"]),
        (vec![pdf(1), image.clone()], vec!["KYX609"]),
        (vec![image.clone(), image, pdf(30)], vec!["KYX609"]),
    ] {
        assert_eq!(found_together(Document, &files), expected);
        assert_eq!(found_together(Id, &files), [""; 0], "each part of an ID is a file by itself");
    }
}

/// Each category has its own parts, whatever the others have.
#[test]
fn parts_belong_to_their_categories() {
    let image = jpeg(1000, 700);
    let parts = [(Id, vec![Front, Back]), (Document, vec![Front, Back]), (Selfie, vec![Face])];
    for (category, own) in parts {
        for part in Classifier::ALL.iter().copied() {
            let expected = if own.contains(&part) { vec![] } else { vec!["KYX606"] };
            assert_eq!(found(category.clone(), part, "a.jpg", &image), expected, "{category} {part}");
        }
    }
}

/// The content of the file does not matter.
#[test]
fn facemaps_and_prepared_data_are_not_files() {
    for part in Classifier::ALL.iter().copied() {
        for bytes in [&b""[..], b"\x00\x01", b"{}", &jpeg(1000, 700), &jpeg(8001, 1)[..9]] {
            for category in [Facemap, Data] {
                let checked = check(category.clone(), part, "a.bin", bytes);
                let expected = match category {
                    Facemap => "a FACEMAP cannot be uploaded by API",
                    _ => "prepared data is not a file",
                };
                assert_eq!((codes(&checked), words(&checked).0), (vec!["KYX606"], expected));
            }
        }
    }
}

#[test]
fn workflow_16_accepts_a_binary_facemap() {
    let preflight = |key| Preflight::new(Facemap, Classifier::Facemap).workflow(key);
    let check =
        |key, bytes: &[u8]| codes(&preflight(key).check("facemap.png", &mut Cursor::new(bytes)).unwrap());
    for bytes in [&b"\x00"[..], b"GIF89a", &jpeg(10, 10)[..20], &pdf(40)] {
        assert_eq!(check(16, bytes), [""; 0]);
        assert_eq!(check(9, bytes), ["KYX606"]);
    }
    assert_eq!(check(16, b""), ["KYX607"]);
    for (length, severity) in [(15_000_001, Severity::Warning), (15_728_641, Severity::Error)] {
        let mut large = Large { head: Cursor::new(vec![0]), length, read: 0 };
        let checked = preflight(16).check("facemap.bin", &mut large).unwrap();
        assert_eq!((codes(&checked), checked.report.findings()[0].severity), (vec!["KYX602"], severity));
    }
    let front = Preflight::new(Facemap, Front).workflow(16).check("a", &mut Cursor::new(b"x")).unwrap();
    assert_eq!(words(&front), ("FACEMAP has no part FRONT", "upload it as FACEMAP"));
}

#[test]
fn types_are_read_in_any_case() {
    let with = |category: CredentialCategory, code: &str| {
        let part = if category == Selfie { Face } else { Front };
        let preflight = Preflight::new(category, part).document_type(code);
        let checked = preflight.check("a.jpg", &mut Cursor::new(jpeg(1000, 700))).unwrap();
        checked.report.findings().iter().map(|it| (it.rule.code, it.severity)).collect::<Vec<_>>()
    };
    for (category, code, expected) in [
        (Document, "bs", None),
        (Id, "passport", None),
        (Document, "CUSTOM", Some(("KYX403", Severity::Error))),
        (Document, "other", Some(("KYX403", Severity::Error))),
        (Document, "zz", Some(("KYX404", Severity::Warning))),
        (Document, "PASSPORT", Some(("KYX402", Severity::Error))),
        (Id, "BS", Some(("KYX402", Severity::Error))),
        (Id, "zz", Some(("KYX205", Severity::Error))),
        (Selfie, "BS", Some(("KYX402", Severity::Error))),
    ] {
        assert_eq!(with(category.clone(), code), Vec::from_iter(expected), "{category} {code}");
    }
    let card = Preflight::new(Document, Front).document_type("cc");
    let checked = card.check("a.pdf", &mut Cursor::new(pdf(3))).unwrap();
    assert_eq!(words(&checked).0, "3 images or pages, at most 2 are accepted");
}

#[test]
fn unreadable_files_are_reported() {
    assert_eq!(found(Id, Front, "a.jpg", b""), ["KYX607"]);
    let image = jpeg(1000, 700);
    let cut_off = check(Id, Front, "a.jpg", &image[..image.len() - 2]);
    assert_eq!((codes(&cut_off), cut_off.report.has_errors()), (vec!["KYX607"], true));
    assert_eq!(found(Id, Front, "a.png", &png(1000, 700)[..12]), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.png", &png(0, 700)), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.pdf", &pdf(3)[..40]), ["KYX607"]);
    assert_eq!(found(Document, Front, "a.pdf", &encrypted_pdf()), ["KYX607"]);
}

/// The message and the help of the only finding.
fn words(checked: &Checked) -> (&str, &str) {
    let [finding] = checked.report.findings() else { panic!("{:?}", checked.report) };
    (&finding.message, &finding.help)
}

#[test]
fn other_types_are_named() {
    let cases: [(&[u8], &str); 8] = [
        (b"GIF89a", "a GIF"),
        (b"BM......", "a BMP"),
        (b"RIFF....WEBP", "a WebP or another RIFF file"),
        (b"II*\0....", "a TIFF"),
        (b"MM\0*....", "a TIFF"),
        (b"....ftypheic", "a HEIC, AVIF or video file"),
        (b"....heicftyp", "a file of an unknown type"),
        (b"hello", "a file of an unknown type"),
    ];
    for (head, name) in cases {
        let checked = check(Id, Front, "a", head);
        let (message, help) = words(&checked);
        assert!(message.contains(name), "{message}; {help}");
    }
}

#[test]
fn the_help_names_the_cause() {
    let image = jpeg(1000, 700);
    let cut_off = |bytes: &[u8]| bytes[..bytes.len() - 2].to_vec();
    for (bytes, message, help) in [
        (vec![], "the file is empty", "choose the file that has the content"),
        (cut_off(&image), "a JPEG that is cut off: its end is missing", "copy or save it again, completely"),
        (cut_off(&pdf(1)), "a PDF that is cut off: its end is missing", "copy or save it again, completely"),
        (pdf(0), "a damaged PDF: it has no pages", "save or scan it again"),
        (encrypted_pdf(), "a PDF that requires a password", "save it without a password"),
    ] {
        assert_eq!(words(&check(Document, Front, "a", &bytes)), (message, help));
    }
}

/// The limit itself is within it.
#[test]
fn a_file_over_the_limit_is_not_read_to_its_end() {
    let cut_off = jpeg(1000, 700);
    let cut_off = &cut_off[..cut_off.len() - 2];
    for (name, head, length, expected, pages) in [
        ("a PDF at the limit", &pdf(3)[..], 15_728_640, vec!["KYX602"], 3),
        ("a PDF over it", &pdf(3), 15_728_641, vec!["KYX602"], 0),
        ("a JPEG at the limit, which is cut off", cut_off, 15_728_640, vec!["KYX602", "KYX607"], 1),
        ("a JPEG over it", cut_off, 15_728_641, vec!["KYX602"], 1),
    ] {
        let mut file = Large { head: Cursor::new(head.to_vec()), length, read: 0 };
        let checked = Preflight::new(Document, Front).check("a", &mut file).unwrap();
        let mut found = codes(&checked);
        found.sort_unstable();
        assert_eq!((found, checked.pages), (expected, pages), "{name}");
    }
}

/// A file on a disk that fails behind its first bytes.
struct Failing(Cursor<Vec<u8>>);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::ErrorKind::PermissionDenied.into()),
            count => Ok(count),
        }
    }
}

impl Seek for Failing {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::End(_) => Ok(1000),
            to => self.0.seek(to),
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_and_no_finding() {
    for head in [&jpeg(1000, 700)[..30], &png(1000, 700)[..30], b"%PDF-1.4\n"] {
        let error = Preflight::new(Document, Front).check("a", &mut Failing(Cursor::new(head.to_vec())));
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }
}

#[test]
fn a_file_over_the_limit_has_more_than_15_mb() {
    let mut file = Large { head: Cursor::new(jpeg(1000, 700)), length: 15_728_641, read: 0 };
    let checked = Preflight::new(Id, Front).check("a.jpg", &mut file).unwrap();
    assert_eq!(words(&checked).0, "15728641 bytes are more than 15 MB");
}

#[test]
fn images_are_checked_to_their_end() {
    for image in [jpeg(1000, 700), png_of(1000, 700, &zlib(&[0; 5000]))] {
        let found = |bytes: &[u8]| found(Id, Front, "a", bytes);
        assert_eq!(found(&[&image[..], &[0; 200_000]].concat()), [""; 0], "cameras append data");
        for end in 33..image.len() {
            assert_eq!(found(&image[..end]), ["KYX607"], "{end} of {} bytes", image.len());
        }
    }
}

/// The thumbnail in a segment has an end of its own.
#[test]
fn the_end_of_a_thumbnail_is_not_that_of_the_image() {
    let image = jpeg(1000, 700);
    let thumbnail = [&[0xFF, 0xE1, 0, 8][..], b"\xFF\xD8\xFF\xD9ab"].concat();
    let file = [&image[..2], &thumbnail, &image[2..]].concat();
    assert_eq!(found(Id, Front, "a.jpg", &file), [""; 0]);
    assert_eq!(found(Id, Front, "a.jpg", &file[..file.len() - 2]), ["KYX607"]);
}

/// A segment ends where its length says, whatever is in it.
#[test]
fn the_segment_with_the_size_is_skipped() {
    let image = b"\xFF\xD8\xFF\xC0\x00\x0B\x08\x02\x00\x02\x00\x00\xFF\xD9\x00";
    let cut_off = check(Document, Front, "a.jpg", image);
    assert_eq!(words(&cut_off).0, "a JPEG that is cut off: its end is missing");
    assert_eq!(found(Document, Front, "a.jpg", &[&image[..], b"\xFF\xD9"].concat()), [""; 0]);
}

#[test]
fn a_png_begins_with_its_size() {
    let mut file = png(1000, 700);
    file[12..16].copy_from_slice(b"iHDR");
    let checked = check(Document, Front, "a.png", &file);
    assert_eq!(words(&checked).0, "a damaged PNG: its size cannot be read");
}

/// Many more than are unpacked at once.
#[test]
fn pixels_of_a_large_png_are_unpacked_to_their_end() {
    let pixels = zlib(&(0..200_000_u32).flat_map(|it| it.wrapping_mul(it).to_le_bytes()).collect::<Vec<_>>());
    assert_eq!(found(Document, Front, "a.png", &png_of(1000, 700, &pixels)), [""; 0]);
    let cut_off = check(Document, Front, "a.png", &png_of(1000, 700, &pixels[..pixels.len() - 1]));
    assert_eq!(words(&cut_off).0, "a damaged PNG: its pixels cannot be unpacked");
}

/// The rest is taken for granted.
#[test]
fn at_most_256_mib_of_pixels_are_unpacked() {
    let pixels = deflate_bomb(257 << 20);
    let file = png_of(8000, 8000, &pixels[..pixels.len() - 9]);
    assert_eq!(found(Document, Front, "a.png", &file), [""; 0]);
}

#[test]
fn pixels_of_a_png_can_be_unpacked() {
    let pixels = zlib(&[7; 5000]);
    assert_eq!(found(Id, Front, "a.png", &png_of(1000, 700, &pixels)), [""; 0]);
    for damaged in [&b"not zlib"[..], &pixels[..pixels.len() - 1], &[]] {
        assert_eq!(found(Id, Front, "a.png", &png_of(1000, 700, damaged)), ["KYX607"]);
    }
    // One flipped bit, anywhere behind the signature, is found by a checksum.
    let file = png_of(1000, 700, &pixels);
    for at in 8..file.len() {
        let mut flipped = file.clone();
        flipped[at] ^= 4;
        assert!(found(Id, Front, "a.png", &flipped).contains(&"KYX607"), "{at}");
    }
}

#[test]
fn pages_are_counted_one_by_one() {
    let pages = |bytes: &[u8]| check_pdf(bytes).pages;
    assert_eq!((pages(&pdf(2)), pages(&packed_pdf(2)), pages(&locked_pdf(2, ""))), (2, 2, 2));
    assert_eq!(codes(&check_pdf(&packed_pdf(31))), ["KYX605"]);
    let claim = |pages: usize, count: &str| {
        let file = String::from_utf8(pdf(pages)).unwrap();
        file.replace(&format!("/Count {pages}"), &format!("/Count {count}")).into_bytes()
    };
    assert_eq!(pages(&claim(1, "1000000000")), 1);
    assert_eq!(codes(&check_pdf(&claim(40, "1"))), ["KYX605"]);
}

#[test]
fn cut_off_pdfs_are_found() {
    for file in [pdf(30), packed_pdf(30), locked_pdf(30, "")] {
        let end = file.len() - b"\n".len();
        for at in (1100..end).step_by(7).chain([end - 1]) {
            assert_eq!(codes(&check_pdf(&file[..at])), ["KYX607"], "{at} of {} bytes", file.len());
        }
    }
    let update = [&pdf(1)[..], b"5 0 obj\n<< /Type /Page"].concat();
    assert_eq!(codes(&check_pdf(&update)), ["KYX607"]);
    let text = String::from_utf8(pdf(1)).unwrap();
    let (head, _) = text.split_once("startxref").unwrap();
    let beyond = format!("{head}startxref\n999999\n%%EOF\n");
    assert_eq!(words(&check_pdf(beyond.as_bytes())).0, "a PDF that is cut off: its end is missing");
    for missing in ["endstream", "4 0 obj", "3 0 obj"] {
        let file = text.replace(missing, &" ".repeat(missing.len()));
        assert_eq!(codes(&check_pdf(file.as_bytes())), ["KYX607"], "{missing}");
    }
}

#[test]
fn pdfs_that_readers_open_are_accepted() {
    let file = pdf(3);
    let text = String::from_utf8(file.clone()).unwrap();
    for accepted in [
        [&file[..], &[0; 5000]].concat(),
        [&file[..], b"scanned by a scanner"].concat(),
        [b"\r\n\r\n", &file[..]].concat(),
        locked_pdf(3, ""),
        packed_pdf(3),
        // Offsets that are off by some bytes, as after a change of line endings.
        text.replace("%PDF-1.4\n", "%PDF-1.4\n% a comment\n").into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
    ] {
        let checked = check_pdf(&accepted);
        assert_eq!((codes(&checked), checked.pages), (vec![], 3), "{}", String::from_utf8_lossy(&accepted));
    }
}

#[test]
fn only_a_password_to_read_locks_a_pdf() {
    assert_eq!(codes(&check_pdf(&locked_pdf(1, ""))), [""; 0]);
    let packed = check_pdf(&locked_packed_pdf(b"a", "(a)"));
    assert_eq!((codes(&packed), packed.pages), (vec![], 1));
    assert_eq!(words(&check_pdf(&locked_pdf(1, "secret"))).0, "a PDF that requires a password");
}

#[test]
fn a_document_is_one_pdf_or_images() {
    let preflight = Preflight::new(Document, Front);
    let message = |files: &[Vec<u8>]| {
        let check = |bytes: &Vec<u8>| preflight.check("a", &mut Cursor::new(bytes)).unwrap();
        let report = preflight.check_together(&files.iter().map(check).collect::<Vec<_>>());
        report.findings().iter().map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(message(&[pdf(1)]), [""; 0]);
    assert_eq!(message(&[png(9, 9), jpeg(9, 9)]), [""; 0]);
    assert_eq!(message(&[pdf(1), pdf(1)]), ["2 PDFs, a document is one PDF or images"]);
    assert_eq!(
        message(&[pdf(1), png(9, 9)]),
        ["a PDF together with other files, a document is one PDF or images"]
    );
}

#[test]
fn type_codes_are_checked_in_any_case() {
    let check = |category: CredentialCategory, code: &str, bytes: &[u8]| {
        let part = if category == Selfie { Face } else { Front };
        let preflight = Preflight::new(category, part);
        codes(&preflight.document_type(code).check("a", &mut Cursor::new(bytes)).unwrap())
    };
    let image = png(1000, 700);
    assert_eq!(check(Document, "cc", &pdf(3)), ["KYX605"]);
    assert_eq!(check(Document, "bs", &pdf(3)), [""; 0]);
    assert_eq!(check(Document, "ZZ", &image), ["KYX404"]);
    assert_eq!(check(Document, "custom", &image), ["KYX403"]);
    assert_eq!(check(Document, "PASSPORT", &image), ["KYX402"]);
    assert_eq!(check(Id, "passport", &image), [""; 0]);
    assert_eq!(check(Id, "CC", &image), ["KYX402"]);
    assert_eq!(check(Id, "ZZ", &image), ["KYX205"]);
    assert_eq!(check(Selfie, "CC", &image), ["KYX402"]);
    assert_eq!(check(Selfie, "FOO", &image), ["KYX402"]);
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
    assert_eq!(codes(&check_pdf(&pdf_of(&boastful, ""))), ["KYX607"]);
    assert_eq!(codes(&check_pdf(&pdf_of(&boastful, "/Prev 9"))), ["KYX607"]);
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
