//! "Did you mean": which name of the catalogue a text that is none of them most likely means.
use std::borrow::Cow;

pub use crate::suggest::Nearness;
use crate::suggest::{Miss, Policy};

/// A known name that a text misses narrowly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near<T> {
    /// The name to write instead.
    pub name: Cow<'static, str>,
    /// What has that name; `None` where only a beginning is known (a misspelt open prefix).
    pub item: Option<T>,
    /// In what way the text misses it.
    pub nearness: Nearness,
}

impl<T> Near<T> {
    fn new((miss, name, item): (Miss, &'static str, T)) -> Self {
        Self {
            name: Cow::Borrowed(name),
            item: Some(item),
            nearness: miss.0,
        }
    }
}

/// How many near names are worth naming.
const MOST: usize = 5;

/// The nearest name, unless the text is one of the names.
pub(super) fn nearest<T>(
    text: &str,
    policy: Policy,
    names: impl Iterator<Item = (&'static str, T)>,
) -> Option<Near<T>> {
    near(text, policy, names).into_iter().next()
}

/// The near names, the nearest first; none if the text is one of the names.
pub(super) fn near<T>(
    text: &str,
    policy: Policy,
    names: impl Iterator<Item = (&'static str, T)>,
) -> Vec<Near<T>> {
    let found = policy.near(text, names).into_iter();
    found.take(MOST).map(Near::new).collect()
}

/// The text with `prefix` in place of a narrow miss of it.
pub(super) fn prefix<T>(text: &str, prefix: &'static str) -> Option<Near<T>> {
    let separator = prefix.chars().next_back()?;
    let count = prefix.matches(separator).count();
    let (end, _) = text.match_indices(separator).nth(count.checked_sub(1)?)?;
    let (head, rest) = text.split_at_checked(end + separator.len_utf8())?;
    let (nearness, _) = Policy::NAMES.miss(head, prefix).filter(|_| !rest.is_empty())?;
    Some(Near {
        name: Cow::Owned(format!("{prefix}{rest}")),
        item: None,
        nearness,
    })
}
