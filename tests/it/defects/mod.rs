//! A payload with k independent defects has exactly k findings, each at the right position.

mod of_texts;
mod of_values;
mod payloads;
mod plan;
mod planted;
mod text;

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use kyx_schema::{Context, Kind, Span, lint::Linter};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{TestCaseError, TestError, TestRunner},
};
use serde_json::Value;

use payloads::{Choices, TAPE, generate};
use plan::{Defect, Place, Plan, Site};
use planted::table;
use text::{Node, Noise, Style, Written};

use crate::support::generated;

/// A valid payload and its style.
#[derive(Debug)]
struct Case {
    payload: Value,
    context: Context,
    root: Node,
    /// The pointers of all members and elements.
    pointers: Vec<String>,
    style: Style,
}

const NEWLINES: [&str; 3] = ["\n", "", "\r\n"];
const INDENTS: [&str; 3] = ["  ", "\t", ""];

impl Case {
    fn of(kind: Kind, tape: &[u8]) -> Self {
        let choices = &mut Choices::new(tape);
        let newline = NEWLINES[choices.index(3)];
        let indent = if newline.is_empty() { "" } else { INDENTS[choices.index(3)] };
        let style = Style { newline, indent, after_colon: [" ", ""][choices.index(2)] };
        let (payload, context) = generate(kind, choices);
        let mut root = Node::from(&payload);
        root.shuffle(&mut |count| choices.index(count));
        let pointers = root.pointers();
        Self { payload, context, root, pointers, style }
    }
}

/// A text with defects, and the findings to expect.
struct Broken {
    kind: Kind,
    context: Context,
    root: Node,
    style: Style,
    lead: Noise,
    trail: Noise,
    plans: Vec<(&'static str, Plan)>,
}

impl Broken {
    fn new(kind: Kind, case: &Case) -> Self {
        let (context, root, style) = (case.context, case.root.clone(), case.style);
        Self { kind, context, root, style, lead: Noise::new(), trail: Noise::new(), plans: Vec::new() }
    }

    /// Plants a defect if that is possible and if it is independent of those planted before. Returns whether it did.
    fn plant(&mut self, case: &Case, defect: &Defect, pick: usize) -> bool {
        let site = Site { case, pick, number: self.plans.len() };
        let Some(plan) = defect.plan(&site) else { return false };
        if self.plans.iter().any(|(_, other)| other.depends_on(&plan) || plan.depends_on(other)) {
            return false;
        }
        for (pointer, edit) in &plan.edits {
            self.root.edit(pointer, edit.clone());
        }
        self.lead.extend(plan.lead.clone());
        self.trail.extend(plan.trail.clone());
        self.context = plan.context.unwrap_or(self.context);
        self.plans.push((defect.code, plan));
        true
    }

    fn written(&self) -> Written {
        Written::of(&self.root, self.style, &self.lead, &self.trail)
    }

    /// The actual and the expected findings, each with its range in the text.
    fn found_and_expected(&self) -> (Vec<String>, Vec<String>) {
        let written = self.written();
        let schema: Value = serde_json::from_str(self.kind.schema()).unwrap();
        let places = |(number, (code, plan)): (usize, &(&str, Plan))| {
            let range = plan.place.range(&written, number);
            let [start, end] = [range.start, range.end].map(|offset| place(&written.bytes, offset));
            format!("{code} {} {start}-{end}", named(&plan.pointer, &schema))
        };
        let mut expected: Vec<_> = self.plans.iter().enumerate().map(places).collect();

        let linter = Linter::new(self.context);
        let mut linted = linter.lint(&written.bytes);
        if linted.kind != Some(self.kind) {
            // A defect prevented the detection of the kind.
            linted = linter.kind(self.kind).lint(&written.bytes);
        }
        let findings = linted.report.findings().iter();
        let line = |it: &kyx_schema::Finding| {
            let Span { start, end } = it.range.unwrap();
            let [start, end] = [start, end].map(|it| format!("{}:{}:{}", it.offset, it.line, it.column));
            format!("{} {} {start}-{end}", it.rule.code, named(&it.pointer, &schema))
        };
        let mut found: Vec<_> = findings.map(line).collect();
        found.sort();
        expected.sort();
        (found, expected)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.written().bytes).into_owned()
    }
}

