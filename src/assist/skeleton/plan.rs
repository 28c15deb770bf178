//! From what is asked for to an integration that is clean.

use super::ask::{Ask, Backfill, Events, Fields};
use super::tree::{Node, whole};
use crate::catalog::{Action, Event, Module, Object, OwnObject, Provider, Support, WatchAll};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Level};

/// Why there is no integration as asked for: what a check says of it, or what does not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to ask for instead.
    pub help: Option<String>,
    /// The rule whose finding it is.
    pub rule: Option<&'static str>,
}

impl Refusal {
    pub(super) fn new(message: impl Into<String>, help: &str) -> Self {
        Self {
            message: message.into(),
            help: Some(help.to_owned()),
            rule: None,
        }
    }

    pub(super) fn of(finding: &Diagnostic) -> Self {
        Self {
            message: finding.message.clone(),
            help: finding.help.clone(),
            rule: Some(finding.rule),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

/// Objects that people ask for first, whatever the provider calls them exactly; the usual ones first.
const USUAL: [&str; 36] = [
    "contacts",
    "companies",
    "accounts",
    "deals",
    "opportunities",
    "leads",
    "people",
    "persons",
    "customers",
    "tickets",
    "conversations",
    "calls",
    "meetings",
    "messages",
    "issues",
    "tasks",
    "projects",
    "candidates",
    "jobs",
    "applications",
    "employees",
    "users",
    "invoices",
    "orders",
    "payments",
    "subscriptions",
    "products",
    "subscribers",
    "lists",
    "campaigns",
    "forms",
    "responses",
    "events",
    "transcripts",
    "documents",
    "members",
];
/// How many objects are taken where none is named.
const MOST_USUAL: usize = 3;
/// How many objects are tried for that.
const MOST_TRIED: usize = 60;
/// How many fields are listed where none is named.
const MOST_FIELDS: usize = 7;
/// Fields that are worth listing first.
const FIRST_FIELDS: [&str; 14] = [
    "id",
    "name",
    "email",
    "firstname",
    "lastname",
    "title",
    "subject",
    "status",
    "amount",
    "phone",
    "createdat",
    "updatedat",
    "createdtime",
    "modifiedtime",
];

/// The integration that is asked for.
///
/// # Errors
/// Why there is none that would be clean.
pub(super) fn integration(ask: &Ask) -> Result<Node, Refusal> {
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
        return Err(Refusal {
            message: format!(
                "{} offers none of `read`, `write`, `subscribe` and `proxy`, so an integration can do nothing with it",
                crate::rule::code(ask.provider.key())
            ),
            help: None,
            rule: first.and_then(|refusal| refusal.rule),
        });
    }
    let none = || {
        Refusal::new(
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
        .flat_map(|module| Action::ALL.map(|action| module.support(action)))
        .any(Support::is_yes)
}

/// Its modules, the one that applies without a word first.
fn modules(provider: Provider) -> Vec<Module> {
    let default = provider.default_module();
    let others = provider.modules().filter(|module| *module != default);
    std::iter::once(default).chain(others).collect()
}

/// The actions to try, one way after the other.
fn ways(ask: &Ask) -> Result<Vec<Vec<Action>>, Refusal> {
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
                (true, _) => vec![vec![Action::Subscribe]],
                (false, true) => [Action::Read, Action::Proxy, Action::Write, Action::Subscribe]
                    .map(|action| vec![action])
                    .to_vec(),
                (false, false) => vec![vec![Action::Read]],
            },
        );
    }
    if let Some((_, why)) = reading.filter(|_| !has(Action::Read) && !has(Action::Subscribe)) {
        return Err(Refusal::new(
            format!("{why}, and none is here"),
            "add `--read` or `--subscribe`",
        ));
    }
    if ask.events.is_some() && !has(Action::Subscribe) {
        return Err(Refusal::new(
            "events are what a subscription tells of, and there is none here",
            "add `--subscribe`",
        ));
    }
    if !ask.objects.is_empty() && ask.actions == [Action::Proxy] {
        return Err(Refusal::new(
            "a proxy passes every request through and has no objects",
            "leave them out, or add `--read` or `--write`",
        ));
    }
    Ok(vec![ask.actions.clone()])
}

/// One way to do what is asked for.
struct Plan<'a> {
    ask: &'a Ask,
    module: Module,
    actions: &'a [Action],
}

/// What is written of an object.
#[derive(Clone, Debug)]
struct Part {
    read: Option<Node>,
    write: Option<Node>,
    subscribe: Option<Node>,
}

