//! A manifest as the platform reads it, every value with its place.

use super::at::At;
use super::slot::{List, Slot, Spanned, Text};
use super::violation::Violation;

/// A whole manifest.
#[derive(Debug)]
#[non_exhaustive]
pub struct Manifest<'d> {
    /// The top mapping; `None` when the file has none.
    pub at: Option<At>,
    /// `specVersion`
    pub spec_version: Slot<Text<'d>>,
    /// `integrations`
    pub integrations: Slot<List<Integration<'d>>>,
    /// What the reader found wrong with the shape, in the order found.
    #[doc(hidden)]
    pub violations: Vec<Violation>,
}

impl<'d> Manifest<'d> {
    /// What stands for the manifest where the document is another one: nothing follows from it.
    pub(crate) fn none() -> Self {
        Self {
            at: None,
            spec_version: Slot::Unusable,
            integrations: Slot::Unusable,
            violations: Vec::new(),
        }
    }

    /// The integrations that can be read.
    #[must_use]
    pub fn integrations(&self) -> &[Integration<'d>] {
        self.integrations.get().map_or(&[], |list| &list.value)
    }
}

/// One of `integrations`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Integration<'d> {
    /// The whole item.
    pub at: At,
    /// `name`
    pub name: Slot<Text<'d>>,
    /// `displayName`
    pub display_name: Slot<Text<'d>>,
    /// `provider`
    pub provider: Slot<Text<'d>>,
    /// `module`
    pub module: Slot<Text<'d>>,
    /// `read`
    pub read: Slot<Action<ReadObject<'d>>>,
    /// `write`
    pub write: Slot<Action<WriteObject<'d>>>,
    /// `subscribe`
    pub subscribe: Slot<Action<SubscribeObject<'d>>>,
    /// `proxy`
    pub proxy: Slot<Proxy>,
    /// `watchSchema`
    pub watch_schema: Slot<WatchSchema<'d>>,
}

impl<'d> Integration<'d> {
    /// The read objects that can be read.
    #[must_use]
    pub fn read_objects(&self) -> &[ReadObject<'d>] {
        self.read.get().map_or(&[], Action::objects)
    }

    /// The write objects that can be read.
    #[must_use]
    pub fn write_objects(&self) -> &[WriteObject<'d>] {
        self.write.get().map_or(&[], Action::objects)
    }

    /// The subscribe objects that can be read.
    #[must_use]
    pub fn subscribe_objects(&self) -> &[SubscribeObject<'d>] {
        self.subscribe.get().map_or(&[], Action::objects)
    }

    /// Every destination that it names, as often as it does.
    pub fn destinations(&self) -> impl Iterator<Item = &Text<'d>> {
        let read = self
            .read_objects()
            .iter()
            .filter_map(|object| object.destination.get());
        let subscribe = self
            .subscribe_objects()
            .iter()
            .filter_map(|object| object.destination.get());
        let watch = self.watch_schema.get().and_then(|watch| watch.destination.get());
        read.chain(subscribe).chain(watch)
    }
}

/// `read`, `write` or `subscribe`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Action<T> {
    /// The mapping under the key.
    pub at: At,
    /// `objects`
    pub objects: Slot<List<T>>,
}

impl<T> Action<T> {
    /// The objects that can be read.
    #[must_use]
    pub fn objects(&self) -> &[T] {
        self.objects.get().map_or(&[], |list| &list.value)
    }
}

/// An item of `read.objects`.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReadObject<'d> {
    /// The whole item.
    pub at: At,
    /// `objectName`
    pub object_name: Slot<Text<'d>>,
    /// `destination`
    pub destination: Slot<Text<'d>>,
    /// `schedule`
    pub schedule: Slot<Text<'d>>,
    /// `enabled`, always `always`
    pub enabled: Slot<Text<'d>>,
    /// `mapToName`
    pub map_to_name: Slot<Text<'d>>,
    /// `mapToDisplayName`
    pub map_to_display_name: Slot<Text<'d>>,
    /// `requiredFields`
    pub required_fields: Slot<List<Field<'d>>>,
    /// `optionalFields`
    pub optional_fields: Slot<List<Field<'d>>>,
    /// `optionalFieldsAuto`, always `all`
    pub optional_fields_auto: Slot<Text<'d>>,
    /// `backfill`
    pub backfill: Slot<Backfill>,
    /// `delivery`
    pub delivery: Slot<Delivery<'d>>,
}

