//! References to accounts, workflow executions, credentials and parts in responses.

use super::declare::response;

/// Declares objects that contain only an id.
macro_rules! references {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {$(
        response! {
            $(#[doc = $doc])+
            #[example({"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"})]
            pub struct $name {
                /// The id: a 36-character UUID.
                ///
                /// Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: *Creating or Updating Accounts*.
                pub id: String,
            }
        }
    )+};
}

references! {
    /// An account, identified by its id.
    AccountRef,
    /// A workflow execution, identified by its id.
    ExecutionRef,
    /// A credential or a part, identified by its id.
    Reference,
}
