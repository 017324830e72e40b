//! UUIDs in the 36-character form, the only one that the platform reads.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use uuid::Uuid;

const LENGTH: usize = 36;

pub(super) fn serialize<S: Serializer>(id: &Option<Uuid>, serializer: S) -> Result<S::Ok, S::Error> {
    id.as_ref().map(ToString::to_string).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Uuid>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    match Uuid::try_parse(&text) {
        Ok(id) if text.len() == LENGTH => Ok(Some(id)),
        _ => Err(D::Error::custom("not a UUID in its 36-character form")),
    }
}
