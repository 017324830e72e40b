//! PDFs made by hand: their tables, streams, objects and texts in each form, and the limits of what is read.

use std::{collections::BTreeMap, fmt::Write};

use super::{check_pdf, codes, words};
use crate::files::{locked_packed_pdf, pdf, pdf_of, stream};

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const TREE: &str = "<< /Type /Pages /Kids [3 0 R] >>";
const PAGE: &str = "<< /Type /Page >>";

const CUT_OFF: &str = "a PDF that is cut off: its end is missing";
const MISSING: &str = "a damaged PDF: a part is missing";
const UNREADABLE: &str = "a damaged PDF: a part cannot be read";
const UNREADABLE_TREE: &str = "a damaged PDF: its page tree cannot be read";
const UNREADABLE_TABLE: &str = "a damaged PDF: its cross-reference table cannot be read";
const TOO_COMPLEX: &str = "a damaged PDF: its structure is too complex";

/// The number of pages, or why they cannot be counted.
fn counted(file: &[u8]) -> Result<u64, String> {
    let checked = check_pdf(file);
    if codes(&checked).contains(&"KYX607") { Err(words(&checked).0.to_owned()) } else { Ok(checked.pages) }
}

fn damaged(message: &str) -> Result<u64, String> {
    Err(message.to_owned())
}

/// A PDF in the making: its text, and the rows of its table by the number of the object.
struct Draft {
    bytes: Vec<u8>,
    rows: BTreeMap<u32, [u64; 3]>,
}

impl Draft {
    fn new() -> Self {
        Self { bytes: b"%PDF-1.5\n".to_vec(), rows: BTreeMap::from([(0, [0; 3])]) }
    }

    /// An object that no table lists.
    fn unlisted(mut self, number: u32, object: impl AsRef<[u8]>) -> Self {
        self.bytes.extend(format!("{number} 0 obj\n").bytes());
        self.bytes.extend(object.as_ref());
        self.bytes.extend(b"\nendobj\n");
        self
    }

    fn object(mut self, number: u32, object: impl AsRef<[u8]>) -> Self {
        let offset = self.bytes.len() as u64;
        self.rows.insert(number, [1, offset, 0]);
        self.unlisted(number, object)
    }

    fn text(mut self, text: &str) -> Self {
        self.bytes.extend(text.bytes());
        self
    }

    fn row(mut self, number: u32, row: [u64; 3]) -> Self {
        self.rows.insert(number, row);
        self
    }

    /// An object stream with these objects, each with a space behind it.
    fn packed(mut self, number: u32, objects: &[(u32, &str)]) -> Self {
        for (index, (packed, _)) in (0..).zip(objects) {
            self.rows.insert(*packed, [2, number.into(), index]);
        }
        let (first, content) = packed(objects);
        self.object(number, stream(&format!("/Type /ObjStm /First {first}"), &content))
    }

    /// The offset of what comes next.
    fn end(&self) -> usize {
        self.bytes.len()
    }

    fn sections(&self, sections: &[&[u32]], ending: &str) -> String {
        let mut table = "xref\n".to_owned();
        for numbers in sections {
            writeln!(table, "{} {}", numbers[0], numbers.len()).unwrap();
            for number in *numbers {
                let [kind, offset, _] = self.rows[number];
                let used = if kind == 1 { 'n' } else { 'f' };
                write!(table, "{offset:010} 00000 {used}{ending}").unwrap();
            }
        }
        table
    }

    fn ended(self, start: usize) -> Vec<u8> {
        self.text(&format!("startxref\n{start}\n%%EOF\n")).bytes
    }

    fn with_table(self, table: &str, trailer: &str) -> Vec<u8> {
        let start = self.end();
        self.text(table).text(&format!("trailer\n<< /Root 1 0 R {trailer} >>\n")).ended(start)
    }

    /// Completes it by a table in text, with the numbers of the objects in each of its sections.
    fn in_text(self, sections: &[&[u32]], ending: &str) -> Vec<u8> {
        let table = self.sections(sections, ending);
        self.with_table(&table, "")
    }

