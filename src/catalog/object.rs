//! An object of a module and its fields.
use super::blob::{self, EntryRow, ObjectRow};
use super::facts::{Capability, Enforcement, StandardEvents, Support, Verdict, Weight};
use super::field::ObjectField;
use super::layout::object as words;
use super::limits::BackfillLimit;
use super::module::Module;
use super::near::{self, Near};
use crate::suggest::Policy;

/// An object of a module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Object {
    row: &'static ObjectRow,
    module: Module,
}

impl Object {
    /// The object of a row.
    pub(super) fn new(row: &'static ObjectRow, module: Module) -> Self {
        Self { row, module }
    }

    /// Its name: what a manifest's `objectName` says.
    #[must_use]
    pub fn name(self) -> &'static str {
        blob::name(self.row, words::NAME)
    }

    /// Its name for people; its own name where no other is known.
    #[must_use]
    pub fn display_name(self) -> &'static str {
        blob::name_if_any(self.row, words::DISPLAY).unwrap_or_else(|| self.name())
    }

    /// The numbers of its names.
    pub(super) fn name_ids(self) -> [usize; 2] {
        [
            blob::index(self.row, words::NAME),
            blob::index(self.row, words::DISPLAY),
        ]
    }

    /// Its module.
    #[must_use]
    pub fn module(self) -> Module {
        self.module
    }

    /// Whether it can be read, written or subscribed to. Of the proxy an object knows nothing.
    #[must_use]
    pub fn support(self, action: Capability) -> Support {
        match action {
            Capability::Proxy => Support::Unknown,
            _ => self.fact(action as u16),
        }
    }

    /// Whether a read returns only what changed since the last one. Only [`Support::No`] says that each run
    /// reads everything.
    #[must_use]
    pub fn incremental(self) -> Support {
        self.fact(3)
    }

    /// How much it weighs to use it for `action`; `None` where that works, may work, or is the module's
    /// fault rather than the object's.
    #[must_use]
    pub fn refused(self, action: Capability) -> Option<Weight> {
        if self.module.support(action) == Support::No {
            return None;
        }
        let verdict = self.verdict(action);
        match verdict {
            Some(Verdict::Refused) => return Some(Weight::Error),
            Some(Verdict::Untested) => return None,
            Some(Verdict::Sent) | None => {}
        }
        match self.support(action) {
            Support::Yes | Support::YesDoubted | Support::Unknown => None,
            Support::NoDoubted => Some(Weight::Warn),
            Support::No => Some(match (action, self.module.enforcement(action)) {
                (Capability::Subscribe, _) => self.module.subscription().closed().unwrap_or(Weight::Warn),
                (_, Enforcement::Code | Enforcement::Schema) if verdict.is_none() => Weight::Error,
                _ => Weight::Warn,
            }),
        }
    }

    /// What the connector does when it is asked for it, where that was seen.
    #[must_use]
    pub fn verdict(self, action: Capability) -> Option<Verdict> {
        Verdict::from_bits(blob::word(self.row, words::TRAITS) >> words::VERDICTS, action)
    }

    /// Whether a write can create and update; meaningful only where it can be written.
    #[must_use]
    pub fn write_modes(self) -> WriteModes {
        WriteModes {
            create: self.has(words::TRAIT_CREATES),
            update: self.has(words::TRAIT_UPDATES),
        }
    }

    /// The object it is only another name of.
    #[must_use]
    pub fn alias_of(self) -> Option<&'static str> {
        blob::name_if_any(self.row, words::ALIAS_OF)
    }

    /// Whether its name is a guess from its display name.
    #[must_use]
    pub fn is_name_inferred(self) -> bool {
        self.has(words::TRAIT_NAME_INFERRED)
    }

    /// The standard events it has: its own, else those of its module; `None` where they are unknown.
    #[must_use]
    pub fn events(self) -> Option<StandardEvents> {
        StandardEvents::from_bits(blob::word(self.row, words::EVENTS))
            .or_else(|| self.module.subscription().default_events())
    }

    /// The raw events listed for it.
    #[must_use]
    pub fn other_events(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.row, words::OTHER_EVENTS))
    }

    /// The object whose subscription reports this one's changes, where it has none of its own.
    #[must_use]
    pub fn subscribe_via(self) -> Option<&'static str> {
        blob::name_if_any(self.row, words::SUBSCRIBE_VIA)
    }

    /// What limits its backfill.
    #[must_use]
    pub fn backfill_limit(self) -> Option<BackfillLimit> {
        self.module.backfill_limit(self.name())
    }

    /// Whether any list of its fields exists.
    #[must_use]
    pub fn fields_known(self) -> bool {
        self.has(words::TRAIT_FIELDS)
    }

    /// Whether it has fields besides those listed, or none are known. Even where it has none, lists
    /// leave out fields: an unlisted one is not an error.
    #[must_use]
    pub fn fields_open(self) -> bool {
        self.has(words::TRAIT_FIELDS_OPEN) || !self.fields_known()
    }

    /// Whether a read never returns any but the fields listed.
    #[must_use]
    pub fn fields_complete(self) -> bool {
        self.has(words::TRAIT_FIELDS_COMPLETE)
    }

    /// Its fields, by name without regard to case.
    pub fn fields(self) -> impl ExactSizeIterator<Item = ObjectField> + DoubleEndedIterator + Clone {
        self.field_rows().iter().map(ObjectField::new)
    }

    /// The field of this name, exact or but for case: case does not matter in field names.
    #[must_use]
    pub fn field(self, name: &str) -> Option<ObjectField> {
        let rows = blob::find(self.field_rows(), name);
        let field = ObjectField::new;
        rows.iter()
            .map(field)
            .find(|field| field.name() == name)
            .or_else(|| rows.first().map(field))
    }

    /// Whether it has a field of this name; case does not matter.
    #[must_use]
    pub fn has_field(self, name: &str) -> bool {
        !blob::find(self.field_rows(), name).is_empty()
    }

    /// The field most likely meant by `text`, if one is near.
    #[must_use]
    pub fn nearest_field(self, text: &str) -> Option<Near<ObjectField>> {
        near::nearest(
            text,
            Policy::NAMES,
            self.fields().map(|field| (field.name(), field)),
        )
    }

    /// Whether its fields are known too little to say anything of one that isn't listed.
    #[must_use]
    pub fn is_partial(self) -> bool {
        self.has(words::TRAIT_PARTIAL)
    }

    /// Whether its fields can't be listed for a customer to choose, so that `optionalFieldsAuto` finds none.
    #[must_use]
    pub fn has_no_metadata(self) -> bool {
        self.has(words::TRAIT_NO_METADATA)
    }

    /// The labels of its fields, where they are not the name in other letters: what people see, and the field.
    #[must_use]
    pub fn labels(self) -> impl ExactSizeIterator<Item = (&'static str, &'static str)> + Clone {
        let labels = blob::list(self.row, words::LABELS);
        labels.iter().map(|row| (blob::name(row, 0), blob::name(row, 1)))
    }

    /// Fields that were seen in use where the fields are not known. Only a hint: there are
    /// others, and one or the other may not exist.
    #[must_use]
    pub fn seen_fields(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.row, words::SEEN))
    }

    fn fact(self, index: u16) -> Support {
        Support::from_bits(blob::word(self.row, words::FACTS), index)
    }

    fn has(self, trait_bit: u16) -> bool {
        blob::word(self.row, words::TRAITS) & trait_bit != 0
    }

    fn field_rows(self) -> &'static [EntryRow] {
        blob::list(self.row, words::FIELDS)
    }
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Object")
            .field(&self.module)
            .field(&self.name())
            .finish()
    }
}

/// What a write can do with an object's records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteModes {
    /// It can create them.
    pub create: bool,
    /// It can update them.
    pub update: bool,
}
