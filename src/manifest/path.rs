//! Paths to nested fields, `$['address']['city']`: `$`, then one or more of `['key']` and `[*]`. A key is not
//! empty and holds no single quote.

use std::ops::Range;

/// Something that keeps a text beginning with `$` from being a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PathFault {
    /// What it is.
    pub kind: PathFaultKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// What a [`PathFault`] is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PathFaultKind {
    /// Nothing follows the `$`.
    NoStep,
    /// Keys after dots: `$.address.city`.
    Dots,
    /// A key in double quotes: `["city"]`.
    DoubleQuotes,
    /// A key without quotes: `[city]`.
    NoQuotes,
    /// A bracket without a key, or nothing after a dot.
    EmptyKey,
    /// A single quote in a key; the quote itself.
    QuoteInKey,
    /// A number, a range or a condition where only `*` can stand.
    Index,
    /// A bracket, or the quote in it, that is not closed.
    Unclosed,
    /// Spaces between or inside brackets.
    Whitespace,
    /// A key right after the `$`: `$address`.
    Bare,
    /// Text between two brackets or after the last.
    Stray,
}

/// Whether `text` leads into a field, rightly written or not: no name of a plain field looks like this.
#[must_use]
pub fn is_nested(text: &str) -> bool {
    text.starts_with('$') || text.contains(['.', '[', ']'])
}

/// Whether `text` is a path as the platform wants it.
#[must_use]
pub fn is_path(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix('$').filter(|rest| !rest.is_empty()) else {
        return false;
    };
    while !rest.is_empty() {
        if let Some(next) = rest.strip_prefix("[*]") {
            rest = next;
            continue;
        }
        let key = rest.strip_prefix("['").and_then(|inner| inner.split_once('\''));
        match key.map(|(key, after)| (key.is_empty(), after.strip_prefix(']'))) {
            Some((false, Some(next))) => rest = next,
            _ => return false,
        }
    }
    true
}

/// What is wrong with `text`, which begins with `$`, in its order; empty if it is a path. With it the path it
/// is meant for, if that can be told.
#[must_use]
pub fn path_faults(text: &str) -> (Vec<PathFault>, Option<String>) {
    if is_path(text) {
        return (Vec::new(), None);
    }
    let mut scan = Scan {
        text,
        at: 1,
        faults: Vec::new(),
        repaired: Some("$".to_owned()),
    };
    scan.run();
    let repaired = scan.repaired.filter(|path| is_path(path));
    (scan.faults, repaired)
}

/// The path that `text`, a name with dots or brackets but without a `$`, looks like; `None` when it looks
/// like none.
#[must_use]
pub fn meant_path(text: &str) -> Option<String> {
    if text.starts_with('$') || !is_nested(text) {
        return None;
    }
    let dot = if text.starts_with('[') { "" } else { "." };
    let whole = format!("${dot}{text}");
    let path = if is_path(&whole) {
        whole
    } else {
        path_faults(&whole).1?
    };
    let mut steps = path.split(['$', '[', ']']).filter(|step| !step.is_empty());
    steps
        .all(|step| step == "*" || is_word(step.trim_matches('\'')))
        .then_some(path)
}

/// Whether it is a name such as programs give: a version number or a sentence with a full stop is none.
fn is_word(key: &str) -> bool {
    key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    faults: Vec<PathFault>,
    /// The path so far; `None` as soon as something can't be understood.
    repaired: Option<String>,
}

