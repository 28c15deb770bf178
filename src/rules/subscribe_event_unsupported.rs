use crate::catalog::{Capability, Module, Object, StandardEvent, WatchAll};
use crate::manifest::{Integration, ReadObject, Slot, SubscribeObject, Text, UpdateEvent};
use crate::rule::{Context, Diagnostic, Level, Place, Sink, alternatives, code, nearest, rule};
use crate::rules::shared::is_told_unknown;

rule! {
    /// An event, or a way of watching fields, that the provider does not offer.
    ///
    /// ## Why
    ///
    /// Providers differ in what they report, and some in every object. An event that is never sent is never
    /// delivered, and most connectors refuse to subscribe to it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: calls
    ///     provider: gong
    ///     read:
    ///       objects:
    ///         - objectName: calls
    ///           destination: callWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: calls
    ///           destination: callWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    ///           deleteEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: calls
    ///     provider: gong
    ///     read:
    ///       objects:
    ///         - objectName: calls
    ///           destination: callWebhook
    ///           optionalFieldsAuto: all
    ///     subscribe:
    ///       objects:
    ///         - objectName: calls
    ///           destination: callWebhook
    ///           inheritFieldsAndMapping: true
    ///           createEvent:
    ///             enabled: always
    /// ```
    ///
    /// ## Notes
    ///
    /// An object that can't be subscribed to at all is `object-action`, one that does not exist `object-exists`.
    /// It is a warning where the facts are less than certain.
    id: "subscribe-event-unsupported",
    group: Subscribe,
    level: Error,
    milder: true,
    fixes: Never,
    rests_on_facts: true,
    since: "0.1.0",
    check: Integration(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let objects = integration.subscribe_objects();
    if objects.is_empty() {
        return;
    }
    let Some(module) = cx
        .module(integration)
        .filter(|module| module.subscription().is_known())
    else {
        return;
    };
    // Subscribing at all is another rule's business.
    if module.support(Capability::Subscribe).is_no() {
        return;
    }
    for object in objects {
        let Some(name) = object.object_name.get() else {
            continue;
        };
        let known = module.object(name.as_str());
        let refused = match known {
            Some(known) => known.support(Capability::Subscribe).is_no(),
            None => module.unlisted(Capability::Subscribe, name.as_str()).is_some(),
        };
        // An object that doesn't exist is told where it is read.
        let read = || {
            let mut read = integration.read_objects().iter();
            let same = |read: &ReadObject<'_>| {
                read.object_name
                    .get()
                    .is_some_and(|it| it.as_str() == name.as_str())
            };
            known.is_none() && read.any(same) && is_told_unknown(cx, module, Capability::Read, name.as_str())
        };
        // What the user has listed exists, whatever its events.
        let own = known.is_none() && cx.own_object(module, name.as_str()).is_some();
        if refused || own || read() {
            continue;
        }
        let subject = Subject {
            cx,
            integration,
            module,
            known,
            name: name.as_str(),
        };
        if let Some(via) = known.and_then(Object::subscribe_via) {
            subject.elsewhere(via, name, sink);
            continue;
        }
        subject.standard_events(object, sink);
        subject.other_events(object, sink);
        if let Some(event) = object.update_event.get() {
            subject.watching(event, sink);
            subject.watched_fields(event, sink);
        }
    }
}

/// A subscribed object and what is known of it.
struct Subject<'a> {
    cx: &'a Context<'a>,
    integration: &'a Integration<'a>,
    module: Module,
    known: Option<Object>,
    name: &'a str,
}

