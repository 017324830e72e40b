//! UUIDs in the 36-character form, the only one that the platform accepts.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::from_text::from_text;

const LENGTH: usize = 36;

/// Parses the 36-character form; the `uuid` crate also accepts others.
pub(crate) fn parse(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == LENGTH)
}

/// The schema of an id that may be absent. It has a pattern because validators differ on what `format` accepts.
#[cfg(feature = "schemars")]
pub(super) fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": ["string", "null"],
        "format": "uuid",
        "pattern": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        "not": super::text::no_line_feed(),
    })
}

pub(super) fn serialize<S: Serializer>(id: &Option<Uuid>, serializer: S) -> Result<S::Ok, S::Error> {
    id.as_ref().map(ToString::to_string).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Uuid>, D::Error> {
    Ok(Option::<Id>::deserialize(deserializer)?.map(|Id(id)| id))
}

struct Id(Uuid);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| parse(text).map(Id).ok_or("not a UUID in its 36-character form"))
    }
}
