//! Area 6: files to upload. The module `upload` checks them.

use crate::defect::Defect;

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
    /// A facemap cannot be uploaded by API, except the binary one of workflow 16; prepared data is JSON, not a file; an
    /// ID has a front and a back, a selfie has a face.
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
    /// *Credential Reference*; *v3 Workflow Descriptions*, workflow 16.
    PART_NOT_UPLOADABLE = "KYX606" "part-not-uploadable" Error [File]

    /// A file is empty, truncated or damaged, or requires a password.
    ///
    /// ## Why
    /// The platform cannot read it either. An image that only seems to be truncated is a warning.
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
    /// *Credential Reference*: a successful extraction requires a readable file.
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
    /// *Jumio Platform API – Credentials*, the request bodies, which specify types, not names.
    EXTENSION_MISMATCH = "KYX608" "extension-mismatch" Warning [File]
}

/// `accepted` lists the names of the file types that are accepted.
pub(crate) fn unsupported_file_type(found: &str, accepted: &[&str]) -> Defect {
    Defect::new(
        format!("expected {}, found {found}", accepted.join(" or ")),
        "convert the file, and give it the extension of its type",
    )
}

pub(crate) fn file_too_large(bytes: u64, limit: u64) -> Defect {
    Defect::new(
        format!("{bytes} bytes, at most {limit} are certain to be accepted"),
        "compress it, or scale it down",
    )
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
        "a facemap cannot be uploaded by API",
        "let the web client or an SDK capture it; only workflow 16 accepts a binary one",
    )
}

pub(crate) fn prepared_data_as_file() -> Defect {
    Defect::new("prepared data is not a file", "send it as JSON to the URL of the part")
}

pub(crate) fn foreign_part(category: &str, part: &str, parts: &str) -> Defect {
    Defect::new(format!("{category} has no part {part}"), format!("upload it as {parts}"))
}

/// `reason` says why, such as "the PDF is encrypted".
pub(crate) fn unreadable_file(reason: &'static str) -> Defect {
    Defect::new(reason, "save or scan it again, without a password")
}

pub(crate) fn extension_mismatch(found: &str) -> Defect {
    Defect::new(
        format!("the extension does not match the content, which is {found}"),
        "rename it, or choose the right file",
    )
}
