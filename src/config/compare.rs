//! `[compare]`: which changes fail, and which are accepted.

use toml::de::DeValue;

use super::reader::{Key, Reader, Value};
use crate::changes;
use crate::compare::{Acceptance, FailOn};
use crate::rule::code;
use crate::suggest;

impl Reader<'_> {
    /// `[compare]`, with its list `[[compare.accept]]`.
    pub(super) fn compare(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::Table(table) = value.get_ref() else {
            return self.wrong_type(key, value, "a table: write `[compare]`");
        };
        for (key, value) in table {
            match &**key.get_ref() {
                "fail-on" => self.compare_fail_on(key, value),
                "accept" => self.accept(key, value),
                _ => self.unknown_key(key, &["fail-on", "accept"]),
            }
        }
    }

    fn compare_fail_on(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let DeValue::String(text) = value.get_ref() else {
            return self.wrong_type(key, value, "\"breaking\", \"everyone\", \"any\" or \"never\"");
        };
        match FailOn::named(text) {
            Some(fail_on) => self.config.compare_fail_on = Some((fail_on, self.line(value))),
            None => self.no_such(
                self.span(value.span()),
                format!("changes don't fail on {}", code(text)),
                suggest::nearest(text, FailOn::ALL.map(FailOn::name)).map(|near| format!("\"{near}\"")),
                || "write \"breaking\", \"everyone\", \"any\" or \"never\"".to_owned(),
            ),
        }
    }

    fn accept(&mut self, key: &Key<'_>, value: &Value<'_>) {
        for (entry, table) in self.tables(key, value, "[[compare.accept]]") {
            let keys = ["change", "at", "reason", "until"];
            let mut texts = [None, None, None, None];
            for (key, value) in table {
                let Some(i) = keys.iter().position(|known| *known == &**key.get_ref()) else {
                    self.unknown_key(key, &keys);
                    continue;
                };
                match value.get_ref() {
                    DeValue::String(text) if i == 0 && changes::find(text).is_none() => {
                        self.no_such(
                            self.span(value.span()),
                            format!("there is no change {}", code(text)),
                            changes::nearest(text).map(|near| format!("`{near}`")),
                            || "`amplint rules` lists the changes, too".to_owned(),
                        );
                        texts[i] = Some(text.to_string());
                    }
                    DeValue::String(text) if !text.trim().is_empty() => texts[i] = Some(text.to_string()),
                    DeValue::String(_) => {
                        let span = self.span(value.span());
                        self.report(span, format!("{} says nothing", code(key.get_ref())));
                        texts[i] = Some(String::new());
                    }
                    _ => {
                        self.wrong_type(key, value, "a text");
                        texts[i] = Some(String::new());
                    }
                }
            }
            let span = self.span(entry.span());
            for (key, help) in [
                (
                    "change",
                    "name the change, for example `change = \"field-removed\"`",
                ),
                (
                    "at",
                    "say where, with the name path that `amplint compare` prints",
                ),
                (
                    "reason",
                    "say why the change is wanted: whoever reads this later will ask",
                ),
            ] {
                let i = keys.iter().position(|known| *known == key).unwrap_or_default();
                if texts[i].is_none() {
                    self.report(span, format!("this entry accepts nothing: it has no `{key}`"))
                        .help(help);
                }
            }
            if let [Some(change), Some(at), Some(reason), until] = texts {
                self.config.accept.push(Acceptance {
                    change,
                    at,
                    reason,
                    until,
                });
            }
        }
    }
}
