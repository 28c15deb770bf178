//! Whole integrations, and whole manifests where there is nothing yet.

use super::{Completion, CompletionKind, Here};
use crate::assist::skeleton::{Usual, usual};

impl Here<'_> {
    /// A usual integration with each provider, as an item behind `dash`.
    pub(super) fn integrations(&self, dash: &str) -> Vec<Completion> {
        // With a dash that is still to be written the item is where the dash will be.
        let column = if dash.is_empty() || self.missing_dash() {
            self.column().saturating_sub(2)
        } else {
            self.column()
        };
        let write = |it: &Usual| {
            if self.mark.token.flow {
                it.flow()
            } else {
                format!("{dash}{}", it.item(column, self.layout.line_break))
            }
        };
        self.skeletons("integration", write)
    }

    /// A manifest of a usual integration with each provider.
    pub(super) fn manifests(&self) -> Vec<Completion> {
        self.skeletons("manifest", |it| it.manifest(self.layout.line_break))
    }

    fn skeletons(&self, what: &str, write: impl Fn(&Usual) -> String) -> Vec<Completion> {
        let one = |it: &Usual| {
            let (key, display) = (it.provider.key(), it.provider.display_name());
            let text = write(it);
            let mut proposal = self.proposal(CompletionKind::Block, format!("{key} {what}"), text.clone());
            proposal.filter = Some(format!("{key} {display} {what}"));
            proposal.detail = Some(it.does.clone());
            proposal.docs = Some(format!("```yaml\n{}\n```", text.replace('\r', "")));
            proposal
        };
        usual().iter().map(one).collect()
    }
}
