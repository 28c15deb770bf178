//! The two versions, and what of one belongs to what of the other.

use crate::manifest::{
    Action, AllObjects, AssociationChangeEvent, At, Backfill, DefaultPeriod, Delivery, Event, Field,
    Manifest, Proxy, Spanned, Text, UpdateEvent, WatchSchema,
};
use crate::yaml::Document;

/// One version.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The tree.
    pub document: &'a Document<'a>,
    /// The manifest.
    pub manifest: &'a Manifest<'a>,
}

/// Both versions; of a file that is new or gone one.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The version before.
    pub old: Option<Side<'a>>,
    /// The version after.
    pub new: Option<Side<'a>>,
}

/// Something with a name, in one version.
#[derive(Clone, Debug)]
pub struct NamedItem<'a, T> {
    /// It.
    pub value: &'a T,
    /// Its name.
    pub name: &'a str,
    /// Its name path.
    pub path: String,
    /// The whole of it.
    pub at: At,
    /// Its name, where it is written.
    pub name_at: At,
}

impl<T> NamedItem<'_, T> {
    /// Where it is.
    #[must_use]
    pub fn here(&self) -> Here<'_> {
        Here {
            path: &self.path,
            at: self.at,
        }
    }

    /// The name path of a key of it.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }
}

/// A mapping that keys are looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Here<'e> {
    /// Its name path.
    pub path: &'e str,
    /// The mapping.
    pub at: At,
}

/// A mapping under a key of another.
#[derive(Clone, Debug)]
pub struct Below {
    path: String,
    at: At,
}

impl Below {
    /// The mapping at `at`, under `key` of `above`.
    #[must_use]
    pub fn new(above: Here<'_>, key: &str, at: At) -> Self {
        let path = format!("{}.{key}", above.path);
        Self { path, at }
    }

    /// Where it is.
    #[must_use]
    pub fn here(&self) -> Here<'_> {
        Here {
            path: &self.path,
            at: self.at,
        }
    }

    /// The name path of a key of it.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }
}

/// What both versions have.
#[derive(Debug)]
pub struct Kept<'a, T> {
    /// As it was.
    pub old: NamedItem<'a, T>,
    /// As it is.
    pub new: NamedItem<'a, T>,
}

impl<T> Kept<'_, T> {
    /// Where it is in both versions.
    #[must_use]
    pub fn here(&self) -> (Here<'_>, Here<'_>) {
        (self.old.here(), self.new.here())
    }
}

/// Something in the two versions.
#[derive(Debug)]
pub enum Pair<'a, T> {
    /// Both have it.
    Kept(Kept<'a, T>),
    /// Both have it, under another name each.
    Renamed(Kept<'a, T>),
    /// Only the old one has it.
    Removed(NamedItem<'a, T>),
    /// Only the new one has it.
    Added(NamedItem<'a, T>),
}

impl<'a, T> Pair<'a, T> {
    /// It, where both versions have it under one name.
    #[must_use]
    pub fn kept(&self) -> Option<&Kept<'a, T>> {
        match self {
            Pair::Kept(kept) => Some(kept),
            _ => None,
        }
    }

    /// It in the new version.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "the new one of two, beside `old`")]
    pub fn new(&self) -> Option<&NamedItem<'a, T>> {
        match self {
            Pair::Kept(both) | Pair::Renamed(both) => Some(&both.new),
            Pair::Added(new) => Some(new),
            Pair::Removed(_) => None,
        }
    }

    /// It in the old version.
    #[must_use]
    pub fn old(&self) -> Option<&NamedItem<'a, T>> {
        match self {
            Pair::Kept(both) | Pair::Renamed(both) => Some(&both.old),
            Pair::Removed(old) => Some(old),
            Pair::Added(_) => None,
        }
    }
}

impl<'a> Pair<'a, FieldEntry<'a>> {
    /// It, where both versions have it and customers map it, under one name or two.
    #[must_use]
    pub fn mapped(&self) -> Option<&Kept<'a, FieldEntry<'a>>> {
        let (Pair::Kept(both) | Pair::Renamed(both)) = self else {
            return None;
        };
        let mapped = both.old.value.is_mapping() && both.new.value.is_mapping();
        mapped.then_some(both)
    }
}

/// A field in one version.
#[derive(Clone, Copy, Debug)]
pub struct FieldEntry<'a> {
    /// It.
    pub field: &'a Field<'a>,
    /// Whether it is among the required ones.
    pub required: bool,
    /// The field of the provider; none for one that customers map.
    pub field_name: Option<&'a str>,
    /// The name it is mapped to.
    pub map_to_name: Option<&'a Text<'a>>,
}

impl FieldEntry<'_> {
    /// Whether customers map it.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        self.field_name.is_none()
    }

    /// The name under which it is delivered.
    #[must_use]
    pub fn delivered(&self) -> &str {
        let mapped = self.map_to_name.map(Text::as_str);
        mapped.or(self.field_name).unwrap_or_default()
    }
}

/// What knows its place.
pub trait Placed {
    /// The place.
    fn placed(&self) -> At;
}

impl<T> Placed for Spanned<T> {
    fn placed(&self) -> At {
        self.at
    }
}

macro_rules! placed {
    ($($type:ty),* $(,)?) => {
        $(impl Placed for $type {
            fn placed(&self) -> At {
                self.at
            }
        })*
    };
}

placed!(
    Backfill,
    DefaultPeriod,
    Delivery<'_>,
    Event<'_>,
    UpdateEvent<'_>,
    AssociationChangeEvent<'_>,
    Proxy,
    WatchSchema<'_>,
    AllObjects<'_>,
);

impl<T> Placed for Action<T> {
    fn placed(&self) -> At {
        self.at
    }
}
