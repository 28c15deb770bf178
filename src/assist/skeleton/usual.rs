//! One integration with each provider, as it is begun most often: for completion.

use std::sync::OnceLock;

use super::ask::Ask;
use super::plan;
use super::tree::{Draft, whole};
use crate::catalog::{self, Capability, Provider};

/// A usual integration with a provider.
#[derive(Debug)]
pub struct Usual {
    /// The provider.
    pub provider: Provider,
    /// What it does: `reads contacts, companies`.
    pub does: String,
    integration: Draft,
}

impl Usual {
    /// The lines of an item, from behind its dash, which stands in column `dash` (from 0); each line but the last ends
    /// with `end`.
    #[must_use]
    pub fn item(&self, dash: usize, end: &str) -> String {
        let lines = self.integration.block(dash + 2, end);
        lines.trim().to_owned()
    }

    /// The item on one line.
    #[must_use]
    pub fn flow(&self) -> String {
        self.integration.flow()
    }

    /// A manifest of it alone; each line but the last ends with `end`.
    #[must_use]
    pub fn manifest(&self, end: &str) -> String {
        whole(&self.integration, end).trim_end().to_owned()
    }
}

/// A usual integration with each provider that offers anything. Made when first asked for, which takes a while.
pub fn usual() -> &'static [Usual] {
    static ALL: OnceLock<Vec<Usual>> = OnceLock::new();
    ALL.get_or_init(|| catalog::providers().filter_map(of).collect())
}

fn of(provider: Provider) -> Option<Usual> {
    let mut ask = Ask::new(provider);
    ask.bare = true;
    let integration = plan::integration(&ask).ok()?;
    Some(Usual {
        provider,
        does: does(&integration),
        integration,
    })
}

/// What an integration does, in a few words.
fn does(integration: &Draft) -> String {
    let verb = |action: Capability| match action {
        Capability::Read => "reads",
        Capability::Write => "writes",
        Capability::Subscribe => "subscribes to",
        Capability::Proxy => "proxies",
    };
    let one = |action: Capability| {
        let part = integration.at(action.key())?;
        let objects = part.at("objects").map(Draft::items).unwrap_or_default();
        let names: Vec<&str> = objects
            .iter()
            .filter_map(|object| object.text_at("objectName"))
            .collect();
        let names = if names.is_empty() {
            "calls".to_owned()
        } else {
            names.join(", ")
        };
        Some(format!("{} {names}", verb(action)))
    };
    let all: Vec<String> = Capability::ALL.into_iter().filter_map(one).collect();
    all.join("; ")
}
