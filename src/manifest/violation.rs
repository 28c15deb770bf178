//! What is wrong with a manifest's shape, as data. The rules of the group "Shape" put it into words.

use super::at::At;
use super::keys::Shape;
use crate::source::Span;

/// Something that keeps the platform from reading what the author wrote.
#[derive(Clone, PartialEq, Debug)]
pub struct Violation {
    /// The key or value that is wrong.
    pub at: At,
    /// What it is.
    pub kind: ViolationKind,
}

/// What a [`Violation`] is.
#[derive(Clone, PartialEq, Debug)]
pub enum ViolationKind {
    /// A value of another type than its place wants. `at` is the value.
    WrongType {
        /// What is wanted.
        expected: Expected,
        /// What stands there.
        found: Found,
    },
    /// A required key is not there. `at` is the mapping.
    Missing {
        /// The key.
        key: &'static str,
        /// The mapping's shape.
        shape: Shape,
    },
    /// A required key without a value. `at` is the key.
    NoValue {
        /// The mapping's shape.
        shape: Shape,
    },
    /// A name that is empty or only whitespace. `at` is the value.
    Empty,
    /// A placeholder that nobody has filled in. `at` is the value.
    Placeholder {
        /// What the platform makes of it.
        fate: Fate,
    },
    /// Spaces or line breaks around a name. `at` is the value.
    SurroundingWhitespace,
    /// Typographic quotes, which are none to YAML, around a key or value. `at` is that.
    CurlyQuotes {
        /// Whether straight quotes may stand in their place.
        quotes: bool,
    },
    /// Not one of the allowed words. `at` is the value.
    InvalidWord {
        /// The allowed ones.
        allowed: &'static [&'static str],
    },
    /// A text that the platform reads as another text. `at` is the value.
    ImplicitText {
        /// What it reads.
        reads: String,
        /// Whether it stays what it is, as an entry of a field does.
        untouched: bool,
    },
    /// A number or boolean in a spelling that people read otherwise. `at` is the value.
    ImplicitSpelling {
        /// The plain spelling of what the platform reads.
        plain: String,
        /// Whether it is a boolean.
        boolean: bool,
    },
    /// A known key in another case. `at` is the key.
    KeyCase {
        /// The platform's spelling.
        known: &'static str,
    },
    /// A known key in another case, beside another spelling of it. `at` is the key.
    ShadowedKey {
        /// The other spelling.
        other: At,
        /// Whether the platform takes this one.
        wins: bool,
    },
    /// A `<<` that merges nothing, so that a required key is missing. `at` is the `<<`.
    NotMerged {
        /// The key.
        key: &'static str,
        /// The shape of the mapping that it would have been merged into.
        shape: Shape,
    },
    /// An unknown key, a typo or two away from known ones that are missing. `at` is the key.
    Misspelled {
        /// The known ones, likeliest first; never empty.
        known: Vec<&'static str>,
        /// Whether it is so near, and to one only, that nothing else can be meant.
        sure: bool,
        /// The mapping's shape.
        shape: Shape,
    },
    /// A known key that has no meaning here. `at` is the key.
    Misplaced {
        /// The key.
        key: &'static str,
        /// The mapping's shape.
        shape: Shape,
        /// Where it belongs.
        home: Home,
    },
    /// A known key that has shifted further in than what stands under it. `at` is the key.
    Shifted {
        /// The key that it belongs beside.
        beside: Span,
        /// How many columns it has shifted.
        columns: u32,
    },
    /// A key of manifests before version 1.0. `at` is the key.
    Legacy {
        /// The mapping's shape.
        shape: Shape,
        /// The present key that means the same, when it is missing here.
        present: Option<&'static str>,
    },
    /// Any other key. `at` is the key.
    Unknown {
        /// The mapping's shape.
        shape: Shape,
        /// A known key it may be meant for.
        near: Option<&'static str>,
        /// Whether that key stands beside it.
        there: bool,
    },
    /// A key with nothing under it. `at` is the key.
    NullSection {
        /// The key.
        key: &'static str,
    },
    /// `integrations` is missing or has no value; `at` is its key, else the whole manifest.
    NoIntegrations,
    /// `integrations` is an empty list. `at` is the list.
    EmptyIntegrations,
    /// An integration that does nothing. `at` is the whole integration.
    NoAction,
    /// `objects` is missing, null or empty. `at` is the mapping that lacks it.
    NoObjects {
        /// `read`, `write` or `subscribe`.
        shape: Shape,
    },
    /// An item of a list of fields that is no field. `at` is the item.
    NotAField {
        /// What stands there.
        found: Found,
    },
    /// An item of a list with nothing in it. `at` is the item.
    EmptyItem {
        /// What is expected there.
        shape: Shape,
    },
    /// What stands after `<<` is no mapping. `at` is the value.
    Merge,
    /// There is nothing in the file. `at` is nothing.
    NoDocument {
        /// What is expected there, with its article.
        expected: &'static str,
    },
    /// What the schema of an API document refuses.
    Schema {
        /// What the document is called in a message, with its article.
        document: &'static str,
        /// What is refused.
        breach: Breach,
    },
}

