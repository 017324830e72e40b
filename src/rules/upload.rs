//! Area 6: files to upload. The module `upload` checks them.

use super::wording::either;
use crate::{defect::Defect, workflow::NO_FACEMAP_BY_API};

declare_rules! {
    /// The platform does not accept this type of file for the credential.
    ///
    /// ## Why
    /// IDs and selfies must be JPEG or PNG; other documents may be PDF as well. The content counts, not the name.
    ///
    /// ## Example
    /// With `--category ID --part FRONT`, this is reported:
    /// ```text invalid --category ID --part FRONT
    /// front.pdf: a PDF of 2 pages
    /// ```
    /// With `--category ID --part FRONT`, this is not:
    /// ```text valid --category ID --part FRONT
    /// front.jpg: a JPEG of 1000 × 700 pixels
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, the request bodies; *Credential Reference*, document.
    UNSUPPORTED_FILE_TYPE = "KYX601" "unsupported-file-type" Error [File]

    /// A file, or all files of a document together, exceed 15 MB.
    ///
    /// ## Why
    /// The platform rejects it. The documents do not define the megabyte: more than 15 000 000 bytes is a warning, more
    /// than 15 × 1 048 576 bytes an error.
    ///
    /// ## Example
    /// With `--category ID --part FRONT`, this is reported:
    /// ```text invalid --category ID --part FRONT
    /// front.jpg: a JPEG of 16 000 000 bytes
    /// ```
    /// With `--category ID --part FRONT`, this is not:
    /// ```text valid --category ID --part FRONT
    /// front.jpg: a JPEG of 15 000 000 bytes
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, the request bodies; *Credential Reference*, document.
    FILE_TOO_LARGE = "KYX602" "file-too-large" Error [File]

    /// A side of an image is longer than 8000 pixels.
    ///
    /// ## Why
    /// The platform rejects it.
    ///
    /// ## Example
    /// With `--category ID --part FRONT`, this is reported:
    /// ```text invalid --category ID --part FRONT
    /// front.jpg: a JPEG of 9000 × 6000 pixels
    /// ```
    /// With `--category ID --part FRONT`, this is not:
    /// ```text valid --category ID --part FRONT
    /// front.jpg: a JPEG of 8000 × 6000 pixels
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, the request bodies.
    IMAGE_TOO_LARGE = "KYX603" "image-too-large" Error [File]

    /// The longest side of an image must be longer than 300 pixels.
    ///
    /// ## Why
    /// The platform rejects a smaller image: too little of it is legible.
    ///
    /// ## Example
    /// With `--category ID --part FRONT`, this is reported:
    /// ```text invalid --category ID --part FRONT
    /// front.jpg: a JPEG of 300 × 200 pixels
    /// ```
    /// With `--category ID --part FRONT`, this is not:
    /// ```text valid --category ID --part FRONT
    /// front.jpg: a JPEG of 900 × 600 pixels
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, "Add part to a credential".
    IMAGE_TOO_SMALL = "KYX604" "image-too-small" Error [File]

    /// A document has more images or pages than the platform accepts.
    ///
    /// ## Why
    /// It accepts 2 for a credit card (type `CC`), and 30 for any other document.
    ///
    /// ## Example
    /// With `--category DOCUMENT --part FRONT`, this is reported:
    /// ```text invalid --category DOCUMENT --part FRONT
    /// statement.pdf: a PDF of 31 pages
    /// ```
    /// With `--category DOCUMENT --part FRONT`, this is not:
    /// ```text valid --category DOCUMENT --part FRONT
    /// statement.pdf: a PDF of 30 pages
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, document.
    TOO_MANY_PAGES = "KYX605" "too-many-pages" Error [File]

    /// The part cannot be uploaded as a file, or the credential has no such part.
    ///
    /// ## Why
    /// A facemap cannot be uploaded by API, except the binary one of workflow 16 (`--workflow 16`); prepared data is JSON,
    /// not a file; an ID has a front and a back, a selfie has a face.
    ///
    /// ## Example
    /// With `--category SELFIE --part FRONT`, this is reported:
    /// ```text invalid --category SELFIE --part FRONT
    /// selfie.jpg: a JPEG of 700 × 1000 pixels
    /// ```
    /// With `--category SELFIE --part FACE`, this is not:
    /// ```text valid --category SELFIE --part FACE
    /// selfie.jpg: a JPEG of 700 × 1000 pixels
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, ID, selfie, facemap and prepared data; *v3 Workflow Descriptions*, workflow 16, "Upload
    /// Facemap".
    PART_NOT_UPLOADABLE = "KYX606" "part-not-uploadable" Error [File]

    /// A file is empty, truncated or damaged, or requires a password.
    ///
    /// ## Why
    /// The platform cannot read it either, or only a part of it. Data after the end of an image or a PDF is fine:
    /// cameras and scanners append some. A missing end is damage: pixels or pages are lost. A PDF with a password for
    /// changes only, which opens without one, is fine too.
    ///
    /// ## Example
    /// With `--category DOCUMENT --part FRONT`, this is reported:
    /// ```text invalid --category DOCUMENT --part FRONT
    /// statement.pdf: an encrypted PDF
    /// ```
    /// With `--category DOCUMENT --part FRONT`, this is not:
    /// ```text valid --category DOCUMENT --part FRONT
    /// statement.pdf: a PDF of 2 pages
    /// ```
    ///
    /// ## Source
    /// This tool's own advice: nothing can be extracted from such a file.
    UNREADABLE_FILE = "KYX607" "unreadable-file" Error [File]

    /// The extension of a file does not match its content.
    ///
    /// ## Why
    /// Some readers rely on the name; it may also be the wrong file.
    ///
    /// ## Example
    /// With `--category ID --part FRONT`, this is reported:
    /// ```text invalid --category ID --part FRONT
    /// front.png: a JPEG of 1000 × 700 pixels
    /// ```
    /// With `--category ID --part FRONT`, this is not:
    /// ```text valid --category ID --part FRONT
    /// front.jpg: a JPEG of 1000 × 700 pixels
    /// ```
    ///
    /// ## Source
    /// This tool's own advice: the request bodies of *Jumio Platform API – Credentials* specify types, not names.
    EXTENSION_MISMATCH = "KYX608" "extension-mismatch" Warning [File]

    /// A document consists of several PDFs, or of a PDF and images.
    ///
    /// ## Why
    /// The platform accepts images or a single PDF.
    ///
    /// ## Example
    /// With `--category DOCUMENT --part FRONT`, this is reported:
    /// ```text invalid --category DOCUMENT --part FRONT
    /// page-1.pdf: a PDF of 2 pages
    /// page-2.jpg: a JPEG of 700 × 1000 pixels
    /// ```
    /// With `--category DOCUMENT --part FRONT`, this is not:
    /// ```text valid --category DOCUMENT --part FRONT
    /// page-1.jpg: a JPEG of 700 × 1000 pixels
    /// page-2.jpg: a JPEG of 700 × 1000 pixels
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, "Upload a document": "image(s)/single pdf".
    MIXED_FILES = "KYX609" "mixed-files" Error [File]
}

