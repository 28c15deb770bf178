//! Manifests that are deployed together: what one of them says may change what is found in the others.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use crate::project::Project;
use crate::server::state::State;
use crate::workspace::{ConfigChoice, Loaded, Projects};

impl State {
    /// The projects of the manifest at `path`, as open documents and, for the others, the files say.
    pub(crate) fn projects_of(&mut self, path: &Path, loaded: &Arc<Loaded>) -> Vec<Arc<Project>> {
        match self.projects_with(path, loaded) {
            Some(projects) => projects.around(path, &|_| false),
            None => Vec::new(),
        }
    }

    /// What the configuration puts into projects, if the manifest at `path` is in one. It is looked for once.
    fn projects_with(&mut self, path: &Path, loaded: &Arc<Loaded>) -> Option<&mut Projects> {
        if !loaded.is_in_project(path) {
            return None;
        }
        if !self.projects.contains_key(&loaded.file) {
            let mut projects = Projects::of(loaded, ConfigChoice::Nearest, &[]);
            for open in self.open.values() {
                if let (Some(path), Some(source)) = (&open.document.path, open.document.snapshot().source) {
                    projects.set(path, &source);
                }
            }
            self.projects.insert(loaded.file.clone(), projects);
        }
        self.projects.get_mut(&loaded.file)
    }

    /// Takes note of a document's newest text; where it names anything else than before, the others of its projects are
    /// looked at again.
    pub(crate) fn tell_projects(&mut self, uri: &str) {
        let Some(open) = self.open.get(uri) else { return };
        let (Some(path), Some(source)) = (open.document.path.clone(), open.document.snapshot().source) else {
            return;
        };
        let Some(loaded) = self.settings.of(&path) else {
            return;
        };
        let projects = self.projects_with(&path, &loaded);
        if projects.is_some_and(|projects| projects.set(&path, &source)) {
            self.look_again(uri);
        }
    }

    /// Forgets what manifests name: files have changed. What is open is looked at again.
    pub(crate) fn forget_projects(&mut self) {
        if !std::mem::take(&mut self.projects).is_empty() {
            self.look_again("");
        }
    }

    /// Has all open documents of projects but one looked at again.
    fn look_again(&mut self, but: &str) {
        self.generation += 1;
        let uris: Vec<String> = self.open.keys().filter(|uri| *uri != but).cloned().collect();
        let mut any = false;
        for uri in uris {
            let path = self.open.get(&uri).and_then(|open| open.document.path.clone());
            let loaded = path.as_deref().and_then(|path| self.settings.of(path));
            let (Some(path), Some(loaded)) = (path, loaded) else {
                continue;
            };
            if !loaded.is_in_project(&path) {
                continue;
            }
            any = true;
            if let Some(open) = self.open.get_mut(&uri) {
                open.forget();
            }
            if !self.client.pulls {
                self.want_check(&uri);
            }
        }
        if any && self.client.pulls && self.client.refreshes_diagnostics {
            self.call("workspace/diagnostic/refresh", Value::Null);
        }
    }
}
