//! Values, keys and names in messages.

use crate::escape::visible;

/// How many characters of a value, key or name a message shows.
pub const MAX_EXCERPT: usize = 60;

/// `text` between backticks for a message, cut when it is long, control characters shown as escapes.
#[must_use]
pub fn code(text: &str) -> String {
    match text.char_indices().nth(MAX_EXCERPT) {
        Some((end, _)) => format!("`{}…`", visible(&text[..end])),
        None => format!("`{}`", visible(text)),
    }
}

/// The value `text` for the beginning of a message.
#[must_use]
pub fn value(text: &str) -> String {
    if text.is_empty() {
        "an empty text".to_owned()
    } else {
        code(text)
    }
}

/// A list for a message: `a`, `b` or `c`.
#[must_use]
pub fn alternatives<'w>(words: impl IntoIterator<Item = &'w str>, last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(code).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}
