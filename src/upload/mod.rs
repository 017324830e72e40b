//! Looks into files before they are uploaded, by content and not by name.
//!
//! Memory and work are bounded, whatever a file contains. No picture is decoded, no page is rendered.
//!
//! ```
//! use std::io::Cursor;
//!
//! use kyx_schema::{CredentialCategory, endpoint::Classifier, upload::Preflight};
//!
//! let preflight = Preflight::new(CredentialCategory::Id, Classifier::Front);
//! let checked = preflight.check("front.jpg", &mut Cursor::new(b"GIF89a"))?;
//! assert_eq!(checked.report.findings()[0].rule.code, "KYX601");
//! # Ok::<(), std::io::Error>(())
//! ```

mod damage;
mod file_type;
mod image;
mod jpeg;
mod pdf;
mod png;

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use crate::{
    defect::{Defect, Severity},
    endpoint::Classifier,
    finding::Finding,
    model::CredentialCategory,
    report::{Omitted, Report},
    rule::Rule,
    rules::{
        type_code::type_code_defect,
        upload::{
            EXTENSION_MISMATCH, FILE_TOO_LARGE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL, MIXED_FILES,
            PART_NOT_UPLOADABLE, TOO_MANY_PAGES, UNREADABLE_FILE, UNSUPPORTED_FILE_TYPE, cut_off_file,
            damaged_file, empty_file, extension_mismatch, facemap_by_api, file_perhaps_too_large,
            file_too_large, foreign_part, image_too_large, image_too_small, locked_file, mixed_files,
            prepared_data_as_file, too_many_pages, unsupported_file_type,
        },
    },
    workflow::{self, Prerequisite},
};
use damage::Damage;
use file_type::{FileType, describe_unsupported};
use image::Image;

/// The bytes that are sure to be taken: 15 MB, whichever megabyte is meant.
const SURE_BYTES: u64 = 15 * 1_000_000;
/// The most bytes that can be meant.
const MOST_BYTES: u64 = 15 << 20;
/// The longest side that an image may have, in pixels.
const LONGEST_SIDE: u64 = 8000;
/// What the longest side of an image must exceed, in pixels.
const SHORTEST_LONGEST_SIDE: u64 = 300;
const MOST_PAGES: u64 = 30;
const MOST_PAGES_OF_CREDIT_CARD: u64 = 2;
const CREDIT_CARD: &str = "CC";

/// What is to be uploaded, and where to.
#[derive(Clone, Debug)]
pub struct Preflight {
    category: CredentialCategory,
    classifier: Classifier,
    document_type: Option<String>,
    workflow: Option<u64>,
}

/// What was found in a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The findings.
    pub report: Report,
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The pages of a PDF; 1 for an image, 0 for what cannot be read.
    pub pages: u64,
    file_type: Option<FileType>,
}

impl Checked {
    /// A file that is neither an image nor a PDF.
    fn of_bytes(bytes: u64, findings: Vec<Finding>) -> Self {
        Self { report: Report::new(findings, Omitted::default()), bytes, pages: 0, file_type: None }
    }
}

impl Preflight {
    /// A file that is to become this part of a credential of this category.
    #[must_use]
    pub fn new(category: CredentialCategory, classifier: Classifier) -> Self {
        Self { category, classifier, document_type: None, workflow: None }
    }

    /// The same, for a document of this type, such as `BS`, in any case; a credit card (`CC`) has limits of its own.
    #[must_use]
    pub fn document_type(self, code: impl Into<String>) -> Self {
        Self { document_type: Some(code.into().to_ascii_uppercase()), ..self }
    }

    /// The same, for the workflow with this key; only workflow 16 accepts a facemap, in a binary format.
    #[must_use]
    pub fn workflow(self, key: u64) -> Self {
        Self { workflow: Some(key), ..self }
    }

