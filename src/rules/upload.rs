//! Area 6: files to upload. What finds them is `upload`.

use super::{Advice, Fault, advice, any_of};

declare_rules! {
    /// A file is of a type that the platform does not take for this credential.
    ///
    /// ## Why
    /// IDs and selfies are JPEG or PNG, other documents PDF as well. The content counts, not the name.
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
    UNSUPPORTED_FILE_TYPE = "KYX601" "unsupported-file-type" Error { advice: unsupported_file_type }

    /// A file, or all files of a document together, exceed 15 MB.
    ///
    /// ## Why
    /// The platform refuses it. The documents do not say which megabyte they mean: above 15 000 000 bytes it is a
    /// warning, above 15 × 1 048 576 an error.
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
    FILE_TOO_LARGE = "KYX602" "file-too-large" Error { advice: file_too_large }

    /// A side of an image is longer than 8000 pixels.
    ///
    /// ## Why
    /// The platform refuses it.
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
    IMAGE_TOO_LARGE = "KYX603" "image-too-large" Error { advice: image_too_large }

    /// The longest side of an image is not longer than 300 pixels.
    ///
    /// ## Why
    /// The platform refuses it: too little can be read from it.
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
    IMAGE_TOO_SMALL = "KYX604" "image-too-small" Error { advice: image_too_small }

    /// A document has more images or pages than the platform takes.
    ///
    /// ## Why
    /// It takes 2 of a credit card (type `CC`), and 30 of any other document.
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
    TOO_MANY_PAGES = "KYX605" "too-many-pages" Error { advice: too_many_pages }

    /// The part cannot be uploaded as a file, or is none of the credential's.
    ///
    /// ## Why
    /// A facemap never comes by API, save the binary one of workflow 16; prepared data is JSON, not a file; an ID has a
    /// front and a back, a selfie a face.
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
    PART_NOT_UPLOADABLE = "KYX606" "part-not-uploadable" Error { advice: part_not_uploadable }

    /// A file is empty, cut off, damaged, or needs a password.
    ///
    /// ## Why
    /// The platform cannot read it either. An image that only seems to be cut off is a warning.
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
    /// *Credential Reference*: a successful extraction needs what it can read.
    UNREADABLE_FILE = "KYX607" "unreadable-file" Error { advice: unreadable_file }

    /// The name of a file says another type than its content.
    ///
    /// ## Why
    /// Some readers go by the name; and the wrong file may have been taken.
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
    /// *Jumio Platform API – Credentials*, the request bodies, which name types, not names.
    EXTENSION_MISMATCH = "KYX608" "extension-mismatch" Warning { advice: extension_mismatch }
}

/// `options` holds the types that are taken.
fn unsupported_file_type(fault: &Fault<'_>) -> Advice {
    advice(
        format!("{}, expected {}", fault.text(), any_of(&fault.options).replace('`', "")),
        "convert the file, and name it after what it is",
    )
}

fn file_too_large(fault: &Fault<'_>) -> Advice {
    let (bytes, limit) = (fault.value.as_u64().unwrap_or_default(), fault.limit.unwrap_or_default());
    advice(format!("{bytes} bytes, at most {limit} are sure to be taken"), "compress it, or scale it down")
}

fn image_too_large(fault: &Fault<'_>) -> Advice {
    let limit = fault.limit.unwrap_or_default();
    advice(format!("{}, at most {limit} × {limit} pixels are taken", fault.text()), "scale it down")
}

fn image_too_small(fault: &Fault<'_>) -> Advice {
    let limit = fault.limit.unwrap_or_default();
    advice(
        format!("{}, the longest side must be over {limit} pixels", fault.text()),
        "take the picture anew; scaling it up adds nothing",
    )
}

fn too_many_pages(fault: &Fault<'_>) -> Advice {
    let (pages, limit) = (fault.value.as_u64().unwrap_or_default(), fault.limit.unwrap_or_default());
    advice(format!("{pages} images or pages, at most {limit} are taken"), "upload those that matter")
}

fn part_not_uploadable(fault: &Fault<'_>) -> Advice {
    match fault.options.as_slice() {
        [reason, help] => advice(reason.clone(), help.clone()),
        _ => advice("not a part that can be uploaded as a file", "see the part URLs of the account response"),
    }
}

fn unreadable_file(fault: &Fault<'_>) -> Advice {
    advice(fault.text().to_owned(), "save or scan it anew, without a password")
}

fn extension_mismatch(fault: &Fault<'_>) -> Advice {
    advice(
        format!("the name says otherwise, but it is {}", fault.text()),
        "rename it, or take the right file",
    )
}
