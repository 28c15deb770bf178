//! A provider, and which is meant by a text.
use super::blob::{self, ProviderRow};
use super::facts::Flags;
use super::layout::provider as words;
use super::near::{self, Near};
use crate::suggest::Policy;

/// The id of the part of a provider that belongs to no module.
pub(super) const ROOT: &str = "root";

/// A provider.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Provider {
    row: &'static ProviderRow,
}

impl Provider {
    /// The provider of a row.
    pub(super) fn new(row: &'static ProviderRow) -> Self {
        Self { row }
    }

    /// Its key: what a manifest's `provider` must say.
    #[must_use]
    pub fn key(self) -> &'static str {
        blob::name(self.row, words::KEY)
    }

    /// Its name for people.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        blob::name(self.row, words::DISPLAY)
    }

    /// The numbers of its names.
    pub(super) fn name_ids(self) -> [usize; 2] {
        [
            blob::index(self.row, words::KEY),
            blob::index(self.row, words::DISPLAY),
        ]
    }

    /// What kind of provider it is.
    #[must_use]
    pub fn flags(self) -> Flags {
        Flags(blob::word(self.row, words::FLAGS))
    }

    /// Whether it reports changes of associations. One that is not known to does not.
    #[must_use]
    pub fn has_association_changes(self) -> bool {
        blob::word(self.row, words::TRAITS) & words::TRAIT_ASSOCIATIONS != 0
    }

    /// Whether nothing serves it: it is listed, but whatever is read or written fails.
    #[must_use]
    pub fn has_no_connector(self) -> bool {
        blob::word(self.row, words::TRAITS) & words::TRAIT_NO_CONNECTOR != 0
    }

    /// The row, for its modules.
    pub(super) fn row(self) -> &'static ProviderRow {
        self.row
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Provider").field(&self.key()).finish()
    }
}

/// The provider with exactly this key; keys are case-sensitive.
#[must_use]
pub fn provider(key: &str) -> Option<Provider> {
    blob::find(blob::PROVIDERS, key)
        .iter()
        .map(Provider::new)
        .find(|provider| provider.key() == key)
}

/// The provider with this key, or else the only one whose key differs in nothing but case: what is meant, to look for
/// other mistakes.
#[must_use]
pub fn provider_but_for_case(key: &str) -> Option<Provider> {
    provider(key).or_else(|| match blob::find(blob::PROVIDERS, key) {
        [only] => Some(Provider::new(only)),
        _ => None,
    })
}

/// All providers, by key without regard to case.
pub fn providers() -> impl ExactSizeIterator<Item = Provider> + DoubleEndedIterator + Clone {
    blob::PROVIDERS.iter().map(Provider::new)
}

/// The provider whose key is most likely meant by `text`, if one is near.
#[must_use]
pub fn nearest_provider(text: &str) -> Option<Near<Provider>> {
    near::nearest(
        text,
        Policy::NAMES,
        providers().map(|provider| (provider.key(), provider)),
    )
}
