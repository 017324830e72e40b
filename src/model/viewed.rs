//! Views of payloads: what the rules read. A payload gives one, and so does a text that has not become a payload.

use std::{collections::BTreeMap, net::IpAddr};

use bumpalo::Bump;
use uuid::Uuid;

/// A part of a payload that can be viewed: its values are referred to instead of copied.
pub(crate) trait Viewed {
    /// The type of the view; for small values, a copy.
    type View<'a>: Copy
    where
        Self: 'a;

    /// The view; lists are written to the arena.
    fn view<'a>(&'a self, arena: &'a Bump) -> Self::View<'a>;
}

impl Viewed for String {
    type View<'a> = &'a str;

    fn view<'a>(&'a self, _: &'a Bump) -> &'a str {
        self
    }
}

impl<T: Viewed> Viewed for Option<T> {
    type View<'a>
        = Option<T::View<'a>>
    where
        T: 'a;

    fn view<'a>(&'a self, arena: &'a Bump) -> Option<T::View<'a>> {
        self.as_ref().map(|value| value.view(arena))
    }
}

impl<T: Viewed> Viewed for Vec<T> {
    type View<'a>
        = &'a [T::View<'a>]
    where
        T: 'a;

    fn view<'a>(&'a self, arena: &'a Bump) -> &'a [T::View<'a>] {
        arena.alloc_slice_fill_iter(self.iter().map(|item| item.view(arena)))
    }
}

/// The members in the order of their names, or of the text.
impl<T: Viewed> Viewed for BTreeMap<String, T> {
    type View<'a>
        = &'a [(&'a str, T::View<'a>)]
    where
        T: 'a;

    fn view<'a>(&'a self, arena: &'a Bump) -> &'a [(&'a str, T::View<'a>)] {
        arena.alloc_slice_fill_iter(self.iter().map(|(name, value)| (name.as_str(), value.view(arena))))
    }
}

/// Implements [`Viewed`] for values that are as small as a reference.
macro_rules! viewed_as_copy {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::model::viewed::Viewed for $name {
            type View<'a> = Self;

            fn view<'a>(&'a self, _: &'a bumpalo::Bump) -> Self {
                *self
            }
        }
    )+};
}

viewed_as_copy!(bool, Uuid, IpAddr);

pub(super) use viewed_as_copy;
