//! The shape of the embedded tables, shared by their reader (this crate) and their writer (`cargo xtask catalog`).
//!
//! The blob is a header and nine tables. The header is [`MAGIC`], then for each table its first byte and its
//! length in bytes, as little-endian 32-bit numbers. Apart from the text, a table is an array of rows and a row
//! an array of little-endian 16-bit words; the modules below name the words of each kind of row. A number
//! wider than 16 bits takes two words, low word first.
//!
//! Rows are sorted by name without regard to ASCII case, then by name, which makes one binary search serve
//! exact and case-insensitive look-ups alike.

/// Opens every blob. Its last byte is the version of this layout: a blob of another version reads as empty.
pub(super) const MAGIC: [u8; 8] = *b"AMPCAT\0\x02";

/// The text of all names, one after the other without separators.
pub(super) const TEXT: usize = 0;
/// Where each name starts in the text, and where the last one ends: two words a row.
pub(super) const NAMES: usize = 1;
/// Where each list starts in the entries, and where the last one ends: two words a row. List 0 is empty.
pub(super) const LISTS: usize = 2;
/// The entries of all lists: a name and the kind of field it is (0 in lists of other things).
pub(super) const ENTRIES: usize = 3;
/// The providers.
pub(super) const PROVIDERS: usize = 4;
/// The modules of all providers, those of one provider together, its root first.
pub(super) const MODULES: usize = 5;
/// The objects of all modules, those of one module together.
pub(super) const OBJECTS: usize = 6;
/// The backfill limits of all modules, those of one module together.
pub(super) const BACKFILLS: usize = 7;

/// Where the facts come from: three names a row, what it is, the revision and its day.
pub(super) const SOURCES: usize = 8;

/// Words of a row of sources.
pub(super) const SOURCE_WORDS: usize = 3;

/// Words of a row of entries.
pub(super) const ENTRY_WORDS: usize = 2;

/// Beside the kind of a field: it exists only with a feature, in a later version or in a definition, so that
/// hardly anybody means it.
pub(super) const FIELD_RARE: u16 = 1 << 8;

/// The words of a provider.
pub(super) mod provider {
    /// Its key.
    pub(crate) const KEY: usize = 0;
    /// Its name for people.
    pub(crate) const DISPLAY: usize = 1;
    /// The id of its default module, as a name; 0 where it has none.
    pub(crate) const DEFAULT_MODULE: usize = 2;
    /// Bits `1 << Flag`.
    pub(crate) const FLAGS: usize = 3;
    /// Bits of [`TRAIT_ASSOCIATIONS`].
    pub(crate) const TRAITS: usize = 4;
    /// The first of its modules.
    pub(crate) const MODULES: usize = 5;
    /// How many modules it has, the root counted.
    pub(crate) const MODULE_COUNT: usize = 6;
    /// How many words there are.
    pub(crate) const WORDS: usize = 7;

    /// It reports changes of associations.
    pub(crate) const TRAIT_ASSOCIATIONS: u16 = 1;
    /// Nothing serves it: whatever is read or written fails.
    pub(crate) const TRAIT_NO_CONNECTOR: u16 = 1 << 1;
}