impl<'t> Scan<'t> {
    fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            match first {
                c if c.is_whitespace() => {
                    let length = self.rest().len() - self.rest().trim_start().len();
                    self.fault(PathFaultKind::Whitespace, length);
                    self.at += length;
                }
                '.' => self.dot(),
                '[' => self.bracket(),
                _ => self.bare(),
            }
        }
        if self.text.len() == 1 {
            self.faults.push(PathFault {
                kind: PathFaultKind::NoStep,
                range: 0..1,
            });
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Notes a fault of the next `length` bytes.
    fn fault(&mut self, kind: PathFaultKind, length: usize) {
        let range = self.at..self.at + length;
        match self.faults.last_mut() {
            // `.address.city` is one mistake.
            Some(last) if last.kind == kind && last.range.end == range.start => last.range.end = range.end,
            _ => self.faults.push(PathFault { kind, range }),
        }
    }

    fn step(&mut self, key: &str) {
        if key.is_empty() || key.contains('\'') {
            self.repaired = None;
        } else if let Some(path) = &mut self.repaired {
            let step = if key == "*" {
                "[*]".to_owned()
            } else {
                format!("['{key}']")
            };
            path.push_str(&step);
        }
    }

    fn dot(&mut self) {
        let rest = self.rest();
        let key = until(&rest[1..], |c| matches!(c, '.' | '[') || c.is_whitespace());
        let before_bracket = key.is_empty() && rest[1..].starts_with('[');
        if key.is_empty() && !before_bracket {
            self.fault(PathFaultKind::EmptyKey, 1);
            self.repaired = None;
        } else {
            self.fault(PathFaultKind::Dots, 1 + key.len());
            if !before_bracket {
                self.step(key);
            }
        }
        self.at += 1 + key.len();
    }

    fn bare(&mut self) {
        let text = until(self.rest(), |c| matches!(c, '.' | '[') || c.is_whitespace());
        let first = self.at == 1;
        self.fault(
            if first {
                PathFaultKind::Bare
            } else {
                PathFaultKind::Stray
            },
            text.len(),
        );
        if first && text.len() + 1 < self.text.len() {
            self.step(text);
        } else {
            // `$name` alone may be a field's very name.
            self.repaired = None;
        }
        self.at += text.len();
    }

    fn bracket(&mut self) {
        let rest = self.rest();
        let inner = &rest[1..];
        for (quote, end, kind) in [
            ('\'', "']", None),
            ('"', "\"]", Some(PathFaultKind::DoubleQuotes)),
        ] {
            let Some(quoted) = inner.strip_prefix(quote) else {
                continue;
            };
            match quoted.find(end).map(|end| &quoted[..end]) {
                // The end belongs to a later bracket.
                Some(key) if key.contains('[') && key.contains(quote) => break,
                Some(key) => {
                    let length = key.len() + 4;
                    if key.is_empty() {
                        self.fault(PathFaultKind::EmptyKey, length);
                    } else if let Some(i) = key.find('\'') {
                        self.at += 2 + i;
                        self.fault(PathFaultKind::QuoteInKey, 1);
                        self.at -= 2 + i;
                    } else if let Some(kind) = kind {
                        self.fault(kind, length);
                    }
                    self.step(key);
                    self.at += length;
                    return;
                }
                None => break,
            }
        }
        let open = inner.starts_with(['\'', '"']);
        match inner
            .find([']', '['])
            .filter(|&end| !open && inner.as_bytes().get(end) == Some(&b']'))
        {
            Some(end) => {
                self.unquoted(&inner[..end]);
                self.at += end + 2;
            }
            None => {
                let content = until(inner, |c| c == '[');
                self.fault(PathFaultKind::Unclosed, 1 + content.len());
                let key = content.trim_matches([']', '\'', '"', ' ']);
                if is_word(key) {
                    self.step(key);
                } else {
                    self.repaired = None;
                }
                self.at += 1 + content.len();
            }
        }
    }

    /// `[content]`, where the content does not begin with a quote.
    fn unquoted(&mut self, content: &str) {
        let length = content.len() + 2;
        let key = content.trim();
        let quoted = [('\'', '\''), ('"', '"')]
            .iter()
            .find_map(|&(open, close)| key.strip_prefix(open)?.strip_suffix(close));
        if content == "*" {
            self.step("*");
        } else if key.is_empty() {
            // `[]` for all items, as other tools write it.
            self.fault(PathFaultKind::EmptyKey, length);
            self.step("*");
        } else if let Some(key) = quoted {
            self.fault(PathFaultKind::Whitespace, length);
            self.step(key);
        } else if key == "*" || is_word(key) {
            self.fault(
                if key == "*" {
                    PathFaultKind::Whitespace
                } else {
                    PathFaultKind::NoQuotes
                },
                length,
            );
            self.step(key);
        } else {
            let index =
                key.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | '?' | '(' | '@'));
            self.fault(
                if index {
                    PathFaultKind::Index
                } else {
                    PathFaultKind::NoQuotes
                },
                length,
            );
            self.repaired = None;
        }
    }
}

