//! Checks files before they are uploaded, by content rather than by name.
//!
//! Only the start and the end of an image are read; no pixels are decoded.
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

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use crate::{
    defect::Severity,
    endpoint::Classifier,
    finding::Finding,
    model::CredentialCategory,
    report::{Omitted, Report},
    rule::Rule,
    rules::upload::{
        EXTENSION_MISMATCH, FILE_TOO_LARGE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL, PART_NOT_UPLOADABLE,
        TOO_MANY_PAGES, UNREADABLE_FILE, UNSUPPORTED_FILE_TYPE, extension_mismatch, facemap_by_api,
        file_too_large, foreign_part, image_too_large, image_too_small, prepared_data_as_file,
        too_many_pages, unreadable_file, unsupported_file_type,
    },
};

/// The size that is certain to be accepted: 15 MB by the smaller definition of a megabyte.
const CERTAIN_BYTES: u64 = 15 * 1_000_000;
/// 15 MB by the larger definition.
const MAX_BYTES: u64 = 15 << 20;
/// The longest side that an image may have, in pixels.
const MAX_SIDE: u64 = 8000;
/// The longest side of an image that is too small, in pixels.
const TOO_SMALL_SIDE: u64 = 300;
const MAX_PAGES: u64 = 30;
const MAX_PAGES_OF_CREDIT_CARD: u64 = 2;
const CREDIT_CARD: &str = "CC";

/// A check of files for one part of a credential.
#[derive(Clone, Debug)]
pub struct Preflight {
    category: CredentialCategory,
    classifier: Classifier,
    document_type: Option<String>,
}

/// The result of checking a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The findings.
    pub report: Report,
    /// The size of the file, in bytes.
    pub bytes: u64,
    /// The number of pages of a PDF; 1 for an image, 0 for a file that cannot be read.
    pub pages: u64,
}

/// The type of a file, detected by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileType {
    Jpeg,
    Png,
    Pdf,
}

impl FileType {
    const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
        }
    }

    fn of(head: &[u8]) -> Option<Self> {
        /// PDF readers accept some bytes before the header.
        const PDF_WITHIN: usize = 1024;
        if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if head.starts_with(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else {
            let head = &head[..head.len().min(PDF_WITHIN)];
            head.windows(5).any(|window| window == b"%PDF-").then_some(Self::Pdf)
        }
    }
}

impl Preflight {
    /// A check of files for this part of a credential of this category.
    #[must_use]
    pub fn new(category: CredentialCategory, classifier: Classifier) -> Self {
        Self { category, classifier, document_type: None }
    }

    /// The same check for a document of this type, such as `BS`. Credit cards (`CC`) have their own limit.
    #[must_use]
    pub fn document_type(self, code: impl Into<String>) -> Self {
        Self { document_type: Some(code.into()), ..self }
    }

    /// Checks a file. The extension of `name` should match its type.
    ///
    /// # Errors
    /// If the file cannot be read. Problems with its content are findings.
    pub fn check(&self, name: &str, file: &mut (impl Read + Seek)) -> io::Result<Checked> {
        let bytes = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        let mut findings: Vec<_> = self.part_finding().into_iter().collect();
        let mut reader = BufReader::new(file);
        let head = reader.fill_buf()?;
        let file_type = FileType::of(head);
        let mut pages = 0;
        match file_type {
            _ if bytes == 0 => findings.push(unreadable("the file is empty")),
            None => findings.push(self.unsupported(head)),
            Some(file_type) if !self.accepts(file_type) => findings.push(self.unsupported_type(file_type)),
            Some(FileType::Pdf) if bytes <= MAX_BYTES => match pdf_pages(&mut reader, bytes)? {
                Ok(count) => pages = count,
                Err(finding) => findings.push(finding),
            },
            Some(FileType::Pdf) => {} // too large to be parsed; KYX602 reports it
            Some(file_type) => {
                pages = 1;
                findings.extend(self.image_findings(file_type, &mut reader)?);
            }
        }
        findings.extend(file_type.and_then(|it| extension_finding(name, it)));
        findings.extend(size_finding(bytes));
        findings.extend(self.page_finding(pages));
        Ok(Checked { report: Report::new(findings, Omitted::default()), bytes, pages })
    }

    /// Checks whether several files of the same document, each valid by itself, exceed a limit together.
    #[must_use]
    pub fn check_together(&self, files: &[Checked]) -> Report {
        let is_document = self.category == CredentialCategory::Document;
        let mut findings = Vec::new();
        if is_document && files.len() > 1 {
            let is_found =
                |rule: &Rule| files.iter().any(|it| it.report.findings().iter().any(|it| it.rule == rule));
            if !is_found(&FILE_TOO_LARGE) {
                findings.extend(size_finding(files.iter().map(|it| it.bytes).sum()));
            }
            if !is_found(&TOO_MANY_PAGES) {
                findings.extend(self.page_finding(files.iter().map(|it| it.pages).sum()));
            }
        }
        Report::new(findings, Omitted::default())
    }

    fn accepts(&self, file_type: FileType) -> bool {
        file_type != FileType::Pdf || self.category == CredentialCategory::Document
    }