    /// Completes it by a table in a stream, whose fields have these widths.
    fn in_stream(self, widths: [usize; 3], sections: &[&[u32]], members: &str) -> Vec<u8> {
        self.in_stream_after(widths, sections, members, "\n")
    }

    fn in_stream_after(
        self,
        widths: [usize; 3],
        sections: &[&[u32]],
        members: &str,
        ending: &str,
    ) -> Vec<u8> {
        let fields = |number: &u32| {
            let fields = self.rows[number].into_iter().zip(widths);
            fields.flat_map(|(value, width)| value.to_be_bytes()[8 - width..].to_vec())
        };
        let content: Vec<_> = sections.iter().flat_map(|it| *it).flat_map(fields).collect();
        let index: Vec<_> = sections.iter().map(|it| format!("{} {}", it[0], it.len())).collect();
        let [kind, value, rest] = widths;
        let head = format!(
            "<< /Type /XRef /Size 99 /W [{kind} {value} {rest}] /Index [{}] /Root 1 0 R /Length {} {members} >> stream{ending}",
            index.join(" "),
            content.len()
        );
        let start = self.end();
        self.unlisted(99, [head.as_bytes(), &content, b"\nendstream"].concat()).ended(start)
    }
}

/// The offset of the first object in an object stream, and its content.
fn packed(objects: &[(u32, &str)]) -> (usize, Vec<u8>) {
    let (mut index, mut content) = (String::new(), String::new());
    for (number, object) in objects {
        write!(index, "{number} {} ", content.len()).unwrap();
        content.push_str(object);
        content.push(' ');
    }
    (index.len(), [index, content].concat().into_bytes())
}

/// A PDF of one page. Behind it is another page tree, of two pages and with the same number, which no table lists: a
/// reader that has to search the file for objects takes the last one.
fn with_unlisted_tree() -> Draft {
    Draft::new()
        .text("% what makes the offsets longer than a byte\n".repeat(10).as_str())
        .object(1, CATALOG)
        .object(2, TREE)
        .object(3, PAGE)
        .unlisted(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] >>")
}

#[test]
fn a_table_in_text_has_sections_and_rows() {
    let sections: [&[&[u32]]; 4] =
        [&[&[0, 1, 2, 3]], &[&[0], &[1, 2], &[3]], &[&[0], &[2, 3], &[1]], &[&[1, 2, 3]]];
    for sections in sections {
        for ending in [" \n", " \r", "\r\n", "\n"] {
            let file = with_unlisted_tree().in_text(sections, ending);
            assert_eq!(counted(&file), Ok(1), "{sections:?} {ending:?}");
        }
    }
}

#[test]
fn objects_are_searched_where_the_table_is_wrong() {
    let cases = [
        ("more rows than there are", "xref\n0 99999\n0000000000 65535 f \n"),
        ("no rows", "xref\n"),
        ("no numbers", "xref\nnone\n0000000000 65535 f \n"),
        ("another row", "xref\n2 1\n0000000009 00000 n \n"),
        ("a free row", "xref\n2 1\n0000000009 00000 f \n"),
    ];
    for (name, table) in cases {
        assert_eq!(counted(&with_unlisted_tree().with_table(table, "")), Ok(2), "{name}");
    }
}

#[test]
fn a_table_in_a_stream_has_sections_and_fields() {
    let sections: [&[&[u32]]; 3] = [&[&[0, 1, 2, 3]], &[&[0], &[1, 2], &[3]], &[&[2, 3], &[1]]];
    for sections in sections {
        for widths in [[1, 2, 1], [1, 4, 0], [2, 3, 2], [8, 8, 8]] {
            for ending in ["\n", "\r\n", "\r"] {
                let file = with_unlisted_tree().in_stream_after(widths, sections, "", ending);
                assert_eq!(counted(&file), Ok(1), "{sections:?} {widths:?} {ending:?}");
            }
        }
    }
    let used = with_unlisted_tree().in_stream([0, 2, 0], &[&[1, 2, 3]], "");
    assert_eq!(counted(&used), Ok(1), "without a kind, all rows are in use");
}

