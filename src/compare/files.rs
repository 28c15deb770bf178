//! Several files of one project: an integration may move from one to another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run::{Compared, Everything, everything, keep};
use crate::options::Options;
use crate::source::Source;

/// Two versions of one file, and what is asked of their comparison.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The version before; none for a file that is new.
    pub old: Option<Arc<Source>>,
    /// The version after; none for a file that is gone.
    pub new: Option<Arc<Source>>,
    /// The changes that are looked for, and their levels.
    pub options: Options,
}

const GONE: &str = "integration-removed";
const CAME: &str = "integration-added";

/// Compares all `files`. The platform knows an integration by its name, not by its file: one that went from one file and
/// came to another is compared with itself, if no third file has one of that name.
///
/// The results are those of `files`, in their order, then those of integrations that moved and changed; each with the
/// index of the file that it is, or moved to.
#[must_use]
pub fn compare_files(files: &[Versions]) -> Vec<(usize, Compared)> {
    let mut all: Vec<Everything> = files
        .iter()
        .map(|file| everything(file.old.clone(), file.new.clone(), &file.options, &[GONE, CAME]))
        .collect();
    let mut places: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    for (i, file) in all.iter().enumerate() {
        for (side, names) in [&file.names.0, &file.names.1].into_iter().enumerate() {
            for name in names {
                places.entry(name).or_default()[side].push(i);
            }
        }
    }
    let moved: Vec<(String, usize, usize)> = places
        .into_iter()
        .filter_map(|(name, [old, new])| match (old.as_slice(), new.as_slice()) {
            (&[from], &[to]) if from != to => Some((name.to_owned(), from, to)),
            _ => None,
        })
        .collect();
    let mut more = Vec::new();
    for (name, from, to) in moved {
        let is = |at: &str, change: &str, wanted: &str| change == wanted && at == name;
        let found = [(from, GONE), (to, CAME)].map(|(i, id)| {
            let list = &all[i].compared.differences;
            list.iter().position(|found| is(&found.at, found.change, id))
        });
        let [Some(gone), Some(came)] = found else { continue };
        let within = |at: &str| {
            at.strip_prefix(&name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let (old, new) = (files[from].old.clone(), files[to].new.clone());
        let mut whole = everything(old, new, &files[to].options, &[]).compared;
        whole.differences.retain(|found| within(&found.at));
        // What can't be read besides has been said of each file.
        whole.gaps.retain(|gap| within(&gap.at));
        keep(&mut whole.differences, &files[to].options);
        all[from].compared.differences.remove(gone);
        all[to].compared.differences.remove(came);
        if !whole.differences.is_empty() || !whole.gaps.is_empty() {
            more.push((to, whole));
        }
    }
    let mut done = Vec::with_capacity(all.len() + more.len());
    for (i, file) in all.into_iter().enumerate() {
        let mut compared = file.compared;
        keep(&mut compared.differences, &files[i].options);
        done.push((i, compared));
    }
    done.extend(more);
    done
}
