//! The objects of a module by name: which is meant, and how much a name weighs that is none of theirs.
use super::blob;
use super::facts::{Capability, Enforcement, NameCase, Verdict, Weight};
use super::layout::module as words;
use super::module::Module;
use super::near::{self, Near, Nearness};
use super::object::Object;
use crate::suggest::{Policy, differ_in_number, is_clear_typo};

impl Module {
    /// Its objects, by name without regard to case.
    #[must_use]
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
                let same = |object: &Object| differ_in_number(object.name(), name);
                self.takes_either_number().then(|| self.objects().find(same))?
            })
    }

    /// How much an object name weighs that the list does not have ([`Module::object`] found nothing), when it is
    /// used for `action`. `None`: it may well exist, so that only a near miss is worth a word.
    #[must_use]
    pub fn unlisted(self, action: Capability, name: &str) -> Option<Weight> {
        let verdict = self.verdict_on_unlisted(action);
        if self.has_open_prefix(name) || verdict == Some(Verdict::Untested) {
            return None;
        }
        if verdict == Some(Verdict::Refused) {
            return Some(Weight::Error);
        }
        if self.is_open() || !self.objects_known() {
            return None;
        }
        let level = match (action, self.enforcement(action)) {
            (Capability::Proxy, _) => return None,
            (Capability::Subscribe, _) => self.subscription().closed()?,
            (_, Enforcement::Live) => return None,
            (_, Enforcement::None) => Weight::Warn,
            (_, Enforcement::Schema | Enforcement::Code) => Weight::Error,
        };
        Some(if self.has_inferred_names() || verdict == Some(Verdict::Sent) {
            level.min(Weight::Warn)
        } else {
            level
        })
    }

    /// The objects most likely meant by `text`, best first, five at most; none if there is an object of that
    /// name. A misspelt open prefix is found too; then there is a name but no object. In an open module, where
    /// `text` may well exist, a typo must be a clear one.
    #[must_use]
    pub fn near_objects(self, text: &str) -> Vec<Near<Object>> {
        // What is shaped like the customer's own is theirs (`widget__c`).
        if self.object(text).is_some() || (self.is_open() && self.is_custom_field(text)) {
            return Vec::new();
        }
        let mut found = near::near(
            text,
            Policy::OBJECTS,
            self.objects().map(|object| (object.name(), object)),
        );
        if self.is_open() {
            found.retain(|near| near.nearness != Nearness::Typo || is_clear_typo(text, &near.name));
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

    fn object_rows(self) -> &'static [blob::ObjectRow] {
        let start = blob::index(self.row(), words::OBJECTS);
        blob::slice(blob::OBJECTS, start, blob::index(self.row(), words::OBJECT_COUNT))
    }
}
