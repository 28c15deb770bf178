//! Configurations: read anew when they change, and what is wrong in them.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::server::diagnostics;
use crate::server::document::uri_of;
use crate::server::state::State;
use crate::workspace::{ConfigFault, absolute};

impl State {
    pub(crate) fn look_for_settings(&mut self) {
        if self.settings.is_outdated() {
            self.reload_settings();
        }
    }

    /// Everything is looked at again under the settings as they are now.
    pub(crate) fn reload_settings(&mut self) {
        self.settings.forget();
        self.projects.clear();
        self.generation += 1;
        let uris: Vec<String> = self.open.keys().cloned().collect();
        let before = std::mem::take(&mut self.broken);
        for uri in &uris {
            let path = self.open.get(uri).and_then(|open| open.document.path.clone());
            self.options(path.as_deref());
            if let Some(open) = self.open.get_mut(uri) {
                open.forget();
            }
        }
        self.tell_faults();
        for repaired in before.difference(&self.broken.clone()) {
            if !self.open.contains_key(repaired) {
                self.publish(repaired, None, "[]");
            }
        }
        if self.client.pulls {
            if self.client.refreshes_diagnostics {
                self.call("workspace/diagnostic/refresh", Value::Null);
            }
        } else {
            for uri in uris {
                self.want_check(&uri);
            }
        }
    }

    /// Tells what is wrong with configurations that were met.
    pub(crate) fn tell_faults(&mut self) {
        for fault in self.settings.take_faults() {
            match fault {
                ConfigFault::Unreadable(why) => {
                    self.notify("window/showMessage", json!({ "type": 2, "message": why }));
                }
                ConfigFault::Wrong(checked) => {
                    let uri = uri_of(&absolute(Path::new(checked.source.name())));
                    let first = &checked.findings[0];
                    let line = checked.source.line_of(first.span.start);
                    if self.open.contains_key(&uri) {
                        // Its own diagnostics tell.
                    } else if self.client.pulls {
                        let message = format!(
                            "{}:{line}: {}; until it is put right, the last settings without mistakes stay in force",
                            checked.source.name(),
                            first.message
                        );
                        self.notify("window/showMessage", json!({ "type": 2, "message": message }));
                    } else {
                        let client = Arc::clone(&self.client);
                        let items = diagnostics::json(Some(&checked), &uri, &client);
                        self.publish(&uri, None, &items);
                        self.broken.insert(uri);
                    }
                }
            }
        }
    }
}