impl Subject<'_> {
    /// Its changes are reported by another object's subscription.
    fn elsewhere(&self, via: &str, name: &Text<'_>, sink: &mut Sink<'_>) {
        let message = format!("{} has no events of {} itself", self.provider(), code(self.name));
        self.report(self.cx.value(name.at), message, Level::Warning, sink)
            .label(format!("reported by {}", code(via)))
            .help(format!(
                "subscribe to {}, and name the events in its `otherEvents`",
                code(via)
            ));
    }

    fn standard_events(&self, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
        let offered = match self.known {
            Some(known) => known.events(),
            None => self.module.subscription().default_events(),
        };
        let Some(offered) = offered else { return };
        for (key, event) in object.standard_events() {
            let Some(kind) = StandardEvent::ALL.into_iter().find(|kind| kind.key() == key) else {
                continue;
            };
            // A provider without any association changes has a rule of its own.
            let elsewhere = kind == StandardEvent::AssociationChange
                && self
                    .module
                    .provider()
                    .is_some_and(|provider| !provider.has_association_changes());
            let (Some(event), false, false) = (event, offered.contains(kind), elsewhere) else {
                continue;
            };
            let message = format!("{} has no {} for {}", self.provider(), code(key), code(self.name));
            let finding = self.report(
                self.cx.key(event),
                message,
                self.module.subscription().level(),
                sink,
            );
            finding.label("never happens");
            if offered.is_empty() {
                let raw: Vec<_> = self
                    .known
                    .iter()
                    .flat_map(|known| known.other_events())
                    .take(MOST_NAMED)
                    .collect();
                if raw.is_empty() {
                    finding.help("remove it");
                } else {
                    finding.help(format!(
                        "name events in `otherEvents` instead, such as {}",
                        alternatives(raw, "or")
                    ));
                }
            } else {
                finding.help(format!(
                    "it has only {}",
                    alternatives(offered.iter().map(StandardEvent::key), "and")
                ));
            }
        }
    }

    fn other_events(&self, object: &SubscribeObject<'_>, sink: &mut Sink<'_>) {
        let subscription = self.module.subscription();
        let (Some(list), Some(known), true) = (
            object.other_events.get(),
            self.known,
            subscription.other_events_closed(),
        ) else {
            return;
        };
        let offered = || known.other_events().chain(subscription.other_events());
        for event in &list.value {
            if offered().any(|name| name == event.as_str()) {
                continue;
            }
            let message = format!(
                "{} has no event {} for {}",
                self.provider(),
                code(event.as_str()),
                code(self.name)
            );
            let finding = self.report(self.cx.value(event.at), message, subscription.level(), sink);
            finding.label("not among its events");
            if let Some(near) = nearest(event.as_str(), offered()) {
                finding.help(format!("did you mean {}?", code(near)));
            } else if offered().next().is_none() {
                finding.help("remove it: this object has no events but the standard ones");
            } else {
                let some = offered().take(MOST_NAMED);
                let such = if offered().nth(MOST_NAMED).is_some() {
                    "it has, among others,"
                } else {
                    "it has"
                };
                finding.help(format!("{such} {}", alternatives(some, "and")));
            }
        }
    }

    fn watching(&self, event: &UpdateEvent<'_>, sink: &mut Sink<'_>) {
        let subscription = self.module.subscription();
        let (auto, list) = (&event.watch_fields_auto, &event.required_watch_fields);
        // Both at once, and neither, are wrong for every provider.
        match (subscription.watch_all(), auto, list) {
            (Some((WatchAll::Required, level)), Slot::Missing, Slot::Value(list))
                if !list.value.is_empty() =>
            {
                let message = format!("{} reports updates of all fields only", self.provider());
                self.report(self.cx.key(list.at), message, level, sink)
                    .label("single fields can't be watched")
                    .help("write `watchFieldsAuto: all` instead");
            }
            (Some((WatchAll::Required, level)), Slot::Value(auto), Slot::Missing)
                if auto.as_str() != "all" =>
            {
                let message = format!("{} reports updates of all fields only", self.provider());
                self.report(self.cx.value(auto.at), message, level, sink)
                    .label("not all fields")
                    .help("write `watchFieldsAuto: all`");
            }
            (Some((WatchAll::Refused, level)), Slot::Value(auto), Slot::Missing)
                if auto.as_str() == "all" =>
            {
                let message = format!("{} can't report updates of all fields", self.provider());
                self.report(self.cx.value(auto.at), message, level, sink)
                    .label("all fields")
                    .help("list the fields to watch under `requiredWatchFields` instead");
            }
            _ => {}
        }
        let (Some(list), Some(limit)) = (list.get(), subscription.max_watch_fields()) else {
            return;
        };
        if let Some(over) = list.value.get(usize::from(limit.max)) {
            let plural = if limit.max == 1 { "field" } else { "fields" };
            let message = format!(
                "{} watches {} {plural} of an object at most; this list has {}",
                self.provider(),
                limit.max,
                list.value.len()
            );
            self.report(self.cx.value(over.at), message, limit.level, sink)
                .label("the first one too many")
                .help("keep the fields whose changes matter most");
        }
    }

    /// Whether the fields that are listed can be watched, one by one.
    fn watched_fields(&self, event: &UpdateEvent<'_>, sink: &mut Sink<'_>) {
        let subscription = self.module.subscription();
        let Some(list) = event
            .required_watch_fields
            .get()
            .filter(|list| !list.value.is_empty())
        else {
            return;
        };
        if !subscription.watches_lists() {
            let message = format!(
                "{} does not tell which field changed, so that single ones can't be watched",
                self.provider()
            );
            let finding = self.report(self.cx.key(list.at), message, Level::Warning, sink);
            finding.label("no update comes of this");
            if event.watch_fields_auto.is_missing() {
                finding.help("write `watchFieldsAuto: all` instead");
            }
            return;
        }
        for field in &list.value {
            let name = field.as_str();
            let same = |known: &str| known.eq_ignore_ascii_case(name);
            if subscription.watchable().len() > 0 && !subscription.watchable().any(same) {
                let message = format!("{} never tells that {} changed", self.provider(), code(name));
                let finding = self.report(self.cx.value(field.at), message, Level::Warning, sink);
                match nearest(name, subscription.watchable()) {
                    Some(near) => finding.help(format!("did you mean {}?", code(near))),
                    None => finding.help(format!(
                        "what can be watched is {}",
                        alternatives(subscription.watchable(), "and")
                    )),
                };
            }
            if !subscription.watches_custom_fields() && self.reads(name) && self.is_custom(name) {
                let message = format!(
                    "{} is none of the fields that {} has for everybody, and custom fields can't be watched",
                    code(name),
                    code(self.name)
                );
                self.report(self.cx.value(field.at), message, Level::Warning, sink)
                    .help("watch a standard field, or read the object on a schedule");
            }
        }
    }

    /// Whether it can only be a field of a customer's own: written as such a one, and not among those that the
    /// object is known to have for everybody.
    fn is_custom(&self, name: &str) -> bool {
        let prefix = self.module.reserved_prefix();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(plain)
            && prefix.is_none_or(|prefix| !name.starts_with(prefix))
            && self.known.is_some_and(|known| {
                known.fields_known()
                    && !known.is_partial()
                    && !known.has_field(name)
                    && !self
                        .cx
                        .own_object(self.module, self.name)
                        .is_some_and(|own| own.has_field(name))
                    && known.missed_field(name).is_none()
            })
    }

    /// Whether the read object of this name reads the field, by its own name.
    fn reads(&self, field: &str) -> bool {
        let same = |read: &&ReadObject<'_>| {
            let name = read.object_name.get();
            name.is_some_and(|name| self.module.name_case().same(name.as_str(), self.name))
        };
        self.integration.read_objects().iter().filter(same).any(|read| {
            let named = |slot: &Slot<Text<'_>>| {
                slot.get()
                    .is_some_and(|it| it.as_str().eq_ignore_ascii_case(field))
            };
            let mapped = read.fields().any(|it| named(&it.map_to_name));
            let all = !read.optional_fields_auto.is_missing();
            !mapped && (all || read.fields().any(|it| named(&it.field_name)))
        })
    }

    fn provider(&self) -> String {
        code(
            self.integration
                .provider
                .get()
                .map_or("", |provider| provider.as_str()),
        )
    }

    fn report<'s>(
        &self,
        place: Place,
        message: String,
        level: impl Into<Level>,
        sink: &'s mut Sink<'_>,
    ) -> &'s mut Diagnostic {
        let finding = sink.report(place, message);
        finding.level(level.into());
        if let Some(provider) = self.integration.provider.get() {
            finding.also(self.cx.span(provider.at), "this provider");
        }
        if let Some(module) = self.integration.module.get() {
            finding.also(self.cx.span(module.at), "this module");
        }
        finding
    }
}

/// How many events a help names.
const MOST_NAMED: usize = 4;
