//! What providers limit: backfill, fields, subscriptions. Every number comes from the data.
use super::blob::{self, BackfillRow};
use super::facts::{StandardEvents, Weight};
use super::layout::backfill as backfill_words;
use super::layout::module as words;
use super::module::Module;

/// At most so many of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The most that is taken.
    pub max: u16,
    /// How much it weighs to ask for more.
    pub level: Weight,
}

/// How many fields one read takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldLimit {
    /// The most fields.
    pub max: u16,
    /// How much it weighs to list more.
    pub level: Weight,
    /// How much a selection weighs that leaves the number to the customer (`optionalFieldsAuto`).
    pub auto_level: Weight,
}

/// Names that a mapping must not take because the provider's records have them already.
#[derive(Clone, Copy, Debug)]
pub struct ReservedNames {
    /// How much it weighs to take one.
    pub level: Weight,
    names: &'static [blob::EntryRow],
}

impl ReservedNames {
    /// The names.
    #[must_use]
    pub fn names(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(self.names)
    }

    /// Whether `name` is one of them; case does not matter, as for fields.
    #[must_use]
    pub fn contains(self, name: &str) -> bool {
        self.names().any(|reserved| reserved.eq_ignore_ascii_case(name))
    }
}

/// How far back a first read of an object can go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BackfillLimit {
    row: &'static BackfillRow,
}

impl BackfillLimit {
    /// The limit of a row.
    pub(super) fn new(row: &'static BackfillRow) -> Self {
        Self { row }
    }

    /// The object it is for; `None` for every object of the module.
    #[must_use]
    pub fn object(self) -> Option<&'static str> {
        blob::name_if_any(self.row, backfill_words::OBJECT)
    }

    /// How much it weighs to go beyond it.
    #[must_use]
    pub fn level(self) -> Weight {
        Weight::from_bits(blob::word(self.row, backfill_words::LEVEL))
    }

    /// The most days, if there is a limit.
    #[must_use]
    pub fn max_days(self) -> Option<u16> {
        self.days(backfill_words::MAX_DAYS)
    }

    /// The days to propose instead of too many: those recommended, else the most.
    #[must_use]
    pub fn proposed_days(self) -> Option<u16> {
        self.days(backfill_words::RECOMMENDED_DAYS)
            .or_else(|| self.max_days())
    }

    /// The days that are read when nothing limits the read, where they are known.
    #[must_use]
    pub fn default_days(self) -> Option<u16> {
        self.days(backfill_words::DEFAULT_DAYS)
    }

    /// Whether a number of days can be given at all.
    #[must_use]
    pub fn allows_days(self) -> bool {
        blob::word(self.row, backfill_words::TRAITS) & backfill_words::TRAIT_NO_DAYS == 0
    }

    /// Whether a backfill of so many days is within it. Where days are refused, those are too that mean no backfill.
    #[must_use]
    pub fn takes_days(self, days: i64) -> bool {
        self.allows_days() && self.max_days().is_none_or(|max| days <= i64::from(max))
    }

    /// Whether the full history can be read.
    #[must_use]
    pub fn allows_full_history(self) -> bool {
        blob::word(self.row, backfill_words::TRAITS) & backfill_words::TRAIT_NO_FULL_HISTORY == 0
    }

    fn days(self, at: usize) -> Option<u16> {
        Some(blob::word(self.row, at)).filter(|&days| days != 0)
    }
}

impl std::fmt::Debug for BackfillLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackfillLimit")
            .field("object", &self.object())
            .field("level", &self.level())
            .field("max_days", &self.max_days())
            .field("allows_days", &self.allows_days())
            .field("allows_full_history", &self.allows_full_history())
            .finish()
    }
}

/// What a provider asks of an update event as to the fields it watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchAll {
    /// It must watch all fields (`watchFieldsAuto: all`).
    Required,
    /// It can't watch all fields.
    Refused,
}

/// What is known of subscribing to a module's objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription {
    module: Module,
}

