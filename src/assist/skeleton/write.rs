//! What is written of an integration and its objects.

use super::ask::{AskedBackfill, AskedFields};
use super::plan::{Part, Plan, Way};
use super::propose::MOST_FIELDS;
use super::tree::Draft;
use crate::catalog::{Capability, StandardEvent};

impl Plan<'_> {
    /// What is written of an object; `told`: with comments.
    pub(super) fn written(&self, name: &str, way: &Way, told: bool) -> Part {
        let subscribes = self.has(Capability::Subscribe);
        let reads = self.has(Capability::Read);
        let write = Draft::pair("objectName", Draft::text(name));
        let inherits = reads && !self.ask.maps.is_empty();
        Part {
            read: (reads || subscribes).then(|| self.read_object(name, way, told)),
            write: self.has(Capability::Write).then(|| {
                let inherit = inherits.then(|| Draft::Bare("true".to_owned()));
                write.with_some("inheritMapping", inherit)
            }),
            subscribe: subscribes.then(|| self.subscribe_object(name, way, told)),
        }
    }

    fn read_object(&self, name: &str, way: &Way, told: bool) -> Draft {
        let comment = |text| told.then_some(text);
        let mut node = Draft::pair("objectName", Draft::text(name)).told(
            "destination",
            self.destination(),
            comment("The name of a destination that is set up in the project."),
        );
        if let Some(schedule) = self.schedule(name) {
            node = node.told(
                "schedule",
                Draft::Quoted(schedule),
                comment("Cron, in UTC. Without it the object is read only on request."),
            );
        }
        let mut required: Vec<Draft> = match &way.fields {
            AskedFields::Named(names) => names
                .iter()
                .filter(|name| {
                    !self
                        .ask
                        .maps
                        .iter()
                        .any(|(field, _)| field.eq_ignore_ascii_case(name))
                })
                .map(|name| Draft::pair("fieldName", Draft::text(name)))
                .collect(),
            AskedFields::All => Vec::new(),
        };
        required.extend(self.ask.maps.iter().map(|(field, to)| {
            Draft::pair("fieldName", Draft::text(field)).with("mapToName", Draft::text(to))
        }));
        if !required.is_empty() {
            node = node.told(
                "requiredFields",
                Draft::List(required),
                comment("Read for every customer; `optionalFields` are those a customer may add."),
            );
        }
        if way.fields == AskedFields::All {
            node = node.told(
                "optionalFieldsAuto",
                Draft::text("all"),
                comment("The customer chooses among all fields; `requiredFields` lists those that are always read."),
            );
        }
        let period = match self.ask.backfill {
            None | Some(AskedBackfill::None) => None,
            Some(AskedBackfill::Days(days)) => Some(Draft::pair("days", Draft::Bare(days.to_string()))),
            Some(AskedBackfill::All) => Some(Draft::pair("fullHistory", Draft::Bare("true".to_owned()))),
        };
        match period {
            Some(period) => node.told(
                "backfill",
                Draft::pair("defaultPeriod", period),
                comment("How far back the first read goes."),
            ),
            None => node,
        }
    }

    /// Hourly, or daily where each run reads everything; what is subscribed to needs no schedule.
    fn schedule(&self, name: &str) -> Option<String> {
        if let Some(schedule) = &self.ask.schedule {
            return Some(schedule.clone());
        }
        let whole = self
            .module
            .object(name)
            .is_some_and(|object| object.incremental().is_no());
        let usual = if whole { "0 0 * * *" } else { "0 * * * *" };
        (!self.has(Capability::Subscribe)).then(|| usual.to_owned())
    }

    fn subscribe_object(&self, name: &str, way: &Way, told: bool) -> Draft {
        let enabled = || Draft::pair("enabled", Draft::text("always"));
        let mut node = Draft::pair("objectName", Draft::text(name)).with("destination", self.destination());
        if !way.events.standard.is_empty() {
            node = node.with("inheritFieldsAndMapping", Draft::Bare("true".to_owned()));
        }
        for event in StandardEvent::ALL
            .into_iter()
            .filter(|event| way.events.standard.contains(event))
        {
            let value = match event {
                StandardEvent::Create | StandardEvent::Delete => enabled(),
                StandardEvent::Update if way.watch_all => enabled().told(
                    "watchFieldsAuto",
                    Draft::text("all"),
                    told.then_some("A change of any field; `requiredWatchFields` lists some instead."),
                ),
                StandardEvent::Update => {
                    let fields = self
                        .watched(name, way)
                        .iter()
                        .map(|name| Draft::text(name))
                        .collect();
                    enabled().with("requiredWatchFields", Draft::List(fields))
                }
                StandardEvent::AssociationChange => {
                    enabled().with("includeFullRecords", Draft::Bare("false".to_owned()))
                }
            };
            node = node.with(event.key(), value);
        }
        if !way.events.raw.is_empty() {
            let raw = way.events.raw.iter().map(|name| Draft::text(name)).collect();
            node = node.with("otherEvents", Draft::List(raw));
        }
        node
    }

    /// The fields whose changes matter, as many as can be watched.
    fn watched(&self, name: &str, way: &Way) -> Vec<String> {
        let subscription = self.module.subscription();
        let most = subscription
            .max_watch_fields()
            .map_or(MOST_FIELDS, |limit| limit.max.into());
        let fields = match &way.fields {
            AskedFields::Named(names) => names.clone(),
            AskedFields::All => self.known_fields(name),
        };
        fields.into_iter().take(most).collect()
    }

    fn destination(&self) -> Draft {
        let known = self.ask.options.destinations.as_deref().unwrap_or_default();
        let usual = format!("{}Webhook", self.ask.provider.key());
        let name = match (&self.ask.destination, known.first()) {
            (Some(name), _) => name,
            (None, Some(first)) if !known.contains(&usual) => first,
            (None, _) => &usual,
        };
        Draft::text(name)
    }

    /// The integration of these objects.
    pub(super) fn assembled(&self, parts: &[Part]) -> Draft {
        let (ask, provider) = (self.ask, self.ask.provider);
        let default = provider.default_module();
        let plain = self.module == default;
        let name = ask.name.clone().unwrap_or_else(|| {
            if plain {
                provider.key().to_owned()
            } else {
                format!("{}-{}", provider.key(), self.module.id())
            }
        });
        let named =
            !self.module.is_root() && (ask.module.is_some() || !plain || provider.modules().len() > 1);
        let objects = |part: fn(&Part) -> &Option<Draft>| {
            let list: Vec<Draft> = parts.iter().filter_map(|it| part(it).clone()).collect();
            (!list.is_empty()).then(|| Draft::pair("objects", Draft::List(list)))
        };
        Draft::pair("name", Draft::text(&name))
            .with_some("displayName", ask.display_name.as_deref().map(Draft::text))
            .with("provider", Draft::text(provider.key()))
            .with_some("module", named.then(|| Draft::text(self.module.id())))
            .with_some("read", objects(|part| &part.read))
            .with_some("write", objects(|part| &part.write))
            .with_some("subscribe", objects(|part| &part.subscribe))
            .with_some("proxy", self.has(Capability::Proxy).then(|| self.proxy()))
    }

    /// The module's own address where the provider as such has none.
    fn proxy(&self) -> Draft {
        let provider = self.ask.provider.support(Capability::Proxy);
        let module =
            !self.module.is_root() && !provider.is_yes() && self.module.support(Capability::Proxy).is_yes();
        let bare = || Draft::Bare("true".to_owned());
        Draft::pair("enabled", bare()).with_some("useModule", module.then(bare))
    }
}
