//! Every mapping of a manifest and the keys it may have (spec "Keys").

/// A key of a mapping.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// Its name, as the platform spells it.
    pub name: &'static str,
    /// Whether a manifest is refused without it.
    pub required: bool,
}

macro_rules! shapes {
    ($($shape:ident $module:ident $words:literal { $($(#[$required:ident])? $constant:ident = $name:literal),* $(,)? })*) => {
        /// A mapping of a manifest.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(missing_docs)]
        pub enum Shape { $($shape),* }

        impl Shape {
            /// All of them, outer ones first.
            pub const ALL: &[Shape] = &[$(Shape::$shape),*];

            /// The keys it may have.
            #[must_use]
            pub fn keys(self) -> &'static [Key] {
                match self { $(Shape::$shape => $module::KEYS),* }
            }

            /// What it is called in a message, with its article.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Shape::$shape => $words),* }
            }
        }

        $(
            /// Positions in [`Shape::keys`].
            #[allow(missing_docs, non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
            pub(super) mod $module {
                enum Position { $($constant),* }
                $(pub(crate) const $constant: usize = Position::$constant as usize;)*
                pub(crate) const KEYS: &[super::Key] = &[
                    $(super::Key { name: $name, required: shapes!(@ $($required)?) }),*
                ];
                pub(crate) const LEN: usize = KEYS.len();
            }
        )*
    };
    (@ required) => { true };
    (@) => { false };
}

shapes! {
    Manifest manifest "a manifest" {
        #[required] SPEC_VERSION = "specVersion",
        #[required] INTEGRATIONS = "integrations",
    }
    Integration integration "an integration" {
        #[required] NAME = "name",
        DISPLAY_NAME = "displayName",
        #[required] PROVIDER = "provider",
        MODULE = "module",
        READ = "read",
        WRITE = "write",
        SUBSCRIBE = "subscribe",
        PROXY = "proxy",
        WATCH_SCHEMA = "watchSchema",
    }
    Read read "`read`" { #[required] OBJECTS = "objects" }
    ReadObject read_object "a read object" {
        #[required] OBJECT_NAME = "objectName",
        #[required] DESTINATION = "destination",
        SCHEDULE = "schedule",
        ENABLED = "enabled",
        MAP_TO_NAME = "mapToName",
        MAP_TO_DISPLAY_NAME = "mapToDisplayName",
        REQUIRED_FIELDS = "requiredFields",
        OPTIONAL_FIELDS = "optionalFields",
        OPTIONAL_FIELDS_AUTO = "optionalFieldsAuto",
        BACKFILL = "backfill",
        DELIVERY = "delivery",
    }
    Field field "a field" {
        FIELD_NAME = "fieldName",
        MAP_TO_NAME = "mapToName",
        MAP_TO_DISPLAY_NAME = "mapToDisplayName",
        PROMPT = "prompt",
        DEFAULT = "default",
    }
    Backfill backfill "`backfill`" { #[required] DEFAULT_PERIOD = "defaultPeriod" }
    DefaultPeriod default_period "`defaultPeriod`" { DAYS = "days", FULL_HISTORY = "fullHistory" }
    Delivery delivery "`delivery`" { MODE = "mode", PAGE_SIZE = "pageSize" }
    Write write "`write`" { #[required] OBJECTS = "objects" }
    WriteObject write_object "a write object" {
        #[required] OBJECT_NAME = "objectName",
        INHERIT_MAPPING = "inheritMapping",
        VALUE_DEFAULTS = "valueDefaults",
    }
    ValueDefaults value_defaults "`valueDefaults`" { ALLOW_ANY_FIELDS = "allowAnyFields" }
    Subscribe subscribe "`subscribe`" { #[required] OBJECTS = "objects" }
    SubscribeObject subscribe_object "a subscribe object" {
        #[required] OBJECT_NAME = "objectName",
        #[required] DESTINATION = "destination",
        INHERIT_FIELDS_AND_MAPPING = "inheritFieldsAndMapping",
        CREATE_EVENT = "createEvent",
        UPDATE_EVENT = "updateEvent",
        DELETE_EVENT = "deleteEvent",
        ASSOCIATION_CHANGE_EVENT = "associationChangeEvent",
        OTHER_EVENTS = "otherEvents",
    }
    Event event "an event" { #[required] ENABLED = "enabled" }
    UpdateEvent update_event "`updateEvent`" {
        #[required] ENABLED = "enabled",
        WATCH_FIELDS_AUTO = "watchFieldsAuto",
        REQUIRED_WATCH_FIELDS = "requiredWatchFields",
    }
    AssociationChangeEvent association_change_event "`associationChangeEvent`" {
        #[required] ENABLED = "enabled",
        INCLUDE_FULL_RECORDS = "includeFullRecords",
    }
    Proxy proxy "`proxy`" { #[required] ENABLED = "enabled", USE_MODULE = "useModule" }
    WatchSchema watch_schema "`watchSchema`" {
        #[required] DESTINATION = "destination",
        SCHEDULE = "schedule",
        #[required] ALL_OBJECTS = "allObjects",
    }
    AllObjects all_objects "`allObjects`" {
        FIELD_CREATED = "fieldCreated",
        FIELD_DELETED = "fieldDeleted",
        FIELD_CHANGED = "fieldChanged",
    }
}

/// The keys with a list of mappings under them.
const LISTS: [&str; 4] = ["integrations", "objects", "requiredFields", "optionalFields"];

/// The keys with a list of texts under them.
const TEXT_LISTS: [&str; 2] = ["requiredWatchFields", "otherEvents"];

impl Shape {
    /// The keys of a mapping of this shape under which other mappings, or lists of them, stand.
    #[must_use]
    pub fn below(self) -> &'static [(&'static str, Shape)] {
        match self {
            Shape::Manifest => &[("integrations", Shape::Integration)],
            Shape::Integration => &[
                ("read", Shape::Read),
                ("write", Shape::Write),
                ("subscribe", Shape::Subscribe),
                ("proxy", Shape::Proxy),
                ("watchSchema", Shape::WatchSchema),
            ],
            Shape::Read => &[("objects", Shape::ReadObject)],
            Shape::ReadObject => &[
                ("requiredFields", Shape::Field),
                ("optionalFields", Shape::Field),
                ("backfill", Shape::Backfill),
                ("delivery", Shape::Delivery),
            ],
            Shape::Backfill => &[("defaultPeriod", Shape::DefaultPeriod)],
            Shape::Write => &[("objects", Shape::WriteObject)],
            Shape::WriteObject => &[("valueDefaults", Shape::ValueDefaults)],
            Shape::Subscribe => &[("objects", Shape::SubscribeObject)],
            Shape::SubscribeObject => &[
                ("createEvent", Shape::Event),
                ("updateEvent", Shape::UpdateEvent),
                ("deleteEvent", Shape::Event),
                ("associationChangeEvent", Shape::AssociationChangeEvent),
            ],
            Shape::WatchSchema => &[("allObjects", Shape::AllObjects)],
            Shape::AllObjects => &[
                ("fieldCreated", Shape::Event),
                ("fieldDeleted", Shape::Event),
                ("fieldChanged", Shape::Event),
            ],
            Shape::Field
            | Shape::DefaultPeriod
            | Shape::Delivery
            | Shape::ValueDefaults
            | Shape::Event
            | Shape::UpdateEvent
            | Shape::AssociationChangeEvent
            | Shape::Proxy => &[],
        }
    }

    /// The keys with a mapping under them that may have `key`.
    #[must_use]
    pub fn above(key: &str) -> Vec<&'static str> {
        Shape::headers(key, false)
    }

    /// The keys with a list under them whose items may have `key`, or are texts.
    #[must_use]
    pub fn lists(key: Option<&str>) -> Vec<&'static str> {
        match key {
            Some(key) => Shape::headers(key, true),
            None => TEXT_LISTS.to_vec(),
        }
    }

    /// The keys with a mapping under them that may have `key`, or with a list of such.
    fn headers(key: &str, of_list: bool) -> Vec<&'static str> {
        let below = Shape::ALL.iter().flat_map(|shape| shape.below());
        let mut headers: Vec<&'static str> = below
            .filter(|(name, below)| below.has(key) && LISTS.contains(name) == of_list)
            .map(|&(name, _)| name)
            .collect();
        headers.dedup();
        headers
    }

    /// Whether a list of mappings stands under `key`.
    #[must_use]
    pub fn is_list(key: &str) -> bool {
        LISTS.contains(&key)
    }

    /// Whether a list of texts stands under `key`.
    #[must_use]
    pub fn is_text_list(key: &str) -> bool {
        TEXT_LISTS.contains(&key)
    }

    /// Whether people read the value of `key`, so that any text will do.
    #[must_use]
    pub fn prose(key: &str) -> bool {
        matches!(key, "displayName" | "mapToDisplayName" | "prompt")
    }

    /// Whether one mapping may have both keys.
    #[must_use]
    pub fn together(key: &str, other: &str) -> bool {
        Shape::ALL.iter().any(|shape| shape.has(key) && shape.has(other))
    }

    /// Whether some mapping may have `key`.
    #[must_use]
    pub fn known(key: &str) -> bool {
        Shape::ALL.iter().any(|shape| shape.has(key))
    }

    /// Whether mappings or items may stand under `key`.
    #[must_use]
    pub fn heads(key: &str) -> bool {
        let mut below = Shape::ALL.iter().flat_map(|shape| shape.below());
        Shape::lists(None).contains(&key) || below.any(|&(name, _)| name == key)
    }

    /// Whether `key` is one of those that items of one list begin with: a field has a name of the provider's, or one that
    /// it is mapped to.
    #[must_use]
    pub fn begins(key: &str) -> bool {
        matches!(key, "fieldName" | "mapToName")
    }

    /// Whether it is an event, which has the rule `update-event-enabled` for a missing `enabled`.
    #[must_use]
    pub fn is_event(self) -> bool {
        matches!(
            self,
            Shape::Event | Shape::UpdateEvent | Shape::AssociationChangeEvent
        )
    }

    /// Whether a mapping of this shape may have `key`.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        self.keys().iter().any(|known| known.name == key)
    }
}
