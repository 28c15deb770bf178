//! Accepted changes, and which of them there are.

use std::collections::BTreeMap;

use amplint::workspace::Loaded;
use amplint::{Acceptance, Compared, accept};

/// What is accepted, and which of that something was accepted by.
pub(super) struct Acceptances {
    line: Vec<Acceptance>,
    line_used: Vec<bool>,
    /// By the name of the configuration.
    configs: BTreeMap<String, (Vec<Acceptance>, Vec<bool>)>,
}

impl Acceptances {
    /// With what the command line accepts.
    pub(super) fn new(line: &[Acceptance]) -> Self {
        Self {
            line: line.to_vec(),
            line_used: vec![false; line.len()],
            configs: BTreeMap::new(),
        }
    }

    /// Marks what the command line and `loaded` accept.
    pub(super) fn accept(&mut self, compared: &mut Compared, loaded: Option<&Loaded>) {
        if let Some(loaded) = loaded.filter(|loaded| !loaded.config.accept.is_empty()) {
            let (list, used) = self.configs.entry(loaded.name.clone()).or_insert_with(|| {
                let list = loaded.config.accept.clone();
                let used = vec![false; list.len()];
                (list, used)
            });
            accept(&mut compared.differences, list, used);
        }
        accept(&mut compared.differences, &self.line, &mut self.line_used);
    }

    /// What nothing was accepted by.
    pub(super) fn unused(self) -> Vec<Acceptance> {
        let configs = self.configs.into_values();
        let all = configs.chain([(self.line, self.line_used)]);
        all.flat_map(|(list, used)| list.into_iter().zip(used))
            .filter_map(|(entry, used)| (!used).then_some(entry))
            .collect()
    }
}
