//! A field of an object.
use super::blob::{self, EntryRow};
use super::layout::FIELD_RARE;

/// A field of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ObjectField {
    row: &'static EntryRow,
}

impl ObjectField {
    /// The field of a row.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "a row of the table")]
    pub(super) fn new(row: &'static EntryRow) -> Self {
        Self { row }
    }

    /// Its name: what a manifest's `fieldName` says, in any case.
    #[must_use]
    pub fn name(self) -> &'static str {
        blob::name(self.row, 0)
    }

    /// The number of its name: fields of one name have the same.
    pub(super) fn name_id(self) -> usize {
        blob::index(self.row, 0)
    }

    /// What it holds.
    #[must_use]
    pub fn kind(self) -> FieldKind {
        FieldKind::ALL
            .get(blob::index(self.row, 1) & 0xff)
            .copied()
            .unwrap_or(FieldKind::Any)
    }

    /// Whether it exists only with a feature switched on, in a later version or in a definition: it is known, but
    /// hardly ever meant.
    #[must_use]
    pub fn is_rare(self) -> bool {
        blob::word(self.row, 1) & FIELD_RARE != 0
    }
}

impl std::fmt::Debug for ObjectField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Field")
            .field(&self.name())
            .field(&self.kind())
            .finish()
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// Unknown.
    Any,
    /// Text.
    Text,
    /// A mapping, a list or something else with an inside.
    Object,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// One of some words.
    Enum,
    /// Some of some words.
    Enums,
    /// Another record.
    Reference,
    /// A day and a time.
    Time,
    /// A day.
    Date,
}

impl FieldKind {
    /// All kinds, in the order of the embedded numbers.
    pub const ALL: [Self; 11] = [
        Self::Any,
        Self::Text,
        Self::Object,
        Self::Boolean,
        Self::Integer,
        Self::Float,
        Self::Enum,
        Self::Enums,
        Self::Reference,
        Self::Time,
        Self::Date,
    ];

    /// Its word in the data.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Text => "str",
            Self::Object => "obj",
            Self::Boolean => "bool",
            Self::Integer => "int",
            Self::Float => "float",
            Self::Enum => "enum",
            Self::Enums => "enums",
            Self::Reference => "ref",
            Self::Time => "time",
            Self::Date => "date",
        }
    }
}
