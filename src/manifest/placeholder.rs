//! Placeholders: of templates (Helm, Jinja, environment variables), which the platform takes as they stand, and the
//! words that guides and samples put where something of one's own belongs.

use crate::yaml::TEMPLATE_MARKS;

/// How an environment variable begins and ends.
const VARIABLE: (&str, &str) = ("${", "}");

/// Longer texts (in bytes) stand for nothing.
const LONGEST: usize = 64;

/// Texts that stand for what is still to be written, in small letters and without separators.
const STAND_INS: [&str; 9] = [
    "changeme",
    "fillin",
    "fillme",
    "fixme",
    "insertme",
    "replaceme",
    "replacethis",
    "tbd",
    "todo",
];

/// Whether a placeholder stands in `text`.
pub(super) fn is_in(text: &str) -> bool {
    let mut marks = TEMPLATE_MARKS.iter().chain([&VARIABLE]);
    text.contains(['{', '<']) && marks.any(|&(begin, end)| has(text, begin, end)) || stands_for(text)
}

/// Whether a placeholder stands in `text`, which is for people and may hold braces of its own.
pub(super) fn is_in_words(text: &str) -> bool {
    let variable = || {
        let (_, rest) = text.split_once(VARIABLE.0)?;
        let (name, _) = rest.split_once(VARIABLE.1)?;
        Some(name)
    };
    let named = |name: &str| {
        let letters = |b: u8| b.is_ascii_alphanumeric() || b"_.-:".contains(&b);
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.bytes().all(letters)
    };
    variable().is_some_and(named) || stands_for(text)
}

fn has(text: &str, begin: &str, end: &str) -> bool {
    text.split_once(begin).is_some_and(|(_, rest)| rest.contains(end))
}

/// Whether all of `text` is what guides write where something of one's own belongs: `...`, `<your-webhook>`,
/// `YOUR_FIELD_HERE`, `TODO`.
pub(super) fn stands_for(text: &str) -> bool {
    let text = text.trim();
    let Some(first) = text.chars().next().filter(|_| text.len() <= LONGEST) else {
        return false;
    };
    match first {
        '.' | '\u{2026}' => text == "..." || text == "\u{2026}",
        '<' => {
            let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            inner.is_some_and(|inner| {
                let fits = |b: u8| b.is_ascii_alphanumeric() || b" _-./:'".contains(&b);
                inner.starts_with(|c: char| c.is_ascii_alphabetic()) && inner.bytes().all(fits)
            })
        }
        _ if first.is_ascii_alphabetic() => is_instruction(text),
        _ => false,
    }
}

/// `YOUR_FIELD`, `your-webhook-here`, `FIELD_NAME_HERE`, `CHANGEME`.
fn is_instruction(text: &str) -> bool {
    let is_separator = |c: char| matches!(c, '_' | '-' | ' ');
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' ');
    if !text.bytes().all(plain) {
        return false;
    }
    let mut words = text.split(is_separator);
    let (first, last) = (
        words.next().unwrap_or_default(),
        words.next_back().unwrap_or_default(),
    );
    let shouted = !text.bytes().any(|b| b.is_ascii_lowercase());
    let yours = first.eq_ignore_ascii_case("your") && !last.is_empty();
    let here = last.eq_ignore_ascii_case("here");
    // In small letters either may be a name.
    if (yours && here) || (shouted && (yours || here)) {
        return true;
    }
    let squashed = || {
        text.chars()
            .filter(|&c| !is_separator(c))
            .map(|c| c.to_ascii_lowercase())
    };
    // `todo` is a word of some lists' own.
    (shouted || squashed().count() > 5) && STAND_INS.iter().any(|word| squashed().eq(word.chars()))
}

#[cfg(test)]
mod tests {
    use super::{is_in, is_in_words, stands_for};

    #[test]
    fn placeholders() {
        for text in [
            "{{ name }}",
            "contacts-{{env}}",
            "${DESTINATION}",
            "{% raw %}",
            "<%= name %>",
            "<name>",
            "<your-webhook>",
            "<Your webhook here>",
            "YOUR_FIELD_HERE",
            "YOUR_FIELD",
            "FIELD_NAME_HERE",
            "your-webhook-here",
            "Your destination here",
            "...",
            "\u{2026}",
            "TODO",
            "CHANGE_ME",
            "changeme",
            "replace-me",
        ] {
            assert!(is_in(text), "{text}");
        }
        for text in [
            "contacts",
            "$['a']['b']",
            "a{b}",
            "}} {{",
            "<",
            "<>",
            "a<b>c",
            "<1>",
            "$HOME",
            "{a}",
            "your-webhook",
            "yourWebhook",
            "YOURS",
            "HERE",
            "WHERE_IS",
            "here",
            "todo",
            "Todo",
            "..",
            "....",
            "YOUR_",
            "",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }

    #[test]
    fn in_words_for_people() {
        for text in ["Contacts of ${STAGE}", "${app.name}", "YOUR_APP_NAME", "..."] {
            assert!(is_in_words(text), "{text}");
        }
        for text in [
            "Price in ${}",
            "{{ first }} and {{ last }}",
            "a ${b c}",
            "Use <b>bold</b>",
            "Go on...",
        ] {
            assert!(!is_in_words(text), "{text}");
        }
        assert!(!stands_for("Use <b>bold</b>"));
    }
}
