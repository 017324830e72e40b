//! Columns of Arrow: each layout of texts has the same rows, structs of them are the JSON that they stand for, and the result
//! has a row for each.

#![no_main]

#[path = "../../bindings/python/src/arrow/column.rs"]
mod column;
#[path = "../../bindings/python/src/arrow/json.rs"]
mod json;
#[path = "../../bindings/python/src/arrow/rows.rs"]
mod rows;
#[path = "../../bindings/python/src/arrow/texts.rs"]
mod texts;

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, DictionaryArray, Int32Array, LargeBinaryArray,
    LargeStringArray, StringArray, StringViewArray, StructArray,
};
use arrow_schema::Field;
use column::Column;
use libfuzzer_sys::{
    arbitrary::{Result, Unstructured},
    fuzz_target,
};
use rows::Rows;
use serde_json::{Value, json};

/// How much the rows of the result say about each payload.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Findings,
    Counts,
    Valid,
}

fuzz_target!(|input: &[u8]| {
    _ = check(&mut Unstructured::new(input));
});

fn check(choices: &mut Unstructured<'_>) -> Result<()> {
    let layout = choices.int_in_range(0..=6)?;
    let detail = *choices.choose(&[Detail::Findings, Detail::Counts, Detail::Valid])?;
    let has_country = choices.arbitrary()?;
    let [mut start, mut length] = choices.arbitrary::<[u8; 2]>()?.map(usize::from);
    let texts: Vec<Option<&str>> = choices.arbitrary()?;
    start = start.min(texts.len());
    length = length.min(texts.len() - start);
    let array = array(layout, &texts).slice(start, length);
    let column = Column::of(&array).expect("a column of texts");
    column::check(array.data_type()).expect("a type of texts");
    let texts = &texts[start..start + length];
    assert_eq!(column.len(), texts.len());
    let linter = kyx_fuzz::detecting();
    let mut rows = Rows::new(detail, has_country);
    for (row, text) in texts.iter().enumerate() {
        assert_eq!(column.text(row).as_deref(), text.map(str::as_bytes), "row {row}");
        rows.push(text.map(|text| linter.lint(text.as_bytes())).as_ref()).expect("a row");
    }
    let result = rows.finish().expect("all rows");
    assert_eq!(result.len(), texts.len());
    assert!((0..texts.len()).all(|row| result.is_null(row) == texts[row].is_none()));
    check_structs(&array, texts);
    Ok(())
}

fn check_structs(member: &ArrayRef, texts: &[Option<&str>]) {
    let field = Field::new("a \"text\"", member.data_type().clone(), true);
    let structs: ArrayRef = Arc::new(StructArray::from(vec![(field.into(), Arc::clone(member))]));
    let column = Column::of(&structs).expect("a column of structs");
    for (row, text) in texts.iter().enumerate() {
        let written = column.text(row).expect("a payload");
        let value: Value = serde_json::from_slice(&written).expect("JSON");
        assert_eq!(value, text.map_or_else(|| json!({}), |text| json!({"a \"text\"": text})), "row {row}");
    }
}

fn array(layout: usize, texts: &[Option<&str>]) -> ArrayRef {
    let bytes = || texts.iter().map(|text| text.map(str::as_bytes));
    let texts = || texts.iter().copied();
    match layout {
        0 => Arc::new(texts().collect::<StringArray>()),
        1 => Arc::new(texts().collect::<LargeStringArray>()),
        2 => Arc::new(texts().collect::<StringViewArray>()),
        3 => Arc::new(bytes().collect::<BinaryArray>()),
        4 => Arc::new(bytes().collect::<LargeBinaryArray>()),
        5 => Arc::new(bytes().collect::<BinaryViewArray>()),
        _ => {
            // The values in reverse, and those of nulls among them.
            let count = i32::try_from(texts().count()).unwrap_or(i32::MAX);
            let keys = texts().zip(0..).map(|(text, row)| text.map(|_| count - 1 - row));
            let values: StringArray = texts().rev().collect();
            Arc::new(DictionaryArray::new(keys.collect::<Int32Array>(), Arc::new(values)))
        }
    }
}
