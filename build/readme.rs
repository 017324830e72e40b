//! stub
pub(crate) fn text() -> String {
    "# Schemas\n".to_owned()
}
