//! The projects that configurations put the files of a run into.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use amplint::project::Project;
use amplint::workspace::{ConfigChoice, Input, Loaded, Projects, Target};

use super::paths::resolved;

/// The projects of a run, by their configurations.
#[derive(Default)]
pub(super) struct Neighbours {
    configs: HashMap<PathBuf, Projects>,
    /// The files that are checked, without links.
    checked: HashSet<PathBuf>,
}

impl Neighbours {
    /// Those of `targets`, each of which has its configuration. Nothing is looked for where none is in a project.
    pub(super) fn of(targets: &[Target], configs: &[Option<Arc<Loaded>>], choice: &ConfigChoice) -> Self {
        let mut all = Self::default();
        let of_config = |config: &Arc<Loaded>| -> Vec<&Target> {
            let own = targets.iter().zip(configs).filter(|(target, loaded)| {
                loaded
                    .as_ref()
                    .is_some_and(|loaded| loaded.file == config.file && loaded.is_in_project(target.path()))
            });
            own.map(|(target, _)| target).collect()
        };
        for config in configs.iter().flatten() {
            if config.config.projects.is_empty() || all.configs.contains_key(&config.file) {
                continue;
            }
            let own = of_config(config);
            if !own.is_empty() {
                let named: Vec<&Target> = own.into_iter().filter(|it| it.path().is_file()).collect();
                let projects = Projects::of(config, choice.clone(), &named);
                all.configs.insert(config.file.clone(), projects);
            }
        }
        if !all.configs.is_empty() {
            let files = targets
                .iter()
                .filter(|target| matches!(target.input, Input::File(_)));
            all.checked = files.map(|target| resolved(target.path())).collect();
        }
        all
    }

    /// The same before the checked files became what they are; they, and what is gone, were `old`.
    pub(super) fn before(&self, old: &HashMap<PathBuf, Vec<u8>>) -> Self {
        let before = |projects: &Projects| projects.before(&self.checked, old);
        Self {
            configs: self
                .configs
                .iter()
                .map(|(file, projects)| (file.clone(), before(projects)))
                .collect(),
            checked: self.checked.clone(),
        }
    }

    /// The projects of the file at `path`, which has this configuration.
    pub(super) fn around(&self, path: &Path, config: Option<&Loaded>) -> Vec<Arc<Project>> {
        let projects = config.and_then(|loaded| self.configs.get(&loaded.file));
        projects.map_or_else(Vec::new, |projects| {
            projects.around(path, &|other| self.checked.contains(other))
        })
    }
}