    fn part_finding(&self) -> Option<Finding> {
        let (category, part) = (self.category.as_str(), self.classifier.as_str());
        let defect = match (&self.category, self.classifier) {
            (CredentialCategory::Facemap, _) | (_, Classifier::Facemap) => facemap_by_api(),
            (CredentialCategory::Data, _) | (_, Classifier::PreparedData) => prepared_data_as_file(),
            (CredentialCategory::Id | CredentialCategory::Document, Classifier::Face) => {
                foreign_part(category, part, "FRONT or BACK")
            }
            (CredentialCategory::Selfie, Classifier::Front | Classifier::Back) => {
                foreign_part(category, part, "FACE")
            }
            _ => return None,
        };
        Some(Finding::new(&PART_NOT_UPLOADABLE, defect))
    }

    fn unsupported(&self, head: &[u8]) -> Finding {
        let found = match head {
            _ if head.starts_with(b"GIF8") => "a GIF",
            _ if head.starts_with(b"BM") => "a BMP",
            _ if head.starts_with(b"RIFF") => "a WebP or another RIFF file",
            _ if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") => "a TIFF",
            _ if head.get(4..8) == Some(b"ftyp") => "a HEIC, AVIF or video file",
            _ => "a file of an unknown type",
        };
        self.unsupported_finding(found)
    }

    fn unsupported_type(&self, file_type: FileType) -> Finding {
        self.unsupported_finding(&format!("a {}", file_type.name()))
    }

    fn unsupported_finding(&self, found: &str) -> Finding {
        let accepted = FileType::ALL.iter().filter(|it| self.accepts(**it)).map(|it| it.name());
        let defect = unsupported_file_type(found, &accepted.collect::<Vec<_>>());
        Finding::new(&UNSUPPORTED_FILE_TYPE, defect)
    }

    fn image_findings(
        &self,
        file_type: FileType,
        reader: &mut (impl BufRead + Seek),
    ) -> io::Result<Vec<Finding>> {
        let Ok(size) = imagesize::reader_size(&mut *reader) else {
            return Ok(vec![unreadable("the image is damaged: its header cannot be read")]);
        };
        let (width, height) = (size.width as u64, size.height as u64);
        let (longest, shortest) = (width.max(height), width.min(height));
        let mut findings = Vec::new();
        if shortest == 0 {
            return Ok(vec![unreadable("the image is damaged: it has no pixels")]);
        }
        if self.category != CredentialCategory::Document {
            if longest > MAX_SIDE {
                let defect = image_too_large(width, height, MAX_SIDE);
                findings.push(Finding::new(&IMAGE_TOO_LARGE, defect));
            } else if longest <= TOO_SMALL_SIDE {
                let defect = image_too_small(width, height, TOO_SMALL_SIDE);
                findings.push(Finding::new(&IMAGE_TOO_SMALL, defect));
            }
        }
        if !has_end(file_type, reader)? {
            let defect = unreadable_file("the image seems to be truncated").severity(Severity::Warning);
            findings.push(Finding::new(&UNREADABLE_FILE, defect));
        }
        Ok(findings)
    }

    fn page_finding(&self, pages: u64) -> Option<Finding> {
        if self.category != CredentialCategory::Document {
            return None;
        }
        let is_credit_card = self.document_type.as_deref() == Some(CREDIT_CARD);
        let limit = if is_credit_card { MAX_PAGES_OF_CREDIT_CARD } else { MAX_PAGES };
        (pages > limit).then(|| Finding::new(&TOO_MANY_PAGES, too_many_pages(pages, limit)))
    }
}

fn unreadable(reason: &'static str) -> Finding {
    Finding::new(&UNREADABLE_FILE, unreadable_file(reason))
}

fn size_finding(bytes: u64) -> Option<Finding> {
    if bytes <= CERTAIN_BYTES {
        return None;
    }
    let severity = if bytes <= MAX_BYTES { Severity::Warning } else { Severity::Error };
    let defect = file_too_large(bytes, CERTAIN_BYTES).severity(severity);
    Some(Finding::new(&FILE_TOO_LARGE, defect))
}

fn extension_finding(name: &str, file_type: FileType) -> Option<Finding> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    let named = FileType::ALL.into_iter().find(|it| it.extensions().contains(&extension.as_str()))?;
    let found = format!("a {}", file_type.name());
    (named != file_type).then(|| Finding::new(&EXTENSION_MISMATCH, extension_mismatch(&found)))
}

/// Whether the tail of an image contains its end marker; cameras append their own data.
fn has_end(file_type: FileType, reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    const TAIL: u64 = 64 * 1024;
    let end: &[u8] = if file_type == FileType::Jpeg { &[0xFF, 0xD9] } else { b"IEND" };
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    reader.read_to_end(&mut tail)?;
    Ok(tail.windows(end.len()).any(|window| window == end))
}

/// The number of pages of a PDF, from its page tree.
fn pdf_pages(reader: &mut impl Read, length: u64) -> io::Result<Result<u64, Finding>> {
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    reader.take(length).read_to_end(&mut bytes)?;
    Ok(match lopdf::Document::load_metadata_mem(&bytes) {
        Ok(pdf) if pdf.encrypted => Err(unreadable("the PDF is encrypted")),
        Ok(pdf) if pdf.page_count > 0 => Ok(u64::from(pdf.page_count)),
        Ok(_) => Err(unreadable("the PDF is damaged: its pages cannot be counted")),
        Err(_) => Err(unreadable("the PDF is damaged")),
    })
}
