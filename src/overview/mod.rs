//! What manifests do, for whoever reviews or runs them: integrations, objects, schedules, destinations, and what of it
//! the platform drops.

mod week;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::manifest::{self, Integration, Reach, Slot, SubscribeObject, Text};
use crate::schedule;
use crate::source::Source;
use crate::yaml;
pub use week::Week;

/// The rules whose findings say that the platform drops something without a word.
const DROPPED: [&str; 6] = [
    "duplicate-key",
    "legacy-key",
    "misplaced-key",
    "misspelled-key",
    "null-section",
    "unknown-key",
];

/// All of it.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The version of this form.
    pub version: u8,
    /// What all of it comes to.
    pub totals: Totals,
    /// The manifests, in the order given.
    pub files: Vec<FileView>,
    /// Where records and events go, by name.
    pub destinations: Vec<Destination>,
}

/// Sums.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Manifests.
    pub files: usize,
    /// Integrations.
    pub integrations: usize,
    /// Providers, each once.
    pub providers: usize,
    /// Objects that are read, written and subscribed to.
    pub objects: Objects,
    /// Scheduled reads for one customer of each integration, on an average day.
    pub reads_a_day: f64,
    /// Findings by level.
    pub findings: Findings,
}

/// Objects by what is done with them.
#[derive(Debug, Default, Serialize)]
pub struct Objects {
    /// Read.
    pub read: usize,
    /// Written.
    pub write: usize,
    /// Subscribed to.
    pub subscribe: usize,
}

/// Findings by level.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Findings {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

/// A manifest.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    /// Its name.
    pub file: String,
    /// Its integrations.
    pub integrations: Vec<IntegrationView>,
    /// What of it the platform drops.
    pub dropped: Vec<Dropped>,
    /// Findings by level.
    pub findings: Findings,
}

/// Something that stands in the file and does nothing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dropped {
    /// The line, from 1.
    pub line: u32,
    /// The rule that finds it.
    pub rule: &'static str,
    /// What is said of it.
    pub message: String,
}

/// An integration.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationView {
    /// Its name; `None` where it can't be read.
    pub name: Option<String>,
    /// Its name for people.
    pub display_name: Option<String>,
    /// Where it begins, from 1.
    pub line: u32,
    /// The provider's key.
    pub provider: Option<String>,
    /// The provider's name for people, where it is known.
    pub provider_name: Option<&'static str>,
    /// The module that applies, unless it is the root.
    pub module: Option<String>,
    /// Whether the module is the default, and not written.
    pub module_implied: bool,
    /// What is read.
    pub read: Vec<ReadView>,
    /// What is written.
    pub write: Vec<WriteView>,
    /// What is subscribed to.
    pub subscribe: Vec<SubscribeView>,
    /// Whether requests are passed through.
    pub proxy: bool,
    /// Where changes of the objects' fields are reported.
    pub watch_schema: Option<WatchView>,
    /// Scheduled reads for one customer on an average day.
    pub reads_a_day: f64,
    /// When those are.
    #[serde(skip)]
    pub week: Week,
}

/// A schedule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScheduleView {
    /// As written.
    pub expression: String,
    /// In words; `None` for one that is no schedule.
    pub words: Option<String>,
    /// Runs on an average day.
    pub runs_a_day: f64,
    /// The smallest gap between two runs, in minutes.
    pub smallest_gap: Option<u32>,
}

/// A read object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadView {
    /// Its name.
    pub object: Option<String>,
    /// The name it is delivered under, where that is another.
    pub delivered_as: Option<String>,
    /// Where it stands, from 1.
    pub line: u32,
    /// Where records go.
    pub destination: Option<String>,
    /// When it is read; `None`: on request.
    pub schedule: Option<ScheduleView>,
    /// How far back the first read goes: `none`, `all` or a number of days, in words.
    pub backfill: String,
    /// How many fields.
    pub fields: FieldCounts,
    /// How records are delivered, where that is said.
    pub delivery: Option<String>,
    /// Whether every installation reads it.
    pub always: bool,
}

/// How many fields an object has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldCounts {
    /// Always read.
    pub fixed: usize,
    /// Read if the customer likes.
    pub optional: usize,
    /// For the customer to map.
    pub mapped: usize,
    /// Whether the customer may choose any other field.
    pub any: bool,
}

/// A write object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WriteView {
    /// Its name.
    pub object: Option<String>,
    /// Where it stands, from 1.
    pub line: u32,
    /// Whether it takes the mappings of the read object.
    pub inherits_mapping: bool,
}

/// A subscribe object.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscribeView {
    /// Its name.
    pub object: Option<String>,
    /// Where it stands, from 1.
    pub line: u32,
    /// Where events go.
    pub destination: Option<String>,
    /// Its events, in words.
    pub events: Vec<String>,
}

/// A watched schema.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchView {
    /// Where changes are reported.
    pub destination: Option<String>,
    /// When they are looked for; `None`: once a day.
    pub schedule: Option<ScheduleView>,
}

