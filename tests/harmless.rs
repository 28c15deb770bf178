//! No fix harms: over random edits of our fixtures and of real manifests, what the platform reads and takes it reads and
//! takes after fixing too, and every value that no fix touches is what it was.
//!
//! `PROPTEST_CASES` asks for more than the usual few.

mod common;

use std::fmt::Write as _;
use std::sync::LazyLock;

use amplint::source::Source;
use amplint::{Options, fix};
use common::{cases, hold, platform};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

/// Longer manifests take their time and show nothing more.
const LONGEST: usize = 3000;

/// What is written into a manifest, or in the place of something.
const TOKENS: [&str; 74] = [
    "\t",
    " ",
    "  ",
    "\n",
    "\n\n",
    ":",
    ": ",
    "- ",
    "-",
    "?",
    "? ",
    "\"",
    "'",
    "#",
    " #",
    "{",
    "}",
    "[",
    "]",
    ",",
    "&a ",
    "*a",
    "!!int ",
    "!!str ",
    "!x ",
    "|",
    ">",
    "|2",
    "%",
    "@",
    "`",
    "<<: ",
    "<<: *a",
    ".nan",
    ".inf",
    "~",
    "null",
    "\\",
    "\\/",
    "\u{2028}",
    "\u{85}",
    "\u{A0}",
    "\u{FEFF}",
    "\r",
    "---\n",
    "...\n",
    "---",
    "y",
    "0x1F",
    "1_000",
    "=",
    "*",
    "&",
    "!!binary ",
    "!!null ",
    "!!map ",
    "!!timestamp ",
    "? a\n",
    "\"a\n b\"",
    "{a: b}",
    "[a, b]",
    "{a",
    "- - ",
    "a: &a.b c",
    "2001-01-01",
    "1:30",
    "0o17",
    "\u{7}",
    "é",
    "🙂",
    "'",
    " : ",
    "\\'",
    ";",
];

static MANIFESTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = common::manifests().into_iter();
    let texts = texts.filter_map(|(_, bytes)| String::from_utf8(bytes).ok());
    texts.filter(|text| text.len() < LONGEST).collect()
});

/// One edit: of which sort, where, and with what.
type Stroke = (u8, Index, usize);

/// `text` after the edit.
fn edited(text: &str, (sort, place, token): Stroke) -> String {
    let token = TOKENS[token % TOKENS.len()];
    let mut at = place.index(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let line = &text[start..end];
    let put = |from: usize, to: usize, with: &str| format!("{}{with}{}", &text[..from], &text[to..]);
    let next = |from: usize| from + text[from..].chars().next().map_or(0, char::len_utf8);
    match sort % 7 {
        0 => put(at, at, token),
        1 => put(at, next(at), ""),
        2 => put(start, start, token),
        3 => put(end, end, token),
        4 => {
            let inside = start + line.len() - line.trim_start_matches(' ').len();
            put(inside, inside, token)
        }
        5 => match line.find(": ") {
            Some(colon) => put(start + colon + 2, start + colon + 2, token),
            None => put(at, at, token),
        },
        _ => put(at, next(at), token),
    }
}

/// What is wrong with the fixes of `text`.
fn harm(text: &str) -> Result<(), String> {
    hold::fix::holds(text.as_bytes())?;
    let taken = [
        ("read", platform::reads as fn(&str) -> bool),
        ("taken", platform::accepts),
    ];
    for risky in [false, true] {
        let source = Source::new("amp.yaml", text.as_bytes().to_vec()).map_err(|error| error.to_string())?;
        let Ok(fixed) = fix(&source, &Options::default(), risky) else {
            continue;
        };
        for (what, by) in taken {
            if by(text) && !by(&fixed.text) {
                let which = if risky { "unsafe" } else { "safe" };
                return Err(format!(
                    "with {which} fixes it is no more {what}:\n{}",
                    fixed.text
                ));
            }
        }
    }
    Ok(())
}

/// `text` with a letter less in a key above others, and another value below it.
fn hidden(text: &str, key: Index, letter: Index, value: Index, other: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let depth = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let heads: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].ends_with(':')).collect();
    if heads.is_empty() {
        return text.to_owned();
    }
    let head = *key.get(&heads);
    let below = |i: &usize| depth(&lines[*i]) > depth(&lines[head]) || lines[*i].trim().is_empty();
    let values: Vec<usize> = (head + 1..lines.len())
        .take_while(below)
        .filter(|&i| lines[i].contains(": "))
        .collect();
    if !values.is_empty() {
        let line = &mut lines[*value.get(&values)];
        let colon = line.find(": ").unwrap_or_default();
        line.replace_range(colon + 2.., other);
    }
    let name: Vec<usize> = lines[head].char_indices().map(|(i, _)| i).collect();
    let first = name.partition_point(|&i| i < depth(&lines[head]));
    let name = &name[first.min(name.len() - 1)..];
    lines[head].remove(*letter.get(name));
    lines.join("\n")
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn no_fix_harms(
        manifest in any::<Index>(),
        strokes in prop::collection::vec((any::<u8>(), any::<Index>(), 0..TOKENS.len()), 1..=3),
    ) {
        let mut text = manifest.get(&MANIFESTS).clone();
        for stroke in strokes {
            text = edited(&text, stroke);
        }
        if let Err(why) = harm(&text) {
            let mut shown = String::new();
            write!(shown, "{why}\n--- of\n{text}").unwrap();
            return Err(TestCaseError::fail(shown));
        }
    }

    /// A key that is misspelled is dropped with all that stands there; whatever is wrong with that comes to light with it.
    #[test]
    fn what_comes_to_light_is_no_harm(
        manifest in any::<Index>(),
        key in any::<Index>(),
        letter in any::<Index>(),
        value in any::<Index>(),
        other in prop::sample::select(&["[a]", "{a: b}", "tru", "\"1\"", "1.5", "a", "\n"][..]),
    ) {
        let text = hidden(manifest.get::<String>(&MANIFESTS), key, letter, value, other);
        if let Err(why) = harm(&text) {
            return Err(TestCaseError::fail(format!("{why}\n--- of\n{text}")));
        }
    }
}
