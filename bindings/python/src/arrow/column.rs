//! The layouts in which Arrow keeps texts, read without a copy.

use arrow_array::{Array, ArrayRef, BinaryArray, BinaryViewArray, LargeBinaryArray, cast::AsArray};
use arrow_schema::{ArrowError, DataType};

/// The texts of an array. Strings are seen as bytes: whether they are UTF-8 is for the linter to say.
pub(super) enum Column {
    Null(usize),
    Binary(BinaryArray),
    LargeBinary(LargeBinaryArray),
    BinaryView(BinaryViewArray),
    /// The text of each row by its index; `None` for a null.
    Dictionary(Vec<Option<usize>>, Box<Self>),
}

impl Column {
    pub(super) fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let values = Self::of(dictionary.values())?;
            // Without values, all keys are null.
            let keys = if values.len() == 0 { vec![0; array.len()] } else { dictionary.normalized_keys() };
            let keys = keys.into_iter().enumerate().map(|(row, key)| array.is_valid(row).then_some(key));
            return Ok(Self::Dictionary(keys.collect(), Box::new(values)));
        }
        Ok(match array.data_type() {
            DataType::Null => Self::Null(array.len()),
            DataType::Utf8 => Self::Binary(array.as_string::<i32>().clone().into()),
            DataType::LargeUtf8 => Self::LargeBinary(array.as_string::<i64>().clone().into()),
            DataType::Utf8View => Self::BinaryView(array.as_string_view().clone().to_binary_view()),
            DataType::Binary => Self::Binary(array.as_binary::<i32>().clone()),
            DataType::LargeBinary => Self::LargeBinary(array.as_binary::<i64>().clone()),
            DataType::BinaryView => Self::BinaryView(array.as_binary_view().clone()),
            other => return Err(not_text(other)),
        })
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Null(length) => *length,
            Self::Binary(array) => array.len(),
            Self::LargeBinary(array) => array.len(),
            Self::BinaryView(array) => array.len(),
            Self::Dictionary(keys, _) => keys.len(),
        }
    }

    pub(super) fn text(&self, row: usize) -> Option<&[u8]> {
        match self {
            Self::Null(_) => None,
            Self::Binary(array) => array.is_valid(row).then(|| array.value(row)),
            Self::LargeBinary(array) => array.is_valid(row).then(|| array.value(row)),
            Self::BinaryView(array) => array.is_valid(row).then(|| array.value(row)),
            Self::Dictionary(keys, values) => values.text(keys[row]?),
        }
    }
}

/// Refuses a type that is not one of texts.
pub(super) fn check(data_type: &DataType) -> Result<(), ArrowError> {
    match data_type {
        DataType::Dictionary(_, values) => check(values),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(()),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::Null => Ok(()),
        other => Err(not_text(other)),
    }
}

fn not_text(data_type: &DataType) -> ArrowError {
    ArrowError::InvalidArgumentError(format!("not a column of strings or binaries: {data_type}"))
}
