//! Columns of payloads, which are texts or structs.

use std::borrow::Cow;

use arrow_array::{Array, ArrayRef, cast::AsArray, new_empty_array};
use arrow_schema::{ArrowError, DataType};

use super::{
    json::{Values, keys},
    texts::Texts,
};

/// The payloads of an array.
pub(super) enum Column {
    Texts(Texts),
    Structs(Values),
    /// The text of each row by its index; `None` for a null.
    Dictionary(Vec<Option<usize>>, Box<Self>),
}

impl Column {
    pub(super) fn of(array: &ArrayRef) -> Result<Self, ArrowError> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            let values = Self::of(dictionary.values())?;
            let keys = keys(dictionary).into_iter().enumerate();
            let keys = keys.map(|(row, key)| array.is_valid(row).then_some(key));
            return Ok(Self::Dictionary(keys.collect(), Box::new(values)));
        }
        if let DataType::Struct(_) = array.data_type() {
            return Ok(Self::Structs(Values::of(array, "")?));
        }
        let refused = || format!("not a column of strings, binaries or structs: {}", array.data_type());
        Texts::of(array).map(Self::Texts).ok_or_else(|| ArrowError::InvalidArgumentError(refused()))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Structs(values) => values.len(),
            Self::Dictionary(keys, _) => keys.len(),
        }
    }

    pub(super) fn text(&self, row: usize) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Texts(texts) => texts.text(row).map(Cow::Borrowed),
            Self::Structs(values) => values.text(row).map(Cow::Owned),
            Self::Dictionary(keys, values) => values.text(keys[row]?),
        }
    }
}

/// Refuses a type that is not one of payloads.
pub(super) fn check(data_type: &DataType) -> Result<(), ArrowError> {
    Column::of(&new_empty_array(data_type)).map(drop)
}
