//! The arguments.

use std::path::PathBuf;

use crate::cli::check::ConfigArgs;

/// Write a manifest for a provider
///
/// Knows what the provider can do, so that few words are needed: `amplint new hubspot contacts deals`. What comes out
/// is clean under `check --strict`, or is refused with what the check would say. Without PROVIDER, in a terminal, it
/// asks. Exit codes: 0 it is written, 2 it can't be as asked for, or wrong usage.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Args {
    /// A provider, as a manifest names it or as people do
    #[arg(value_name = "PROVIDER")]
    pub provider: Option<String>,
    /// Its objects; usual ones if there is none
    #[arg(value_name = "OBJECT", requires = "provider")]
    pub objects: Vec<String>,

    /// Read the objects; this is what is done without any of these four, where it can be
    #[arg(long, help_heading = "Actions")]
    pub read: bool,
    /// Write them
    #[arg(long, help_heading = "Actions")]
    pub write: bool,
    /// Subscribe to their changes
    #[arg(long, help_heading = "Actions")]
    pub subscribe: bool,
    /// Pass requests through to the provider
    #[arg(long, help_heading = "Actions")]
    pub proxy: bool,

    /// One of the provider's modules; the first that has the objects if there is none
    #[arg(long, value_name = "MODULE", help_heading = "Integration")]
    pub module: Option<String>,
    /// The integration's name; the provider's if there is none
    #[arg(long, value_name = "NAME", help_heading = "Integration")]
    pub name: Option<String>,
    /// The integration's name for people
    #[arg(long, value_name = "TEXT", help_heading = "Integration")]
    pub display_name: Option<String>,
    /// Where records and events go
    #[arg(long, value_name = "NAME", help_heading = "Integration")]
    pub destination: Option<String>,

    /// When to read: a cron expression in quotes, or hourly, daily, weekly, monthly, 30m, 6h
    #[arg(long, value_name = "EXPR", help_heading = "Objects")]
    pub schedule: Option<String>,
    /// How far back the first read goes: a number of days, all or none
    #[arg(long, value_name = "DAYS", help_heading = "Objects")]
    pub backfill: Option<String>,
    /// The fields to read (a list with commas), or all, for the customer to choose from
    #[arg(long, value_name = "NAME", value_delimiter = ',', help_heading = "Objects")]
    pub fields: Vec<String>,
    /// The events to subscribe to (a list with commas): create, update, delete, or names of the provider's own
    #[arg(long, value_name = "EVENT", value_delimiter = ',', help_heading = "Objects")]
    pub events: Vec<String>,
    /// Deliver a field under another name
    #[arg(
        long,
        value_name = "FIELD=NAME",
        value_delimiter = ',',
        help_heading = "Objects"
    )]
    pub map: Vec<String>,

    /// Add the integration to this manifest, and leave all else in it as it is
    #[arg(long, value_name = "FILE", conflicts_with = "output", help_heading = "Output")]
    pub append: Option<PathBuf>,
    /// Write a new file
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Without comments
    #[arg(long, help_heading = "Output")]
    pub bare: bool,
    #[command(flatten)]
    pub config: ConfigArgs,
}