impl Subscription {
    /// Whether anything is known. Where it isn't, nothing can be said of any object or event.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.module.has(words::TRAIT_SUBSCRIBES)
    }

    /// How much it weighs to subscribe to an object that is not listed for it; `None` where others
    /// may exist.
    #[must_use]
    pub fn closed(self) -> Option<Weight> {
        self.module
            .has(words::TRAIT_SUBSCRIBE_CLOSED)
            .then(|| self.level())
    }

    /// How much it weighs to ask for an event that the object does not have.
    #[must_use]
    pub fn level(self) -> Weight {
        self.level_at(words::LEVEL_SUBSCRIBE)
    }

    /// The standard events of objects for which none are listed; `None` where they are unknown.
    #[must_use]
    pub fn default_events(self) -> Option<StandardEvents> {
        StandardEvents::from_bits(blob::word(self.module.row(), words::EVENTS))
    }

    /// Whether `otherEvents` may name only events that are listed, for the object or for any.
    #[must_use]
    pub fn other_events_closed(self) -> bool {
        self.module.has(words::TRAIT_OTHER_EVENTS_CLOSED)
    }

    /// The raw events that any object may name.
    #[must_use]
    pub fn other_events(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.module.row(), words::OTHER_EVENTS))
    }

    /// Whether someone has to set up the webhook by hand.
    #[must_use]
    pub fn manual_setup(self) -> bool {
        self.module.has(words::TRAIT_MANUAL_SETUP)
    }

    /// How many objects can be subscribed to, if there is a limit.
    #[must_use]
    pub fn max_objects(self) -> Option<Limit> {
        self.limit(words::MAX_OBJECTS)
    }

    /// How many fields of one object can be watched, if there is a limit.
    #[must_use]
    pub fn max_watch_fields(self) -> Option<Limit> {
        self.limit(words::MAX_WATCH)
    }

    /// What is asked of update events as to watching all fields, and how much it weighs.
    #[must_use]
    pub fn watch_all(self) -> Option<(WatchAll, Weight)> {
        let rule = match blob::word(self.module.row(), words::WATCH_ALL) {
            1 => WatchAll::Required,
            2 => WatchAll::Refused,
            _ => return None,
        };
        Some((rule, self.level_at(words::LEVEL_SUBSCRIBE_LIMITS)))
    }

    /// Whether single fields can be watched: where nothing tells which field changed, they can't.
    #[must_use]
    pub fn watches_lists(self) -> bool {
        !self.module.has(words::TRAIT_NO_WATCH_LIST)
    }

    /// The only fields that can be watched; none for any.
    #[must_use]
    pub fn watchable(self) -> impl ExactSizeIterator<Item = &'static str> + Clone {
        blob::names(blob::list(self.module.row(), words::WATCHABLE))
    }

    /// Whether fields of a customer's own can be watched.
    #[must_use]
    pub fn watches_custom_fields(self) -> bool {
        !self.module.has(words::TRAIT_CUSTOM_UNWATCHED)
    }

    /// Whether raw events are passed on to the provider at all.
    #[must_use]
    pub fn passes_other_events(self) -> bool {
        !self.module.has(words::TRAIT_OTHER_EVENTS_IGNORED)
    }

    fn limit(self, at: usize) -> Option<Limit> {
        let max = blob::word(self.module.row(), at);
        (max != 0).then(|| Limit {
            max,
            level: self.level_at(words::LEVEL_SUBSCRIBE_LIMITS),
        })
    }

    fn level_at(self, shift: u16) -> Weight {
        level_at(self.module, shift)
    }
}

impl Module {
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
        let start = blob::index(self.row(), words::BACKFILLS);
        let rows = blob::slice(
            blob::BACKFILLS,
            start,
            blob::index(self.row(), words::BACKFILL_COUNT),
        );
        rows.iter().map(BackfillLimit::new)
    }

    /// How many fields one read takes, if there is a limit.
    #[must_use]
    pub fn field_limit(self) -> Option<FieldLimit> {
        let max = blob::word(self.row(), words::MAX_FIELDS);
        let level = |shift| level_at(self, shift);
        (max != 0).then(|| FieldLimit {
            max,
            level: level(words::LEVEL_FIELDS),
            auto_level: level(words::LEVEL_AUTO_FIELDS),
        })
    }

    /// Names that a mapping must not take, if there are any.
    #[must_use]
    pub fn reserved_names(self) -> Option<ReservedNames> {
        let names = blob::list(self.row(), words::RESERVED);
        (!names.is_empty()).then(|| ReservedNames {
            level: level_at(self, words::LEVEL_RESERVED),
            names,
        })
    }

    /// What is known of subscribing.
    #[must_use]
    pub fn subscription(self) -> Subscription {
        Subscription { module: self }
    }
}

fn level_at(module: Module, shift: u16) -> Weight {
    Weight::from_bits(blob::word(module.row(), words::LEVELS) >> shift)
}