/// A pointer up to the first key that the schema does not name. Others are shown in some texts only, see `harm`.
fn named<'p>(pointer: &'p str, schema: &Value) -> &'p str {
    let (mut length, mut at) = (0, schema);
    for token in pointer.split('/').skip(1) {
        let of_ref = |at: &Value| Some(at["$ref"].as_str()?.rsplit_once('/')?.1.to_owned());
        let alternatives = at["anyOf"].as_array().into_iter().flatten();
        let reference = of_ref(at).or_else(|| alternatives.filter_map(of_ref).next());
        at = reference.map_or(at, |name| &schema["$defs"][name]);
        let items = &at["items"];
        at = if items.is_null() { &at["properties"][token] } else { items };
        if at.is_null() {
            break;
        }
        length += 1 + token.len();
    }
    &pointer[..length]
}

/// The offset, line and column of a byte. Each byte of invalid UTF-8 counts as one character.
fn place(bytes: &[u8], offset: usize) -> String {
    let line = 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
    let start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let characters = |chunk: std::str::Utf8Chunk<'_>| chunk.valid().chars().count() + chunk.invalid().len();
    let column = 1 + bytes[start..offset].utf8_chunks().map(characters).sum::<usize>();
    format!("{offset}:{line}:{column}")
}

impl Place {
    fn range(&self, written: &Written, number: usize) -> Range<usize> {
        let places = |pointer: &str| written.places(pointer).cloned();
        let first = |start: usize| {
            let length = written.bytes[start..].utf8_chunks().next().and_then(|it| it.valid().chars().next());
            start..start + length.map_or(0, char::len_utf8)
        };
        let line = |start: usize| {
            let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
            start..start + written.bytes[start..].iter().position(is_end).unwrap()
        };
        match self {
            Self::Value(pointer) => places(pointer).unwrap().value,
            Self::Key(pointer) => places(pointer).unwrap().key,
            Self::First(pointer) => first(places(pointer).unwrap().value.start),
            Self::Next(pointer) => first(places(pointer).unwrap().next.unwrap_or(written.bytes.len())),
            Self::Planted => written.planted(number),
            Self::Within(pointer, range) => {
                let start = places(pointer).unwrap().value.start;
                start + range.start..start + range.end
            }
            Self::WithinKey(pointer, range) => {
                let start = places(pointer).unwrap().key.start;
                start + range.start..start + range.end
            }
            Self::Line(pointer) => line(places(pointer).unwrap().value.start),
            Self::KeyLine(pointer) => line(places(pointer).unwrap().key.start),
            Self::Brace(pointer) => {
                let mut object = pointer.as_str();
                loop {
                    object = object.rsplit_once('/').unwrap().0;
                    if let Some(places) = places(object) {
                        return places.value.start..places.value.start + 1;
                    }
                }
            }
        }
    }
}

const MOST_DEFECTS: usize = 8;

/// Payloads of a kind, each with some planted defects, and the call that they are checked in.
pub(crate) fn broken_payloads(kind: Kind, count: usize) -> Vec<(String, Context)> {
    let table = table(kind);
    let mut runner = TestRunner::deterministic();
    let strategy = (vec(any::<u8>(), TAPE), vec((any::<u16>(), any::<u16>()), MOST_DEFECTS));
    let payload = |_| {
        let (tape, candidates) = strategy.new_tree(&mut runner).unwrap().current();
        let case = Case::of(kind, &tape);
        let mut broken = Broken::new(kind, &case);
        for (index, pick) in candidates {
            broken.plant(&case, &table[usize::from(index) % table.len()], usize::from(pick));
        }
        Some((String::from_utf8(broken.written().bytes).ok()?, broken.context))
    };
    (0..count).filter_map(payload).collect()
}

