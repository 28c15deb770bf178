//! The folders of the workspace and the files in them.

use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types::DidChangeWatchedFilesParams;
use serde_json::Value;

use crate::assist::skeleton::usual;
use crate::config;
use crate::server::document::path_of;
use crate::server::event::Done;
use crate::server::index::Index;
use crate::server::state::State;

impl State {
    pub(crate) fn files_changed(&mut self, params: Value) {
        let Some(params) =
            Self::read::<DidChangeWatchedFilesParams>("workspace/didChangeWatchedFiles", params)
        else {
            return;
        };
        let changed = params.changes.iter();
        let paths: Vec<PathBuf> = changed.filter_map(|change| path_of(&change.uri.0)).collect();
        let is_config = |path: &PathBuf| {
            path.file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| config::NAMES.contains(&name))
        };
        self.index_changed(&paths);
        if paths.iter().any(is_config) {
            self.reload_settings();
        }
    }

    pub(crate) fn folders_changed(&mut self, params: &Value) {
        let of = |key: &str| -> Vec<PathBuf> {
            let list = params.pointer(&format!("/event/{key}")).and_then(Value::as_array);
            let uris = list
                .into_iter()
                .flatten()
                .filter_map(|folder| folder.get("uri")?.as_str());
            uris.filter_map(path_of).collect()
        };
        let removed = of("removed");
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(of("added"));
        self.index_anew();
    }

    /// Looks through all folders again, when there is nothing else to do.
    pub(crate) fn index_anew(&mut self) {
        let (index, folders) = (Arc::clone(&self.index), self.folders.clone());
        self.searches.run(
            move || {
                Index::fill(&index, &folders);
                // The first completion that needs them should not wait for them.
                let _ = usual();
                Done::Other(Ok(()))
            },
            |place| Done::Other(Err(format!("the search for manifests panicked at {place}"))),
        );
    }

    pub(crate) fn index_changed(&mut self, paths: &[PathBuf]) {
        self.forget_projects();
        let (index, paths) = (Arc::clone(&self.index), paths.to_vec());
        self.searches.run(
            move || {
                Index::update(&index, &paths);
                Done::Other(Ok(()))
            },
            |place| Done::Other(Err(format!("reading manifests panicked at {place}"))),
        );
    }
}
