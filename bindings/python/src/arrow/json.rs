//! Structs as JSON, without the members that are null: a struct has all members of its type, a payload has its own.

use std::{fmt::Debug, io::Write as _};

use arrow_array::{
    AnyDictionaryArray, Array, ArrayRef, ArrowPrimitiveType, ListLikeArray, PrimitiveArray, StructArray,
    cast::AsArray,
    downcast_integer,
    types::{
        Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, TimestampMicrosecondType,
        TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    },
};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, FieldRef, TimeUnit};
use serde::Serialize;

use super::texts::Texts;

/// Appends the value of a row that is not null.
type Write = Box<dyn Fn(usize, &mut Vec<u8>) + Send + Sync>;

/// The values of an array.
pub(super) struct Values {
    length: usize,
    nulls: Option<NullBuffer>,
    write: Write,
}

impl Values {
    /// `place` is where the array is in the payloads, for the error.
    pub(super) fn of(array: &ArrayRef, place: &str) -> Result<Self, ArrowError> {
        macro_rules! numbers {
            ($of:ty) => {
                numbers(array.as_primitive::<$of>())
            };
        }
        macro_rules! times {
            ($of:ty, $zone:expr) => {
                times(array.as_primitive::<$of>(), PrimitiveArray::value_as_datetime, $zone)
            };
        }
        let write = downcast_integer! {
            array.data_type() => (numbers),
            DataType::Float32 => numbers!(Float32Type),
            DataType::Float64 => numbers!(Float64Type),
            DataType::Decimal128(..) => {
                let decimals = array.as_primitive::<Decimal128Type>().clone();
                Box::new(move |row, out: &mut Vec<u8>| out.extend(decimals.value_as_string(row).bytes()))
            }
            DataType::Boolean => {
                let booleans = array.as_boolean().clone();
                Box::new(move |row, out: &mut Vec<u8>| write_plain(out, booleans.value(row)))
            }
            DataType::Date32 => times(array.as_primitive::<Date32Type>(), PrimitiveArray::value_as_date, ""),
            DataType::Date64 => times(array.as_primitive::<Date64Type>(), PrimitiveArray::value_as_date, ""),
            DataType::Timestamp(unit, zone) => {
                // With a time zone, for display, the values are in UTC.
                let zone = if zone.is_some() { "Z" } else { "" };
                match unit {
                    TimeUnit::Second => times!(TimestampSecondType, zone),
                    TimeUnit::Millisecond => times!(TimestampMillisecondType, zone),
                    TimeUnit::Microsecond => times!(TimestampMicrosecondType, zone),
                    TimeUnit::Nanosecond => times!(TimestampNanosecondType, zone),
                }
            }
            DataType::Struct(_) => members(array.as_struct(), place)?,
            DataType::List(_) => items(array.as_list::<i32>().clone(), place)?,
            DataType::LargeList(_) => items(array.as_list::<i64>().clone(), place)?,
            DataType::ListView(_) => items(array.as_list_view::<i32>().clone(), place)?,
            DataType::LargeListView(_) => items(array.as_list_view::<i64>().clone(), place)?,
            DataType::FixedSizeList(..) => items(array.as_fixed_size_list().clone(), place)?,
            DataType::Dictionary(..) => {
                let dictionary = array.as_any_dictionary();
                let (keys, values) = (keys(dictionary), Self::of(dictionary.values(), place)?);
                Box::new(move |row, out: &mut Vec<u8>| (values.write)(keys[row], out))
            }
            _ => strings(array, place)?,
        };
        Ok(Self { length: array.len(), nulls: array.logical_nulls(), write })
    }

    pub(super) fn len(&self) -> usize {
        self.length
    }

    pub(super) fn text(&self, row: usize) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        (!self.is_null(row)).then(|| (self.write)(row, &mut text)).map(|()| text)
    }

    fn is_null(&self, row: usize) -> bool {
        self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row))
    }
}

/// The index of the value of each row; any for a null.
pub(super) fn keys(dictionary: &dyn AnyDictionaryArray) -> Vec<usize> {
    // Without values, all rows are null.
    if dictionary.values().is_empty() { vec![0; dictionary.len()] } else { dictionary.normalized_keys() }
}

fn members(structs: &StructArray, place: &str) -> Result<Write, ArrowError> {
    let fields = structs.fields().iter().zip(structs.columns());
    let member = |(field, column): (&FieldRef, _)| {
        let place = format!("{place}/{}", field.name());
        Ok((field.name().clone(), Values::of(column, &place)?))
    };
    let members: Vec<(String, Values)> = fields.map(member).collect::<Result<_, ArrowError>>()?;
    Ok(Box::new(move |row, out| {
        let present = members.iter().filter(|(_, values)| !values.is_null(row));
        write_all(out, b"{}", present, |out, (name, values)| {
            write_string(out, name.as_bytes());
            out.push(b':');
            (values.write)(row, out);
        });
    }))
}

fn items(lists: impl ListLikeArray + 'static, place: &str) -> Result<Write, ArrowError> {
    let values = Values::of(lists.values(), place)?;
    Ok(Box::new(move |row, out| {
        write_all(out, b"[]", lists.element_range(row), |out, item| {
            if values.is_null(item) {
                out.extend(b"null");
            } else {
                (values.write)(item, out);
            }
        });
    }))
}

fn strings(array: &ArrayRef, place: &str) -> Result<Write, ArrowError> {
    let refused = || format!("not a type of JSON: {}, at {place}", array.data_type());
    let texts = Texts::of(array).ok_or_else(|| ArrowError::InvalidArgumentError(refused()))?;
    Ok(Box::new(move |row, out| write_string(out, texts.text(row).unwrap_or_default())))
}

fn numbers<T: ArrowPrimitiveType<Native: Serialize>>(array: &PrimitiveArray<T>) -> Write {
    let array = array.clone();
    Box::new(move |row, out| write_plain(out, array.value(row)))
}

/// Dates and times as in RFC 3339. A value outside the calendar is written as a number, for the linter to report.
fn times<T: ArrowPrimitiveType<Native: Serialize>, V: Debug + 'static>(
    array: &PrimitiveArray<T>,
    value: fn(&PrimitiveArray<T>, usize) -> Option<V>,
    zone: &'static str,
) -> Write {
    let array = array.clone();
    Box::new(move |row, out| match value(&array, row) {
        Some(time) => write_string(out, format!("{time:?}{zone}").as_bytes()),
        None => write_plain(out, array.value(row)),
    })
}

/// Numbers and booleans. What is not a number in JSON either, such as infinity, is null.
fn write_plain(out: &mut Vec<u8>, value: impl Serialize) {
    serde_json::to_writer(out, &value).expect("memory takes all");
}

/// Bytes that are not UTF-8 stay as they are: they are for the linter to find.
fn write_string(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for byte in text {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', *byte]),
            0..0x20 => write!(out, "\\u{byte:04x}").expect("memory takes all"),
            _ => out.push(*byte),
        }
    }
    out.push(b'"');
}

/// Members or items between their brackets.
fn write_all<T>(
    out: &mut Vec<u8>,
    [open, close]: &[u8; 2],
    all: impl Iterator<Item = T>,
    write: impl Fn(&mut Vec<u8>, T),
) {
    out.push(*open);
    for (index, each) in all.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, each);
    }
    out.push(*close);
}
