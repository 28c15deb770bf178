//! Reading the typed manifest from the tree.

use super::at::At;
use super::keys::{self, Shape};
use super::model::*;
use super::reader::{Reader, Use};
use super::slot::Slot;
use super::strays::Strays;
use super::violation::{Fate, Found, Violation, ViolationKind};
use crate::yaml::{self, Cause, Document, Kind, Syntax};

/// Reads `document` as the platform does. Never fails: what can't be used is [`Slot::Unusable`] and stands in
/// [`Manifest::violations`].
#[must_use]
pub fn read<'d>(document: &'d Document<'_>) -> Manifest<'d> {
    let mut reader = Reader::new(document, None);
    let mut manifest = reader.manifest();
    let (mut problems, strays) = reader.finish();
    if !strays.is_empty() {
        // Once more, knowing what stands elsewhere.
        let strays = Strays::new(document, &strays);
        let mut reader = Reader::new(document, Some(&strays));
        manifest = reader.manifest();
        (problems, _) = reader.finish();
    }
    problems.extend(shifted(document));
    manifest.violations = problems;
    manifest
}

/// Keys that were read where they belong, not where they stand.
fn shifted(document: &Document<'_>) -> impl Iterator<Item = Violation> {
    document.problems().iter().filter_map(|problem| {
        let yaml::ProblemKind::Typo(Syntax {
            cause: Cause::Depth {
                column,
                fits: Some(fits),
            },
            related: Some(beside),
            ..
        }) = problem.kind
        else {
            return None;
        };
        let key = document
            .nodes()
            .find(|&node| document.span(node) == problem.span)?;
        let columns = column.saturating_sub(fits);
        let kind = ViolationKind::Shifted { beside, columns };
        Some(Violation {
            at: At::new(key, None),
            kind,
        })
    })
}

