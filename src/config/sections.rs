//! `[[overrides]]` and `[[projects]]`: what holds for some files.

use toml::de::DeValue;

use super::model::{Override, ProjectMembers};
use super::reader::{Key, Reader, Value};
use crate::rule::code;

impl Reader<'_> {
    pub(super) fn overrides(&mut self, key: &Key<'_>, value: &Value<'_>) {
        for (entry, table) in self.tables(key, value, "[[overrides]]") {
            let mut read = Override::default();
            let mut files = false;
            for (key, value) in table {
                match &**key.get_ref() {
                    "files" => {
                        files = true;
                        read.files = self.patterns(key, value);
                    }
                    "rules" => read.rules = self.rules(key, value),
                    _ => self.unknown_key(key, &["files", "rules"]),
                }
            }
            if !files {
                let span = self.span(entry.span());
                self.report(span, "this override applies to no file: it has no `files`")
                    .help("add, for example, `files = [\"sandbox/**\"]`");
            }
            self.config.overrides.push(read);
        }
    }

    pub(super) fn projects(&mut self, key: &Key<'_>, value: &Value<'_>) {
        for (entry, table) in self.tables(key, value, "[[projects]]") {
            let mut read = ProjectMembers::default();
            let (mut name, mut files) = (false, false);
            for (key, value) in table {
                match (&**key.get_ref(), value.get_ref()) {
                    ("name", DeValue::String(text)) => {
                        name = true;
                        read.name = text.to_string();
                        let span = self.span(value.span());
                        if text.trim().is_empty() {
                            self.report(span, "this name says nothing")
                                .help("write what people call the project, for example \"prod\"");
                        } else if self.config.projects.iter().any(|other| other.name == *text) {
                            self.report(
                                span,
                                format!("{} is the name of another project already", code(text)),
                            )
                            .help("give each project a name of its own, with all its `files`");
                        }
                    }
                    ("name", _) => {
                        name = true;
                        self.wrong_type(key, value, "a text");
                    }
                    ("files", _) => {
                        files = true;
                        read.files = self.patterns(key, value);
                    }
                    _ => self.unknown_key(key, &["name", "files"]),
                }
            }
            let span = self.span(entry.span());
            if !name {
                self.report(span, "this project has no `name`, which messages need")
                    .help("add, for example, `name = \"prod\"`");
            }
            if !files {
                self.report(span, "this project has no manifests: it has no `files`")
                    .help("add, for example, `files = [\"integrations/**\"]`");
            }
            self.config.projects.push(read);
        }
    }
}
