//! What `amplint provider` is asked for.

use crate::cli::output::ListFormat;

/// Show what is known of a provider: modules, actions, objects, fields, limits
///
/// Without NAME, all providers are listed. Exit codes: 0 it is known, 2 it is not.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A provider, as a manifest names it or as people do
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// One object of it, with its fields
    #[arg(value_name = "OBJECT")]
    pub object_name: Option<String>,
    /// One of its modules; the default one if there is none
    #[arg(long, short, value_name = "MODULE", requires = "name")]
    pub module: Option<String>,
    /// The same as OBJECT
    #[arg(
        long,
        short,
        value_name = "OBJECT",
        requires = "name",
        conflicts_with = "object_name"
    )]
    pub object: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}
