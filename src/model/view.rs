//! Views of payloads: what the rules read. A payload gives one, and so does a text that has not become a payload.

use std::net::IpAddr;

use uuid::Uuid;

#[allow(unused_imports, reason = "the export uses only a part of it")]
pub(crate) use super::{
    account::{
        AccountRequestView as AccountRequest, OverrideSettingsView as OverrideSettings,
        WebSettingsView as WebSettings,
    },
    capabilities::{
        CapabilitiesView as Capabilities, DocumentVerificationView as DocumentVerification,
        EkycCheckView as EkycCheck, RulesetView as Ruleset, WatchlistScreeningView as WatchlistScreening,
        WorkflowDecisionView as WorkflowDecision,
    },
    consent::{ConsentView as Consent, UserConsentView as UserConsent, UserLocationView as UserLocation},
    open::OpenObjectView as OpenObject,
    prepared_data::{AddressView as Address, IdDetailsView as IdDetails, PreparedDataView as PreparedData},
    timestamp::TimestampView as Timestamp,
    workflow::{
        CountryChoiceView as CountryChoice, CredentialView as Credential, TypeChoiceView as TypeChoice,
        WorkflowDefinitionView as WorkflowDefinition,
    },
};

/// A part of a payload that can be viewed: its values are referred to instead of copied.
pub(crate) trait Viewed {
    /// The view; for small values, a copy.
    type View<'a>
    where
        Self: 'a;

    fn view(&self) -> Self::View<'_>;
}

impl Viewed for String {
    type View<'a> = &'a str;

    fn view(&self) -> &str {
        self
    }
}

impl<T: Viewed> Viewed for Option<T> {
    type View<'a>
        = Option<T::View<'a>>
    where
        T: 'a;

    fn view(&self) -> Option<T::View<'_>> {
        self.as_ref().map(T::view)
    }
}

impl<T: Viewed> Viewed for Vec<T> {
    type View<'a>
        = Vec<T::View<'a>>
    where
        T: 'a;

    fn view(&self) -> Vec<T::View<'_>> {
        self.iter().map(T::view).collect()
    }
}

/// Implements [`Viewed`] for values that are as small as a reference.
macro_rules! viewed_as_copy {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::model::view::Viewed for $name {
            type View<'a> = Self;

            fn view(&self) -> Self {
                *self
            }
        }
    )+};
}

viewed_as_copy!(bool, Uuid, IpAddr);

pub(super) use viewed_as_copy;
