//! What is asked for.

use crate::catalog::{Capability, Module, Provider, StandardEvent};
use crate::options::Options;

/// What an integration is to do. What is left open is chosen so that the outcome is clean.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The provider.
    pub provider: Provider,
    /// The module; without one, the first that has the objects.
    pub module: Option<Module>,
    /// What is to be done; nothing: reading where that can be done, else the proxy, else what there is.
    pub actions: Vec<Capability>,
    /// The objects; none: usual ones.
    pub objects: Vec<String>,
    /// The integration's name; without one, the provider's.
    pub name: Option<String>,
    /// The integration's name for people.
    pub display_name: Option<String>,
    /// Where records and events go.
    pub destination: Option<String>,
    /// When objects are read, as a cron expression.
    pub schedule: Option<String>,
    /// How far back the first read goes.
    pub backfill: Option<AskedBackfill>,
    /// Which fields are read.
    pub fields: Option<AskedFields>,
    /// Which events are subscribed to.
    pub events: Option<AskedEvents>,
    /// Fields that are delivered under another name.
    pub maps: Vec<(String, String)>,
    /// Without comments.
    pub bare: bool,
    /// What the outcome is checked with.
    pub options: Options,
}

impl Ask {
    /// Everything left open.
    #[must_use]
    pub fn new(provider: Provider) -> Self {
        Self {
            provider,
            module: None,
            actions: Vec::new(),
            objects: Vec::new(),
            name: None,
            display_name: None,
            destination: None,
            schedule: None,
            backfill: None,
            fields: None,
            events: None,
            maps: Vec::new(),
            bare: false,
            options: Options::default(),
        }
    }
}

/// How far back a first read goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedBackfill {
    /// Nothing is read.
    None,
    /// So many days.
    Days(u32),
    /// Everything.
    All,
}

/// Which fields are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedFields {
    /// Those that the customer chooses among all.
    All,
    /// These, always.
    Named(Vec<String>),
}

/// Which events are subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedEvents {
    /// Standard ones.
    pub standard: Vec<StandardEvent>,
    /// The provider's own.
    pub raw: Vec<String>,
}

/// The cron expression of a word: `hourly`, `daily`, `weekly`, `monthly`, `15m`, `every 2 hours`; `None` for any
/// other text, which may be an expression itself.
#[must_use]
pub fn schedule_of(word: &str) -> Option<String> {
    let folded = word.trim().to_ascii_lowercase();
    let folded = folded.strip_prefix("every").map_or(&*folded, str::trim_start);
    let folded = folded.trim_start_matches(['-', '_']);
    let fixed = match folded {
        "hourly" | "hour" => "0 * * * *",
        "daily" | "day" | "nightly" => "0 0 * * *",
        "weekly" | "week" => "0 0 * * 1",
        "monthly" | "month" => "0 0 1 * *",
        _ => {
            let digits = folded.len() - folded.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, unit) = folded.split_at(digits);
            let number: u32 = number.parse().ok()?;
            return match unit.trim_start_matches([' ', '-', '_']) {
                "m" | "min" | "minute" | "minutes" if number > 0 && 60 % number == 0 => Some(match number {
                    60 => "0 * * * *".to_owned(),
                    _ => format!("*/{number} * * * *"),
                }),
                "h" | "hour" | "hours" if number > 0 && 24 % number == 0 => Some(match number {
                    1 => "0 * * * *".to_owned(),
                    24 => "0 0 * * *".to_owned(),
                    _ => format!("0 */{number} * * *"),
                }),
                _ => None,
            };
        }
    };
    Some(fixed.to_owned())
}

/// Words for schedules, to be proposed.
pub const SCHEDULE_WORDS: [&str; 6] = ["hourly", "daily", "weekly", "monthly", "30m", "6h"];
