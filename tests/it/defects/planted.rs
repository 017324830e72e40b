//! The tables of defects to plant.

use kyx_schema::Kind;

use super::{of_texts, of_values, plan::Defect};

/// Every defect that a payload of this kind can have.
pub(super) fn table(kind: Kind) -> Vec<Defect> {
    let of_values = match kind {
        Kind::AccountRequest => of_values::account_request(),
        Kind::PreparedData => of_values::prepared_data(),
        Kind::AccountResponse => of_values::account_response(),
        Kind::PartResponse => of_values::part_response(),
        Kind::FinalizeResponse => of_values::finalize_response(),
        Kind::Callback => of_values::callback(),
        Kind::StatusResponse => of_values::status_response(),
        Kind::Problem => of_values::problem(),
        Kind::RetrievalResponse => of_values::retrieval_response(),
        Kind::StepsResponse => of_values::steps_response(),
        Kind::TokenResponse => of_values::token_response(),
        Kind::TokenError => of_values::token_error(),
        other => panic!("{other} is not covered"),
    };
    of_values.into_iter().chain(of_texts::all()).collect()
}