impl<'d> ReadObject<'d> {
    /// Required fields, then optional ones.
    pub fn fields(&self) -> impl Iterator<Item = &Field<'d>> + Clone {
        [&self.required_fields, &self.optional_fields]
            .into_iter()
            .filter_map(Slot::get)
            .flat_map(|list| &list.value)
    }

    /// `backfill.defaultPeriod`
    #[must_use]
    pub fn default_period(&self) -> Option<&DefaultPeriod> {
        self.backfill.get()?.default_period.get()
    }

    /// The name under which its records are delivered.
    #[must_use]
    pub fn delivered_name(&self) -> Option<&Text<'d>> {
        match &self.map_to_name {
            Slot::Missing => self.object_name.get(),
            name => name.get(),
        }
    }
}

/// An item of `requiredFields` or `optionalFields`.
#[derive(Debug)]
#[non_exhaustive]
pub struct Field<'d> {
    /// The whole item.
    pub at: At,
    /// `fieldName`
    pub field_name: Slot<Text<'d>>,
    /// `mapToName`
    pub map_to_name: Slot<Text<'d>>,
    /// `mapToDisplayName`
    pub map_to_display_name: Slot<Text<'d>>,
    /// `prompt`
    pub prompt: Slot<Text<'d>>,
    /// `default`
    pub default: Slot<Text<'d>>,
}

/// `backfill`
#[derive(Debug)]
#[non_exhaustive]
pub struct Backfill {
    /// The mapping under the key.
    pub at: At,
    /// `defaultPeriod`
    pub default_period: Slot<DefaultPeriod>,
}

/// `defaultPeriod`
#[derive(Debug)]
#[non_exhaustive]
pub struct DefaultPeriod {
    /// The mapping under the key.
    pub at: At,
    /// `days`
    pub days: Slot<Spanned<i64>>,
    /// `fullHistory`
    pub full_history: Slot<Spanned<bool>>,
}

/// How far back a backfill reaches.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reach {
    /// So many days, at least 1.
    Days(Spanned<i64>),
    /// Everything; where `fullHistory: true` says so.
    FullHistory(At),
}

impl DefaultPeriod {
    /// How far back it reaches; `None` where it reads nothing or doesn't say one clear thing.
    #[must_use]
    pub fn reach(&self) -> Option<Reach> {
        match (&self.days, &self.full_history) {
            (Slot::Value(days), Slot::Missing) if days.value > 0 => Some(Reach::Days(days.clone())),
            (Slot::Missing, Slot::Value(full)) if full.value => Some(Reach::FullHistory(full.at)),
            _ => None,
        }
    }
}

/// `delivery`
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `mode`: `auto` or `onRequest`
    pub mode: Slot<Text<'d>>,
    /// `pageSize`
    pub page_size: Slot<Spanned<i64>>,
}

/// An item of `write.objects`.
#[derive(Debug)]
#[non_exhaustive]
pub struct WriteObject<'d> {
    /// The whole item.
    pub at: At,
    /// `objectName`
    pub object_name: Slot<Text<'d>>,
    /// `inheritMapping`
    pub inherit_mapping: Slot<Spanned<bool>>,
    /// `valueDefaults.allowAnyFields`
    pub allow_any_fields: Slot<Spanned<bool>>,
}