/// How what is left open of an object is filled in.
#[derive(Clone, Debug)]
struct Way {
    fields: Fields,
    events: Events,
    watch_all: bool,
}

impl<'a> Plan<'a> {
    fn has(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }

    fn integration(&self) -> Result<Node, Refusal> {
        let parts = if self.actions == [Action::Proxy] {
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
            Some(finding) => Err(Refusal::of(finding)),
        }
    }

    /// What a check says of it, warnings and errors.
    fn judge(&self, integration: &Node) -> Vec<Diagnostic> {
        let mut options = self.ask.options.clone();
        options.min_level = Some(Level::Warning);
        let text = whole(integration, "\n");
        match check("amp.yaml", text.into_bytes(), &options) {
            Ok(checked) => checked.findings,
            Err(_) => Vec::new(),
        }
    }

    /// Objects that people usually want, as far as they can be used.
    fn usual(&self) -> Result<Vec<Part>, Refusal> {
        let module = self.module;
        let usable = |object: &Object| {
            object.alias_of().is_none()
                && self
                    .actions
                    .iter()
                    .all(|&action| action == Action::Proxy || object.support(action).is_yes())
        };
        let named = |wanted: &&'static str| {
            let same = |object: &Object| {
                let (a, b) = (object.name().to_ascii_lowercase(), *wanted);
                a == b || b.strip_suffix('s') == Some(&a)
            };
            module.objects().filter(usable).find(same)
        };
        let mut candidates: Vec<&str> = USUAL.iter().filter_map(named).map(Object::name).collect();
        if candidates.is_empty() {
            // Who lists objects of their own uses them.
            candidates.extend(self.own_objects().map(|own| own.name.as_str()));
        }
        let most = if candidates.is_empty() { 1 } else { MOST_USUAL };
        let usual = candidates.len();
        for object in module.objects().filter(usable).take(MOST_TRIED) {
            if !candidates.contains(&object.name()) {
                candidates.push(object.name());
            }
        }
        let limit = module
            .subscription()
            .max_objects()
            .map_or(MOST_USUAL, |limit| limit.max.into());
        let most = if self.has(Action::Subscribe) {
            most.min(limit)
        } else {
            most
        };
        let mut parts = Vec::new();
        let mut first = None;
        for (i, name) in candidates.into_iter().enumerate() {
            if parts.len() == most || (i >= usual && !parts.is_empty()) {
                break;
            }
            match self.part(name, parts.is_empty()) {
                Ok(part) => parts.push(part),
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
        if parts.is_empty() {
            return Err(first.unwrap_or_else(|| self.no_objects()));
        }
        Ok(parts)
    }

    /// Why no object can be proposed: what a check says of the action itself, else that one must be named.
    fn no_objects(&self) -> Refusal {
        let way = Way {
            fields: Fields::All,
            events: Events {
                standard: vec![Event::Create],
                raw: Vec::new(),
            },
            watch_all: true,
        };
        let part = self.written("contacts", &way, false);
        let findings = self.judge(&self.assembled(&[part]));
        let of_object = ["object-exists", "object-action"];
        match findings.iter().find(|finding| !of_object.contains(&finding.rule)) {
            Some(finding) => Refusal::of(finding),
            None => Refusal::new(
                format!(
                    "no objects of {} are known that could be proposed",
                    crate::assist::lookup::title(self.module)
                ),
                "name some",
            ),
        }
    }

    /// What is written of an object: the first way that is clean by itself.
    fn part(&self, name: &str, told: bool) -> Result<Part, Refusal> {
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
        let refusal = finding.as_ref().map_or_else(|| self.no_objects(), Refusal::of);
        let choosing = ["optional-fields-unsupported", "field-limit"];
        Err(match refusal.rule {
            Some(rule) if choosing.contains(&rule) && self.ask.fields.is_none() => Refusal {
                help: Some("name the fields to read with `--fields`".to_owned()),
                ..refusal
            },
            // A check would say to take it out of `read`, which nobody asked for.
            Some("object-action" | "provider-capability-read")
                if self.has(Action::Subscribe) && !self.has(Action::Read) && !self.can_read(name) =>
            {
                Refusal {
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
        !self.module.support(Action::Read).is_no()
            && object.is_none_or(|it| !it.support(Action::Read).is_no())
    }

    /// The ways to fill in what is left open of an object, the best first.
    fn ways(&self, name: &str) -> Vec<Way> {
        let object = self.module.object(name);
        let reads = self.has(Action::Read) || self.has(Action::Subscribe);
        let known = self.known_fields(name);
        let fields = match &self.ask.fields {
            Some(fields) => vec![fields.clone()],
            None if reads && !known.is_empty() => vec![Fields::All, Fields::Named(known.clone())],
            None => vec![Fields::All],
        };
        let events = match &self.ask.events {
            Some(events) => vec![events.clone()],
            None if self.has(Action::Subscribe) => self.events(object),
            None => vec![Events::default()],
        };
        // What the catalogue says comes first, but it need not say all.
        let watch_all = match self.module.subscription().watch_all() {
            Some((WatchAll::Refused, _)) => [false, true],
            Some((WatchAll::Required, _)) | None => [true, false],
        };
        let updates = |events: &Events| events.standard.contains(&Event::Update);
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
    fn events(&self, object: Option<Object>) -> Vec<Events> {
        let usual = [Event::Create, Event::Update, Event::Delete];
        let standard = |events: Vec<Event>| Events {
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
        let mut ways: Vec<Events> = all
            .into_iter()
            .filter(|events: &Vec<Event>| !events.is_empty())
            .map(standard)
            .collect();
        let raw = object
            .into_iter()
            .flat_map(Object::other_events)
            .chain(module.other_events());
        let raw: Vec<String> = raw.take(3).map(str::to_owned).collect();
        if !raw.is_empty() {
            ways.push(Events {
                standard: Vec::new(),
                raw,
            });
        }
        ways
    }

    /// What is written of an object; `told`: with comments.
    fn written(&self, name: &str, way: &Way, told: bool) -> Part {
        let subscribes = self.has(Action::Subscribe);
        let reads = self.has(Action::Read);
        let write = Node::pair("objectName", Node::text(name));
        let inherits = reads && !self.ask.maps.is_empty();
        Part {
            read: (reads || subscribes).then(|| self.read_object(name, way, told)),
            write: self.has(Action::Write).then(|| {
                let inherit = inherits.then(|| Node::Bare("true".to_owned()));
                write.with_some("inheritMapping", inherit)
            }),
            subscribe: subscribes.then(|| self.subscribe_object(name, way, told)),
        }
    }

    fn read_object(&self, name: &str, way: &Way, told: bool) -> Node {
        let comment = |text| told.then_some(text);
        let mut node = Node::pair("objectName", Node::text(name)).told(
            "destination",
            self.destination(),
            comment("The name of a destination that is set up in the project."),
        );
        if let Some(schedule) = self.schedule(name) {
            node = node.told(
                "schedule",
                Node::Quoted(schedule),
                comment("Cron, in UTC. Without it the object is read only on request."),
            );
        }
        let mut required: Vec<Node> = match &way.fields {
            Fields::Named(names) => names
                .iter()
                .filter(|name| {
                    !self
                        .ask
                        .maps
                        .iter()
                        .any(|(field, _)| field.eq_ignore_ascii_case(name))
                })
                .map(|name| Node::pair("fieldName", Node::text(name)))
                .collect(),
            Fields::All => Vec::new(),
        };
        required.extend(
            self.ask.maps.iter().map(|(field, to)| {
                Node::pair("fieldName", Node::text(field)).with("mapToName", Node::text(to))
            }),
        );
        if !required.is_empty() {
            node = node.told(
                "requiredFields",
                Node::List(required),
                comment("Read for every customer; `optionalFields` are those a customer may add."),
            );
        }
        if way.fields == Fields::All {
            node = node.told(
                "optionalFieldsAuto",
                Node::text("all"),
                comment("The customer chooses among all fields; `requiredFields` lists those that are always read."),
            );
        }
        let period = match self.ask.backfill {
            None | Some(Backfill::None) => None,
            Some(Backfill::Days(days)) => Some(Node::pair("days", Node::Bare(days.to_string()))),
            Some(Backfill::All) => Some(Node::pair("fullHistory", Node::Bare("true".to_owned()))),
        };
        match period {
            Some(period) => node.told(
                "backfill",
                Node::pair("defaultPeriod", period),
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
        (!self.has(Action::Subscribe)).then(|| usual.to_owned())
    }

    fn subscribe_object(&self, name: &str, way: &Way, told: bool) -> Node {
        let enabled = || Node::pair("enabled", Node::text("always"));
        let mut node = Node::pair("objectName", Node::text(name)).with("destination", self.destination());
        if !way.events.standard.is_empty() {
            node = node.with("inheritFieldsAndMapping", Node::Bare("true".to_owned()));
        }
        for event in Event::ALL
            .into_iter()
            .filter(|event| way.events.standard.contains(event))
        {
            let value = match event {
                Event::Create | Event::Delete => enabled(),
                Event::Update if way.watch_all => enabled().told(
                    "watchFieldsAuto",
                    Node::text("all"),
                    told.then_some("A change of any field; `requiredWatchFields` lists some instead."),
                ),
                Event::Update => {
                    let fields = self
                        .watched(name, way)
                        .iter()
                        .map(|name| Node::text(name))
                        .collect();
                    enabled().with("requiredWatchFields", Node::List(fields))
                }
                Event::AssociationChange => {
                    enabled().with("includeFullRecords", Node::Bare("false".to_owned()))
                }
            };
            node = node.with(event.key(), value);
        }
        if !way.events.raw.is_empty() {
            let raw = way.events.raw.iter().map(|name| Node::text(name)).collect();
            node = node.with("otherEvents", Node::List(raw));
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
            Fields::Named(names) => names.clone(),
            Fields::All => self.known_fields(name),
        };
        fields.into_iter().take(most).collect()
    }

    fn destination(&self) -> Node {
        let known = self.ask.options.destinations.as_deref().unwrap_or_default();
        let usual = format!("{}Webhook", self.ask.provider.key());
        let name = match (&self.ask.destination, known.first()) {
            (Some(name), _) => name,
            (None, Some(first)) if !known.contains(&usual) => first,
            (None, _) => &usual,
        };
        Node::text(name)
    }

    /// The integration of these objects.
    fn assembled(&self, parts: &[Part]) -> Node {
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
        let objects = |part: fn(&Part) -> &Option<Node>| {
            let list: Vec<Node> = parts.iter().filter_map(|it| part(it).clone()).collect();
            (!list.is_empty()).then(|| Node::pair("objects", Node::List(list)))
        };
        Node::pair("name", Node::text(&name))
            .with_some("displayName", ask.display_name.as_deref().map(Node::text))
            .with("provider", Node::text(provider.key()))
            .with_some("module", named.then(|| Node::text(self.module.id())))
            .with_some("read", objects(|part| &part.read))
            .with_some("write", objects(|part| &part.write))
            .with_some("subscribe", objects(|part| &part.subscribe))
            .with_some("proxy", self.has(Action::Proxy).then(|| self.proxy()))
    }

    /// The module's own address where the provider as such has none.
    fn proxy(&self) -> Node {
        let provider = self.ask.provider.support(Action::Proxy);
        let module =
            !self.module.is_root() && !provider.is_yes() && self.module.support(Action::Proxy).is_yes();
        let bare = || Node::Bare("true".to_owned());
        Node::pair("enabled", bare()).with_some("useModule", module.then(bare))
    }

    /// The objects of the module that the configuration lists.
    fn own_objects(&self) -> impl Iterator<Item = &'a OwnObject> + use<'a> {
        let own = self.ask.options.own.as_deref().into_iter();
        let module = self.module;
        own.flat_map(move |own| own.of(module))
    }

    /// Fields of an object that are worth a place in a list, as many as one read takes.
    fn known_fields(&self, object: &str) -> Vec<String> {
        let case = self.module.name_case();
        let own = self.own_objects().find(|own| case.same(&own.name, object));
        let object = self.module.object(object);
        let mut known: Vec<&str> = object
            .into_iter()
            .flat_map(|it| it.fields().map(|field| field.name()))
            .collect();
        if known.is_empty() {
            known = object.into_iter().flat_map(Object::seen_fields).collect();
        }
        // What the configuration lists comes first.
        let mut names: Vec<&str> = Vec::new();
        for field in own.into_iter().flat_map(|own| &own.fields) {
            if !known.iter().any(|name| name.eq_ignore_ascii_case(field)) {
                names.push(field);
            }
        }
        for name in known {
            names.push(name);
        }
        let most = self
            .module
            .field_limit()
            .map_or(MOST_FIELDS, |limit| limit.max.into())
            .min(MOST_FIELDS);
        let rank = |name: &&str| {
            let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let plain = plain.to_ascii_lowercase();
            FIRST_FIELDS
                .iter()
                .position(|first| *first == plain)
                .unwrap_or(FIRST_FIELDS.len())
        };
        names.sort_by_key(rank);
        names.into_iter().take(most).map(str::to_owned).collect()
    }
}