/// A destination and what it receives.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// Its name.
    pub name: String,
    /// What it receives: `integration: object`, in the order of the files.
    pub receives: Vec<Received>,
}

/// Something that a destination receives.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// The integration's name.
    pub integration: Option<String>,
    /// The object; `None` for changes of the schema.
    pub object: Option<String>,
    /// `records`, `events` or `schema`.
    pub what: &'static str,
}

impl Overview {
    /// Of manifests that were checked.
    #[must_use]
    pub fn of(all: &[Checked]) -> Self {
        let files: Vec<FileView> = all.iter().map(file_view).collect();
        let integrations = || files.iter().flat_map(|file| &file.integrations);
        let mut providers: Vec<&str> = integrations().filter_map(|it| it.provider.as_deref()).collect();
        providers.sort_unstable();
        providers.dedup();
        let mut findings = Findings::default();
        for file in &files {
            findings.errors += file.findings.errors;
            findings.warnings += file.findings.warnings;
            findings.infos += file.findings.infos;
        }
        let totals = Totals {
            files: files.len(),
            integrations: integrations().count(),
            providers: providers.len(),
            objects: Objects {
                read: integrations().map(|it| it.read.len()).sum(),
                write: integrations().map(|it| it.write.len()).sum(),
                subscribe: integrations().map(|it| it.subscribe.len()).sum(),
            },
            reads_a_day: rounded(integrations().map(|it| it.reads_a_day).sum()),
            findings,
        };
        let destinations = destinations(integrations());
        Self {
            version: 1,
            totals,
            files,
            destinations,
        }
    }

    /// Whether a file that was checked is a manifest, and no document of the API.
    #[must_use]
    pub fn is_manifest(checked: &Checked) -> bool {
        crate::api::kind::payloads(&yaml::parse(&checked.source), None).is_none()
    }

    /// When all integrations read, for one customer of each.
    #[must_use]
    pub fn week(&self) -> Week {
        let mut week = Week::default();
        for integration in self.files.iter().flat_map(|file| &file.integrations) {
            week.add(&integration.week);
        }
        week
    }
}

fn destinations<'v>(integrations: impl Iterator<Item = &'v IntegrationView>) -> Vec<Destination> {
    let mut all: BTreeMap<&str, Vec<Received>> = BTreeMap::new();
    for integration in integrations {
        let mut add = |name: &'v Option<String>, object: &Option<String>, what| {
            if let Some(name) = name {
                all.entry(name).or_default().push(Received {
                    integration: integration.name.clone(),
                    object: object.clone(),
                    what,
                });
            }
        };
        for object in &integration.read {
            add(&object.destination, &object.object, "records");
        }
        for object in &integration.subscribe {
            add(&object.destination, &object.object, "events");
        }
        if let Some(watch) = &integration.watch_schema {
            add(&watch.destination, &None, "schema");
        }
    }
    let named = |(name, receives): (&str, Vec<Received>)| Destination {
        name: name.to_owned(),
        receives,
    };
    all.into_iter().map(named).collect()
}

fn file_view(checked: &Checked) -> FileView {
    let source = &checked.source;
    let document = yaml::parse(source);
    let manifest = manifest::read(&document);
    let standing = || checked.findings.iter().filter(|finding| !finding.suppressed);
    let count = |level| standing().filter(|finding| finding.level == level).count();
    let dropped = |finding: &Diagnostic| Dropped {
        line: source.line_of(finding.span.start),
        rule: finding.rule,
        message: finding.message.clone(),
    };
    let mut weeks = Weeks::default();
    let views = manifest.integrations().iter();
    FileView {
        file: source.name().to_owned(),
        integrations: views
            .map(|integration| integration_view(integration, source, &document, &mut weeks))
            .collect(),
        dropped: checked
            .findings
            .iter()
            .filter(|finding| DROPPED.contains(&finding.rule))
            .map(dropped)
            .collect(),
        findings: Findings {
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            infos: count(Level::Info),
        },
    }
}

/// Schedules of one file, which repeat.
#[derive(Default)]
struct Weeks(BTreeMap<String, (ScheduleView, Week)>);

impl Weeks {
    fn of(&mut self, text: &str) -> &(ScheduleView, Week) {
        self.0.entry(text.to_owned()).or_insert_with(|| {
            let cron = schedule::parse(text).ok();
            let week = cron.as_ref().map(Week::of).unwrap_or_default();
            let view = ScheduleView {
                expression: text.to_owned(),
                words: cron.as_ref().map(schedule::Cron::describe),
                runs_a_day: rounded(week.a_day()),
                smallest_gap: cron
                    .as_ref()
                    .and_then(schedule::Cron::smallest_gap)
                    .map(|gap| gap.minutes),
            };
            (view, week)
        })
    }
}

/// To three digits behind the point, so that sums show no traces of how they came about.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn owned(slot: &Slot<Text<'_>>) -> Option<String> {
    slot.get().map(|text| text.as_str().to_owned())
}

