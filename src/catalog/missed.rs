//! What a text is that is none of an object's fields, and which of them it means.
use super::field::ObjectField;
use super::near;
use super::object::Object;
use crate::suggest::{Policy, differ_in_separators, differ_inside_a_word};

/// How many fields are worth naming where several may be meant.
const MOST: usize = 3;
/// Shorter texts are not looked for inside of names.
const SHORTEST: usize = 3;
/// Nobody means a field by a text longer than this (in bytes).
const LONGEST: usize = 128;

/// What a text is that is no field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missed {
    /// A typo for this field: only separators differ, or one letter inside a word, which two fields of one object
    /// hardly ever do.
    Typo(&'static str),
    /// A reference to another record, which a read returns under this name.
    Lookup(&'static str),
    /// The label that people see in place of a name: of this field, if any.
    Label(Option<&'static str>),
    /// Neither one of the provider's fields nor shaped like a customer's own; perhaps one of these is meant.
    Unknown(Vec<&'static str>),
    /// A field of other objects of the provider; this one has these instead.
    Elsewhere(Vec<&'static str>),
}

impl Object {
    /// What `text` is, if it is all but certain that it is no field of the object. `None` where it is a field, or
    /// may be one that isn't known: lists leave fields out, and customers add their own.
    #[must_use]
    pub fn missed_field(self, text: &str) -> Option<Missed> {
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        if !self.fields_known() {
            let unknown = !self.seen_fields().any(|field| field.eq_ignore_ascii_case(text));
            let typo = || {
                self.seen_fields()
                    .find(|field| is_typo(field, text))
                    .map(Missed::Typo)
            };
            return unknown.then(typo)?;
        }
        if self.has_field(text) {
            return None;
        }
        if text.contains(' ') {
            let of = self.field_of_label(text);
            let known = of.is_some() || self.module().has_no_spaces_in_fields();
            return known.then_some(Missed::Label(of));
        }
        if self.is_partial() {
            return None;
        }
        let module = self.module();
        if let Some(form) = module.lookup_form() {
            let name = form.replacen('*', text, 1);
            if let Some(field) = self.field(&name) {
                return Some(Missed::Lookup(field.name()));
            }
        }
        let own = module.is_custom_field(text);
        if own && module.has_strict_fields() {
            return None;
        }
        let typo = |field: &ObjectField| is_typo(field.name(), text);
        let common = self.fields().filter(|field| !field.is_rare()).find(typo);
        if let Some(field) = common.or_else(|| self.fields().find(typo)) {
            return Some(Missed::Typo(field.name()));
        }
        if module.has_custom_fields() {
            // A shape tells the provider's own fields from others.
            let near = if own {
                Vec::new()
            } else {
                self.fields_like(text, module.has_strict_fields())
            };
            return (!own && (module.has_strict_fields() || !near.is_empty()))
                .then_some(Missed::Unknown(near));
        }
        self.elsewhere(text)
    }

    /// The field of which `text` is the label, or the name as people would write it.
    fn field_of_label(self, text: &str) -> Option<&'static str> {
        let label = self.labels().find(|(label, _)| differ_in_separators(label, text));
        let name = || {
            self.fields()
                .map(ObjectField::name)
                .find(|name| differ_in_separators(name, text))
        };
        label.map(|(_, field)| field).or_else(name)
    }

    /// The fields that may be meant by a text that is none: the one with that label; one that is near; where it must
    /// be one of them, those that end or begin with it; those that begin as it does. None such as hardly anybody
    /// means.
    fn fields_like(self, text: &str, must: bool) -> Vec<&'static str> {
        if let Some(field) = self.field_of_label(text) {
            return vec![field];
        }
        let common = || {
            self.fields()
                .filter(|field| !field.is_rare())
                .map(ObjectField::name)
        };
        if let Some(near) = near::nearest(text, Policy::NAMES, common().map(|name| (name, name))) {
            return near.item.into_iter().collect();
        }
        if text.len() < SHORTEST {
            return Vec::new();
        }
        let lower = text.to_ascii_lowercase();
        let plain: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
        let about = |name: &str| {
            let name = name.to_ascii_lowercase();
            let part = name.len() > 3 && plain.len() > name.len() && plain.ends_with(&name);
            part || name.ends_with(&plain) || name.starts_with(&plain)
        };
        let begins = |name: &str| {
            let name = name.to_ascii_lowercase();
            let same = name
                .bytes()
                .zip(plain.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            same >= 5 && 2 * same >= plain.len()
        };
        let mut found: Vec<&str> = common().filter(|name| must && about(name)).collect();
        if found.is_empty() {
            found = common().filter(|name| begins(name)).collect();
        }
        found.sort_by_key(|name| (name.len().abs_diff(plain.len()), *name));
        found.truncate(MOST);
        found
    }

    /// Whether `text` is a field of the module's other objects, which this one has under other names: with the
    /// beginning that the provider keeps for its own fields, without it, or in several parts (`name`: `firstname`
    /// and `lastname`).
    fn elsewhere(self, text: &str) -> Option<Missed> {
        let prefix = self.module().reserved_prefix()?;
        let there = || {
            let others = self
                .module()
                .objects()
                .filter(|it| *it != self && it.fields_known());
            others.into_iter().any(|it| it.has_field(text))
        };
        if let Some(rest) = text.strip_prefix(prefix) {
            let field = self.field(rest)?;
            return Some(Missed::Elsewhere(vec![field.name()]));
        }
        if !there() {
            return None;
        }
        if let Some(field) = self.field(&format!("{prefix}{text}")) {
            return Some(Missed::Elsewhere(vec![field.name()]));
        }
        let is_part = |field: &ObjectField| {
            let head = field.name().strip_suffix(text);
            head.is_some_and(|head| head.len() >= 3 && head.bytes().all(|b| b.is_ascii_lowercase()))
        };
        let parts: Vec<_> = self.fields().filter(is_part).map(ObjectField::name).collect();
        (text.len() > SHORTEST && (2..=MOST).contains(&parts.len())).then_some(Missed::Elsewhere(parts))
    }
}

/// Whether only separators differ, or one letter inside a word.
fn is_typo(field: &str, text: &str) -> bool {
    differ_in_separators(field, text) || differ_inside_a_word(field, text)
}
