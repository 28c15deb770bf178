//! What one manifest does.

use std::collections::BTreeMap;

use super::view::{
    Dropped, FieldCounts, FileView, Findings, IntegrationView, ReadView, ScheduleView, SubscribeView,
    WatchView, WriteView,
};
use super::week::Week;
use crate::catalog;
use crate::check::Checked;
use crate::diagnostic::{Diagnostic, Level};
use crate::manifest::{self, Integration, Reach, Slot, SubscribeObject, Text};
use crate::schedule;
use crate::source::Source;
use crate::yaml;

/// The rules whose findings say that the platform silently drops something.
const DROPPED: [&str; 6] = [
    "duplicate-key",
    "legacy-key",
    "misplaced-key",
    "misspelled-key",
    "null-section",
    "unknown-key",
];

pub(super) fn file_view(checked: &Checked) -> FileView {
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
pub(super) fn rounded(number: f64) -> f64 {
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
