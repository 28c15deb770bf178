//! A module of a provider: what it supports and which objects it has.
use super::blob::{self, ModuleRow};
use super::facts::{Action, Enforcement, Flags, Level, NameCase, Support, Verdict};
use super::layout::module as words;
use super::limits::{self, BackfillLimit, FieldLimit, ReservedNames, Subscription};
use super::near::{self, Near, Nearness};
use super::object::Object;
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
    pub fn support(self, action: Action) -> Support {
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
    pub fn enforcement(self, action: Action) -> Enforcement {
        let naming = blob::word(self.row, words::NAMING);
        match action {
            Action::Read => Enforcement::from_bits(naming),
            Action::Write => Enforcement::from_bits(naming >> 2),
            Action::Subscribe | Action::Proxy => Enforcement::None,
        }
    }

    /// What the connector does with an object that isn't listed, where that was seen.
    #[must_use]
    pub fn verdict_on_unlisted(self, action: Action) -> Option<Verdict> {
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
    pub fn open_prefixes(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.row, words::PREFIXES))
    }

    /// Its objects, by name without regard to case.
    pub fn objects(self) -> impl ExactSizeIterator<Item = Object> + DoubleEndedIterator + Clone {
        self.object_rows().iter().map(move |row| Object::new(row, self))
    }

    /// The object that a manifest's `objectName` means. Where case or number does not matter, its
    /// [`Object::name`] may be another than `name`.
    #[must_use]
    pub fn object(self, name: &str) -> Option<Object> {
        let rows = blob::find(self.object_rows(), name);
        let object = |row| Object::new(row, self);
        // An exact name comes first: where case matters, two objects may differ in nothing else.
        rows.iter()
            .map(object)
            .find(|object| object.name() == name)
            .or_else(|| {
                let case = self.name_case();
                rows.iter()
                    .map(object)
                    .find(|object| case.same(object.name(), name))
            })
            .or_else(|| {
                let same = |object: &Object| near::differ_in_number(object.name(), name);
                self.takes_either_number().then(|| self.objects().find(same))?
            })
    }

    /// Whether `name` begins as names do that are accepted whatever follows.
    #[must_use]
    pub fn has_open_prefix(self, name: &str) -> bool {
        self.open_prefixes()
            .any(|prefix| name.len() > prefix.len() && name.starts_with(prefix))
    }

    /// How much an object name weighs that the list does not have ([`Module::object`] found nothing), when it is
    /// used for `action`. `None`: it may well exist, so that only a near miss is worth a word.
    #[must_use]
    pub fn unlisted(self, action: Action, name: &str) -> Option<Level> {
        let verdict = self.verdict_on_unlisted(action);
        if self.has_open_prefix(name) || verdict == Some(Verdict::Untested) {
            return None;
        }
        if verdict == Some(Verdict::Refused) {
            return Some(Level::Error);
        }
        if self.is_open() || !self.objects_known() {
            return None;
        }
        let level = match (action, self.enforcement(action)) {
            (Action::Proxy, _) => return None,
            (Action::Subscribe, _) => self.subscription().closed()?,
            (_, Enforcement::Live) => return None,
            (_, Enforcement::None) => Level::Warn,
            (_, Enforcement::Schema | Enforcement::Code) => Level::Error,
        };
        Some(if self.has_inferred_names() || verdict == Some(Verdict::Sent) {
            level.min(Level::Warn)
        } else {
            level
        })
    }

    /// The objects most likely meant by `text`, best first, five at most; none if there is an object of that
    /// name. A misspelt open prefix is found too; then there is a name but no object. In an open module, where
    /// `text` may well exist, a typo must be a clear one.
    #[must_use]
    pub fn near_objects(self, text: &str) -> Vec<Near<Object>> {
        if self.object(text).is_some() {
            return Vec::new();
        }
        let mut found = near::near(
            text,
            near::Kinds::OBJECTS,
            self.objects().map(|object| (object.name(), object)),
        );
        if self.is_open() {
            found.retain(|near| near.nearness != Nearness::Typo || near::is_clear_typo(text, &near.name));
        }
        // Where any case does, that of the text is kept.
        let lower = !text.bytes().any(|b| b.is_ascii_uppercase());
        if lower && self.name_case() == NameCase::Insensitive && !self.has_own_spelling() {
            for near in &mut found {
                near.name = near.name.to_ascii_lowercase().into();
            }
        }
        if found.is_empty() {
            found.extend(self.open_prefixes().find_map(|prefix| near::prefix(text, prefix)));
        }
        found
    }

    /// The object most likely meant by `text`, if one is near.
    #[must_use]
    pub fn nearest_object(self, text: &str) -> Option<Near<Object>> {
        self.near_objects(text).into_iter().next()
    }

    /// What limits the backfill of an object: its own limit, else the module's.
    #[must_use]
    pub fn backfill_limit(self, object: &str) -> Option<BackfillLimit> {
        let case = self.name_case();
        let own = |limit: &BackfillLimit| limit.object().is_some_and(|name| case.same(name, object));
        self.backfill_limits()
            .find(own)
            .or_else(|| self.backfill_limits().find(|limit| limit.object().is_none()))
    }

    /// All its backfill limits.
    pub fn backfill_limits(self) -> impl ExactSizeIterator<Item = BackfillLimit> + Clone {
        let start = blob::index(self.row, words::BACKFILLS);
        let rows = blob::slice(
            blob::BACKFILLS,
            start,
            blob::index(self.row, words::BACKFILL_COUNT),
        );
        rows.iter().map(BackfillLimit::new)
    }

    /// How many fields one read takes, if there is a limit.
    #[must_use]
    pub fn field_limit(self) -> Option<FieldLimit> {
        limits::field_limit(self)
    }

    /// Names that a mapping must not take, if there are any.
    #[must_use]
    pub fn reserved_names(self) -> Option<ReservedNames> {
        limits::reserved_names(self)
    }

    /// What is known of subscribing.
    #[must_use]
    pub fn subscription(self) -> Subscription {
        Subscription::new(self)
    }

    /// Whether a trait bit is set.
    pub(super) fn has(self, trait_bit: u16) -> bool {
        blob::word(self.row, words::TRAITS) & trait_bit != 0
    }

    fn object_rows(self) -> &'static [blob::ObjectRow] {
        let start = blob::index(self.row, words::OBJECTS);
        blob::slice(blob::OBJECTS, start, blob::index(self.row, words::OBJECT_COUNT))
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
