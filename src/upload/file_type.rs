//! The type of a file, by its first bytes.

/// A file type that the platform accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileType {
    Jpeg,
    Png,
    Pdf,
}

impl FileType {
    pub(super) const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    pub(super) fn name(self) -> &'static str {
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

    pub(super) fn of(head: &[u8]) -> Option<Self> {
        /// Readers of PDF accept some bytes before the first.
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

    /// The type that the extension of a file name stands for.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        Self::ALL.into_iter().find(|it| it.extensions().contains(&extension.as_str()))
    }
}

/// A file of another type, in words.
pub(super) fn describe_unsupported(head: &[u8]) -> &'static str {
    match head {
        _ if head.starts_with(b"GIF8") => "a GIF",
        _ if head.starts_with(b"BM") => "a BMP",
        _ if head.starts_with(b"RIFF") => "a WebP or another RIFF file",
        _ if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") => "a TIFF",
        _ if head.get(4..8) == Some(b"ftyp") => "a HEIC, AVIF or video file",
        _ => "a file of an unknown type",
    }
}