impl<'d> Reader<'d, '_, '_> {
    fn manifest(&mut self) -> Manifest<'d> {
        use keys::manifest::*;
        let mut manifest = Manifest {
            at: None,
            spec_version: Slot::Unusable,
            integrations: Slot::Unusable,
            violations: Vec::new(),
        };
        let Some(root) = self.document.root() else {
            return manifest;
        };
        let at = self.at(root);
        if self.is_null(at) {
            return manifest;
        }
        let Some(m) = self.members::<{ keys::manifest::LEN }>(at, Shape::Manifest) else {
            return manifest;
        };
        manifest.at = Some(at);
        manifest.spec_version = self.text(&m, SPEC_VERSION, Use::Version);
        manifest.integrations = match m.entries[INTEGRATIONS] {
            None => {
                if !m.partial {
                    self.forgive(at);
                    self.report(at, ViolationKind::NoIntegrations);
                }
                Slot::Missing
            }
            Some(entry) if self.is_null(entry.value) => {
                self.forgive(at);
                self.report(entry.key, ViolationKind::NoIntegrations);
                Slot::Missing
            }
            Some(_) => match self.list(&m, INTEGRATIONS, Shape::Integration, Self::integration) {
                Slot::Value(list) if list.value.is_empty() && !self.has_children(list.at) => {
                    if !self.document.is_damaged(list.at.node) {
                        self.report(list.at, ViolationKind::EmptyIntegrations);
                    }
                    Slot::Value(list)
                }
                slot => slot,
            },
        };
        manifest
    }

    fn integration(&mut self, at: At) -> Option<Integration<'d>> {
        use keys::integration::*;
        let m = self.members::<LEN>(at, Shape::Integration)?;
        let before = self.violations.len();
        let integration = Integration {
            at,
            name: self.text(&m, NAME, Use::Name),
            display_name: self.text(&m, DISPLAY_NAME, Use::Label),
            provider: self.text(&m, PROVIDER, Use::Name),
            module: self.text(&m, MODULE, Use::Name),
            read: self.section(&m, READ, |r, at| {
                r.action(at, Shape::Read, Shape::ReadObject, Self::read_object)
            }),
            write: self.section(&m, WRITE, |r, at| {
                r.action(at, Shape::Write, Shape::WriteObject, Self::write_object)
            }),
            subscribe: self.section(&m, SUBSCRIBE, |r, at| {
                r.action(
                    at,
                    Shape::Subscribe,
                    Shape::SubscribeObject,
                    Self::subscribe_object,
                )
            }),
            proxy: self.section(&m, PROXY, Self::proxy),
            watch_schema: self.section(&m, WATCH_SCHEMA, Self::watch_schema),
        };
        if matches!(integration.subscribe, Slot::Value(_)) {
            self.drop_nulls(before, &["read"]);
        }
        let idle = [READ, WRITE, SUBSCRIBE, PROXY]
            .iter()
            .all(|&key| m.entries[key].is_none_or(|entry| self.is_null(entry.value)));
        if idle && !m.partial {
            // A section without content is the same mistake.
            self.drop_nulls(before, &["read", "write", "subscribe", "proxy"]);
            self.report(at, ViolationKind::NoAction);
        }
        Some(integration)
    }

    fn action<T>(
        &mut self,
        at: At,
        shape: Shape,
        item: Shape,
        read: fn(&mut Self, At) -> Option<T>,
    ) -> Option<Action<T>> {
        // `read`, `write` and `subscribe` have the one key `objects`.
        let m = self.members::<1>(at, shape)?;
        let objects = match m.entries[0] {
            None => {
                if !m.partial {
                    self.report(at, ViolationKind::NoObjects { shape });
                }
                Slot::Missing
            }
            Some(entry) if self.is_null(entry.value) => {
                self.report(at, ViolationKind::NoObjects { shape });
                Slot::Missing
            }
            Some(_) => self.list(&m, 0, item, read),
        };
        if let Slot::Value(list) = &objects
            && list.value.is_empty()
            && !self.has_children(list.at)
            && !self.document.is_damaged(list.at.node)
        {
            self.report(at, ViolationKind::NoObjects { shape });
        }
        Some(Action { at, objects })
    }

    fn read_object(&mut self, at: At) -> Option<ReadObject<'d>> {
        use keys::read_object::*;
        let m = self.members::<LEN>(at, Shape::ReadObject)?;
        let before = self.violations.len();
        let object = ReadObject {
            at,
            object_name: self.text(&m, OBJECT_NAME, Use::Name),
            destination: self.text(&m, DESTINATION, Use::Name),
            schedule: self.text(&m, SCHEDULE, Use::Schedule),
            enabled: self.text(&m, ENABLED, Use::OneOf(&["always"])),
            map_to_name: self.text(&m, MAP_TO_NAME, Use::Name),
            map_to_display_name: self.text(&m, MAP_TO_DISPLAY_NAME, Use::Label),
            required_fields: self.list(&m, REQUIRED_FIELDS, Shape::Field, Self::field),
            optional_fields: self.list(&m, OPTIONAL_FIELDS, Shape::Field, Self::field),
            optional_fields_auto: self.text(&m, OPTIONAL_FIELDS_AUTO, Use::OneOf(&["all"])),
            backfill: self.section(&m, BACKFILL, Self::backfill),
            delivery: self.section(&m, DELIVERY, Self::delivery),
        };
        if object.enabled.get().is_some() {
            self.drop_nulls(before, &["schedule", "requiredFields"]);
        }
        Some(object)
    }

    fn field(&mut self, at: At) -> Option<Field<'d>> {
        use keys::field::*;
        let found = match self.document.kind(at.node) {
            Kind::Hole => return None,
            Kind::Mapping => Found::Mapping,
            _ => self.found(at),
        };
        if found != Found::Mapping && self.stands_for(at) {
            self.report(at, ViolationKind::Placeholder { fate: Fate::Ignored });
            return None;
        }
        if found != Found::Mapping || !self.has_children(at) {
            self.report(at, ViolationKind::NotAField { found });
            return None;
        }
        let before = self.violations.len();
        let m = self.members::<LEN>(at, Shape::Field)?;
        let nameless = [FIELD_NAME, MAP_TO_NAME]
            .iter()
            .all(|&key| m.entries[key].is_none_or(|e| self.is_null(e.value)));
        if nameless && !m.partial {
            let said = |problem: &Violation| {
                !matches!(
                    problem.kind,
                    ViolationKind::KeyCase { .. } | ViolationKind::Unknown { .. }
                )
            };
            if !self.violations[before..].iter().any(said) {
                // What is unknown in it is part of the same mistake.
                self.reconsider(before, |problem| {
                    !matches!(problem.kind, ViolationKind::Unknown { .. })
                });
                self.report(at, ViolationKind::NotAField { found });
            }
        }
        let before = self.violations.len();
        let field = Field {
            at,
            field_name: self.text(&m, FIELD_NAME, Use::Name),
            map_to_name: self.text(&m, MAP_TO_NAME, Use::Name),
            map_to_display_name: self.text(&m, MAP_TO_DISPLAY_NAME, Use::Label),
            prompt: self.text(&m, PROMPT, Use::Words),
            default: self.text(&m, DEFAULT, Use::Words),
        };
        if nameless {
            self.drop_nulls(before, &["fieldName", "mapToName"]);
        }
        // That a customer's mapping has no label is a finding of its own.
        if m.entries[FIELD_NAME].is_none() {
            self.drop_nulls(before, &["mapToDisplayName"]);
        }
        Some(field)
    }

    fn backfill(&mut self, at: At) -> Option<Backfill> {
        use keys::backfill::*;
        let m = self.members::<LEN>(at, Shape::Backfill)?;
        Some(Backfill {
            at,
            default_period: self.section(&m, DEFAULT_PERIOD, Self::default_period),
        })
    }

    fn default_period(&mut self, at: At) -> Option<DefaultPeriod> {
        use keys::default_period::*;
        let m = self.members::<LEN>(at, Shape::DefaultPeriod)?;
        let before = self.violations.len();
        let period = DefaultPeriod {
            at,
            days: self.integer(&m, DAYS),
            full_history: self.boolean(&m, FULL_HISTORY),
        };
        if period.days.is_missing() && period.full_history.is_missing() {
            self.drop_nulls(before, &["days", "fullHistory"]);
        }
        Some(period)
    }

    /// Takes back that `keys` have no value, said since there were `before` problems: a rule says what is wrong
    /// without them.
    fn drop_nulls(&mut self, before: usize, keys: &[&str]) {
        self.reconsider(
            before,
            |problem| !matches!(problem.kind, ViolationKind::NullSection { key } if keys.contains(&key)),
        );
    }

    fn delivery(&mut self, at: At) -> Option<Delivery<'d>> {
        use keys::delivery::*;
        let m = self.members::<LEN>(at, Shape::Delivery)?;
        let before = self.violations.len();
        let mode = self.text(&m, MODE, Use::OneOf(&["auto", "onRequest"]));
        let page_size = self.integer(&m, PAGE_SIZE);
        let on_request = mode.get().is_some_and(|mode| mode.as_str() == "onRequest");
        if (on_request && page_size.is_missing()) || (mode.is_missing() && page_size.get().is_some()) {
            self.drop_nulls(before, &["mode", "pageSize"]);
        }
        Some(Delivery { at, mode, page_size })
    }

    fn write_object(&mut self, at: At) -> Option<WriteObject<'d>> {
        use keys::write_object::*;
        let m = self.members::<LEN>(at, Shape::WriteObject)?;
        let allow_any_fields = self.section(&m, VALUE_DEFAULTS, |reader, at| {
            use keys::value_defaults::*;
            let m = reader.members::<LEN>(at, Shape::ValueDefaults)?;
            Some(reader.boolean(&m, ALLOW_ANY_FIELDS))
        });
        Some(WriteObject {
            at,
            object_name: self.text(&m, OBJECT_NAME, Use::Name),
            inherit_mapping: self.boolean(&m, INHERIT_MAPPING),
            allow_any_fields: match allow_any_fields {
                Slot::Value(slot) => slot,
                Slot::Missing => Slot::Missing,
                Slot::Unusable => Slot::Unusable,
            },
        })
    }

    fn subscribe_object(&mut self, at: At) -> Option<SubscribeObject<'d>> {
        use keys::subscribe_object::*;
        let m = self.members::<LEN>(at, Shape::SubscribeObject)?;
        let before = self.violations.len();
        let object = SubscribeObject {
            at,
            object_name: self.text(&m, OBJECT_NAME, Use::Name),
            destination: self.text(&m, DESTINATION, Use::Name),
            inherit_fields_and_mapping: self.boolean(&m, INHERIT_FIELDS_AND_MAPPING),
            create_event: self.section(&m, CREATE_EVENT, Self::event),
            update_event: self.section(&m, UPDATE_EVENT, Self::update_event),
            delete_event: self.section(&m, DELETE_EVENT, Self::event),
            association_change_event: self.section(
                &m,
                ASSOCIATION_CHANGE_EVENT,
                Self::association_change_event,
            ),
            other_events: self.texts(&m, OTHER_EVENTS),
        };
        if object.has_standard_events() {
            self.drop_nulls(before, &["inheritFieldsAndMapping"]);
        }
        Some(object)
    }

    fn event(&mut self, at: At) -> Option<Event<'d>> {
        use keys::event::*;
        let m = self.members::<LEN>(at, Shape::Event)?;
        Some(Event {
            at,
            enabled: self.text(&m, ENABLED, Use::OneOf(&["always"])),
        })
    }

    fn update_event(&mut self, at: At) -> Option<UpdateEvent<'d>> {
        use keys::update_event::*;
        let m = self.members::<LEN>(at, Shape::UpdateEvent)?;
        let before = self.violations.len();
        let event = UpdateEvent {
            at,
            enabled: self.text(&m, ENABLED, Use::OneOf(&["always"])),
            watch_fields_auto: self.text(&m, WATCH_FIELDS_AUTO, Use::OneOf(&["all", "selected"])),
            required_watch_fields: self.texts(&m, REQUIRED_WATCH_FIELDS),
        };
        if event.watch_fields_auto.is_missing() && event.required_watch_fields.is_missing() {
            self.drop_nulls(before, &["watchFieldsAuto", "requiredWatchFields"]);
        }
        Some(event)
    }

    fn association_change_event(&mut self, at: At) -> Option<AssociationChangeEvent<'d>> {
        use keys::association_change_event::*;
        let m = self.members::<LEN>(at, Shape::AssociationChangeEvent)?;
        Some(AssociationChangeEvent {
            at,
            enabled: self.text(&m, ENABLED, Use::OneOf(&["always"])),
            include_full_records: self.boolean(&m, INCLUDE_FULL_RECORDS),
        })
    }

    fn proxy(&mut self, at: At) -> Option<Proxy> {
        use keys::proxy::*;
        let m = self.members::<LEN>(at, Shape::Proxy)?;
        Some(Proxy {
            at,
            enabled: self.boolean(&m, ENABLED),
            use_module: self.boolean(&m, USE_MODULE),
        })
    }

    fn watch_schema(&mut self, at: At) -> Option<WatchSchema<'d>> {
        use keys::watch_schema::*;
        let m = self.members::<LEN>(at, Shape::WatchSchema)?;
        Some(WatchSchema {
            at,
            destination: self.text(&m, DESTINATION, Use::Name),
            schedule: self.text(&m, SCHEDULE, Use::Schedule),
            all_objects: self.section(&m, ALL_OBJECTS, |reader, at| {
                use keys::all_objects::*;
                let m = reader.members::<LEN>(at, Shape::AllObjects)?;
                Some(AllObjects {
                    at,
                    field_created: reader.section(&m, FIELD_CREATED, Self::event),
                    field_deleted: reader.section(&m, FIELD_DELETED, Self::event),
                    field_changed: reader.section(&m, FIELD_CHANGED, Self::event),
                })
            }),
        })
    }
}
