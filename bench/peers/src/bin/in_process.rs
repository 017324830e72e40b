//! Compares parsers and validators in one process, on one thread, with a clean corpus of account requests in memory.

use std::{error::Error, hint::black_box, time::Instant};

use boon::{Compiler, SchemaIndex, Schemas};
use clap::Parser;
use kyx_peers::{
    generate::{Corpus, Kind},
    plain,
};
use kyx_schema::{AccountRequest, Context, Payload, lint::Linter};
use serde_json::Value;

/// Prints a table with each contender's median throughput and its median ratio to `Linter::lint`, over rounds in which
/// the contenders take turns.
#[derive(Parser)]
struct Arguments {
    /// Approximate size of the corpus in bytes
    #[arg(long, default_value_t = 16_000_000)]
    bytes: usize,
    #[arg(long, default_value_t = 7)]
    rounds: usize,
}

/// Whether a payload is accepted.
type Accepts = Box<dyn Fn(&str) -> bool>;

/// A contender and its name in the table.
type Contender = (&'static str, Accepts);

/// The contender with which the others are compared.
const LINT: &str = "`Linter::lint` (`accept`)";

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { bytes, rounds } = Arguments::parse();
    let corpus = corpus(bytes);
    let contenders = contenders()?;
    for (name, accepts) in &contenders {
        if !corpus.lines().all(accepts) {
            return Err(format!("{name} rejects a clean payload").into());
        }
    }
    let seconds = seconds(&contenders, &corpus, rounds);
    print(&contenders, &seconds, corpus.len());
    Ok(())
}

fn corpus(bytes: usize) -> String {
    let mut corpus = String::with_capacity(bytes + 2000);
    for payload in Corpus::new(Kind::AccountRequest, 0, 0) {
        if corpus.len() >= bytes {
            break;
        }
        corpus.push_str(&payload);
        corpus.push('\n');
    }
    corpus
}

fn contenders() -> Result<Vec<Contender>, Box<dyn Error>> {
    let context = Context::unknown().at("2025-01-01T00:00:00Z".parse()?);
    let linter = Linter::new(context);
    let (jsonschema, boon) = (jsonschema_validator()?, boon_validator()?);
    Ok(vec![
        ("lines only", Box::new(|text| !black_box(text).is_empty())),
        (
            "`serde_json`, typed, parse only",
            Box::new(|text| reads(serde_json::from_str::<plain::AccountRequest>(text))),
        ),
        (
            "sonic-rs, typed, parse only",
            Box::new(|text| reads(sonic_rs::from_str::<plain::AccountRequest>(text))),
        ),
        (
            "`serde_json` into `kyx_schema::AccountRequest`",
            Box::new(|text| reads(serde_json::from_str::<AccountRequest>(text))),
        ),
        ("the same, and `check`", Box::new(move |text| is_clean(text, &context))),
        (LINT, Box::new(move |text| linter.lint(text.as_bytes()).report.is_clean())),
        ("`serde_json::Value`, parse only", Box::new(|text| reads(serde_json::from_str::<Value>(text)))),
        (
            "`serde_json::Value`, `jsonschema::is_valid`",
            Box::new(move |text| serde_json::from_str(text).is_ok_and(|value| jsonschema.is_valid(&value))),
        ),
        (
            "`serde_json::Value`, boon",
            Box::new(move |text| serde_json::from_str(text).is_ok_and(|value| boon(&value))),
        ),
    ])
}

fn reads<T, E>(read: Result<T, E>) -> bool {
    black_box(read).is_ok()
}

fn is_clean(text: &str, context: &Context) -> bool {
    serde_json::from_str::<AccountRequest>(text).is_ok_and(|request| request.check(context).is_clean())
}

fn schema() -> serde_json::Result<Value> {
    serde_json::from_str(kyx_schema::Kind::AccountRequest.schema())
}

fn jsonschema_validator() -> Result<jsonschema::Validator, Box<dyn Error>> {
    Ok(jsonschema::options().should_validate_formats(true).build(&schema()?)?)
}

fn boon_validator() -> Result<impl Fn(&Value) -> bool, Box<dyn Error>> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("schema.json", schema()?)?;
    let index: SchemaIndex =
        compiler.compile("schema.json", &mut schemas).map_err(|error| error.to_string())?;
    Ok(move |value: &Value| schemas.validate(value, index).is_ok())
}

/// Returns the seconds of each contender in each round. A round includes all contenders, so that changes in the speed
/// of the machine affect all of them.
fn seconds(contenders: &[Contender], corpus: &str, rounds: usize) -> Vec<Vec<f64>> {
    let mut seconds = vec![Vec::new(); contenders.len()];
    for _ in 0..rounds {
        for ((_, accepts), seconds) in contenders.iter().zip(&mut seconds) {
            let start = Instant::now();
            black_box(corpus.lines().filter(|line| accepts(line)).count());
            seconds.push(start.elapsed().as_secs_f64());
        }
    }
    seconds
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn print(contenders: &[Contender], seconds: &[Vec<f64>], bytes: usize) {
    let lint = contenders.iter().position(|(name, _)| *name == LINT).unwrap_or_default();
    println!("| in process, one thread | MB/s | `Linter::lint` is so many times as fast |");
    println!("|---|---:|---:|");
    for ((name, _), rounds) in contenders.iter().zip(seconds) {
        let ratios = rounds.iter().zip(&seconds[lint]).map(|(seconds, lint)| seconds / lint);
        let throughput = bytes as f64 / median(rounds.iter().copied()) / 1e6;
        println!("| {name} | {throughput:.0} | {:.2} |", median(ratios));
    }
}
