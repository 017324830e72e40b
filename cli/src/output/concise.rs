//! For people in a hurry, and for programs that read text: one finding per line.

use std::io::{self, Write};

use kyx_schema::Rule;

use super::writer::{Item, Source, Writer, pointer, report_omission};
use crate::{display::printable, tally::Tally};

pub(super) struct ConciseWriter;

impl Writer for ConciseWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in item.findings {
            let Rule { code, name, .. } = finding.rule;
            let (position, severity) = (item.position(finding), finding.severity);
            let message = printable(&finding.message);
            let at =
                if finding.pointer.is_empty() { String::new() } else { format!(", at {}", pointer(finding)) };
            writeln!(out, "{position}: {severity}[{code}]: {message} ({name}{at})")?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        report_omission(source, file);
        Ok(())
    }
}
