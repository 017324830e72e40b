//! How types of payloads are declared. A field must have a type that these macros declare, or that is a [`Part`] otherwise:
//! any other might deserialize leniently or print values in `Debug`, and does not compile.
//!
//! The attributes of a field come in this order: its documentation, `serde`, `validate` with its limits, `cfg_attr`.
//!
//! [`Part`]: super::part::Part

/// Declares an object in requests: it deserializes only from JSON objects and rejects unknown fields.
macro_rules! request {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+)])?
        $(#[extend($($extend:tt)+)])?
        $(#[example($example:tt)])*
        pub struct $name:ident as $view:ident {
            $(
                $(#[doc = $field_doc:expr])+
                $(#[serde($($serde:tt)+)])?
                $(#[validate($($limit:ident $(($($argument:tt)+))?),+)])?
                $(#[cfg_attr($($attribute:tt)+)])*
                pub $field:ident: $type:ident $(<$($of:ty),+>)?,
            )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        $(#[derive($($derive),+)])?
        #[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(!remote))]
        $(#[cfg_attr(feature = "schemars", schemars(extend($($extend)+)))])?
        $(#[cfg_attr(feature = "schemars", schemars(example = serde_json::json!($example)))])*
        pub struct $name {
            $(
                $(#[doc = $field_doc])+
                $(#[serde($($serde)+)])?
                // The schemas have the same limits.
                $(#[cfg_attr(feature = "schemars", validate($($limit $(($($argument)+))?),+))])?
                $(#[cfg_attr($($attribute)+)])*
                pub $field: $type $(<$($of),+>)?,
            )*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Calls the inherent function that `derive` generates.
                Self::deserialize($crate::model::strict::Strict(deserializer))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }

        $crate::model::declare::part!($name: $($field: $type $(<$($of),+>)?,)*);
        $crate::model::declare::view!($view of $name: $($field: $type $(<$($of),+>)?,)*);
        $crate::model::limits::limits!($view: $($field [$($($limit $(($($argument)+))?),+)?])*);
    };
}

/// Declares an object in responses. Responses gain fields over time: unknown ones are kept and serialized unchanged.
macro_rules! response {
    (
        $(#[doc = $doc:literal])+
        $(#[example($example:tt)])*
        pub struct $name:ident as $view:ident {
            $(
                $(#[doc = $field_doc:expr])+
                $(#[serde($($serde:tt)+)])?
                $(#[validate($($limit:ident $(($($argument:tt)+))?),+)])?
                $(#[cfg_attr($($attribute:tt)+)])*
                pub $field:ident: $type:ident $(<$($of:ty),+>)?,
            )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        $(#[cfg_attr(feature = "schemars", schemars(example = serde_json::json!($example)))])*
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[doc = $field_doc])+
                $(#[serde($($serde)+)])?
                // The schemas have the same limits.
                $(#[cfg_attr(feature = "schemars", validate($($limit $(($($argument)+))?),+))])?
                $(#[cfg_attr($($attribute)+)])*
                pub $field: $type $(<$($of),+>)?,
            )*

            /// The fields that this version does not know about.
            #[serde(flatten)]
            pub unknown: $crate::model::unknown::UnknownFields,
        }

        $crate::model::declare::part!(
            $name: $($field: $type $(<$($of),+>)?,)* unknown: $crate::model::unknown::UnknownFields,
        );
        $crate::model::declare::view!(
            $view of $name: $($field: $type $(<$($of),+>)?,)* unknown: $crate::model::unknown::UnknownFields,
        );
        $crate::model::limits::limits!($view: $($field [$($($limit $(($($argument)+))?),+)?])*);
    };
}

/// Declares a closed list of values, each with its string in JSON.
macro_rules! closed_list {
    (
        $(#[doc = $doc:literal])+
        $(#[derive($($derive:ident),+)])?
        pub enum $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $text:literal,)+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        $(#[derive($($derive),+)])?
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
        }

        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the value as payloads write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl $crate::model::from_text::FromText for $name {
            fn from_text(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::from_text::from_text(deserializer, |text| {
                    <Self as $crate::model::from_text::FromText>::from_text(text)
                        .ok_or(concat!("not a known value of ", stringify!($name)))
                })
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let values = [$($text),+];
                schemars::json_schema!({
                    "description": $crate::model::declare::list_description!(
                        [$($doc),+] $($text: [$($variant_doc),+],)+
                    ),
                    "type": "string",
                    "enum": values,
                    "examples": [values[0]],
                })
            }
        }

        $crate::model::declare::list!($name);
        $crate::model::viewed::viewed_as_copy!($name);
    };
}

/// Declares lists of values that the platform may extend: an unknown value is kept as a string, so a `match` needs no
/// wildcard.
macro_rules! growing_list {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $text:literal,)+ }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
            /// A value that this version does not know about.
            Other(String),
        }

        impl $name {
            /// Returns the value as the platform writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => stringify!($variant),)+
                    Self::Other(_) => "Other(•••)",
                })
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::from_text::from_text(deserializer, |text| {
                    Ok::<_, std::convert::Infallible>(Self::from(text))
                })
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": $crate::model::declare::list_description!(
                        [$($doc),+] $($text: [$($variant_doc),+],)+
                    ),
                    "anyOf": [{ "type": "string", "enum": [$($text),+] }, { "type": "string" }],
                    "examples": [$($text),+],
                })
            }
        }

        impl $crate::model::viewed::Viewed for $name {
            type View<'a> = &'a str;

            fn view<'a>(&'a self, _: &'a bumpalo::Bump) -> &'a str {
                self.as_str()
            }
        }

        $crate::model::declare::list!($name);
    )+};
}

/// Implements what closed and growing lists share.
macro_rules! list {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::model::part::Part for $name {}
    };
}

/// The description of a list in schemas: its documentation and that of each value.
#[cfg(feature = "schemars")]
macro_rules! list_description {
    ([$($doc:literal),+] $($text:literal: [$($variant_doc:literal),+],)+) => {
        format!(
            "{}\n\n{}",
            concat!($($doc, "\n"),+).replace("\n ", "\n").trim(),
            [$(format!("- `{}`:{}", $text, concat!($($variant_doc),+))),+].join("\n"),
        )
    };
}

/// Implements [`Part`] and a masking `Debug` for an object, and asserts that its fields are parts.
macro_rules! part {
    ($name:ident: $($field:ident: $type:ty,)*) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} ", stringify!($name))?;
                $crate::model::part::Part::fmt_masked(self, f)
            }
        }

        impl $crate::model::part::Part for $name {
            fn fmt_masked(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::model::part::fmt_fields(f, &[$((stringify!($field), &self.$field)),*])
            }
        }

        const _: () = {
            const fn is_part<T: $crate::model::part::Part>() {}
            $(is_part::<$type>();)*
        };
    };
}

/// Declares the view of an object.
macro_rules! view {
    ($view:ident of $name:ident: $($field:ident: $type:ty,)*) => {
        #[allow(dead_code, reason = "rules may read every field")]
        #[derive(Clone, Copy)]
        pub(crate) struct $view<'a> {
            $(pub(crate) $field: <$type as $crate::model::viewed::Viewed>::View<'a>,)*
        }

        impl $crate::model::viewed::Viewed for $name {
            type View<'a> = $view<'a>;

            fn view<'a>(&'a self, arena: &'a bumpalo::Bump) -> $view<'a> {
                $view { $($field: $crate::model::viewed::Viewed::view(&self.$field, arena),)* }
            }
        }
    };
}

#[cfg(feature = "schemars")]
pub(super) use list_description;
pub(super) use {closed_list, growing_list, list, part, request, response, view};
