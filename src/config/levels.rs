//! Rules and their levels.

use toml::de::DeValue;

use super::model::Setting;
use super::reader::{Key, Reader, Value};
use crate::diagnostic::Level;
use crate::options::{RuleLevel, rules_named};
use crate::rule::code;
use crate::source::Span;
use crate::{changes, rules, suggest};

impl Reader<'_> {
    /// A level, which can't be `off`.
    pub(super) fn shown_level(&mut self, key: &Key<'_>, value: &Value<'_>) -> Option<Level> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a level: \"error\", \"warning\" or \"info\"");
            return None;
        };
        let found = text.parse().ok();
        if found.is_none() {
            self.no_such(
                self.span(value.span()),
                format!("there is no level {} here", code(text)),
                suggest::nearest(text, Level::ALL.map(Level::name)).map(|near| format!("\"{near}\"")),
                || "the levels are \"error\", \"warning\" and \"info\"".to_owned(),
            );
        }
        found
    }

    /// Names of rules and groups.
    pub(super) fn names(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<String> {
        let mut names = Vec::new();
        for (name, span) in self.texts(key, value) {
            if self.is_rule(&name, span) {
                names.push(name);
            }
        }
        names
    }

    /// Whether a rule or group is called so; says what is near otherwise.
    fn is_rule(&mut self, name: &str, span: Span) -> bool {
        let known = !rules_named(name).is_empty() || changes::find(name).is_some();
        if !known {
            let near = rules::nearest_rule(name).or_else(|| changes::nearest(name));
            self.no_such(
                span,
                format!("there is no rule {}", code(name)),
                near.map(|near| format!("`{near}`")),
                || "`amplint rules` lists the rules".to_owned(),
            );
        }
        known
    }

    pub(super) fn rules(&mut self, key: &Key<'_>, value: &Value<'_>) -> Vec<Setting> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, "a table of rules and levels");
            return Vec::new();
        };
        let mut settings = Vec::new();
        for (key, value) in table {
            let name = key.get_ref();
            let span = self.span(key.span());
            if !self.is_rule(name, span) {
                continue;
            }
            let DeValue::String(text) = value.get_ref() else {
                self.wrong_type(key, value, "a level: \"error\", \"warning\", \"info\" or \"off\"");
                continue;
            };
            match text.parse() {
                Ok(level) => settings.push(Setting {
                    rule: name.to_string(),
                    level,
                    line: self.line(value),
                }),
                Err(_) => self.no_such(
                    self.span(value.span()),
                    format!("there is no level {}", code(text)),
                    suggest::nearest(text, RuleLevel::ALL.map(RuleLevel::name))
                        .map(|near| format!("\"{near}\"")),
                    || "the levels are \"error\", \"warning\", \"info\" and \"off\"".to_owned(),
                ),
            }
        }
        settings
    }
}
