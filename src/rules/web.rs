//! The settings of the web client.

use super::wording::any_of;
use crate::{
    context::Context,
    defect::{Correction, Defect, Defects, Fault},
    model::{LOCALE, view::AccountRequest},
    workflow::Channel,
};

/// The languages of the web client, as the vendor's integration guides list them; sorted.
const KNOWN: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-MX", "et", "fi", "fr", "he", "hr", "hu",
    "hy", "id", "it", "ja", "ka", "km", "ko", "lt", "ms", "nl", "no", "pl", "pt", "pt-BR", "ro", "ru", "sk",
    "sv", "th", "tr", "vi", "zh-CN", "zh-HK",
];
/// Not in that list, but used in the platform's own responses.
const SEEN: &str = "en-US";

declare_rules! {
    /// A locale is not in the form `language` or `language-COUNTRY`.
    ///
    /// ## Why
    /// The platform cannot read it.
    ///
    /// ## Example
    /// This is reported at `/web/locale`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "en_GB"}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "en-GB"}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `web`: at most 5 characters, and the example `es`. The form `language-COUNTRY` is
    /// from the vendor's integration guides.
    INVALID_LOCALE = "KYX215" "invalid-locale" Error [Value(invalid_locale)]

    /// A locale is valid, but not a language of the web client.
    ///
    /// ## Why
    /// The web client falls back to another language.
    ///
    /// ## Example
    /// This is reported at `/web/locale`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "fr-CA"}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "fr"}
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's integration guides.
    UNKNOWN_LOCALE = "KYX216" "unknown-locale" Warning [Request(unknown_locale)]

    /// The request has settings for the web client, but uses another channel.
    ///
    /// ## Why
    /// Only the web client reads `web`.
    ///
    /// ## Example
    /// With `--channel sdk`, this is reported at `/web`:
    /// ```json invalid --channel sdk
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "es"}
    /// }
    /// ```
    /// With `--channel web`, this is not:
    /// ```json valid --channel web
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "web": {"locale": "es"}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, "web": only relevant for the WEB channel.
    WEB_SETTINGS_UNUSED = "KYX418" "web-settings-unused" Warning [Request(settings_unused)] tag(Unnecessary)
}

fn invalid_locale(fault: &Fault<'_>) -> Defect {
    let text = fault.text().replace('_', "-");
    let meant = match text.split_once('-') {
        Some((language, country)) => {
            format!("{}-{}", language.to_ascii_lowercase(), country.to_ascii_uppercase())
        }
        None => text.to_ascii_lowercase(),
    };
    Defect::new(
        "not a valid locale",
        "write a language such as `es`, or language-COUNTRY such as `en-GB`; case matters",
    )
    .correction(LOCALE.is_match(&meant).then(|| match KNOWN.binary_search(&meant.as_str()) {
        Ok(_) => Correction::listed(&meant),
        Err(_) => Correction::replace(meant),
    }))
}

fn unknown_locale(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(locale) = request.web.as_ref().and_then(|web| web.locale) else { return };
    if KNOWN.binary_search(&locale).is_ok() || locale == SEEN || !LOCALE.is_match(locale) {
        return;
    }
    let language = locale.split('-').next().unwrap_or_default();
    let of_language: Vec<_> = KNOWN.iter().filter(|known| known.starts_with(language)).collect();
    let help = match of_language.as_slice() {
        [] => format!("write one of {}", any_of(KNOWN)),
        known => format!("write {}", any_of(known)),
    };
    defects.push(Defect::at("/web/locale", "not a language of the web client", help));
}

fn settings_unused(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let Some(channel) = context.channel.filter(|channel| *channel != Channel::Web) else { return };
    if request.web.is_some() {
        let message = format!("only the web client reads `web`, and the channel is {channel}");
        defects.push(Defect::at("/web", message, "remove `web`"));
    }
}