/// Its rows follow each other, and each section ends with its last row.
#[test]
fn a_section_does_not_have_the_rows_of_the_next() {
    let draft = Draft::new().object(1, CATALOG).object(2, TREE).object(3, PAGE).packed(4, &[(5, "<<>>")]);
    let older = draft.end();
    let table = draft.sections(&[&[0, 1, 2, 3, 4]], " \n");
    let draft = draft.text(&table).text("trailer\n<< /Root 1 0 R >>\n");
    let file = draft.in_stream([1, 2, 1], &[&[0], &[5]], &format!("/Prev {older}"));
    assert_eq!(counted(&file), Ok(1));
}

#[test]
fn the_end_tells_where_the_table_is() {
    let file = String::from_utf8(pdf(1)).unwrap();
    let (head, _) = file.split_once("startxref").unwrap();
    let with_start = |start: &str| format!("{head}startxref\n{start:>9}\n%%EOF");
    let length = with_start("").len();
    let table = head.find("xref").unwrap();
    for (name, start, expected) in [
        ("the table", table.to_string(), Ok(1)),
        ("a wrong place", (length - 1).to_string(), Ok(1)),
        ("the end of the file", length.to_string(), damaged(CUT_OFF)),
        ("before the file", format!("-{table}"), damaged("a damaged PDF: its end cannot be read")),
        ("nothing", String::new(), damaged("a damaged PDF: its end cannot be read")),
    ] {
        assert_eq!(counted(with_start(&start).as_bytes()), expected, "{name}");
    }
}

#[test]
fn a_missing_object_is_cut_off_if_it_is_listed_beyond_the_end() {
    let draft = || Draft::new().object(1, CATALOG).object(2, TREE);
    let sections: &[&[u32]] = &[&[0, 1, 2, 3]];
    assert_eq!(counted(&draft().row(3, [1, 99_999, 0]).in_text(sections, " \n")), damaged(CUT_OFF));
    assert_eq!(counted(&draft().row(3, [1, 9, 0]).in_text(sections, " \n")), damaged(MISSING));
    assert_eq!(counted(&draft().row(3, [0, 0, 0]).in_text(sections, " \n")), damaged(MISSING));
}

/// A PDF whose objects are in this object stream.
fn in_object_stream(members: &str, content: &[u8]) -> Vec<u8> {
    let packed = [format!("<< {members} >>\nstream\n").as_bytes(), content, b"\nendstream"].concat();
    let draft = Draft::new().row(1, [2, 4, 0]).row(2, [2, 4, 1]).row(3, [2, 4, 2]).object(4, packed);
    let draft = draft.object(5, content.len().to_string());
    draft.in_stream([1, 2, 1], &[&[0, 1, 2, 3, 4, 5]], "")
}

/// A stream may contain the word that ends it; only a wrong length makes it do so.
#[test]
fn a_stream_ends_where_its_length_says() {
    let catalog = "<< /Type /Catalog /A (endstream) /Pages 2 0 R >>";
    let (first, content) = packed(&[(1, catalog), (2, TREE), (3, PAGE)]);
    let pages = |length: &str| counted(&in_object_stream(&format!("/First {first} {length}"), &content));
    assert_eq!(pages(&format!("/Length {}", content.len())), Ok(1));
    assert_eq!(pages("/Length 5 0 R"), Ok(1));
    for wrong in ["", "/Length 3", "/Length -1", "/Length 99999999", "/Length 9223372036854775807"] {
        assert_eq!(pages(wrong), damaged(MISSING), "{wrong}");
    }
}

