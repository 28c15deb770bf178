//! From what is asked for to an integration that is clean.

use super::ask::{Ask, AskedEvents, AskedFields};
use super::refusal::Impossible;
use super::tree::{Draft, whole};
use crate::catalog::{Capability, Module, Object, Provider, StandardEvent, Support, WatchAll};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Level};

/// The integration that is asked for.
///
/// # Errors
/// Why there is none that would be clean.
pub(super) fn integration(ask: &Ask) -> Result<Draft, Impossible> {
    let modules = match ask.module {
        Some(module) => vec![module],
        None => modules(ask.provider),
    };
    let mut first = None;
    for actions in ways(ask)? {
        for &module in &modules {
            let plan = Plan {
                ask,
                module,
                actions: &actions,
            };
            match plan.integration() {
                Ok(integration) if ask.bare => return Ok(integration.bare()),
                Ok(integration) => return Ok(integration),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
    }
    if ask.actions.is_empty() && !offers_any(ask.provider) {
        return Err(Impossible {
            message: format!(
                "{} offers none of `read`, `write`, `subscribe` and `proxy`, so an integration can do nothing with it",
                crate::rule::code(ask.provider.key())
            ),
            help: None,
            rule: first.and_then(|refusal| refusal.rule),
        });
    }
    let none = || {
        Impossible::new(
            "nothing is to be done",
            "add `--read`, `--write`, `--subscribe` or `--proxy`",
        )
    };
    Err(first.unwrap_or_else(none))
}

/// Whether the provider or a module of it is sure to offer anything.
fn offers_any(provider: Provider) -> bool {
    let parts = provider.modules().chain([provider.root()]);
    parts
        .flat_map(|module| Capability::ALL.map(|action| module.support(action)))
        .any(Support::is_yes)
}

/// Its modules, first the one that applies where none is named.
fn modules(provider: Provider) -> Vec<Module> {
    let default = provider.default_module();
    let others = provider.modules().filter(|module| *module != default);
    std::iter::once(default).chain(others).collect()
}

/// The actions to try, one way after the other.
fn ways(ask: &Ask) -> Result<Vec<Vec<Capability>>, Impossible> {
    let reads = [
        (ask.schedule.is_some(), "a schedule says when objects are read"),
        (ask.backfill.is_some(), "a backfill reads objects"),
        (ask.fields.is_some(), "fields belong to objects that are read"),
        (!ask.maps.is_empty(), "mappings belong to objects that are read"),
        (
            ask.destination.is_some(),
            "a destination takes what is read or subscribed to",
        ),
    ];
    let reading = reads.iter().find(|(given, _)| *given);
    let has = |action| ask.actions.contains(&action);
    if ask.actions.is_empty() {
        return Ok(
            match (ask.events.is_some(), ask.objects.is_empty() && reading.is_none()) {
                (true, _) => vec![vec![Capability::Subscribe]],
                (false, true) => [
                    Capability::Read,
                    Capability::Proxy,
                    Capability::Write,
                    Capability::Subscribe,
                ]
                .map(|action| vec![action])
                .to_vec(),
                (false, false) => vec![vec![Capability::Read]],
            },
        );
    }
    if let Some((_, why)) = reading.filter(|_| !has(Capability::Read) && !has(Capability::Subscribe)) {
        return Err(Impossible::new(
            format!("{why}, and none is here"),
            "add `--read` or `--subscribe`",
        ));
    }
    if ask.events.is_some() && !has(Capability::Subscribe) {
        return Err(Impossible::new(
            "events are what a subscription tells of, and there is none here",
            "add `--subscribe`",
        ));
    }
    if !ask.objects.is_empty() && ask.actions == [Capability::Proxy] {
        return Err(Impossible::new(
            "a proxy passes every request through and has no objects",
            "leave them out, or add `--read` or `--write`",
        ));
    }
    Ok(vec![ask.actions.clone()])
}

/// One way to do what is asked for.
pub(super) struct Plan<'a> {
    pub(super) ask: &'a Ask,
    pub(super) module: Module,
    pub(super) actions: &'a [Capability],
}

/// What is written of an object.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) read: Option<Draft>,
    pub(super) write: Option<Draft>,
    pub(super) subscribe: Option<Draft>,
}

/// How what is left open of an object is filled in.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) fields: AskedFields,
    pub(super) events: AskedEvents,
    pub(super) watch_all: bool,
}

