//! Turns on the feature `export` of `kyx-schema` in every build of this workspace, by being a default member of it.
//!
//! As a default feature of the library, it would be paid for by everyone who depends on it.