#[test]
fn a_stream_with_a_wrong_length_ends_at_its_end() {
    let (first, content) = packed(&[(1, CATALOG), (2, TREE), (3, PAGE)]);
    for wrong in ["", "/Length 3", "/Length -1", "/Length 99999999", "/Length (3)", "/Length 1 0 R"] {
        assert_eq!(
            counted(&in_object_stream(&format!("/First {first} {wrong}"), &content)),
            Ok(1),
            "{wrong}"
        );
    }
}

/// The length might be that of the object stream which it is in.
#[test]
fn a_length_in_an_object_stream_is_not_read() {
    let page = "<< /Type /Page /Contents 5 0 R >>";
    let contents = "<< /Length 6 0 R >> stream\n0 0 9 9 re f\nendstream";
    let draft = Draft::new().object(1, CATALOG).object(2, TREE).object(3, page).object(5, contents);
    let file = draft.packed(4, &[(6, "12")]).in_stream([1, 2, 1], &[&[1, 2, 3, 4, 5, 6]], "");
    assert_eq!(counted(&file), Ok(1));
}

#[test]
fn objects_are_in_several_object_streams() {
    let draft = Draft::new().packed(4, &[(1, CATALOG), (3, PAGE)]).packed(5, &[(2, TREE)]);
    assert_eq!(counted(&draft.in_stream([1, 2, 1], &[&[1, 2, 3, 4, 5]], "")), Ok(1));
}

/// What looks like another entry is the first object.
#[test]
fn the_index_of_an_object_stream_ends_at_its_first_object() {
    let packed = stream("/First 3", b"9 0 3 5 <<>>");
    let draft = Draft::new().object(1, CATALOG).object(2, TREE).row(3, [2, 4, 0]).object(4, packed);
    assert_eq!(counted(&draft.in_stream([1, 2, 1], &[&[1, 2, 3, 4]], "")), damaged(MISSING));
}

#[test]
fn an_object_stream_has_at_most_4_mib() {
    for (length, expected) in [(4 << 20, Ok(1)), ((4 << 20) + 1, damaged(TOO_COMPLEX))] {
        let (first, mut content) = packed(&[(1, CATALOG), (2, TREE), (3, PAGE)]);
        content.resize(length, b' ');
        let members = format!("/First {first} /Length {length}");
        assert_eq!(counted(&in_object_stream(&members, &content)), expected, "{length}");
    }
}

#[test]
fn a_page_tree_of_any_shape_is_counted() {
    let no_pages = || damaged("a damaged PDF: it has no pages");
    for (name, tree, page, expected) in [
        ("a page", TREE, PAGE, Ok(1)),
        ("a page twice", "<< /Kids [3 0 R 3 0 R] >>", PAGE, Ok(2)),
        ("a page without a type", TREE, "<<>>", Ok(1)),
        ("a page with pages below it", TREE, "<< /Type /Page /Kids [4 0 R 4 0 R] >>", Ok(1)),
        ("pages below pages", TREE, "<< /Type /Pages /Kids [4 0 R 4 0 R] >>", Ok(2)),
        ("pages without a type", TREE, "<< /Kids [4 0 R 4 0 R] >>", Ok(2)),
        ("no pages", TREE, "<< /Type /Pages >>", no_pages()),
        ("an empty list of pages", TREE, "<< /Type /Pages /Kids [] >>", no_pages()),
        ("a list elsewhere", "<< /Kids 3 0 R >>", "[4 0 R 4 0 R 4 0 R]", Ok(3)),
        ("only a page", "<< /Type /Page >>", "", Ok(1)),
        ("no list", "<< /Kids (3 0 R) >>", PAGE, damaged(UNREADABLE_TREE)),
        ("a page in the list", "<< /Kids [<< /Type /Page >>] >>", PAGE, damaged(UNREADABLE_TREE)),
        ("a negative number", "<< /Kids [-3 0 R] >>", PAGE, damaged(UNREADABLE)),
        ("a missing page", "<< /Kids [9 0 R] >>", PAGE, damaged(MISSING)),
        ("no dictionary", TREE, "[]", damaged(UNREADABLE)),
    ] {
        assert_eq!(counted(&pdf_of(&[CATALOG, tree, page, PAGE], "")), expected, "{name}");
    }
}

