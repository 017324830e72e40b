//! Personal data is found anywhere in a string.

use kyx_schema::{AccountRequest, Context, Payload, WorkflowDefinition};
use proptest::prelude::*;

use crate::support::{fixture_time, generated};

/// Strings with the form of e-mail addresses, social security numbers, phone numbers and payment cards.
fn personal_data() -> impl Strategy<Value = String> {
    prop_oneof![
        r"[a-z0-9.+-]{1,8}@[a-z0-9]{1,8}\.(com|de)",
        "[0-9]{3}-[0-9]{2}-[0-9]{4}",
        r"\+[1-9]([ .()-]{0,2}[0-9]){7,14}",
        r"\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}",
        r"[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{4}",
        prop::sample::select(vec![
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "378282246310005",
        ])
        .prop_map(str::to_owned),
    ]
}

fn is_found(text: &str) -> bool {
    let mut request = AccountRequest::new("order-4711", WorkflowDefinition::new(777));
    request.reporting_criteria = Some(text.to_owned());
    let report = request.check(&Context::unknown().at(fixture_time()));
    report.findings().iter().any(|finding| finding.rule.code == "KYX501")
}

/// The search for the start of a number goes by blocks.
#[test]
fn a_number_is_found_after_any_number_of_spaces_and_letters() {
    for count in 0..150 {
        assert!(is_found(&format!("{}123-45-6789", " ".repeat(count))), "{count}");
        assert!(is_found(&format!("{} 123-45-6789", "a".repeat(count))), "{count}");
    }
}

/// Words and other numbers around it do not matter.
#[test]
fn a_number_is_found_before_a_long_word() {
    assert!(is_found(&format!("+1 2 3 4 5 6 7 8 12345678{}", "a".repeat(60))));
}

proptest! {
    #![proptest_config(generated(3000))]

    #[test]
    fn personal_data_is_found_anywhere(
        // Long enough for each place in a block, and for the blocks after the first.
        before in "([a-zé.]{0,150}[ é_/:#])?",
        data in personal_data(),
        after in "([ é_/:#,][a-zé.]{0,12})?",
    ) {
        let text = format!("{before}{data}{after}");
        prop_assert!(is_found(&text), "{text}");
    }
}