impl Plan<'_> {
    pub(super) fn has(&self, action: Capability) -> bool {
        self.actions.contains(&action)
    }

    fn integration(&self) -> Result<Draft, Impossible> {
        let parts = if self.actions == [Capability::Proxy] {
            Vec::new()
        } else if self.ask.objects.is_empty() {
            self.usual()?
        } else {
            let mut parts = Vec::new();
            for (i, name) in self.ask.objects.iter().enumerate() {
                parts.push(self.part(name, i == 0)?);
            }
            parts
        };
        let integration = self.assembled(&parts);
        match self.judge(&integration).first() {
            None => Ok(integration),
            Some(finding) => Err(Impossible::of(finding)),
        }
    }

    /// What a check says of it, warnings and errors.
    fn judge(&self, integration: &Draft) -> Vec<Diagnostic> {
        let mut options = self.ask.options.clone();
        options.min_level = Some(Level::Warning);
        let text = whole(integration, "\n");
        match check("amp.yaml", text.into_bytes(), &options) {
            Ok(checked) => checked.findings,
            Err(_) => Vec::new(),
        }
    }

    /// Why no object can be proposed: what a check says of the action itself, else that one must be named.
    pub(super) fn no_objects(&self) -> Impossible {
        let way = Way {
            fields: AskedFields::All,
            events: AskedEvents {
                standard: vec![StandardEvent::Create],
                raw: Vec::new(),
            },
            watch_all: true,
        };
        let part = self.written("contacts", &way, false);
        let findings = self.judge(&self.assembled(&[part]));
        let of_object = ["object-exists", "object-action"];
        match findings.iter().find(|finding| !of_object.contains(&finding.rule)) {
            Some(finding) => Impossible::of(finding),
            None => Impossible::new(
                format!(
                    "no objects of {} are known that could be proposed",
                    crate::assist::lookup::title(self.module)
                ),
                "name some",
            ),
        }
    }

    /// What is written of an object: the first way that is clean by itself.
    pub(super) fn part(&self, name: &str, told: bool) -> Result<Part, Impossible> {
        let mut best: Option<Vec<Diagnostic>> = None;
        for way in self.ways(name) {
            let part = self.written(name, &way, told);
            let findings = self.judge(&self.assembled(std::slice::from_ref(&part)));
            if findings.is_empty() {
                return Ok(part);
            }
            if best.as_ref().is_none_or(|best| findings.len() < best.len()) {
                best = Some(findings);
            }
        }
        let finding = best.into_iter().flatten().next();
        let refusal = finding.as_ref().map_or_else(|| self.no_objects(), Impossible::of);
        let choosing = ["optional-fields-unsupported", "field-limit"];
        Err(match refusal.rule {
            Some(rule) if choosing.contains(&rule) && self.ask.fields.is_none() => Impossible {
                help: Some("name the fields to read with `--fields`".to_owned()),
                ..refusal
            },
            // A check would say to take it out of `read`, which nobody asked for.
            Some("object-action" | "provider-capability-read")
                if self.has(Capability::Subscribe) && !self.has(Capability::Read) && !self.can_read(name) =>
            {
                Impossible {
                    help: Some("what is subscribed to is read, too".to_owned()),
                    ..refusal
                }
            }
            _ => refusal,
        })
    }

    /// Whether nothing says that the object can't be read.
    fn can_read(&self, name: &str) -> bool {
        let object = self.module.object(name);
        !self.module.support(Capability::Read).is_no()
            && object.is_none_or(|it| !it.support(Capability::Read).is_no())
    }

    /// The ways to fill in what is left open of an object, the best first.
    fn ways(&self, name: &str) -> Vec<Way> {
        let object = self.module.object(name);
        let reads = self.has(Capability::Read) || self.has(Capability::Subscribe);
        let known = self.known_fields(name);
        let fields = match &self.ask.fields {
            Some(fields) => vec![fields.clone()],
            None if reads && !known.is_empty() => vec![AskedFields::All, AskedFields::Named(known.clone())],
            None => vec![AskedFields::All],
        };
        let events = match &self.ask.events {
            Some(events) => vec![events.clone()],
            None if self.has(Capability::Subscribe) => self.events(object),
            None => vec![AskedEvents::default()],
        };
        // What the catalogue says comes first, but it need not say all.
        let watch_all = match self.module.subscription().watch_all() {
            Some((WatchAll::Refused, _)) => [false, true],
            Some((WatchAll::Required, _)) | None => [true, false],
        };
        let updates = |events: &AskedEvents| events.standard.contains(&StandardEvent::Update);
        let mut ways = Vec::new();
        for events in &events {
            for &watch_all in watch_all.iter().take(if updates(events) { 2 } else { 1 }) {
                for fields in &fields {
                    ways.push(Way {
                        fields: fields.clone(),
                        events: events.clone(),
                        watch_all,
                    });
                }
            }
        }
        ways
    }

    /// The events that an object may have, the most first.
    fn events(&self, object: Option<Object>) -> Vec<AskedEvents> {
        let usual = [
            StandardEvent::Create,
            StandardEvent::Update,
            StandardEvent::Delete,
        ];
        let standard = |events: Vec<StandardEvent>| AskedEvents {
            standard: events,
            raw: Vec::new(),
        };
        let module = self.module.subscription();
        let known = object.map_or_else(|| module.default_events(), Object::events);
        let mut all = Vec::new();
        match known {
            Some(known) => all.push(usual.into_iter().filter(|&event| known.contains(event)).collect()),
            None => all.push(usual.to_vec()),
        }
        all.extend([usual[..2].to_vec(), usual[..1].to_vec(), usual[1..2].to_vec()]);
        let mut ways: Vec<AskedEvents> = all
            .into_iter()
            .filter(|events: &Vec<StandardEvent>| !events.is_empty())
            .map(standard)
            .collect();
        let raw = object
            .into_iter()
            .flat_map(Object::other_events)
            .chain(module.other_events());
        let raw: Vec<String> = raw.take(3).map(str::to_owned).collect();
        if !raw.is_empty() {
            ways.push(AskedEvents {
                standard: Vec::new(),
                raw,
            });
        }
        ways
    }
}
