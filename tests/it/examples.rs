//! The examples in the documentation of the rules: an invalid one breaks only its rule, a valid one none.

use std::str::FromStr;

use kyx_schema::{Context, Finding, Rule, input::Format, lint::Linter, rules};

use crate::support::{findings_in_file, fixture_time};

#[test]
fn each_example_is_correct() {
    let mut failures = Vec::new();
    for rule in rules::all() {
        let markdown = rules::markdown(rule);
        let examples = examples(rule, &markdown);
        for (kind, is_valid) in [("invalid", false), ("valid", true)] {
            assert!(examples.iter().any(|it| it.is_valid == is_valid), "{rule:?} has no {kind} example");
        }
        for example in &examples {
            let names_arguments = example.sentence.contains(example.arguments);
            assert!(names_arguments, "{}: the sentence before it does not name the arguments", example.title);
            let Some(findings) = example.findings() else { continue };
            if !example.is_met_by(&findings) {
                let found: String = findings.iter().map(|it| format!("{it}\n")).collect();
                failures.push(format!("{}\n{}{found}", example.title, example.content));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A code block in the "Example" section of a rule.
struct Example<'a> {
    rule: &'a Rule,
    /// The rule and the info string of the block, for messages.
    title: String,
    /// The sentence before the block. Unlike the info string, web pages show it.
    sentence: &'a str,
    is_text: bool,
    is_valid: bool,
    /// The arguments of `kyx lint` or `kyx upload-check`.
    arguments: &'a str,
    content: &'a str,
}

fn examples<'a>(rule: &'a Rule, markdown: &'a str) -> Vec<Example<'a>> {
    let (_, part) = markdown.split_once("\n## Example\n").unwrap();
    let (part, _) = part.split_once("\n## ").unwrap();
    let pieces: Vec<_> = part.split("```").collect();
    let (blocks, rest) = pieces.as_chunks();
    assert_eq!(rest, ["\n"], "{rule:?}: the last example is not closed, or text follows it");
    blocks.iter().map(|[sentence, block]| Example::new(rule, sentence, block)).collect()
}

impl<'a> Example<'a> {
    fn new(rule: &'a Rule, sentence: &'a str, block: &'a str) -> Self {
        let (info, content) = block.split_once('\n').unwrap();
        let title = format!("{rule:?}, ```{info}");
        let mut words = info.splitn(3, ' ');
        let is_text = match words.next() {
            Some("json") => false,
            Some("text") => true,
            Some("sh") => false,
            _ => panic!("{title}: neither `json`, `sh` nor `text`"),
        };
        let is_valid = match words.next() {
            Some("invalid") => false,
            Some("valid") => true,
            _ => panic!("{title}: neither `invalid` nor `valid`"),
        };
        Self {
            rule,
            title,
            sentence,
            is_text,
            is_valid,
            arguments: words.next().unwrap_or_default(),
            content,
        }
    }

    /// The findings; `None` for files if the library is built without `upload`.
    fn findings(&self) -> Option<Vec<Finding>> {
        if self.rule.code.starts_with("KYX6") { self.check() } else { Some(self.lint()) }
    }

    fn lint(&self) -> Vec<Finding> {
        let mut context = Context::unknown().at(fixture_time());
        let mut kind = None;
        let mut wants_news = false;
        for argument in self.arguments() {
            match argument {
                ["--operation", name] => context.operation = Some(self.parsed(name)),
                ["--channel", name] => context.channel = Some(self.parsed(name)),
                ["--as", name] => kind = Some(self.parsed(name)),
                ["--select", "KYX703"] => wants_news = true,
                [name, value] => panic!("{}: `{name} {value}` is unknown", self.title),
            }
        }
        let mut linter = Linter::new(context);
        if let Some(kind) = kind {
            linter = linter.kind(kind);
        }
        if wants_news {
            linter = linter.with_news();
        }
        let bytes = if self.is_text { bytes(self.content) } else { self.content.as_bytes().to_vec() };
        match self.title.contains("```sh") {
            true => findings_in_file(&linter, &bytes, Format::Curl),
            false => linter.lint(&bytes).report.findings().to_vec(),
        }
    }

    #[cfg(feature = "upload")]
    fn check(&self) -> Option<Vec<Finding>> {
        use std::io::Cursor;

        use kyx_schema::{Report, upload::Preflight};

        let [["--category", category], ["--part", part]] = self.arguments()[..] else {
            panic!("{}: not a category and a part", self.title);
        };
        let preflight = Preflight::new(category.into(), self.parsed(part));
        let check = |line: &str| {
            let file = line.split_once(": ").and_then(|(name, words)| Some((name, file(words)?)));
            let (name, bytes) = file.unwrap_or_else(|| panic!("{}: `{line}` is unknown", self.title));
            preflight.check(name, &mut Cursor::new(bytes)).unwrap()
        };
        let checked: Vec<_> = self.content.lines().map(check).collect();
        let together = preflight.check_together(&checked);
        let reports = checked.iter().map(|it| &it.report).chain([&together]);
        Some(reports.flat_map(Report::findings).cloned().collect())
    }

    #[cfg(not(feature = "upload"))]
    fn check(&self) -> Option<Vec<Finding>> {
        None
    }

    fn parsed<T: FromStr>(&self, word: &str) -> T {
        word.parse().unwrap_or_else(|_| panic!("{}: `{word}` is unknown", self.title))
    }

    fn arguments(&self) -> Vec<[&'a str; 2]> {
        let words: Vec<_> = self.arguments.split_whitespace().collect();
        let (arguments, rest) = words.as_chunks();
        assert!(rest.is_empty(), "{}: {rest:?} has no value", self.title);
        arguments.to_vec()
    }

    /// Whether the findings are as expected, at the pointers that the sentence names.
    fn is_met_by(&self, findings: &[Finding]) -> bool {
        let named = self.sentence.split('`').filter(|it| it.starts_with('/'));
        let found = findings.iter().map(|it| it.pointer.as_str()).filter(|it| !it.is_empty());
        findings.is_empty() == self.is_valid
            && findings.iter().all(|it| it.rule == self.rule)
            && named.eq(found)
    }
}

/// In texts, `<U+00A0>` stands for an invisible character, and `<E9>` for a byte.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, mark)) = rest.split_once('<') {
        let (code, after) = mark.split_once('>').unwrap();
        bytes.extend(before.bytes());
        match code.strip_prefix("U+") {
            Some(code) => {
                let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
                bytes.extend(c.to_string().bytes());
            }
            None => bytes.push(u8::from_str_radix(code, 16).unwrap()),
        }
        rest = after;
    }
    bytes.extend(rest.bytes());
    bytes
}

/// The described file, such as `a JPEG of 900 × 600 pixels`.
#[cfg(feature = "upload")]
fn file(words: &str) -> Option<Vec<u8>> {
    use crate::files::{encrypted_pdf, jpeg, jpeg_of_length, pdf};

    Some(match words.split(' ').collect::<Vec<_>>().as_slice() {
        ["a", "JPEG", "of", width, "×", height, "pixels"] => jpeg(width.parse().ok()?, height.parse().ok()?),
        ["a", "JPEG", "of", digits @ .., "bytes"] => jpeg_of_length(digits.concat().parse().ok()?),
        ["a", "PDF", "of", pages, "pages"] => pdf(pages.parse().ok()?),
        ["an", "encrypted", "PDF"] => encrypted_pdf(),
        _ => return None,
    })
}