/// Plants up to 8 defects in each of `cases` payloads. Each defect of the table must have been planted at least once.
fn each_is_found(kind: Kind, cases: u32) {
    let table = table(kind);
    let planted = RefCell::new(BTreeSet::new());
    let candidates = vec((any::<u16>(), any::<u16>()), 3 * MOST_DEFECTS);
    let strategy = (vec(any::<u8>(), TAPE), 0..=MOST_DEFECTS, candidates);
    let config = generated(cases);
    let result = TestRunner::new(config).run(&strategy, |(tape, count, candidates)| {
        let case = Case::of(kind, &tape);
        let mut broken = Broken::new(kind, &case);
        for (index, pick) in candidates {
            let index = usize::from(index) % table.len();
            if broken.plans.len() < count && broken.plant(&case, &table[index], usize::from(pick)) {
                planted.borrow_mut().insert(index);
            }
        }
        let (found, expected) = broken.found_and_expected();
        if found == expected {
            return Ok(());
        }
        Err(TestCaseError::fail(format!("\n{found:#?}\nis not\n{expected:#?}\nin\n{}", broken.text())))
    });
    match result {
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        other => other.unwrap(),
    }
    let never: Vec<_> = (0..table.len()).filter(|index| !planted.borrow().contains(index)).collect();
    let never: Vec<_> = never.into_iter().map(|index| (table[index].code, table[index].at)).collect();
    assert!(never.is_empty(), "never planted: {never:?}");
}

#[test]
fn in_account_requests() {
    each_is_found(Kind::AccountRequest, 9_000);
}

#[test]
fn in_prepared_data() {
    each_is_found(Kind::PreparedData, 4_000);
}

#[test]
fn in_account_responses() {
    each_is_found(Kind::AccountResponse, 2_500);
}

#[test]
fn in_part_responses() {
    each_is_found(Kind::PartResponse, 1_500);
}

#[test]
fn in_finalize_responses() {
    each_is_found(Kind::FinalizeResponse, 1_500);
}

#[test]
fn in_callbacks() {
    each_is_found(Kind::Callback, 1_500);
}

#[test]
fn in_status_responses() {
    each_is_found(Kind::StatusResponse, 1_500);
}

#[test]
fn in_problems() {
    each_is_found(Kind::Problem, 1_500);
}

#[test]
fn in_retrieval_responses() {
    each_is_found(Kind::RetrievalResponse, 3_000);
}

#[test]
fn in_steps_responses() {
    each_is_found(Kind::StepsResponse, 1_500);
}

#[test]
fn in_token_responses() {
    each_is_found(Kind::TokenResponse, 1_500);
}

#[test]
fn in_token_errors() {
    each_is_found(Kind::TokenError, 1_500);
}

/// Plants each defect alone: a failure is easier to understand than with several defects.
#[test]
fn each_alone() {
    for kind in Kind::ALL {
        for defect in table(*kind) {
            alone(*kind, &defect);
        }
    }
}

fn alone(kind: Kind, defect: &Defect) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..2_000 {
        let (tape, pick) = (vec(any::<u8>(), TAPE), any::<u16>()).new_tree(&mut runner).unwrap().current();
        let case = Case::of(kind, &tape);
        let mut broken = Broken::new(kind, &case);
        if broken.plant(&case, defect, usize::from(pick)) {
            let (found, expected) = broken.found_and_expected();
            assert_eq!(found, expected, "{kind}, {}:\n{}", defect.at, broken.text());
            return;
        }
    }
    panic!("{} {} cannot be planted in any {kind}", defect.code, defect.at);
}

proptest! {
    #![proptest_config(generated(1_000))]

    #[test]
    fn without_defects_payloads_are_clean(tape in vec(any::<u8>(), TAPE)) {
        for kind in Kind::ALL {
            let broken = Broken::new(*kind, &Case::of(*kind, &tape));
            let linted = Linter::new(broken.context).lint(&broken.written().bytes);
            prop_assert_eq!(linted.kind, Some(*kind), "{}", broken.text());
            prop_assert!(linted.report.is_clean(), "{}\n{}", linted.report, broken.text());
        }
    }
}

#[test]
fn kinds_of_defects_are_many() {
    let kinds: BTreeSet<_> =
        Kind::ALL.iter().flat_map(|kind| table(*kind)).map(|defect| (defect.code, defect.at)).collect();
    assert!(kinds.len() >= 60, "{}", kinds.len());
}
