//! Counts the pages of a PDF, and checks that all of it is there. No page is rendered.

mod objects;
mod password;
mod syntax;
mod xref;

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};
use memchr::memmem;

use super::damage::Damage;
use objects::Objects;
use syntax::Parser;

/// The most nodes of a page tree, pages and others.
const MOST_NODES: usize = 100_000;

/// The pages of a PDF, counted one by one: what the file says about their number is not trusted.
pub(super) fn pages(bytes: &[u8]) -> Result<u64, Damage> {
    let start = memmem::find(bytes, b"%PDF-").unwrap_or_default();
    let bytes = &bytes[start..];
    let table = newest_table(bytes)?;
    let mut objects = Objects::open(bytes, table)?;
    match count_pages(&mut objects)? {
        0 => Err(Damage::Damaged("it has no pages")),
        pages => Ok(pages),
    }
}

/// The offset of the newest cross-reference table, which the end of the file contains. Other data may follow the end.
fn newest_table(bytes: &[u8]) -> Result<usize, Damage> {
    const END: &[u8] = b"%%EOF";
    const START: &[u8] = b"startxref";
    let end = memmem::rfind(bytes, END).ok_or(Damage::CutOff)?;
    let start = memmem::rfind(&bytes[..end], START).ok_or(Damage::CutOff)?;
    let mut after = Parser::at(bytes, end + END.len());
    if after.header().is_some() {
        return Err(Damage::CutOff); // within an update
    }
    let table = Parser::at(bytes, start + START.len()).natural();
    let table = table.ok_or(Damage::Damaged("its end cannot be read"))?;
    if table < bytes.len() { Ok(table) } else { Err(Damage::CutOff) }
}

fn count_pages(objects: &mut Objects<'_>) -> Result<u64, Damage> {
    let root = member(objects.trailer(), b"Root");
    let catalog = objects.dictionary(root)?;
    let mut nodes = vec![reference(&member(&catalog, b"Pages"))?];
    let (mut seen, mut pages, mut visited) = (HashSet::new(), 0, 0);
    while let Some(id) = nodes.pop() {
        visited += 1;
        let node = objects.dictionary(Object::Reference(id))?;
        if node.has_type(b"Page") || !node.has(b"Kids") {
            check_contents(objects, &node)?;
            pages += u64::from(!node.has_type(b"Pages"));
        } else if seen.insert(id) {
            nodes.extend(references(objects, member(&node, b"Kids"))?);
        } else {
            return Err(Damage::Damaged("its page tree has a loop"));
        }
        if nodes.len() + visited > MOST_NODES {
            return Err(Damage::Damaged("its page tree is too large"));
        }
    }
    Ok(pages)
}

/// Checks that the contents of a page are there. A page without contents is empty.
fn check_contents(objects: &mut Objects<'_>, page: &Dictionary) -> Result<(), Damage> {
    let contents = member(page, b"Contents");
    match (objects.resolve(contents.clone())?, contents) {
        (Object::Array(streams), _) => {
            streams.iter().try_for_each(|stream| objects.check_stream(reference(stream)?))
        }
        (Object::Dictionary(_), Object::Reference(id)) => objects.check_stream(id),
        _ => Ok(()),
    }
}

fn references(objects: &mut Objects<'_>, list: Object) -> Result<Vec<ObjectId>, Damage> {
    match objects.resolve(list)? {
        Object::Array(elements) => elements.iter().map(reference).collect(),
        _ => Err(Damage::Damaged("its page tree cannot be read")),
    }
}

fn reference(object: &Object) -> Result<ObjectId, Damage> {
    object.as_reference().map_err(|_| Damage::Damaged("its page tree cannot be read"))
}

fn member(dictionary: &Dictionary, key: &[u8]) -> Object {
    dictionary.get(key).cloned().unwrap_or(Object::Null)
}