/// An item of `subscribe.objects`.
#[derive(Debug)]
#[non_exhaustive]
pub struct SubscribeObject<'d> {
    /// The whole item.
    pub at: At,
    /// `objectName`
    pub object_name: Slot<Text<'d>>,
    /// `destination`
    pub destination: Slot<Text<'d>>,
    /// `inheritFieldsAndMapping`
    pub inherit_fields_and_mapping: Slot<Spanned<bool>>,
    /// `createEvent`
    pub create_event: Slot<Event<'d>>,
    /// `updateEvent`
    pub update_event: Slot<UpdateEvent<'d>>,
    /// `deleteEvent`
    pub delete_event: Slot<Event<'d>>,
    /// `associationChangeEvent`
    pub association_change_event: Slot<AssociationChangeEvent<'d>>,
    /// `otherEvents`
    pub other_events: Slot<List<Text<'d>>>,
}

impl SubscribeObject<'_> {
    /// The standard events it has, which take their fields from a read object: key, and place unless that can't
    /// be used.
    pub fn standard_events(&self) -> impl Iterator<Item = (&'static str, Option<At>)> + Clone {
        fn event<T>(
            key: &'static str,
            slot: &Slot<T>,
            at: impl Fn(&T) -> At,
        ) -> Option<(&'static str, Option<At>)> {
            (!slot.is_missing()).then(|| (key, slot.get().map(at)))
        }
        let events = [
            event("createEvent", &self.create_event, |event| event.at),
            event("updateEvent", &self.update_event, |event| event.at),
            event("deleteEvent", &self.delete_event, |event| event.at),
            event(
                "associationChangeEvent",
                &self.association_change_event,
                |event| event.at,
            ),
        ];
        events.into_iter().flatten()
    }

    /// Whether it has a standard event.
    #[must_use]
    pub fn has_standard_events(&self) -> bool {
        self.standard_events().next().is_some()
    }

    /// Whether it asks for any event. One without is legal: a base that installations extend.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.has_standard_events()
            || self
                .other_events
                .get()
                .is_some_and(|events| !events.value.is_empty())
    }
}

/// An event that is only switched on.
#[derive(Debug)]
#[non_exhaustive]
pub struct Event<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `enabled`, always `always`
    pub enabled: Slot<Text<'d>>,
}

/// `updateEvent`
#[derive(Debug)]
#[non_exhaustive]
pub struct UpdateEvent<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `enabled`, always `always`
    pub enabled: Slot<Text<'d>>,
    /// `watchFieldsAuto`: `all` or `selected`
    pub watch_fields_auto: Slot<Text<'d>>,
    /// `requiredWatchFields`
    pub required_watch_fields: Slot<List<Text<'d>>>,
}

/// `associationChangeEvent`
#[derive(Debug)]
#[non_exhaustive]
pub struct AssociationChangeEvent<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `enabled`, always `always`
    pub enabled: Slot<Text<'d>>,
    /// `includeFullRecords`
    pub include_full_records: Slot<Spanned<bool>>,
}

/// `proxy`
#[derive(Debug)]
#[non_exhaustive]
pub struct Proxy {
    /// The mapping under the key.
    pub at: At,
    /// `enabled`
    pub enabled: Slot<Spanned<bool>>,
    /// `useModule`
    pub use_module: Slot<Spanned<bool>>,
}

/// `watchSchema`
#[derive(Debug)]
#[non_exhaustive]
pub struct WatchSchema<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `destination`
    pub destination: Slot<Text<'d>>,
    /// `schedule`
    pub schedule: Slot<Text<'d>>,
    /// `allObjects`
    pub all_objects: Slot<AllObjects<'d>>,
}

/// `allObjects`
#[derive(Debug)]
#[non_exhaustive]
pub struct AllObjects<'d> {
    /// The mapping under the key.
    pub at: At,
    /// `fieldCreated`
    pub field_created: Slot<Event<'d>>,
    /// `fieldDeleted`
    pub field_deleted: Slot<Event<'d>>,
    /// `fieldChanged`
    pub field_changed: Slot<Event<'d>>,
}
