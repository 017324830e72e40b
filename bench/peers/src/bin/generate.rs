//! Writes a corpus to standard output, one payload per line.

use std::io::{self, BufWriter, Write};

use clap::{Args, Parser};
use kyx_peers::generate::{Corpus, Kind};

/// Writes synthetic payloads, one per line, the same for the same seed. Clean ones are clean at 2025-01-01T00:00:00Z.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    size: Size,
    /// Percentage of broken payloads
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=100))]
    broken: u8,
    /// Kind of payload: account-request or prepared-data
    #[arg(long, default_value_t = Kind::AccountRequest)]
    kind: Kind,
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Size {
    /// Number of payloads
    #[arg(long)]
    count: Option<usize>,
    /// Approximate size in bytes: ends with the payload that reaches it
    #[arg(long)]
    bytes: Option<usize>,
}

fn main() -> io::Result<()> {
    let Arguments { size, broken, kind, seed } = Arguments::parse();
    let mut left = size.bytes.unwrap_or(usize::MAX);
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    for payload in Corpus::new(kind, broken.into(), seed).take(size.count.unwrap_or(usize::MAX)) {
        out.write_all(payload.as_bytes())?;
        out.write_all(b"\n")?;
        left = left.saturating_sub(payload.len() + 1);
        if left == 0 {
            break;
        }
    }
    out.flush()
}
