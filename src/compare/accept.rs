//! Changes that somebody has accepted.

use crate::change::{Accepted, Difference};

/// That a change is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    /// The id of the change.
    pub change: String,
    /// The name path of what changes.
    pub at: String,
    /// Why.
    pub reason: String,
    /// How long, in the author's own words.
    pub until: Option<String>,
}

/// Marks the differences that one of `list` speaks of. Which of those do is marked in `used`, of the same length.
pub fn accept(differences: &mut [Difference], list: &[Acceptance], used: &mut [bool]) {
    for difference in differences {
        let known = list
            .iter()
            .position(|entry| entry.change == difference.change && entry.at == difference.at);
        let Some(i) = known else { continue };
        used[i] = true;
        difference.accepted = Some(Accepted {
            reason: list[i].reason.clone(),
            until: list[i].until.clone(),
        });
    }
}
