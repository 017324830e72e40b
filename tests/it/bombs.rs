//! Files that fill the memory or the time of a careless reader.

use super::files::{deflate_bomb, jpeg, pdf_of, png_of, stream, zlib};

/// The size of the largest file that is looked into.
pub(crate) const MOST_FILE_BYTES: usize = 15 << 20;

/// Files that ask for much more memory than they take, or for much work.
pub(crate) fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let bomb = deflate_bomb(200_000_000);
    let many = |part: &str| part.repeat((MOST_FILE_BYTES - 4096) / part.len());
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
        ("segments", [&jpeg(9, 9)[..2], &segments[..8_000_000], &jpeg(9, 9)[2..]].concat()),
        ("array in the trailer", pdf_of(&["<<>>"], &format!("/A [{}]", many("0 ")))),
        ("array in the tree", in_tree(&format!("/A [{}]", many("[]")))),
        ("members", in_tree(&(0..1_000_000).map(|it| format!("/{it} 0")).collect::<String>())),
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
        ("whitespace", whitespace()),
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

/// Each of many pages is behind a million spaces, and so is the end of what it shows.
fn whitespace() -> Vec<u8> {
    let spaces = " ".repeat(1_000_000);
    let kids = "3 0 R ".repeat(60_000);
    let tree = format!("<< /Type /Pages /Kids [{kids}] >>{spaces}");
    let page = format!("<< /Type /Page /Contents 4 0 R >>{spaces}");
    let file = pdf_of(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            &tree,
            &page,
            &format!("<< /Length 0 >> stream\n{spaces}endstream"),
        ],
        "",
    );
    let text = String::from_utf8(file).unwrap();
    let page = text.find("3 0 obj").unwrap();
    // The spaces before the header are as good a place as its own.
    let early = format!("{:010} 00000 n", page - 900_000);
    text.replace(&format!("{page:010} 00000 n"), &early).into_bytes()
}