/// What the platform makes of a placeholder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It takes it as it stands.
    Taken,
    /// It shows it to people.
    Shown,
    /// It refuses the file.
    Refused,
    /// It passes over it.
    Ignored,
}

/// What a schema refuses.
#[derive(Clone, PartialEq, Debug)]
pub enum Breach {
    /// A required key is not there. `at` is the mapping.
    Missing {
        /// The key.
        key: String,
    },
    /// An unknown key, one typo away from a known one that is missing. `at` is the key.
    Misspelled {
        /// The known one.
        known: String,
        /// Whether it is required.
        required: bool,
    },
    /// A value of another type. `at` is the value.
    Type {
        /// The types it may have.
        expected: Vec<Found>,
        /// The one it has.
        found: Found,
        /// Whether any value of such a type would do.
        any: bool,
    },
    /// Not one of the allowed texts. `at` is the value.
    Word {
        /// The allowed ones.
        allowed: Vec<String>,
    },
    /// A number below or above what is allowed. `at` is the value.
    Range {
        /// The least or greatest number that is allowed.
        limit: String,
        /// Whether the number is above it.
        above: bool,
    },
    /// A text that is not written as such texts are. `at` is the value.
    Format {
        /// `date-time`, `uuid`, `uri`, …
        format: String,
    },
    /// Anything else. `at` is the value.
    Other {
        /// The keyword of the schema.
        keyword: String,
    },
}

/// Where a misplaced key belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// In a mapping that encloses this one; beside the key at the given place, if that is a key.
    Outer {
        /// The enclosing mapping's shape.
        shape: Shape,
        /// The key (or item) of that mapping under which the misplaced one stands.
        beside: At,
    },
    /// Below a key that stands, or could stand, in this mapping.
    Inner {
        /// The shape it belongs to.
        shape: Shape,
        /// The way there from this mapping: one or two keys.
        route: [Option<&'static str>; 2],
    },
    /// Somewhere else altogether.
    Elsewhere {
        /// The shape it belongs to.
        shape: Shape,
    },
}

/// The type a place wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Keys and values.
    Mapping(Shape),
    /// A list of mappings.
    List(Shape),
    /// A list of texts.
    Texts,
    /// A text.
    Text,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
}

/// What stands in a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// A mapping.
    Mapping,
    /// A list.
    List,
    /// A text, quoted or not.
    Text,
    /// A number without a fraction.
    Integer,
    /// A number with a fraction, or too large.
    Number,
    /// A boolean.
    Boolean,
    /// Nothing, or null.
    Null,
    /// A scalar whose explicit tag doesn't fit it, or `.inf`/`.nan`.
    Refused,
}
