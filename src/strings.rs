//! Visits each string of a request. The code is generated from the exported schemas, so that no field is missed.

use std::net::IpAddr;

use uuid::Uuid;

use crate::{at::At, model::view, rule::Form};

include!("generated/strings.rs");

/// Receives each string with its form and its position.
type Visit<'a> = dyn FnMut(Form, &At<'_>, &str) + 'a;

/// An object that contains strings, or an array of such objects.
pub(crate) trait Strings {
    fn strings(&self, at: &At<'_>, visit: &mut Visit<'_>);
}

impl<T: Strings> Strings for Option<T> {
    fn strings(&self, at: &At<'_>, visit: &mut Visit<'_>) {
        self.iter().for_each(|object| object.strings(at, visit));
    }
}

impl<T: Strings> Strings for &[T] {
    fn strings(&self, at: &At<'_>, visit: &mut Visit<'_>) {
        for (index, object) in self.iter().enumerate() {
            object.strings(&At::Element(at, index), visit);
        }
    }
}

/// A field that is a string in JSON, or an array of strings.
trait Text {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>);
}

impl<T: Text> Text for Option<T> {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>) {
        self.iter().for_each(|text| text.visit(form, at, visit));
    }
}

impl<T: Text> Text for &[T] {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>) {
        for (index, text) in self.iter().enumerate() {
            text.visit(form, &At::Element(at, index), visit);
        }
    }
}

impl Text for &str {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>) {
        visit(form, at, self);
    }
}

impl Text for view::Timestamp<'_> {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>) {
        visit(form, at, self.as_str());
    }
}

impl Text for Uuid {
    fn visit(&self, form: Form, at: &At<'_>, visit: &mut Visit<'_>) {
        visit(form, at, self.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    }
}

/// An address has no other form, so there is nothing to check.
impl Text for IpAddr {
    fn visit(&self, _: Form, _: &At<'_>, _: &mut Visit<'_>) {}
}