const COMPRESS: &str = "compress it, or scale it down";

/// `accepted` lists the names of the file types that are accepted.
pub(crate) fn unsupported_file_type(found: &str, accepted: &[&str]) -> Defect {
    Defect::new(
        format!("expected {}, found {found}", either(accepted)),
        "convert the file, and give it the extension of its type",
    )
}

pub(crate) fn file_too_large(bytes: u64) -> Defect {
    Defect::new(format!("{bytes} bytes are more than 15 MB"), COMPRESS)
}

/// `limit` is the least that the limit of the platform may mean, in bytes.
pub(crate) fn file_perhaps_too_large(bytes: u64, limit: u64) -> Defect {
    Defect::new(format!("{bytes} bytes, at most {limit} are certain to be accepted"), COMPRESS)
}

/// `limit` is the longest side in pixels.
pub(crate) fn image_too_large(width: u64, height: u64, limit: u64) -> Defect {
    Defect::new(format!("{width} × {height} pixels, at most {limit} × {limit} are accepted"), "scale it down")
}

/// The longest side must exceed `limit`, in pixels.
pub(crate) fn image_too_small(width: u64, height: u64, limit: u64) -> Defect {
    Defect::new(
        format!("{width} × {height} pixels, the longest side must exceed {limit}"),
        "take the picture again; scaling it up does not help",
    )
}

pub(crate) fn too_many_pages(pages: u64, limit: u64) -> Defect {
    Defect::new(
        format!("{pages} images or pages, at most {limit} are accepted"),
        "upload only the relevant ones",
    )
}

pub(crate) fn facemap_by_api() -> Defect {
    Defect::new(
        NO_FACEMAP_BY_API,
        "let the web client or an SDK capture it; only workflow 16 accepts a binary one (`--workflow 16`)",
    )
}

pub(crate) fn prepared_data_as_file() -> Defect {
    Defect::new(
        "prepared data is not a file",
        "send it as JSON to the URL of the part; `kyx lint --as prepared-data` checks it",
    )
}

/// `parts` lists the parts of the category.
pub(crate) fn foreign_part(category: &str, part: &str, parts: &[&str]) -> Defect {
    Defect::new(format!("{category} has no part {part}"), format!("upload it as {}", either(parts)))
}

pub(crate) fn mixed_files(pdf_count: usize) -> Defect {
    let found = match pdf_count {
        1 => "a PDF together with other files".to_owned(),
        _ => format!("{pdf_count} PDFs"),
    };
    Defect::new(
        format!("{found}, a document is one PDF or images"),
        "combine all pages in one PDF, or upload images only",
    )
}

pub(crate) fn empty_file() -> Defect {
    Defect::new("the file is empty", "choose the file that has the content")
}

/// `file` is a type of file, such as `PDF`.
pub(crate) fn cut_off_file(file: &str) -> Defect {
    Defect::new(format!("a {file} that is cut off: its end is missing"), "copy or save it again, completely")
}

/// `reason` is a sentence about the file.
pub(crate) fn damaged_file(file: &str, reason: &str) -> Defect {
    Defect::new(format!("a damaged {file}: {reason}"), "save or scan it again")
}

pub(crate) fn locked_file(file: &str) -> Defect {
    Defect::new(format!("a {file} that requires a password"), "save it without a password")
}

pub(crate) fn extension_mismatch(found: &str) -> Defect {
    Defect::new(
        format!("the extension does not match the content, which is {found}"),
        "rename it, or choose the right file",
    )
}
