//! A module of a provider: what it supports, and what is known of its objects as such.
use super::blob::{self, ModuleRow};
use super::facts::{Capability, Enforcement, Flags, NameCase, Support, Verdict};
use super::layout::module as words;
use super::provider::Provider;

/// What a module without a row reads as: nothing known.
pub(super) static EMPTY: ModuleRow = [0; 2 * words::WORDS];

/// A module of a provider, or its root.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Module {
    row: &'static ModuleRow,
}

impl Module {
    /// The module of a row.
    pub(super) fn new(row: &'static ModuleRow) -> Self {
        Self { row }
    }

    /// The row, for the limits.
    pub(super) fn row(self) -> &'static ModuleRow {
        self.row
    }

    /// Its id: what a manifest's `module` says; `root` for the root.
    #[must_use]
    pub fn id(self) -> &'static str {
        blob::name(self.row, words::ID)
    }

    /// Whether it is the root of its provider.
    #[must_use]
    pub fn is_root(self) -> bool {
        self.id() == super::provider::ROOT
    }

    /// Its name for people; the provider's for a root.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        blob::name(self.row, words::DISPLAY)
    }

    /// The numbers of its names.
    pub(super) fn name_ids(self) -> [usize; 2] {
        [
            blob::index(self.row, words::ID),
            blob::index(self.row, words::DISPLAY),
        ]
    }

    /// Its provider. (`None` only if the tables were broken.)
    #[must_use]
    pub fn provider(self) -> Option<Provider> {
        blob::PROVIDERS
            .get(blob::index(self.row, words::PROVIDER))
            .map(Provider::new)
    }

    /// What kind of module it is.
    #[must_use]
    pub fn flags(self) -> Flags {
        Flags(blob::word(self.row, words::FLAGS))
    }

    /// Whether it supports an action. [`Support::NoDoubted`] means that the provider's list says no although
    /// the action is known to work, [`Support::YesDoubted`] the reverse. For the proxy see
    /// [`Provider::proxy_support`].
    #[must_use]
    pub fn support(self, action: Capability) -> Support {
        Support::from_bits(blob::word(self.row, words::ACTIONS), action as u16)
    }

    /// Whether a list of its objects exists at all. Where it doesn't, nothing can be said of any name.
    #[must_use]
    pub fn objects_known(self) -> bool {
        self.has(words::TRAIT_KNOWN)
    }

    /// Whether it has objects besides those listed, such as the custom objects of a customer.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.has(words::TRAIT_OPEN)
    }

    /// Who refuses an unknown name; reading and writing may differ. Subscribing and the proxy have nobody.
    #[must_use]
    pub fn enforcement(self, action: Capability) -> Enforcement {
        let naming = blob::word(self.row, words::NAMING);
        match action {
            Capability::Read => Enforcement::from_bits(naming),
            Capability::Write => Enforcement::from_bits(naming >> 2),
            Capability::Subscribe | Capability::Proxy => Enforcement::None,
        }
    }

    /// What the connector does with an object that isn't listed, where that was seen.
    #[must_use]
    pub fn verdict_on_unlisted(self, action: Capability) -> Option<Verdict> {
        Verdict::from_bits(blob::word(self.row, words::NAMING) >> 6, action)
    }

    /// Whether case matters in object names.
    #[must_use]
    pub fn name_case(self) -> NameCase {
        NameCase::from_bits(blob::word(self.row, words::NAMING) >> 4)
    }

    /// Whether the names listed are in the provider's own spelling, so that another case is worth a remark; the
    /// lists of some providers that take any case are in lower case throughout.
    #[must_use]
    pub fn has_own_spelling(self) -> bool {
        self.has(words::TRAIT_OWN_SPELLING)
    }

    /// Whether the singular of an object's name works as well as the plural that is listed.
    #[must_use]
    pub fn takes_either_number(self) -> bool {
        self.has(words::TRAIT_EITHER_NUMBER)
    }

    /// Whether some of the listed names are guesses from display names, so that an unlisted name may be the
    /// true one.
    #[must_use]
    pub fn has_inferred_names(self) -> bool {
        self.has(words::TRAIT_INFERRED_NAMES)
    }

    /// Whether its fields are read in lower case, so that capital letters in a field mislead.
    #[must_use]
    pub fn has_lower_case_fields(self) -> bool {
        self.has(words::TRAIT_LOWER_CASE)
    }

    /// Whether fields of a customer's own can be told by their shape.
    #[must_use]
    pub fn has_custom_fields(self) -> bool {
        !blob::list(self.row, words::CUSTOM_FIELDS).is_empty()
    }

    /// The shapes of fields of a customer's own; a star stands for any text.
    #[must_use]
    pub fn custom_fields(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.row, words::CUSTOM_FIELDS))
    }

    /// Whether `text` is shaped like a field of a customer's own.
    #[must_use]
    pub fn is_custom_field(self, text: &str) -> bool {
        self.custom_fields().any(|shape| has_shape(text, shape))
    }

    /// Whether a field that is neither listed nor shaped like a customer's own does not exist.
    #[must_use]
    pub fn has_strict_fields(self) -> bool {
        self.has(words::TRAIT_STRICT_FIELDS)
    }

    /// What a read calls a reference to another record; a star stands for its name.
    #[must_use]
    pub fn lookup_form(self) -> Option<&'static str> {
        blob::name_if_any(self.row, words::LOOKUP_FORM)
    }

    /// The beginning of names that the provider keeps for its own fields.
    #[must_use]
    pub fn reserved_prefix(self) -> Option<&'static str> {
        blob::name_if_any(self.row, words::RESERVED_PREFIX)
    }

    /// Whether none of its fields has a space in its name; so many are known that none ever has.
    #[must_use]
    pub fn has_no_spaces_in_fields(self) -> bool {
        self.has(words::TRAIT_NO_SPACES)
    }

    /// What an object needs that no manifest can give, so that it can't be read.
    #[must_use]
    pub fn unreadable(self, object: &str) -> Option<&'static str> {
        let rows = blob::list(self.row, words::UNREADABLE).iter();
        let case = self.name_case();
        rows.map(|row| (blob::name(row, 0), blob::name(row, 1)))
            .find_map(|(name, needs)| case.same(name, object).then_some(needs))
    }

    /// The most records that one read of an object gives, if there is a limit.
    #[must_use]
    pub fn max_records(self) -> Option<u16> {
        Some(blob::word(self.row, words::MAX_RECORDS)).filter(|&max| max != 0)
    }

    /// Beginnings of object names that are accepted whatever follows.
    #[must_use]
    pub fn open_prefixes(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.row, words::PREFIXES))
    }

    /// Whether `name` begins as names do that are accepted whatever follows.
    #[must_use]
    pub fn has_open_prefix(self, name: &str) -> bool {
        self.open_prefixes()
            .any(|prefix| name.len() > prefix.len() && name.starts_with(prefix))
    }

    /// Whether a trait bit is set.
    pub(super) fn has(self, trait_bit: u16) -> bool {
        blob::word(self.row, words::TRAITS) & trait_bit != 0
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let provider = self.provider().map_or("", Provider::key);
        f.debug_tuple("Module")
            .field(&provider)
            .field(&self.id())
            .finish()
    }
}

