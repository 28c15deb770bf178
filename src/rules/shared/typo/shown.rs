//! Filling in what rows leave open.

use std::borrow::Cow;

use super::part::{fixed, key, mark, number, of_space, rest, second_key};
use crate::rule::{Cause, MAX_DEPTH, Span, Syntax, code, inside_backticks};

/// What rows are filled in with.
pub(super) struct Shown<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) span: Span,
    pub(super) written: &'a str,
    pub(super) manifest: bool,
}

impl Shown<'_> {
    /// What a name stands for; `None` for what is no name.
    fn part(&self, name: &str) -> Option<String> {
        let cause = &self.syntax.cause;
        Some(match name {
            // What stands at the place, and the same after the repair.
            "text" => self.written.to_owned(),
            "fixed" => fixed(self.syntax, self.span, self.written),
            // Without what it begins with.
            "rest" => rest(cause, self.written).to_owned(),
            "inner" => inside_backticks(self.written)?.to_owned(),
            "anchor" => self.written.replacen('*', "&", 1),
            // The key that it is about, or a second one in a value.
            "key" => key(cause, self.written).to_owned(),
            "second" => second_key(self.written)?.to_owned(),
            "mark" => mark(cause)?,
            "close" => match cause {
                Cause::UnclosedBracket('{') | Cause::InsideBrackets('{') => "}".to_owned(),
                _ => "]".to_owned(),
            },
            "n" => number(cause)?.to_string(),
            "depth" => MAX_DEPTH.to_string(),
            "refused" if self.manifest => "Ampersand refuses the file".to_owned(),
            "refused" => "not every reader of YAML takes it".to_owned(),
            "column" | "fits" => match *cause {
                Cause::Depth { column, .. } if name == "column" => column.to_string(),
                Cause::Depth { fits, .. } => fits?.to_string(),
                _ => return None,
            },
            "space" | "spaces" | "point" => match *cause {
                Cause::ForeignSpace { space: c, .. } | Cause::Separator(c) if name == "point" => {
                    format!("{:04X}", u32::from(c))
                }
                Cause::ForeignSpace { space, .. } => of_space(space, name == "spaces").to_owned(),
                _ => return None,
            },
            _ => return None,
        })
    }

    pub(super) fn fill(&self, words: &str) -> String {
        let mut filled = String::with_capacity(words.len() + self.written.len());
        for (i, part) in words.split('`').enumerate() {
            match (self.replace(part), i % 2 == 1) {
                (Cow::Owned(shown), true) => filled.push_str(&code(&shown)),
                (verbatim, true) => {
                    filled.push('`');
                    filled.push_str(&verbatim);
                    filled.push('`');
                }
                (shown, false) => filled.push_str(&shown),
            }
        }
        filled
    }

    fn replace<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let mut replaced = String::new();
        let (mut rest, mut any) = (words, false);
        while let Some((before, after)) = rest.split_once('{') {
            replaced.push_str(before);
            let name = after.split('}').next().unwrap_or_default();
            rest = match self.part(name) {
                Some(part) => {
                    replaced.push_str(&part);
                    any = true;
                    after.split_once('}').map_or("", |(_, rest)| rest)
                }
                None => {
                    replaced.push('{');
                    after
                }
            };
        }
        replaced.push_str(rest);
        if any {
            Cow::Owned(replaced)
        } else {
            Cow::Borrowed(words)
        }
    }
}