/// The words of a module.
pub(super) mod module {
    /// Its id.
    pub(crate) const ID: usize = 0;
    /// Its name for people.
    pub(crate) const DISPLAY: usize = 1;
    /// The row of its provider.
    pub(crate) const PROVIDER: usize = 2;
    /// What it supports: four bits (see [`super::fact`]) for each action.
    pub(crate) const ACTIONS: usize = 3;
    /// Bits `1 << Flag`.
    pub(crate) const FLAGS: usize = 4;
    /// Bits of the `TRAIT_` constants.
    pub(crate) const TRAITS: usize = 5;
    /// Who checks object names: two bits each for read and write, then two bits for the letters' case, then two
    /// bits (see [`super::verdict`]) each for reading and writing an object that isn't listed.
    pub(crate) const NAMING: usize = 6;
    /// The first of its objects.
    pub(crate) const OBJECTS: usize = 7;
    /// How many objects it has.
    pub(crate) const OBJECT_COUNT: usize = 8;
    /// A list: beginnings of names that are accepted whatever follows.
    pub(crate) const PREFIXES: usize = 9;
    /// A list: events that any of its objects may name.
    pub(crate) const OTHER_EVENTS: usize = 10;
    /// The events of objects that list none: bits `1 << Event` and [`super::EVENTS_KNOWN`].
    pub(crate) const EVENTS: usize = 11;
    /// The first of its backfill limits.
    pub(crate) const BACKFILLS: usize = 12;
    /// How many backfill limits it has.
    pub(crate) const BACKFILL_COUNT: usize = 13;
    /// Fields that one read takes at most; 0 for no limit.
    pub(crate) const MAX_FIELDS: usize = 14;
    /// Objects that may be subscribed to at most; 0 for no limit.
    pub(crate) const MAX_OBJECTS: usize = 15;
    /// Watched fields of one object at most; 0 for no limit.
    pub(crate) const MAX_WATCH: usize = 16;
    /// Watching all fields: 0 as one likes, 1 required, 2 refused.
    pub(crate) const WATCH_ALL: usize = 17;
    /// A list: names that a mapping may not take.
    pub(crate) const RESERVED: usize = 18;
    /// Two bits a level, at the `LEVEL_` positions.
    pub(crate) const LEVELS: usize = 19;
    /// A list: shapes of fields of a customer's own.
    pub(crate) const CUSTOM_FIELDS: usize = 20;
    /// What a read calls a reference, as a name; 0 for its own name.
    pub(crate) const LOOKUP_FORM: usize = 21;
    /// The beginning of names that are the provider's own, as a name; 0 for none.
    pub(crate) const RESERVED_PREFIX: usize = 22;
    /// A list: the only fields that can be watched; empty for any.
    pub(crate) const WATCHABLE: usize = 23;
    /// A list: objects that can't be read as a manifest asks; in the second word the name of what they need.
    pub(crate) const UNREADABLE: usize = 24;
    /// The most records that one read gives; 0 for no limit.
    pub(crate) const MAX_RECORDS: usize = 25;
    /// How many words there are.
    pub(crate) const WORDS: usize = 26;

    /// Names outside the list exist too.
    pub(crate) const TRAIT_OPEN: u16 = 1;
    /// Something is known of its objects.
    pub(crate) const TRAIT_KNOWN: u16 = 1 << 1;
    /// Some of its objects' names are guesses.
    pub(crate) const TRAIT_INFERRED_NAMES: u16 = 1 << 2;
    /// Its fields are read in lower case.
    pub(crate) const TRAIT_LOWER_CASE: u16 = 1 << 3;
    /// Something is known of subscribing.
    pub(crate) const TRAIT_SUBSCRIBES: u16 = 1 << 4;
    /// Only the objects listed can be subscribed to.
    pub(crate) const TRAIT_SUBSCRIBE_CLOSED: u16 = 1 << 5;
    /// Only the raw events listed exist.
    pub(crate) const TRAIT_OTHER_EVENTS_CLOSED: u16 = 1 << 6;
    /// Someone has to set up the webhook by hand.
    pub(crate) const TRAIT_MANUAL_SETUP: u16 = 1 << 7;
    /// The case of its objects' names is the provider's own.
    pub(crate) const TRAIT_OWN_SPELLING: u16 = 1 << 8;
    /// Singular and plural of a name mean the same object.
    pub(crate) const TRAIT_EITHER_NUMBER: u16 = 1 << 9;
    /// A field that is neither listed nor of a custom shape does not exist.
    pub(crate) const TRAIT_STRICT_FIELDS: u16 = 1 << 10;
    /// No field has a space in its name.
    pub(crate) const TRAIT_NO_SPACES: u16 = 1 << 11;
    /// Raw events are not passed on.
    pub(crate) const TRAIT_OTHER_EVENTS_IGNORED: u16 = 1 << 12;
    /// Single fields can't be watched.
    pub(crate) const TRAIT_NO_WATCH_LIST: u16 = 1 << 13;
    /// Customers' own fields can't be watched.
    pub(crate) const TRAIT_CUSTOM_UNWATCHED: u16 = 1 << 14;

    /// Weight of the list of what can be subscribed to.
    pub(crate) const LEVEL_SUBSCRIBE: u16 = 0;
    /// Weight of the limits on subscriptions.
    pub(crate) const LEVEL_SUBSCRIBE_LIMITS: u16 = 2;
    /// Weight of the field limit.
    pub(crate) const LEVEL_FIELDS: u16 = 4;
    /// Weight of a selection that could exceed the field limit.
    pub(crate) const LEVEL_AUTO_FIELDS: u16 = 6;
    /// Weight of reserved names.
    pub(crate) const LEVEL_RESERVED: u16 = 8;
}

