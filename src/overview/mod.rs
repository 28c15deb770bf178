//! What manifests do, for whoever reviews or runs them: integrations, objects, schedules, destinations, and what of it
//! the platform drops.

mod read;
mod view;
mod week;

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::yaml;
use read::{file_view, rounded};
pub use view::{
    Destination, Dropped, FieldCounts, FileView, Findings, IntegrationView, Objects, Overview, ReadView,
    Received, ScheduleView, SubscribeView, Totals, WatchView, WriteView,
};
pub use week::Week;

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