/// The part of `text` before the first character that `stop` accepts.
fn until(text: &str, stop: impl Fn(char) -> bool) -> &str {
    text.find(stop).map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(PathFaultKind, &str)> {
        path_faults(text)
            .0
            .into_iter()
            .map(|fault| (fault.kind, &text[fault.range]))
            .collect()
    }

    #[test]
    fn paths() {
        for path in [
            "$['a']",
            "$['a']['b c']",
            "$['a'][*]['b']",
            "$[*]",
            "$['a]b']",
            "$['a\"b.c$']",
            "$['*']",
            "$['é']",
        ] {
            assert!(is_path(path), "{path}");
            assert_eq!(path_faults(path), (vec![], None), "{path}");
        }
        for text in [
            "", "$", "a", "['a']", "$['']", "$[]", "$['a'", "$['a'] ", "$ ['a']", "$.a", "$['a'].b",
            "$['a'b']",
        ] {
            assert!(!is_path(text), "{text}");
        }
    }

    #[test]
    fn faults_and_repairs() {
        use PathFaultKind::*;
        type Case<'c> = (&'c str, &'c [(PathFaultKind, &'c str)], Option<&'c str>);
        let cases: &[Case<'_>] = &[
            ("$", &[(NoStep, "$")], None),
            ("$.a.b", &[(Dots, ".a.b")], Some("$['a']['b']")),
            ("$.a[*].b", &[(Dots, ".a"), (Dots, ".b")], Some("$['a'][*]['b']")),
            ("$.*", &[(Dots, ".*")], Some("$[*]")),
            ("$.['a']", &[(Dots, ".")], Some("$['a']")),
            ("$..a", &[(EmptyKey, "."), (Dots, ".a")], None),
            ("$['a'].", &[(EmptyKey, ".")], None),
            ("$[\"a\"]['b']", &[(DoubleQuotes, "[\"a\"]")], Some("$['a']['b']")),
            ("$[a][b]", &[(NoQuotes, "[a][b]")], Some("$['a']['b']")),
            ("$[a b]", &[(NoQuotes, "[a b]")], None),
            ("$['a'][0]", &[(Index, "[0]")], None),
            ("$['a'][?(@.b)]", &[(Index, "[?(@.b)]")], None),
            ("$['a'][]", &[(EmptyKey, "[]")], Some("$['a'][*]")),
            ("$['']", &[(EmptyKey, "['']")], None),
            ("$['o'brien']", &[(QuoteInKey, "'")], None),
            ("$[\"o'brien\"]", &[(QuoteInKey, "'")], None),
            ("$['a'", &[(Unclosed, "['a'")], Some("$['a']")),
            ("$['a]", &[(Unclosed, "['a]")], Some("$['a']")),
            ("$['a['b']", &[(Unclosed, "['a")], Some("$['a']['b']")),
            ("$[a['b']", &[(Unclosed, "[a")], Some("$['a']['b']")),
            ("$[", &[(Unclosed, "[")], None),
            (
                "$ ['a'] ['b']",
                &[(Whitespace, " "), (Whitespace, " ")],
                Some("$['a']['b']"),
            ),
            ("$[ 'a' ]", &[(Whitespace, "[ 'a' ]")], Some("$['a']")),
            ("$[ * ]", &[(Whitespace, "[ * ]")], Some("$[*]")),
            ("$name", &[(Bare, "name")], None),
            (
                "$name.first",
                &[(Bare, "name"), (Dots, ".first")],
                Some("$['name']['first']"),
            ),
            ("$['a']b", &[(Stray, "b")], None),
            ("$$", &[(Bare, "$")], None),
            ("$.é.ü", &[(Dots, ".é.ü")], Some("$['é']['ü']")),
        ];
        for &(text, expected, repaired) in cases {
            assert_eq!(faults(text), expected, "{text}");
            assert_eq!(path_faults(text).1.as_deref(), repaired, "{text}");
        }
    }

    #[test]
    fn names_that_look_like_paths() {
        let cases = [
            ("address.city", Some("$['address']['city']")),
            ("items[*].name", Some("$['items'][*]['name']")),
            ("['a']['b']", Some("$['a']['b']")),
            ("address[city]", Some("$['address']['city']")),
            ("name", None),
            ("v1.0", None),
            ("items[0]", None),
            ("Mr. Smith", None),
            ("end.", None),
            ("$.a", None),
        ];
        for (text, path) in cases {
            assert_eq!(meant_path(text).as_deref(), path, "{text}");
        }
    }
}
