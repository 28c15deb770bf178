//! Placeholders of templates (Helm, Jinja, environment variables), which the platform takes as they stand.

use crate::yaml::TEMPLATE_MARKS;

/// How an environment variable begins and ends.
const VARIABLE: (&str, &str) = ("${", "}");

/// Whether a placeholder stands in `text`.
pub(super) fn is_in(text: &str) -> bool {
    let mut marks = TEMPLATE_MARKS.iter().chain([&VARIABLE]);
    text.contains(['{', '<']) && marks.any(|&(begin, end)| has(text, begin, end))
}

fn has(text: &str, begin: &str, end: &str) -> bool {
    text.split_once(begin).is_some_and(|(_, rest)| rest.contains(end))
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn placeholders() {
        for text in [
            "{{ name }}",
            "contacts-{{env}}",
            "${DESTINATION}",
            "{% raw %}",
            "<%= name %>",
        ] {
            assert!(is_in(text), "{text}");
        }
        for text in [
            "contacts",
            "$['a']['b']",
            "a{b}",
            "}} {{",
            "<name>",
            "$HOME",
            "{a}",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}
