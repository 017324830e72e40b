//! What workflows require: of a request, and of the account and the tenant before it.

use std::fmt;

use crate::{defect::Severity, model::Category};

/// Said wherever a facemap meets the API.
///
/// Source: *Credential Reference*, "FACEMAP".
pub(crate) const NO_FACEMAP_BY_API: &str = "a FACEMAP cannot be uploaded by API";
/// What happens without a facemap.
///
/// Source: *Credential Reference*, "FACEMAP".
pub(crate) const SELFIE_INSTEAD: &str = "the liveness check evaluates the SELFIE instead";

/// The document that describes a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// *v3 Workflow Descriptions*.
    WorkflowDescriptions,
    /// *Credential Reference*.
    CredentialReference,
    /// *Use Existing Credentials*.
    UseExistingCredentials,
    /// Older pages of the vendor's integration guide.
    Guide,
}

impl Source {
    /// Whether newer pages no longer contain what it says: then breaking it is a warning at most.
    #[must_use]
    pub fn is_inferred(self) -> bool {
        self == Self::Guide
    }

    /// The severity of breaking what it says.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.is_inferred() { Severity::Warning } else { Severity::Error }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WorkflowDescriptions => "v3 Workflow Descriptions",
            Self::CredentialReference => "Credential Reference",
            Self::UseExistingCredentials => "Use Existing Credentials",
            Self::Guide => "the vendor's integration guide, older pages",
        })
    }
}

/// A requirement of a workflow that a request meets or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Need {
    /// The account exists: the call is an update.
    Update,
    /// The end user consents to the use of biometric data.
    BiometricConsent,
    /// The end user consents to the reuse of credentials.
    ReuseConsent,
    /// The request names the end user in `userReference`.
    UserReference,
    /// The request lists a credential of this category.
    Listed(Category),
    /// The request lists an existing credential of this category by its ID.
    Existing(Category),
    /// The request lists two images, or none for an ID and a selfie.
    TwoImages,
}

impl Need {
    /// Its name in `schemas/workflows.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::BiometricConsent => "biometric-consent",
            Self::ReuseConsent => "reuse-consent",
            Self::UserReference => "user-reference",
            Self::Listed(_) => "listed",
            Self::Existing(_) => "existing",
            Self::TwoImages => "two-images",
        }
    }

    /// The category that it is about.
    #[must_use]
    pub fn category(self) -> Option<Category> {
        match self {
            Self::Listed(category) | Self::Existing(category) => Some(category),
            _ => None,
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Update => f.write_str("an existing account (update only)"),
            Self::BiometricConsent => {
                f.write_str("consent to the use of biometric data, at most 3 years old")
            }
            Self::ReuseConsent => f.write_str("consent to the reuse of credentials, at most 3 years old"),
            Self::UserReference => f.write_str("userReference"),
            Self::Listed(category) => write!(f, "a {category} among the credentials"),
            Self::Existing(category) => write!(f, "the `id` of an existing {category}"),
            Self::TwoImages => f.write_str("exactly two images, each ID or SELFIE (default: one of each)"),
        }
    }
}

/// What must be true before a workflow runs, and cannot be checked in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Prerequisite {
    /// Identity Verification is enabled.
    IdentityVerification,
    /// Screening is enabled and set up.
    Screening,
    /// Facemap on premise is enabled.
    FacemapOnPremise,
    /// The account has a credential of this category from a previous workflow.
    OnFile(Category),
    /// The customer has a facemap of the end user from a previous workflow.
    FacemapWithCustomer,
    /// The existing credentials passed the usability check, and consent was recorded along with them.
    UsableCredentials,
}

impl Prerequisite {
    /// Its name in `schemas/workflows.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IdentityVerification => "identity-verification-enabled",
            Self::Screening => "screening-enabled",
            Self::FacemapOnPremise => "facemap-on-premise-enabled",
            Self::OnFile(_) => "on-file",
            Self::FacemapWithCustomer => "facemap-with-customer",
            Self::UsableCredentials => "usable-credentials",
        }
    }

    /// The category that it is about.
    #[must_use]
    pub fn category(self) -> Option<Category> {
        match self {
            Self::OnFile(category) => Some(category),
            _ => None,
        }
    }
}

impl fmt::Display for Prerequisite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IdentityVerification => f.write_str("Identity Verification is enabled by the vendor"),
            Self::Screening => {
                f.write_str("Screening is enabled by the vendor and set up in the Customer Portal")
            }
            Self::FacemapOnPremise => f.write_str("facemap on premise is enabled by the vendor"),
            Self::OnFile(category) => {
                write!(f, "the account has a usable {category} from a previous workflow")
            }
            Self::FacemapWithCustomer => {
                f.write_str("you have the end user's facemap from a previous workflow, such as 3 or 6")
            }
            Self::UsableCredentials => f.write_str(
                "existing credentials passed the usability check, and their transaction recorded consent",
            ),
        }
    }
}