fn integration_view(
    integration: &Integration<'_>,
    source: &Source,
    document: &yaml::Document<'_>,
    weeks: &mut Weeks,
) -> IntegrationView {
    let line = |at: manifest::At| source.line_of(document.span(at.place(document)).start);
    let provider = integration
        .provider
        .get()
        .and_then(|key| catalog::provider(key.as_str()));
    let written = owned(&integration.module);
    let implied = provider
        .filter(|_| integration.module.is_missing())
        .map(|provider| provider.default_module())
        .filter(|module| !module.is_root())
        .map(|module| module.id().to_owned());
    let mut week = Week::default();
    let mut read = Vec::new();
    for object in integration.read_objects() {
        let schedule = object.schedule.get().map(|text| {
            let (view, of_schedule) = weeks.of(text.as_str());
            week.add(of_schedule);
            view.clone()
        });
        read.push(read_view(object, schedule, line(object.at)));
    }
    let write = integration.write_objects().iter().map(|object| WriteView {
        object: owned(&object.object_name),
        line: line(object.at),
        inherits_mapping: object.inherit_mapping.get().is_some_and(|it| it.value),
    });
    let subscribe = integration
        .subscribe_objects()
        .iter()
        .map(|object| SubscribeView {
            object: owned(&object.object_name),
            line: line(object.at),
            destination: owned(&object.destination),
            events: events(object),
        });
    let watch = integration.watch_schema.get().map(|watch| WatchView {
        destination: owned(&watch.destination),
        schedule: watch.schedule.get().map(|text| weeks.of(text.as_str()).0.clone()),
    });
    IntegrationView {
        name: owned(&integration.name),
        display_name: owned(&integration.display_name),
        line: line(integration.at),
        provider: owned(&integration.provider),
        provider_name: provider.map(catalog::Provider::display_name),
        module_implied: written.is_none() && implied.is_some(),
        module: written.or(implied),
        read,
        write: write.collect(),
        subscribe: subscribe.collect(),
        proxy: integration
            .proxy
            .get()
            .and_then(|proxy| proxy.enabled.get())
            .is_some_and(|it| it.value),
        watch_schema: watch,
        reads_a_day: rounded(week.a_day()),
        week,
    }
}

fn read_view(object: &manifest::ReadObject<'_>, schedule: Option<ScheduleView>, line: u32) -> ReadView {
    let name = owned(&object.object_name);
    let delivered = owned(&object.map_to_name).filter(|other| Some(other) != name.as_ref());
    let mut fields = FieldCounts {
        any: object.optional_fields_auto.get().is_some(),
        ..FieldCounts::default()
    };
    for (list, count) in [
        (&object.required_fields, &mut fields.fixed),
        (&object.optional_fields, &mut fields.optional),
    ] {
        for field in list.get().iter().flat_map(|list| &list.value) {
            if field.field_name.get().is_some() {
                *count += 1;
            } else if field.map_to_name.get().is_some() {
                fields.mapped += 1;
            }
        }
    }
    let backfill = match object.default_period().and_then(|period| period.reach()) {
        None => "none".to_owned(),
        Some(Reach::FullHistory(_)) => "all".to_owned(),
        Some(Reach::Days(days)) if days.value == 1 => "1 day".to_owned(),
        Some(Reach::Days(days)) => format!("{} days", days.value),
    };
    let delivery = object.delivery.get().and_then(|delivery| {
        let mode = owned(&delivery.mode)?;
        Some(match delivery.page_size.get() {
            Some(size) => format!("{mode}, {} a page", size.value),
            None => mode,
        })
    });
    ReadView {
        object: name,
        delivered_as: delivered,
        line,
        destination: owned(&object.destination),
        schedule,
        backfill,
        fields,
        delivery,
        always: object.enabled.get().is_some(),
    }
}

/// The events of an object: `create`, `update of email, name`, and the provider's own by name.
fn events(object: &SubscribeObject<'_>) -> Vec<String> {
    let mut events = Vec::new();
    events.extend(object.create_event.get().map(|_| "create".to_owned()));
    events.extend(object.update_event.get().map(|event| {
        let watched: Vec<&str> = event
            .required_watch_fields
            .get()
            .iter()
            .flat_map(|list| &list.value)
            .map(|field| field.as_str())
            .collect();
        match (watched.is_empty(), event.watch_fields_auto.get()) {
            (false, _) => format!("update of {}", watched.join(", ")),
            (true, Some(auto)) => format!("update of {} fields", auto.as_str()),
            (true, None) => "update".to_owned(),
        }
    }));
    events.extend(object.delete_event.get().map(|_| "delete".to_owned()));
    events.extend(
        object
            .association_change_event
            .get()
            .map(|_| "association change".to_owned()),
    );
    let raw = object.other_events.get().into_iter().flat_map(|list| &list.value);
    events.extend(raw.map(|event| event.as_str().to_owned()));
    events
}