/// The words of an object.
pub(super) mod object {
    /// Its name.
    pub(crate) const NAME: usize = 0;
    /// Its name for people; 0 where it is the same or unknown.
    pub(crate) const DISPLAY: usize = 1;
    /// Four bits (see [`super::fact`]) each for read, write, subscribe and incremental.
    pub(crate) const FACTS: usize = 2;
    /// Bits of the `TRAIT_` constants.
    pub(crate) const TRAITS: usize = 3;
    /// Its own events: bits `1 << Event` and [`super::EVENTS_KNOWN`].
    pub(crate) const EVENTS: usize = 4;
    /// The name it is another name of; 0 for none.
    pub(crate) const ALIAS_OF: usize = 5;
    /// The object to subscribe to instead, as a name; 0 for none.
    pub(crate) const SUBSCRIBE_VIA: usize = 6;
    /// A list: its fields.
    pub(crate) const FIELDS: usize = 7;
    /// A list: fields that were seen in use where the fields are unknown.
    pub(crate) const SEEN: usize = 8;
    /// A list: its raw events.
    pub(crate) const OTHER_EVENTS: usize = 9;
    /// A list: labels of its fields; in the second word the field's name.
    pub(crate) const LABELS: usize = 10;
    /// How many words there are.
    pub(crate) const WORDS: usize = 11;

    /// Its fields are known.
    pub(crate) const TRAIT_FIELDS: u16 = 1;
    /// It has fields besides those.
    pub(crate) const TRAIT_FIELDS_OPEN: u16 = 1 << 1;
    /// A read never returns anything but those.
    pub(crate) const TRAIT_FIELDS_COMPLETE: u16 = 1 << 2;
    /// Its name is a guess.
    pub(crate) const TRAIT_NAME_INFERRED: u16 = 1 << 3;
    /// A write can create a record.
    pub(crate) const TRAIT_CREATES: u16 = 1 << 4;
    /// A write can update a record.
    pub(crate) const TRAIT_UPDATES: u16 = 1 << 5;
    /// Where two bits (see [`super::verdict`]) each for read and write begin.
    pub(crate) const VERDICTS: u16 = 6;
    /// Its fields are known too little to say anything of others.
    pub(crate) const TRAIT_PARTIAL: u16 = 1 << 10;
    /// Its fields can't be listed for a customer to choose.
    pub(crate) const TRAIT_NO_METADATA: u16 = 1 << 11;
}

/// The words of a backfill limit.
pub(super) mod backfill {
    /// The object it is for, as a name; 0 for every object of the module.
    pub(crate) const OBJECT: usize = 0;
    /// How much it weighs.
    pub(crate) const LEVEL: usize = 1;
    /// Most days; 0 for no limit.
    pub(crate) const MAX_DAYS: usize = 2;
    /// Days recommended instead of the most; 0 for none.
    pub(crate) const RECOMMENDED_DAYS: usize = 3;
    /// Days read when nothing is said; 0 for unknown.
    pub(crate) const DEFAULT_DAYS: usize = 4;
    /// Bits of the `TRAIT_` constants.
    pub(crate) const TRAITS: usize = 5;
    /// How many words there are.
    pub(crate) const WORDS: usize = 6;

    /// A number of days is refused.
    pub(crate) const TRAIT_NO_DAYS: u16 = 1;
    /// The full history is refused.
    pub(crate) const TRAIT_NO_FULL_HISTORY: u16 = 1 << 1;
}

/// The four bits of a fact: what is said, and how much it is to be trusted.
pub(super) mod fact {
    /// The two bits of the answer.
    pub(crate) const ANSWER: u16 = 0b11;
    /// It is so.
    pub(crate) const YES: u16 = 1;
    /// It is not so. (0 is unknown.)
    pub(crate) const NO: u16 = 2;
    /// Not so only because a list does not name it.
    pub(crate) const INFERRED: u16 = 4;
    /// Another source says the opposite.
    pub(crate) const CONFLICT: u16 = 8;
    /// How many bits a fact takes.
    pub(crate) const BITS: u16 = 4;
}

/// What a connector does when it is asked for an object. (0 is unknown.)
pub(super) mod verdict {
    /// It sends a request; the provider decides.
    pub(crate) const SENT: u16 = 1;
    /// It refuses by itself.
    pub(crate) const REFUSED: u16 = 2;
    /// It could not be tried.
    pub(crate) const UNTESTED: u16 = 3;
    /// How many bits a verdict takes.
    pub(crate) const BITS: u16 = 2;
}

/// Beside the bits of events: they are known (none of them set then means none).
pub(super) const EVENTS_KNOWN: u16 = 1 << 15;