    /// Looks into a file. `name` tells the type that it should have.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong with its content is a finding.
    pub fn check(&self, name: &str, file: &mut (impl Read + Seek)) -> io::Result<Checked> {
        let bytes = file.seek(SeekFrom::End(0))?;
        if let Some(defect) = self.not_a_file() {
            let findings = vec![Finding::new(&PART_NOT_UPLOADABLE, defect)];
            return Ok(Checked::of_bytes(bytes, findings));
        }
        let mut findings: Vec<_> = self.part_finding().into_iter().chain(self.type_finding()).collect();
        if self.category == CredentialCategory::Facemap {
            let empty = (bytes == 0).then(|| Finding::new(&UNREADABLE_FILE, empty_file()));
            findings.extend(empty.into_iter().chain(size_finding(bytes)));
            return Ok(Checked::of_bytes(bytes, findings));
        }
        file.rewind()?;
        let mut reader = BufReader::new(file);
        let head = reader.fill_buf()?;
        let file_type = FileType::of(head);
        let mut pages = 0;
        match file_type {
            _ if bytes == 0 => findings.push(Finding::new(&UNREADABLE_FILE, empty_file())),
            None => findings.push(self.unsupported(describe_unsupported(head))),
            Some(it) if !self.accepts(it) => findings.push(self.unsupported(&format!("a {}", it.name()))),
            Some(FileType::Pdf) if bytes > MOST_BYTES => {} // KYX602 is enough
            Some(FileType::Pdf) => match pdf::pages(&read_all(&mut reader, bytes)?) {
                Ok(count) => pages = count,
                Err(damage) => findings.push(damage_finding(FileType::Pdf, damage)),
            },
            Some(image) => {
                pages = 1;
                findings.extend(self.image_findings(image, &mut reader, bytes)?);
            }
        }
        findings.extend(file_type.and_then(|it| extension_finding(name, it)));
        findings.extend(size_finding(bytes));
        findings.extend(self.page_finding(pages));
        let report = Report::new(findings, Omitted::default());
        Ok(Checked { report, bytes, pages, file_type })
    }

    /// What is wrong with several files of the same document together, where each by itself is right.
    #[must_use]
    pub fn check_together(&self, files: &[Checked]) -> Report {
        let mut findings = Vec::new();
        if self.category == CredentialCategory::Document && files.len() > 1 {
            let is_found =
                |rule: &Rule| files.iter().any(|it| it.report.findings().iter().any(|it| it.rule == rule));
            let pdfs = files.iter().filter(|it| it.file_type == Some(FileType::Pdf)).count();
            if pdfs > 0 {
                findings.push(Finding::new(&MIXED_FILES, mixed_files(pdfs)));
            } else if !is_found(&TOO_MANY_PAGES) {
                findings.extend(self.page_finding(files.iter().map(|it| it.pages).sum()));
            }
            if !is_found(&FILE_TOO_LARGE) {
                findings.extend(size_finding(files.iter().map(|it| it.bytes).sum()));
            }
        }
        Report::new(findings, Omitted::default())
    }

    fn accepts(&self, file_type: FileType) -> bool {
        file_type != FileType::Pdf || self.category == CredentialCategory::Document
    }

    /// Why the credential is not uploaded as a file, whatever the file contains.
    fn not_a_file(&self) -> Option<Defect> {
        match self.category {
            CredentialCategory::Data => Some(prepared_data_as_file()),
            CredentialCategory::Facemap if !self.takes_own_facemap() => Some(facemap_by_api()),
            _ => None,
        }
    }

    /// Whether the workflow takes the facemap that the customer has stored.
    fn takes_own_facemap(&self) -> bool {
        let workflow = self.workflow.and_then(|key| workflow::find(key.into()));
        workflow.is_some_and(|it| it.prerequisites.contains(&Prerequisite::FacemapWithCustomer))
    }