#[test]
fn each_stream_of_a_page_is_there() {
    let stream = stream("", b"0 0 9 9 re f");
    for (name, contents, expected) in [
        ("none", "null", Ok(1)),
        ("one", "4 0 R", Ok(1)),
        ("several", "[4 0 R 4 0 R]", Ok(1)),
        ("an empty list", "[]", Ok(1)),
        ("a list elsewhere", "6 0 R", Ok(1)),
        ("no stream", "5 0 R", damaged(UNREADABLE)),
        ("a list with no stream", "[4 0 R 5 0 R]", damaged(UNREADABLE)),
        ("a missing stream", "9 0 R", damaged(MISSING)),
        ("a list with a missing stream", "[4 0 R 9 0 R]", damaged(MISSING)),
        ("a list with a number", "[4 0 R 9]", damaged(UNREADABLE_TREE)),
    ] {
        let page = format!("<< /Type /Page /Contents {contents} >>");
        let objects =
            [CATALOG.as_bytes(), TREE.as_bytes(), page.as_bytes(), &stream, b"<< /Length 9 >>", b"[4 0 R]"];
        assert_eq!(counted(&pdf_of(&objects, "")), expected, "{name}");
    }
}

/// What is misread shifts or hides the list of pages behind it.
#[test]
fn values_are_read_in_each_form() {
    for (name, members) in [
        ("booleans", "/A true /B false"),
        ("null", "/A null"),
        ("numbers", "/A -1 /B +1 /C .5 /D -.5 /E 4. /F 1 /G [1 0 2 0 R 3 0]"),
        ("names", "/A /B /C/D /E#20F /G"),
        ("an empty name", "/ /"),
        ("strings", "/A (a)/B()/C<61>/D <>"),
        ("nested parentheses", "/A (a (b) /Kids [) /B ((a)(b(c)))"),
        ("escaped parentheses", r"/A (\() /B (\)) /C (\\) /D (a\)b)"),
        ("a bracket in a string", "/A (>> /Kids [ <<)"),
        ("comments", "% >> /Kids [\n/A % (\r1%\n"),
        ("a comment in a list", "/A [ 1 % ]\n 2 ]"),
        ("dictionaries", "/A << /Kids [9 0 R] /B << >> >>"),
        ("whitespace", "\0/A\t\x0C\r\n(a)\n"),
    ] {
        let tree = format!("<< /Type /Pages {members} /Kids [3 0 R] >>");
        assert_eq!(counted(&pdf_of(&[CATALOG, &tree, PAGE], "")), Ok(1), "{name}");
    }
    for (name, members) in
        [("another word", "/A truth"), ("an open string", "/A ((a)"), ("no value", "/A /B /C")]
    {
        let tree = format!("<< /Type /Pages {members} /Kids [3 0 R] >>");
        assert_eq!(counted(&pdf_of(&[CATALOG, &tree, PAGE], "")), damaged(UNREADABLE), "{name}");
    }
}

#[test]
fn names_have_escapes() {
    for tree in [
        "<< /Type /Pages /K#69ds [3 0 R] >>",
        "<< /#54#79#70#65 /Pages /#4b#69#64#73 [3 0 R] >>",
        "<< /#4Bids[3 0 R]/#x/#>>",
    ] {
        assert_eq!(counted(&pdf_of(&[CATALOG, tree, PAGE], "")), Ok(1), "{tree}");
    }
    let page = "<< /Type /P#61ge /Kids [4 0 R 4 0 R] >>";
    assert_eq!(counted(&pdf_of(&[CATALOG, TREE, page, PAGE], "")), Ok(1));
}

