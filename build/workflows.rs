//! The table of workflows for other languages, and its schema.

use schemars::{Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::json;

use super::json_schema::{drop_number_format, identify};
use crate::workflow::{WorkflowView, views};

pub(crate) const NAME: &str = "workflows";

pub(crate) fn document() -> Vec<WorkflowView> {
    views()
}

pub(crate) fn schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(drop_number_format));
    let mut schema = settings.for_serialize().into_generator().into_root_schema_for::<Vec<WorkflowView>>();
    schema.insert("title".to_owned(), json!("Workflows"));
    schema
        .insert("description".to_owned(), json!("The workflows that the platform documents, sorted by key."));
    identify(&mut schema, NAME);
    schema
}