    fn part_finding(&self) -> Option<Finding> {
        let parts: &[Classifier] = match self.category {
            CredentialCategory::Id | CredentialCategory::Document => &[Classifier::Front, Classifier::Back],
            CredentialCategory::Selfie => &[Classifier::Face],
            CredentialCategory::Facemap => &[Classifier::Facemap],
            _ => return None,
        };
        (!parts.contains(&self.classifier)).then(|| {
            let names: Vec<_> = parts.iter().map(|part| part.as_str()).collect();
            let defect = foreign_part(self.category.as_str(), self.classifier.as_str(), &names);
            Finding::new(&PART_NOT_UPLOADABLE, defect)
        })
    }

    fn type_finding(&self) -> Option<Finding> {
        let (rule, defect) = type_code_defect(&self.category, self.document_type.as_deref()?)?;
        Some(Finding::new(rule, defect))
    }

    fn unsupported(&self, found: &str) -> Finding {
        let accepted = FileType::ALL.iter().filter(|it| self.accepts(**it)).map(|it| it.name());
        let defect = unsupported_file_type(found, &accepted.collect::<Vec<_>>());
        Finding::new(&UNSUPPORTED_FILE_TYPE, defect)
    }

    fn image_findings(
        &self,
        file_type: FileType,
        reader: &mut impl BufRead,
        bytes: u64,
    ) -> io::Result<Vec<Finding>> {
        let mut reader = reader.take(MOST_BYTES);
        let Image { pixels, damage } = match file_type {
            FileType::Png => png::inspect(&mut reader)?,
            _ => jpeg::inspect(&mut reader)?,
        };
        let damage = match pixels {
            _ if bytes > MOST_BYTES => None, // not read to its end
            None => damage.or(Some(Damage::Damaged("its size cannot be read"))),
            Some((0, _) | (_, 0)) => Some(Damage::Damaged("it has no pixels")),
            Some(_) => damage,
        };
        let size = pixels.and_then(|(width, height)| self.pixel_finding(width, height));
        Ok(size.into_iter().chain(damage.map(|it| damage_finding(file_type, it))).collect())
    }

    fn pixel_finding(&self, width: u64, height: u64) -> Option<Finding> {
        if self.category == CredentialCategory::Document || width.min(height) == 0 {
            return None;
        }
        match width.max(height) {
            longest if longest > LONGEST_SIDE => {
                Some(Finding::new(&IMAGE_TOO_LARGE, image_too_large(width, height, LONGEST_SIDE)))
            }
            ..=SHORTEST_LONGEST_SIDE => {
                Some(Finding::new(&IMAGE_TOO_SMALL, image_too_small(width, height, SHORTEST_LONGEST_SIDE)))
            }
            _ => None,
        }
    }

    fn page_finding(&self, pages: u64) -> Option<Finding> {
        if self.category != CredentialCategory::Document {
            return None;
        }
        let is_credit_card = self.document_type.as_deref() == Some(CREDIT_CARD);
        let limit = if is_credit_card { MOST_PAGES_OF_CREDIT_CARD } else { MOST_PAGES };
        (pages > limit).then(|| Finding::new(&TOO_MANY_PAGES, too_many_pages(pages, limit)))
    }
}

fn read_all(reader: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn damage_finding(file_type: FileType, damage: Damage) -> Finding {
    let file = file_type.name();
    let defect = match damage {
        Damage::CutOff => cut_off_file(file),
        Damage::Damaged(reason) => damaged_file(file, reason),
        Damage::NeedsPassword => locked_file(file),
    };
    Finding::new(&UNREADABLE_FILE, defect)
}

fn size_finding(bytes: u64) -> Option<Finding> {
    if bytes <= SURE_BYTES {
        return None;
    }
    let is_certain = bytes > MOST_BYTES;
    let perhaps = || file_perhaps_too_large(bytes, SURE_BYTES).severity(Severity::Warning);
    let defect = if is_certain { file_too_large(bytes) } else { perhaps() };
    Some(Finding::new(&FILE_TOO_LARGE, defect))
}

fn extension_finding(name: &str, file_type: FileType) -> Option<Finding> {
    let found = format!("a {}", file_type.name());
    (FileType::named(name)? != file_type)
        .then(|| Finding::new(&EXTENSION_MISMATCH, extension_mismatch(&found)))
}
