//! Generates files to upload.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, text_string};

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, step)
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    png_of(width, height, &zlib(&[]))
}

/// A PNG with these compressed pixels.
pub(crate) fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, data) in [(b"IHDR", &header[..]), (b"IDAT", pixels), (b"IEND", &[])] {
        let chunk = [&name[..], data].concat();
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend(&chunk);
        file.extend(crc32(&chunk).to_be_bytes());
    }
    file
}

pub(crate) fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Zeros in the `deflate` format, packed as densely as it can.
pub(crate) fn deflate_bomb(length: usize) -> Vec<u8> {
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

pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file =
        b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xC0\x00\x0B\x08".to_vec();
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend(b"\x01\x01\x11\x00\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\x00\xFF\xD9");
    file
}

/// A PDF of these objects. The first is the catalog.
pub(crate) fn pdf_of(objects: &[impl AsRef<[u8]>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object.as_ref());
        file.extend(b"\nendobj\n");
    }
    let xref = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = offsets.len() + 1;
    file.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF\n").bytes(),
    );
    file
}

/// The object that is a stream with this content.
pub(crate) fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {dictionary} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A PDF whose objects are the catalog, the page tree, the pages, and last what all pages show.
pub(crate) fn pdf(pages: usize) -> Vec<u8> {
    let kids: Vec<_> = (0..pages).map(|index| format!("{} 0 R", index + 3)).collect();
    let contents = pages + 3;
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")).into_bytes(),
    ];
    let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents {contents} 0 R >>");
    objects.extend((0..pages).map(|_| page.clone().into_bytes()));
    objects.push(stream("", b"0 0 9 9 re f"));
    pdf_of(&objects, "")
}

/// The same PDF with object streams, as newer programs write it.
pub(crate) fn packed_pdf(pages: usize) -> Vec<u8> {
    let mut file = Vec::new();
    Document::load_mem(&pdf(pages)).unwrap().save_modern(&mut file).unwrap();
    file
}

/// A PDF that an owner may change, and a user with a password, perhaps an empty one, may read.
pub(crate) fn locked_pdf(pages: usize, user_password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf(pages)).unwrap();
    document.trailer.set("ID", Object::Array(vec![text_string("a"), text_string("a")]));
    let state = encryption(&document, user_password);
    document.encrypt(&state).unwrap();
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

fn encryption(document: &Document, user_password: &str) -> EncryptionState {
    let version = EncryptionVersion::V2 {
        document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    EncryptionState::try_from(version).unwrap()
}

/// The same PDF of one page, with its objects in an encrypted object stream, which opens without a password. The key
/// depends on the ID; `written` is how the file writes it.
pub(crate) fn locked_packed_pdf(id: &[u8], written: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R >>",
    ];
    let index = format!("1 0 2 {} 3 {} ", objects[0].len(), objects[0].len() + objects[1].len());
    let content = format!("{index}{}", objects.concat());
    let mut document = Document::load_mem(&pdf(1)).unwrap();
    document.trailer.set("ID", Object::Array(vec![Object::string_literal(id); 2]));
    let state = encryption(&document, "");
    let mut packed = Object::Stream(lopdf::Stream::new(lopdf::Dictionary::new(), content.into_bytes()));
    lopdf::encryption::encrypt_object(&state, (4, 0), &mut packed).unwrap();
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|it| format!("{it:02x}")).collect::<String>();
    let encrypt = format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P {} /O <{}> /U <{}> >>",
        state.encode().unwrap().get(b"P").unwrap().as_i64().unwrap(),
        hexadecimal(state.owner_value()),
        hexadecimal(state.user_value())
    );
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut rows = vec![0, 0, 0, 0, 2, 0, 4, 0, 2, 0, 4, 1, 2, 0, 4, 2];
    let members = format!("/Type /ObjStm /N 3 /First {}", index.len());
    let packed = stream(&members, &packed.as_stream().unwrap().content);
    for object in [&packed[..], encrypt.as_bytes()] {
        let [high, low] = u16::try_from(file.len()).unwrap().to_be_bytes();
        rows.extend([1, high, low, 0]);
        let number = rows.len() / 4 - 1;
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    let id = format!("/ID [{written}{written}]");
    let members = format!("/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Encrypt 5 0 R {id}");
    file.extend([b"6 0 obj\n", &stream(&members, &rows)[..], b"\nendobj\n"].concat());
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    file
}

/// A PDF that requires a password.
pub(crate) fn encrypted_pdf() -> Vec<u8> {
    let objects =
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 1 >>"].map(str::to_owned);
    pdf_of(
        &objects,
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) /U (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) /P -4 >> /ID [(x) (x)]",
    )
}

/// A JPEG of this many bytes.
pub(crate) fn jpeg_of_length(length: usize) -> Vec<u8> {
    const END: &[u8] = b"\xFF\xD9";
    let mut file = jpeg(1000, 700);
    file.resize(length - END.len(), 0);
    file.extend(END);
    file
}
