//! What stands at a key: nothing, something that can't be used, or a value with its place.

use std::borrow::Cow;

use super::at::At;

/// What is known of a key's value.
#[derive(Clone, Debug, Default)]
pub enum Slot<T> {
    /// The key is not there, or null, which is the same to the platform.
    #[default]
    Missing,
    /// Something stands there that can't be used; it has been reported, so nothing more is said of it.
    Unusable,
    /// The value.
    Value(T),
}

impl<T> Slot<T> {
    /// The value, if there is a usable one.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        match self {
            Slot::Value(value) => Some(value),
            Slot::Missing | Slot::Unusable => None,
        }
    }

    /// Whether the key is absent (or null).
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Slot::Missing)
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value as the platform reads it.
    pub value: T,
    /// Where it stands.
    pub at: At,
}

/// A text.
pub type Text<'d> = Spanned<Cow<'d, str>>;

impl Text<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// A list with the place of the list itself.
pub type List<T> = Spanned<Vec<T>>;
