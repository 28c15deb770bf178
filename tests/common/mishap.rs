//! What happens to manifests in editors.

/// What may happen to a manifest.
#[derive(Clone, Copy, Debug)]
pub enum Mishap {
    Delete,
    Repeat,
    Swap,
    RenameKey,
    CaseOfKey,
    OtherKey,
    Quote,
    Unquote,
    Indent,
    Dedent,
    Tab,
    Value,
    Whitespace,
    Comment,
    Suppress,
    Letter,
    Crlf,
    Cr,
    Bom,
    NoFinalLineEnd,
}

pub const MISHAPS: [Mishap; 20] = [
    Mishap::Delete,
    Mishap::Repeat,
    Mishap::Swap,
    Mishap::RenameKey,
    Mishap::CaseOfKey,
    Mishap::OtherKey,
    Mishap::Quote,
    Mishap::Unquote,
    Mishap::Indent,
    Mishap::Dedent,
    Mishap::Tab,
    Mishap::Value,
    Mishap::Whitespace,
    Mishap::Comment,
    Mishap::Suppress,
    Mishap::Letter,
    Mishap::Crlf,
    Mishap::Cr,
    Mishap::Bom,
    Mishap::NoFinalLineEnd,
];

const VALUES: &[&str] = &[
    "no",
    "yes",
    "On",
    "'true'",
    "\"30\"",
    "0o17",
    "1_000",
    "30.0",
    "1e2",
    "~",
    "",
    "-5",
    "\"*/5 * * * *\"",
    "*/15 * * * *",
    "\"@hourly\"",
    "\"0 */5 * * * *\"",
    "\"*/90 * * * *\"",
    "HubSpot",
    "hubspt",
    "salesforce",
    "Contacts",
    "contact",
    "Always",
    "alway",
    "ALL",
    "onrequest",
    "1.0",
    "v1.0.0",
    "[a, b]",
    "{fieldName: a, prompt: b}",
    "- email",
    "|",
    "> # folded",
    "a: b",
    "\"unclosed",
    "$['a']['b']",
    "$.a.b",
    "99999",
];

const KEYS: &[&str] = &[
    "specVersion",
    "name",
    "provider",
    "module",
    "read",
    "write",
    "subscribe",
    "objects",
    "objectName",
    "destination",
    "schedule",
    "backfill",
    "defaultPeriod",
    "days",
    "fullHistory",
    "delivery",
    "mode",
    "pageSize",
    "requiredFields",
    "optionalFields",
    "fieldName",
    "mapToName",
    "mapToDisplayName",
    "prompt",
    "default",
    "enabled",
    "inheritFieldsAndMapping",
    "updateEvent",
    "watchFieldsAuto",
    "watchFields",
    "api",
    "standardObjects",
    "proxy",
];

/// A line's indentation with any dash, its key, and what follows the colon.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let (key, value) = line.split_once(':')?;
    let begin = key.len() - key.trim_start_matches([' ', '-']).len();
    Some((&line[..begin], &line[begin..key.len()], value))
}

/// Lets it happen at line `at`; `with` chooses among several ways.
fn happen(lines: &mut Vec<String>, mishap: Mishap, at: usize, with: usize) {
    if lines.is_empty() {
        return;
    }
    let at = at % lines.len();
    let line = lines[at].clone();
    let key = |make: &dyn Fn(&str) -> String| {
        parts(&line).map(|(begin, key, value)| format!("{begin}{}:{value}", make(key)))
    };
    let value = |make: &dyn Fn(&str) -> String| {
        parts(&line).map(|(begin, key, value)| format!("{begin}{key}: {}", make(value.trim())))
    };
    let new = match mishap {
        Mishap::Delete => {
            lines.remove(at);
            return;
        }
        Mishap::Repeat => {
            lines.insert(at, line);
            return;
        }
        Mishap::Swap => {
            let other = with % lines.len();
            lines.swap(at, other);
            return;
        }
        Mishap::Comment => {
            lines.insert(at, format!("{}# note {with}", " ".repeat(with % 12)));
            return;
        }
        Mishap::Suppress => {
            let ids = ["", "[wrong-type]", "[unknown-key, page-size]", "[unknow-key]"];
            let begin: String = line.chars().take_while(|c| *c == ' ').collect();
            lines.insert(
                at,
                format!("{begin}# amp:ignore{} for now", ids[with % ids.len()]),
            );
            return;
        }
        Mishap::RenameKey => key(&|key| {
            let mut chars: Vec<char> = key.chars().collect();
            let i = with % chars.len().max(1);
            match with % 3 {
                0 if chars.len() > 2 => drop(chars.remove(i)),
                1 if i + 1 < chars.len() => chars.swap(i, i + 1),
                _ => chars.insert(i, 'e'),
            }
            chars.into_iter().collect()
        }),
        Mishap::CaseOfKey => key(&|key| match with % 3 {
            0 => key.to_lowercase(),
            1 => key.to_uppercase(),
            _ => key.replacen(char::is_lowercase, "X", 0),
        }),
        Mishap::OtherKey => key(&|_| KEYS[with % KEYS.len()].to_owned()),
        Mishap::Quote => value(&|value| match with % 2 {
            0 => format!("'{value}'"),
            _ => format!("\"{value}\""),
        }),
        Mishap::Unquote => Some(line.replace(['"', '\''], "")),
        Mishap::Indent => Some(format!("{}{line}", " ".repeat(1 + with % 4))),
        Mishap::Dedent => {
            let most = line.len() - line.trim_start_matches(' ').len();
            Some(line[(1 + with % 4).min(most)..].to_owned())
        }
        Mishap::Tab => Some(line.replacen("  ", "\t", 1 + with % 3)),
        Mishap::Value => value(&|_| VALUES[with % VALUES.len()].to_owned()),
        Mishap::Whitespace => value(&|value| format!("'  {value} '")),
        Mishap::Letter => {
            let mut chars: Vec<char> = line.chars().collect();
            let letters = [':', '-', '#', '"', '\'', '[', '}', '&', '*', ',', 'é', ' '];
            let i = with % (chars.len() + 1);
            chars.insert(i, letters[with % letters.len()]);
            Some(chars.into_iter().collect())
        }
        Mishap::Crlf | Mishap::Cr | Mishap::Bom | Mishap::NoFinalLineEnd => None,
    };
    if let Some(new) = new {
        lines[at] = new;
    }
}

/// `text` after `mishaps`: which of [`MISHAPS`], at which line, and a number that chooses among several ways.
pub fn spoiled(text: &str, mishaps: &[(usize, usize, usize)]) -> String {
    let mut bom = text.starts_with('\u{FEFF}');
    let text = text.trim_start_matches('\u{FEFF}');
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut end, mut last) = ("\n", true);
    for &(mishap, at, with) in mishaps {
        match MISHAPS[mishap % MISHAPS.len()] {
            Mishap::Crlf => end = "\r\n",
            Mishap::Cr => end = "\r",
            Mishap::Bom => bom = true,
            Mishap::NoFinalLineEnd => last = false,
            mishap => happen(&mut lines, mishap, at, with),
        }
    }
    let mut text = lines.join(end);
    if last {
        text.push_str(end);
    }
    if bom {
        text.insert(0, '\u{FEFF}');
    }
    text
}