/// With another ID, the file would not open without a password.
#[test]
fn strings_have_escapes() {
    let cases: [(&[u8], &str); 25] = [
        (b"a", "(a)"),
        (b"", "()"),
        (b"a(b)c", "(a(b)c)"),
        (b"a(b(c)d)", "(a(b(c)d))"),
        (b"a)b(", r"(a\)b\()"),
        (b"\\", r"(\\)"),
        (b"\n\r\t\x08\x0C", r"(\n\r\t\b\f)"),
        (b"x", r"(\x)"),
        (b"ab", "(a\\\nb)"),
        (b"ab", "(a\\\rb)"),
        (b"ab", "(a\\\r\nb)"),
        (b"a\nb", "(a\\\r\n\nb)"),
        (b"A", r"(\101)"),
        (b"A7b", r"(\1017b)"),
        (b"Sv", r"(\123\166)"),
        (b"1", r"(\61)"),
        (b"18", r"(\618)"),
        (b"\x07", r"(\7)"),
        (b"\x06a", r"(\6a)"),
        (b"\xFF", r"(\377)"),
        (b"az", "<617a>"),
        (b"az", "<6 1\n7A>"),
        (b"a\x70", "<617>"),
        (b"", "<>"),
        (b"\x9F", "<9f>"),
    ];
    for (id, written) in cases {
        assert_eq!(counted(&locked_packed_pdf(id, written)), Ok(1), "{written:?}");
    }
    let other = locked_packed_pdf(b"a", "(b)");
    assert_eq!(counted(&other), damaged("a PDF that requires a password"));
}

#[test]
fn values_are_nested_at_most_50_deep() {
    for (depth, expected) in [(50, Ok(1)), (51, damaged(UNREADABLE)), (52, damaged(UNREADABLE))] {
        let lists = format!("/A {}{}", "[".repeat(depth), "]".repeat(depth));
        let dictionaries = format!("{}{}", "/A <<".repeat(depth), ">>".repeat(depth));
        for members in [&lists, &dictionaries] {
            let page = format!("<< /Type /Page {members} >>");
            assert_eq!(counted(&pdf_of(&[CATALOG, TREE, &page], "")), expected, "{depth}: {members}");
        }
    }
}

/// A dictionary, a list, and what is in the list.
#[test]
fn an_object_has_at_most_65536_values() {
    for (count, expected) in [(65_534, Ok(1)), (65_535, damaged(UNREADABLE)), (65_536, damaged(UNREADABLE))] {
        let page = format!("<< /A [{}] >>", "0 ".repeat(count));
        assert_eq!(counted(&pdf_of(&[CATALOG, TREE, &page], "")), expected, "{count}");
    }
}

/// The root, two nodes below it, and what they list.
#[test]
fn a_page_tree_has_at_most_100000_nodes() {
    for (pages, expected) in
        [(99_997, Ok(99_997)), (99_998, damaged("a damaged PDF: its page tree is too large"))]
    {
        let node = |count: usize| format!("<< /Kids [{}] >>", "5 0 R ".repeat(count));
        let root = "<< /Kids [3 0 R 4 0 R] >>".to_owned();
        let objects = [CATALOG.to_owned(), root, node(60_000), node(pages - 60_000), "<<>>".to_owned()];
        assert_eq!(counted(&pdf_of(&objects, "")), expected, "{pages}");
    }
}

/// With more, the table is not read, and the last page tree counts.
#[test]
fn a_file_has_at_most_50000_sections() {
    const MOST: usize = 50_000;
    let with = |sections: usize, older: usize| {
        let mut draft = with_unlisted_tree();
        let mut trailer = String::new();
        if older > 0 {
            trailer = format!("/Prev {}", draft.end());
            draft = draft.text("xref\n").text(&"0 0 ".repeat(older)).text("trailer << >>\n");
        }
        let table = draft.sections(&[&[0, 1, 2, 3]], " \n") + &"0 0 ".repeat(sections - 1 - older);
        counted(&draft.with_table(&table, &trailer))
    };
    assert_eq!(with(MOST, 0), Ok(1));
    assert_eq!(with(MOST, 30_000), Ok(1));
    assert_eq!(with(MOST + 1, 0), Ok(2));
    assert_eq!(with(MOST + 1, 30_000), Ok(2));
}

