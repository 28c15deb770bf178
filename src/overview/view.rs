//! What is said of manifests: the JSON form of it, and what the other formats write.

use serde::Serialize;

use super::week::Week;

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