/// Whether `text` is of a shape, in which a star stands for any text that isn't empty.
fn has_shape(text: &str, shape: &str) -> bool {
    let mut parts = shape.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let mut letters = rest.chars();
        if letters.next().is_none() {
            return false;
        }
        let after = letters.as_str();
        rest = match (parts.peek(), part) {
            (None, "") => return true,
            (None, end) => return after.ends_with(end),
            (Some(_), part) => match after.find(part) {
                Some(at) => after.get(at + part.len()..).unwrap_or_default(),
                None => return false,
            },
        };
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::has_shape;

    #[test]
    fn shapes() {
        for (text, shape, expected) in [
            ("Widget__c", "*__*", true),
            ("ns__Widget__c", "*__*", true),
            ("__c", "*__*", false),
            ("Widget__", "*__*", false),
            ("Widget_c", "*__*", false),
            ("customfield_10001", "customfield_*", true),
            ("customfield_", "customfield_*", false),
            ("new_total", "*_*", true),
            ("createdtime", "*_*", false),
            ("a", "a", true),
            ("ab", "a", false),
            ("", "*", false),
            ("\u{e9}", "*", true),
            ("a.b.c", "a*c", true),
        ] {
            assert_eq!(has_shape(text, shape), expected, "{text} {shape}");
        }
    }
}