/// Each value counts, not only the length of its text.
#[test]
fn pages_with_many_values_are_too_complex_together() {
    let page = format!("<< /A [{}] >>", "0 ".repeat(60_000));
    for (pages, expected) in [(30, Ok(30)), (64, damaged(TOO_COMPLEX))] {
        let tree = format!("<< /Kids [{}] >>", "3 0 R ".repeat(pages));
        assert_eq!(counted(&pdf_of(&[CATALOG, &tree, &page], "")), expected, "{pages} pages");
    }
}

/// The end of each is searched anew.
#[test]
fn many_long_streams_without_a_length_are_too_complex_together() {
    let page = "<< /Type /Page /Contents 4 0 R >>";
    let contents = format!("<< >> stream\n{}\nendstream", "a".repeat(9 << 20));
    for (pages, expected) in [(1, Ok(1)), (30, Ok(30)), (60, damaged(TOO_COMPLEX))] {
        let tree = format!("<< /Kids [{}] >>", "3 0 R ".repeat(pages));
        assert_eq!(counted(&pdf_of(&[CATALOG, &tree, page, &contents], "")), expected, "{pages} pages");
    }
}

#[test]
fn an_object_far_behind_in_its_object_stream_is_not_too_complex() {
    let page = format!("<< /Type /Page /A ({}) >>", "a".repeat(100_000));
    let index = format!("1 0 2 {} {}3 {} ", CATALOG.len(), " ".repeat(4000), CATALOG.len() + TREE.len());
    let content = [&index, CATALOG, TREE, &page].concat();
    let members = format!("/First {} /Length {}", index.len(), content.len());
    assert_eq!(counted(&in_object_stream(&members, content.as_bytes())), Ok(1));
}

/// Each of these objects and tables is short, wherever it is.
#[test]
fn a_file_with_everything_at_its_end_is_not_too_complex() {
    let comment = "% a comment of 32 characters....\n";
    let mut draft = Draft::new().text(&comment.repeat((12 << 20) / comment.len()));
    draft = draft.object(1, CATALOG).object(2, TREE).object(3, PAGE);
    let table = draft.sections(&[&[0, 1, 2, 3]], " \n");
    let mut trailer = String::new();
    for _ in 0..8 {
        let start = draft.end();
        draft = draft.text(&table).text(&format!("trailer << /Root 1 0 R {trailer} >>\n"));
        trailer = format!("/Prev {start}");
    }
    assert_eq!(counted(&draft.with_table(&table, &trailer)), Ok(1));
}

/// Each table has one section, whose rows contain the next tables, and ends at a trailer of its own.
#[test]
fn long_tables_are_too_complex_together() {
    const HEAD: usize = 64;
    const ROW: usize = 18;
    const TRAILER: usize = 512;
    let with = |tables: usize, rows_of_all: usize| {
        let draft = Draft::new().object(1, CATALOG).object(2, TREE).object(3, PAGE);
        let start = draft.end();
        let trailers = start + tables * HEAD + rows_of_all;
        let (mut heads, mut ends) = (String::new(), String::new());
        for index in 0..tables {
            let (head, end) = (start + index * HEAD, trailers + index * TRAILER);
            let count = (end - head - 15).div_ceil(ROW);
            let text = format!("xref\n9 {count:07}\n");
            assert_eq!(text.len(), 15);
            write!(heads, "{text:x<HEAD$}").unwrap();
            let previous = if index + 1 < tables { format!("/Prev {}", head + HEAD) } else { String::new() };
            let text = format!("{}trailer << /Root 1 0 R {previous} >>", " ".repeat(ROW));
            write!(ends, "{text:TRAILER$}").unwrap();
        }
        let rows = "x".repeat(rows_of_all);
        counted(&draft.text(&heads).text(&rows).text(&ends).ended(start))
    };
    assert_eq!(with(4, 14_000_000), Ok(1));
    assert_eq!(with(5, 14_000_000), damaged(UNREADABLE_TABLE));
}
